import type { Catalogue } from '../catalogue';

export const body: Catalogue['body'] = {
  view: '查看方式',
  pretty: '格式化',
  raw: '原文',
  hex: '十六进制',
  none: '没有报文体',
  noHead: '没有头部',
  http2Head: 'HTTP/2：按解码顺序显示的头部字段；传输中它们是压缩的。',
  bytes_one: '{{count}} 字节',
  bytes_other: '{{count}} 字节',
  notJson: '不是 JSON，按原样显示。',
  notUtf8: '不是 UTF-8，无法识别的字节显示为 �。确切字节请看十六进制。',
};
