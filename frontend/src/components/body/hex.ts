export const hexRowBytes = 16;

/** How many rows a hex view of so many bytes has. */
export function hexRows(length: number): number {
  return Math.ceil(length / hexRowBytes);
}

export interface HexRow {
  offset: string;
  hex: string;
  ascii: string;
}

/** One row of a hex view: offset, sixteen bytes in two groups, and what of them is printable ASCII. */
export function hexRow(bytes: Uint8Array, row: number): HexRow {
  const start = row * hexRowBytes;
  const slice = [...bytes.subarray(start, start + hexRowBytes)];
  const pairs = slice.map((byte) => byte.toString(16).padStart(2, '0'));
  while (pairs.length < hexRowBytes) pairs.push('  ');
  return {
    offset: start.toString(16).padStart(8, '0'),
    hex: `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`,
    ascii: slice.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}
