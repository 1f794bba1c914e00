import type { TFunction } from 'i18next';

/** A server's name in words; one we do not know keeps its own. */
export function serverName(t: TFunction, name: string): string {
  switch (name) {
    case 'gateway':
    case 'gateway_tls':
    case 'listener':
    case 'listener_tls':
    case 'ui':
      return t(`status.${name}`);
    default:
      return name;
  }
}
