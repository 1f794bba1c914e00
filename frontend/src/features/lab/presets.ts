import type { TFunction } from 'i18next';

const names = {
  'older-status-last': 'olderStatusLast',
  'two-at-once': 'twoAtOnce',
  'five-in-a-second': 'fiveInASecond',
  'three-times': 'threeTimes',
  late: 'late',
  'first-try-lost': 'firstTryLost',
  forger: 'forger',
  'bad-network': 'badNetwork',
} as const;

/** What a preset is called; one this build does not know keeps its own name. */
export function presetName(t: TFunction, preset: string): string {
  const known = Object.entries(names).find(([name]) => name === preset);
  return known ? t(`lab.preset.${known[1]}`) : preset;
}
