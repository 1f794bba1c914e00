import type { TFunction } from 'i18next';

/** What kept the program from starting, as a headline. */
export function failureTitle(t: TFunction, problemCode: string): string {
  switch (problemCode) {
    case 'locked':
      return t('status.failedCodes.locked');
    case 'read_only':
      return t('status.failedCodes.readOnly');
    case 'newer_file':
      return t('status.failedCodes.newer');
    case 'corrupt':
      return t('status.failedCodes.corrupt');
    default:
      return t('status.failedTitle');
  }
}
