import type { ReactNode } from 'react';

/** Something the palette offers. */
export interface Command {
  key: string;
  title: string;
  group: string;
  icon: ReactNode;
  run: () => void;
}

/** The commands whose title or group holds every word, in their order. */
export function matching<T extends Pick<Command, 'title' | 'group'>>(commands: T[], words: string): T[] {
  const wanted = words.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return commands.filter(({ title, group }) => wanted.every((word) => `${title} ${group}`.toLowerCase().includes(word)));
}
