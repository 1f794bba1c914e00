/** What the log remarks about a call that was answered all the same. */
export const warned: Record<string, string> = {
  'The error scenario %s held the answer back for %d ms.': '异常场景 {1} 将响应延迟了 {2} 毫秒。',
  'The error scenario %s says %s, which lets the call go its usual way.': '异常场景 {1} 为 {2}，此次调用按正常流程处理。',
  'The answer could not be signed; check Antom\'s signing key.': '无法为响应签名；请检查 Antom 的签名密钥。',
  'Antom takes usage events over HTTP/2 only; this call came over HTTP/1.': 'Antom 只通过 HTTP/2 接收用量事件；此次调用使用的是 HTTP/1。',
  'Only the first %d bytes of the body are kept.': '仅保留报文的前 {1} 个字节。',
  'The signature value is not URL-encoded; Antom\'s documentation asks for it.': '签名值未经 URL 编码；Antom 的文档要求编码。',
  'The Signature header says keyVersion=%s; key %s verified it.': 'Signature 头中为 keyVersion={1}；实际由密钥 {2} 验签通过。',
  'The signature of an upload covers its part named body only.': '上传的签名只覆盖名为 body 的部分。',
};
