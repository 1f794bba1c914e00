import { createPublicKey, createPrivateKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';

/** What a merchant's code holds. Keys are bare base64, as Antom's dashboard shows them. */
export interface Credentials {
  gateway: string;
  clientId: string;
  privateKey: string;
}

export interface Result {
  resultCode: string;
  resultStatus: string;
  resultMessage: string;
}

export interface Answer {
  result: Result;
  paymentId?: string;
  normalUrl?: string;
}

/** Signs the way the documentation says, independently of the program's own code. */
export function sign(privateKey: string, path: string, clientId: string, time: string, body: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const signature = createSign('RSA-SHA256').update(`POST ${path}\n${clientId}.${time}.${body}`).sign(key, 'base64');
  return `algorithm=RSA256,keyVersion=1,signature=${encodeURIComponent(signature)}`;
}

/** Verifies what Antom signed: an answer or a notification. */
export function verify(antomPublicKey: string, path: string, clientId: string, time: string, body: string, header: string): boolean {
  const key = createPublicKey({ key: Buffer.from(antomPublicKey, 'base64'), format: 'der', type: 'spki' });
  const encoded = /(?:^|,)\s*signature=([^,]+)/.exec(header)?.[1] ?? '';
  return createVerify('RSA-SHA256').update(`POST ${path}\n${clientId}.${time}.${body}`).verify(key, decodeURIComponent(encoded), 'base64');
}

export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

/** A pair the merchant made without Antom Desk. */
export function keyPair(): KeyPair {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}

const pathOf = (api: string) => `/ams/sandbox/api/v1/${api}`;

async function post(merchant: Credentials, path: string, sent: object, signed: object): Promise<Response> {
  const time = String(Date.now());
  return fetch(merchant.gateway + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': merchant.clientId,
      'Request-Time': time,
      Signature: sign(merchant.privateKey, path, merchant.clientId, time, JSON.stringify(signed)),
    },
    body: JSON.stringify(sent),
  });
}

/** POSTs one call. What is signed and what is sent may differ, as after tampering on the way. */
export async function call(merchant: Credentials, api: string, sent: object, signed: object = sent): Promise<Answer> {
  return (await (await post(merchant, pathOf(api), sent, signed)).json()) as Answer;
}

/** POSTs one call and takes only an answer that Antom has signed. */
export async function ask<T extends object>(merchant: Credentials, antomPublicKey: string, api: string, sent: object): Promise<Answer & T> {
  const response = await post(merchant, pathOf(api), sent, sent);
  const body = await response.text();
  const header = (name: string) => response.headers.get(name) ?? '';
  if (!verify(antomPublicKey, pathOf(api), header('client-id'), header('response-time'), body, header('signature'))) {
    throw new Error(`${api}: the answer's signature does not verify: ${body}`);
  }
  return JSON.parse(body) as Answer & T;
}

/** A wallet payment's body; the buyer comes back to, and notifications go to, the given origin. */
export function walletPayment(requestId: string, value: string, origin = ''): object {
  const amount = { currency: 'PHP', value };
  return {
    productCode: 'CASHIER_PAYMENT',
    paymentRequestId: requestId,
    order: { referenceOrderId: `ORDER-${requestId}`, orderDescription: 'Two bags of tea', orderAmount: amount, buyer: { referenceBuyerId: 'buyer-1' } },
    paymentAmount: amount,
    paymentMethod: { paymentMethodType: 'GCASH' },
    paymentRedirectUrl: `${origin === '' ? 'http://127.0.0.1' : origin}/return`,
    ...(origin === '' ? {} : { paymentNotifyUrl: `${origin}/notify` }),
    settlementStrategy: { settlementCurrency: 'USD' },
    env: { terminalType: 'WEB', clientIp: '127.0.0.1' },
  };
}
