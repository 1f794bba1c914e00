import { spoken } from '@/i18n/spoken';
import type { ErrorCode } from './codes';
import { isErrorCode } from './codes';

/** A refusal or failure of a service call, with the sentence to show and the field to mend. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly field: string;
  readonly exchangeId: string;

  constructor(code: ErrorCode, message: string, field = '', exchangeId = '') {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.field = field;
    this.exchangeId = exchangeId;
  }

  /** Asking again later may succeed without anyone changing anything. */
  get passing(): boolean {
    return this.code === 'starting' || this.code === 'offline';
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads `{code, message, field, exchangeId}`; undefined when the value is something else. */
export function errorFromObject(value: unknown): ApiError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Record<string, unknown> = { ...value };
  if (!isErrorCode(fields.code)) return undefined;
  return new ApiError(fields.code, spoken(text(fields.message)), text(fields.field), text(fields.exchangeId));
}

function errorFromText(message: string): ApiError {
  try {
    const parsed = errorFromObject(JSON.parse(message));
    if (parsed) return parsed;
  } catch {
    // Not JSON: the message itself is all there is.
  }
  return new ApiError('internal', message);
}

/**
 * Turns whatever a call rejected with into an ApiError. Wails hands over our JSON as text, either
 * bare or as the message of an Error.
 */
export function toApiError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason;
  if (reason instanceof Error) return errorFromText(reason.message);
  if (typeof reason === 'string') return errorFromText(reason);
  return errorFromObject(reason) ?? new ApiError('internal', '');
}
