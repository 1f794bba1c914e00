/** Bytes of base64 text; text that is not base64 gives no bytes. */
export function bytesFromBase64(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** The bytes as UTF-8 text; exact is false when some were not UTF-8 and are shown as �. */
export function textOf(bytes: Uint8Array): { text: string; exact: boolean } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), exact: true };
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), exact: false };
  }
}

/** How many bytes the text takes as UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
