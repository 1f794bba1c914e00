/** The services' error codes, and two the browser side adds: it could not reach them (offline) or read them (internal). */
export const errorCodes = ['invalid_argument', 'not_found', 'conflict', 'unavailable', 'denied', 'internal', 'starting', 'offline'] as const;

export type ErrorCode = (typeof errorCodes)[number];

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (errorCodes as readonly string[]).includes(value);
}
