import { describe, expect, it } from 'vitest';
import { bytesFromBase64, textOf } from './bytes';
import { hexRow, hexRows } from './hex';
import { prettyJson } from './prettyJson';

describe('prettyJson', () => {
  it('indents nested values and keeps empty ones on one line', () => {
    expect(prettyJson('{"a":{"b":[1,2],"c":{},"d":[]},"e":null}')).toBe(
      '{\n  "a": {\n    "b": [\n      1,\n      2\n    ],\n    "c": {},\n    "d": []\n  },\n  "e": null\n}',
    );
  });

  it('keeps numbers and escapes exactly as sent', () => {
    const sent = '{"n":12345678901234567890,"f":1.0,"s":"a\\u00e9\\/\\"{,:}"}';
    const pretty = prettyJson(sent) ?? '';
    expect(pretty).toContain('12345678901234567890');
    expect(pretty).toContain('1.0');
    expect(pretty).toContain('"a\\u00e9\\/\\"{,:}"');
    expect(pretty.replace(/\n\s*/g, '').replaceAll('": ', '":')).toBe(sent);
  });

  it('refuses what is not JSON', () => {
    expect(prettyJson('{"a":')).toBeUndefined();
    expect(prettyJson('')).toBeUndefined();
    expect(prettyJson('a=1&b=2')).toBeUndefined();
  });

  it('takes a bare value and white space around it', () => {
    expect(prettyJson(' "x" ')).toBe('"x"');
    expect(prettyJson('[ ]')).toBe('[]');
  });
});

describe('the hex view', () => {
  const bytes = new TextEncoder().encode('{"amount":"1099"}\r\n');

  it('shows sixteen bytes a row in two groups beside their ASCII', () => {
    expect(hexRow(bytes, 0)).toEqual({ offset: '00000000', hex: '7b 22 61 6d 6f 75 6e 74  22 3a 22 31 30 39 39 22', ascii: '{"amount":"1099"' });
  });

  it('pads the last row and dots what cannot be printed', () => {
    expect(hexRows(bytes.length)).toBe(2);
    expect(hexRow(bytes, 1)).toEqual({ offset: '00000010', hex: '7d 0d 0a                 '.padEnd(48, ' '), ascii: '}..' });
  });
});

describe('bytes', () => {
  it('decode base64 exactly, with any byte', () => {
    expect([...bytesFromBase64('AAH/gA==')]).toEqual([0, 1, 255, 128]);
    expect(bytesFromBase64('not base64!').length).toBe(0);
  });

  it('say when they are not UTF-8, and keep a byte order mark', () => {
    expect(textOf(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b]))).toEqual({ text: '\ufeff{', exact: true });
    expect(textOf(new Uint8Array([0x7b, 0xff]))).toEqual({ text: '{\ufffd', exact: false });
  });
});
