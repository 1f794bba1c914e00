export const body = {
  view: 'View',
  pretty: 'Pretty',
  raw: 'Raw',
  hex: 'Hex',
  none: 'No body',
  noHead: 'No headers',
  http2Head: 'HTTP/2: the header fields in the order in which they were decoded. On the wire they are compressed.',
  bytes_one: '{{count}} byte',
  bytes_other: '{{count}} bytes',
  notJson: 'Not JSON, so it is shown as it came.',
  notUtf8: 'Not UTF-8; unreadable bytes are shown as �. Hex shows the exact bytes.',
} as const;
