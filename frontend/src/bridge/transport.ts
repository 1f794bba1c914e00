import { ApiError, errorFromObject, toApiError } from './errors';
import { inWindow } from './wails';

/** Calls one method of one service with its one input and gives back its DTO, or throws an ApiError. */
export type Transport = (service: string, method: string, input: object) => Promise<unknown>;

export const windowTransport: Transport = async (service, method, input) => {
  const bound = window.go?.services?.[service]?.[method];
  if (!bound) throw new ApiError('unavailable', `${service}.${method} is not part of this build; install the same version of every part.`);
  try {
    return await bound(input);
  } catch (reason) {
    throw toApiError(reason);
  }
};

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  let parsed: unknown;
  try {
    parsed = text === '' ? undefined : JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (response.ok) return parsed;
  // The error stands alone or under "error".
  const envelope: Record<string, unknown> = typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  const known = errorFromObject(parsed) ?? errorFromObject(envelope.error);
  if (known) throw known;
  const code = response.status === 401 || response.status === 403 ? 'denied' : 'internal';
  throw new ApiError(code, `${response.status} ${response.statusText}`.trim());
}

export const httpTransport: Transport = async (service, method, input) => {
  let response: Response;
  try {
    response = await fetch(`/api/${service}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(input),
    });
  } catch {
    throw new ApiError('offline', '');
  }
  return answerOf(response);
};

/** The window's binding where there is one, the loopback API otherwise. */
export function defaultTransport(): Transport {
  return inWindow() ? windowTransport : httpTransport;
}
