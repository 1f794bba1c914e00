import type { LogDetail, SignatureSigner } from '@/bridge/types';
import { bytesFromBase64, textOf } from '@/components/body/bytes';

export type Task = 'verify' | 'sign';

/** A body: what is typed, or exact bytes from elsewhere until somebody edits them. */
export interface BodyDraft {
  text: string;
  exact?: { base64: string; from: 'log' | 'file' };
}

/** What stands in the form. It lives as long as the page and is kept nowhere. */
export interface Draft {
  task: Task;
  signer: SignatureSigner;
  path: string;
  headers: string;
  body: BodyDraft;
  publicKey: string;
  privateKey: string;
  clientId: string;
  requestTime: string;
}

export const emptyDraft: Draft = {
  task: 'verify', signer: 'merchant', path: '', headers: '', body: { text: '' }, publicKey: '', privateKey: '', clientId: '', requestTime: '',
};

export function exactBody(base64: string, from: 'log' | 'file'): BodyDraft {
  return { text: textOf(bytesFromBase64(base64)).text, exact: { base64, from } };
}

/** The body's bytes in base64. */
export function base64Of(body: BodyDraft): string {
  if (body.exact) return body.exact.base64;
  return base64OfBytes(new TextEncoder().encode(body.text));
}

export function base64OfBytes(bytes: Uint8Array): string {
  const step = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}

/** The request of an exchange of the log, ready to be looked into. */
export function draftOf(detail: LogDetail): Draft {
  const [first = '', ...lines] = detail.requestHead.split(/\r?\n/).filter((line) => line !== '');
  return {
    ...emptyDraft,
    signer: detail.row.kind === 'gateway' ? 'merchant' : 'antom',
    path: first.split(' ')[1] ?? '',
    headers: lines.join('\n'),
    body: exactBody(detail.requestBody, 'log'),
  };
}
