/** What went wrong on the wire between Antom Desk and a program of the merchant's. */
export const wire: Record<string, string> = {
  '%s closed the connection while the request was being sent.': '{1} 在发送请求时关闭了连接。',
  'No connection to %s within %s.': '{2} 内无法连接 {1}。',
  '%s did not answer within %s.': '{1} 在 {2} 内没有响应。',
  'The host name %s could not be resolved; check its spelling and the network.': '无法解析主机名 {1}；请检查拼写和网络。',
  '%s refused the connection; nothing listens on that port.': '{1} 拒绝连接；该端口没有程序在监听。',
  'No connection to %s: %v.': '无法连接 {1}：{2}。',
  '%s does not speak TLS on that port; the URL may need http instead of https.': '{1} 在该端口上不使用 TLS；地址可能应为 http 而不是 https。',
  'The certificate of %s is for another name.': '{1} 的证书属于另一个名称。',
  'The certificate of %s is signed by an authority this computer does not trust.': '{1} 的证书由本机不信任的机构签发。',
  'The certificate of %s is not valid: %v.': '{1} 的证书无效：{2}。',
  'The answer of %s was cut short.': '{1} 的响应不完整。',
  '%s closed the connection without an answer.': '{1} 没有响应就关闭了连接。',
  '%s reset the connection before its answer was complete.': '{1} 在响应完成之前重置了连接。',
  'The head of the answer of %s is larger than 1 MiB.': '{1} 的响应头超过 1 MiB。',
  '%s did not answer with valid HTTP.': '{1} 的响应不是有效的 HTTP。',
};
