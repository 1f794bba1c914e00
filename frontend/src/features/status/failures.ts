import type { TFunction } from 'i18next';

/** What kept the program from starting, as a headline. */
export function failureTitle(t: TFunction, problemCode: string): string {
  switch (problemCode) {
    case 'conflict':
      return t('status.failedInUse');
    case 'unavailable':
      return t('status.failedUnavailable');
    default:
      return t('status.failedTitle');
  }
}
