import type { LogField } from '@/bridge/logTypes';
import type { Settings } from '@/bridge/settingsTypes';
import { labKinds } from '@/bridge/types';
import type {
  DeliveryAttempt, KeyConfiguration, LabFault, LabPreset, LogDetail, LogRow, NotificationURLs, NotificationView, PaymentRow, SignatureReport, SimulatorAPIs,
  Status,
} from '@/bridge/types';

/** The fake's time, fixed so that screenshots repeat. */
export const fakeNow = Date.parse('2026-03-02T08:30:00Z');

const publicKey = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'.padEnd(380, 'q7Zt0xWc4LmN8vRb2YsKdE5hGfJp3AoU6iTn9CwXzQyBlMkVr1SaHeDgPj+F/') + 'IDAQAB';

export const b64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export function fakeStatus(change: Partial<Status> = {}): Status {
  return {
    state: 'ready', problem: '', problemCode: '', remedy: '', version: '0.1.0', dataFolder: '/home/ada/.local/share/antom-desk',
    clock: { now: new Date(fakeNow).toISOString(), virtual: false },
    servers: [
      { name: 'gateway', address: '127.0.0.1:4100', origin: 'http://127.0.0.1:4100', off: false, problem: '', remedy: '' },
      { name: 'gateway_tls', address: '127.0.0.1:4143', origin: 'https://127.0.0.1:4143', off: false, problem: '', remedy: '' },
      { name: 'listener', address: '127.0.0.1:4200', origin: 'http://127.0.0.1:4200', off: false, problem: '', remedy: '' },
      { name: 'ui', address: '127.0.0.1:4080', origin: '', off: true, problem: '', remedy: '' },
    ],
    warnings: [], caFile: '/home/ada/.local/share/antom-desk/ca.pem',
    ...change,
  };
}

export function fakeKeys(kind: 'test' | 'live', registered: boolean): KeyConfiguration {
  const history = [2, 1].map((version) => ({
    id: `key-${version}`, version, publicKey, source: version === 2 ? 'generated' : 'imported',
    createdAt: new Date(fakeNow - version * 86_400_000).toISOString(),
    retiredAt: version === 2 ? '' : new Date(fakeNow - 90_000_000).toISOString(), privateKept: version === 2,
  }));
  return {
    environment: kind, clientId: kind === 'test' ? 'SANDBOX_5YBW1G2ZHUPS06086' : '5YEZ50305NN403523',
    merchantPublicKey: registered ? publicKey : '', keyVersion: registered ? 2 : 0, antomPublicKey: publicKey,
    gateway: 'http://127.0.0.1:4100', gatewayTls: 'https://127.0.0.1:4143', listener: 'http://127.0.0.1:4200',
    history: registered ? history : [], merchantPrivateKey: '', merchantPrivateKeyPkcs1: '', privateKept: registered, warnings: [],
  };
}

const outcomes = [
  { resultStatus: 'S', resultCode: 'SUCCESS', api: 'payments/inquiryPayment' },
  { resultStatus: 'U', resultCode: 'PAYMENT_IN_PROCESS', api: 'payments/pay' },
  { resultStatus: 'F', resultCode: 'INVALID_SIGNATURE', api: 'payments/pay' },
  { resultStatus: 'S', resultCode: 'SUCCESS', api: 'payments/refund' },
] as const;

export function fakeRow(seq: number, change: Partial<LogRow> = {}): LogRow {
  const outcome = outcomes[seq % outcomes.length] ?? outcomes[0];
  const failed = outcome.resultStatus === 'F';
  return {
    seq: String(seq), id: `0195f000-0000-7000-8000-${String(seq).padStart(12, '0')}`, environmentId: 'env-test', kind: 'gateway',
    startedAt: new Date(fakeNow - (10_000 - Math.min(seq, 10_000)) * 7_000).toISOString(), durationMicros: 900 + (seq * 137) % 9000,
    scheme: 'http', method: 'POST', target: `/ams/sandbox/api/v1/${outcome.api}`, api: outcome.api, clientId: 'SANDBOX_5YBW1G2ZHUPS06086',
    httpStatus: 200, resultStatus: outcome.resultStatus, resultCode: outcome.resultCode,
    requestId: failed ? '' : `0195f0aa-7c${seq % 90}-7b1e-a0f2-3c5d${seq}`, paymentId: failed ? '' : `20260302194010800100188000${String(seq).padStart(6, '0')}`,
    refundId: '', notificationId: '', amountMinor: failed ? '' : '1099', currency: failed ? '' : 'USD', amountText: failed ? '' : '10.99 USD',
    verdict: failed ? 'failed' : 'verified', reason: failed ? 'The body was signed with a key that was replaced: key version 1 verifies it, version 2 is in use.' : '',
    requestBytes: 640, responseBytes: 412, ...change,
  };
}

export function fakeNotice(seq: number): LogRow {
  const sent = seq % 2 === 1;
  const id = `0195f0cc-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  return fakeRow(seq, {
    id, kind: sent ? 'delivery' : 'capture', api: 'notifyPayment', target: sent ? 'http://127.0.0.1:4200/notifications' : '/notifications',
    notificationId: `0195f0bb-0000-7000-8000-${String(seq).padStart(12, '0')}`, resultStatus: 'S', resultCode: 'SUCCESS', verdict: sent ? '' : 'verified',
    requestId: 'order-7781', paymentId: `20260302194010800100188000${String(seq).padStart(6, '0')}`, amountMinor: '1099', currency: 'USD', amountText: '10.99 USD', reason: '',
  });
}

const payBody = '{"productCode":"CASHIER_PAYMENT","paymentRequestId":"order-7781","order":{"referenceOrderId":"7781","orderDescription":"A cup of coffee","orderAmount":{"currency":"USD","value":"1099"}},"paymentAmount":{"currency":"USD","value":"1099"},"paymentMethod":{"paymentMethodType":"ALIPAY_CN"},"paymentNotifyUrl":"http://localhost:3000/notify"}';
const payAnswer = '{"result":{"resultCode":"PAYMENT_IN_PROCESS","resultStatus":"U","resultMessage":"payment in process"},"paymentRequestId":"order-7781","paymentId":"20260302194010800100188000009981","paymentAmount":{"currency":"USD","value":"1099"},"paymentCreateTime":"2026-03-02T16:29:58+08:00","normalUrl":"http://127.0.0.1:4100/wallet/8kq2"}';
const requestHead = 'POST /ams/sandbox/api/v1/payments/pay HTTP/1.1\r\nhost: 127.0.0.1:4100\r\nContent-Type: application/json; charset=UTF-8\r\nclient-id: SANDBOX_5YBW1G2ZHUPS06086\r\nRequest-Time: 1772440198123\r\nSignature: algorithm=RSA256,keyVersion=2,signature=KEhXthj4bJ801Hqw8kaLvEKc0Rii8KsNUazw7kZgjxyGSPuOZ48058UVJUkkR21iD9JkHBGR%2FDZr%2B5vhQ%3D%3D\r\nContent-Length: 344\r\n\r\n';
const responseHead = 'HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nClient-Id: SANDBOX_5YBW1G2ZHUPS06086\r\nResponse-Time: 2026-03-02T16:29:58+08:00\r\nSignature: algorithm=RSA256,keyVersion=1,signature=Wm2pQ%2BgJ3%2F7b%3D\r\n\r\n';
const requestPrefix = 'POST /ams/sandbox/api/v1/payments/pay\nSANDBOX_5YBW1G2ZHUPS06086.1772440198123.';
const answerPrefix = 'POST /ams/sandbox/api/v1/payments/pay\nSANDBOX_5YBW1G2ZHUPS06086.2026-03-02T16:29:58+08:00.';

function fakeAttempt(number: number, change: Partial<DeliveryAttempt>): DeliveryAttempt {
  return { number, acknowledged: true, reason: '', verdict: '', at: new Date(fakeNow).toISOString(), nextAt: '', schedule: 'production', marks: [], exchangeId: `attempt-${number}`, ...change };
}

export const fakeURLs: NotificationURLs = {
  builtIn: 'http://127.0.0.1:4200/notifications',
  rows: ['notifyPayment', 'notifyRefund', 'notifyCapture', 'notifyDispute', 'notifyVaulting', 'notifySubscription'].map((type, index) => ({ type, url: index === 1 ? 'http://localhost:3000/refunds' : '' })),
};

export const fakeSettings: Settings = {
  requestTimeToleranceSeconds: 0, unsignedRejections: false, strict: false, settlementStrategyRequired: false, declinedCardCode: 'DO_NOT_HONOR',
  declinedWalletCode: 'USER_PAYMENT_VERIFICATION_FAILED', expiredPaymentCode: 'ORDER_IS_CLOSED', singleCaptureOnly: false, notifyExpiredAuthorization: false,
  pendingSeconds: 60, authenticationRequiredCard: '', invalidCodeSuffix: '01', expiredCodeSuffix: '02', confirmCodeSuffix: '03', wrongOtp: '000000',
  notificationDelaySeconds: 3, notificationDelayMaxSeconds: 5, notificationDelaySeed: 7, notifySubscriptionCancel: false, taxRateBasisPoints: 0,
  openingBalanceMinor: '0', consentMinutes: 30, authCodeMinutes: 5, accessTokenDays: 365, refreshTokenDays: 730, disputeAmountMinor: '0', disputeDefenseDays: 7,
  disputeJudgementDays: 3, disputeOutcome: 'VALIDATE_SUCCESS', subscriptionAcceleration: 'auto', failingDeductionMinor: '0', deductionRetries: 3, retrySchedule: 'none',
};

export function fakeFault(index: number, change: Partial<LabFault> = {}): LabFault {
  return {
    id: `fault-${index}`, kind: labKinds[index % labKinds.length] ?? 'drop', preset: '', url: '', paymentId: '', type: '', copies: index === 0 ? 3 : 0, millis: index === 3 ? 5_000 : 0,
    percent: index === 0 ? 100 : 40, count: index === 4 ? 10 : 0, everyTry: false, seed: 4711, matched: 12, touched: 3 + index, endsAt: '',
    createdAt: new Date(fakeNow - 600_000).toISOString(), endedAt: '', armed: true, ...change,
  };
}

export function fakeNotification(id: string, type: string, url: string, body: string): NotificationView {
  return {
    id, type, paymentId: '', refundId: '', url, origin: 'test', resendOf: '', status: 'ABANDONED', held: false, nextAttemptAt: '', createdAt: new Date(fakeNow).toISOString(),
    body: b64(body), resends: [], attempts: [fakeAttempt(1, { acknowledged: false, reason: 'resultStatus is "F" instead of "S".', schedule: 'once', exchangeId: fakeNotice(9_999).id })],
  };
}

export const fakeSamples = fakeURLs.rows.map(({ type }) => ({ type, title: 'Succeeded', body: '{\n  "notifyType": "PAYMENT_RESULT"\n}\n' }));

export const fakePresets: LabPreset[] = [
  { name: 'older-status-last', faults: ['swap'], after: 'adyen-magento2#2409' },
  { name: 'forger', faults: ['wrong_signature', 'corrupt'], after: '' },
];

/** Who captured, and where it went from there. */
function fakeCapture(row: LogRow): Pick<LogDetail, 'endpoint' | 'forwards'> {
  if (row.kind !== 'capture') return { endpoint: { id: '', builtIn: false, name: '', path: '', deleted: false, kind: '', step: 0, steps: 0, delayMillis: 0 }, forwards: [] };
  return {
    endpoint: { id: 'endpoint-shop', builtIn: false, name: 'Shop, flaky', path: '/shop/notify', deleted: false, kind: 'acknowledge', step: 2, steps: 2, delayMillis: 0 },
    forwards: [{
      id: 'forward-1', targetId: 'target-1', url: 'http://127.0.0.1:3000/shop/notify', status: 'SENT', repeats: 1, endedAt: row.startedAt, httpStatus: 200, reason: '',
      attempts: [
        { exchangeId: 'forward-try-1', httpStatus: 0, repeat: 0, reason: '127.0.0.1:3000 closed the connection without an answer.', at: row.startedAt },
        { exchangeId: 'forward-try-2', httpStatus: 200, repeat: 1, reason: '', at: row.startedAt },
      ],
    }],
  };
}

export function fakeDetail(row: LogRow): LogDetail {
  const delivery = row.kind === 'delivery';
  return {
    row, requestTime: '1772440198123', keyVersion: '2', skewMillis: -340, remoteAddr: '127.0.0.1:53122',
    warnings: row.resultStatus === 'S' ? ['paymentAmount.value was sent as a number; Antom wants it as text.'] : [],
    requestHead, requestBody: b64(payBody), responseHead, responseBody: b64(payAnswer), signedPrefix: requestPrefix,
    answerSignedPrefix: row.kind === 'gateway' && row.resultStatus !== 'F' ? answerPrefix : '',
    attempts: delivery ? [
      fakeAttempt(1, { acknowledged: false, reason: 'HTTP status 500 instead of 200.', at: new Date(fakeNow - 125_000).toISOString(), nextAt: row.startedAt, marks: ['lab:slow', 'interrupted'], exchangeId: 'older' }),
      fakeAttempt(2, { at: row.startedAt, marks: ['repeat'], exchangeId: row.id }),
    ] : [],
    notificationStatus: delivery ? 'ACKNOWLEDGED' : '',
    ...fakeCapture(row),
  };
}

export function fakePayments(): PaymentRow[] {
  const statuses = ['PROCESSING', 'SUCCESS', 'FAIL', 'CANCELLED', 'SUCCESS'] as const;
  return statuses.map((status, index) => ({
    seq: String(50 - index), paymentId: `2026030219401080010018800000998${index}`, paymentRequestId: `order-778${index}`, status,
    amountMinor: '1099', currency: index === 3 ? 'JPY' : 'USD', amountText: index === 3 ? '1099 JPY' : '10.99 USD', paymentMethodType: index === 2 ? 'CARD' : 'ALIPAY_CN',
    createdAt: new Date(fakeNow - (index + 1) * 640_000).toISOString(), paidAt: '', resultCode: status === 'SUCCESS' ? 'SUCCESS' : '',
    walletUrl: index === 2 ? '' : `http://127.0.0.1:4100/wallet/8kq${index}`,
  }));
}

const indented = JSON.stringify(JSON.parse(payBody), null, 2);

export const fakeApis: SimulatorAPIs = {
  privateKeyKept: true,
  apis: [
    { api: 'payments/pay', title: 'Pay', samples: [{ product: 'CASHIER_PAYMENT', title: 'Pay with a wallet (GCash)', body: indented }, { product: 'CASHIER_PAYMENT', title: 'Pay with a card', body: indented.replace('ALIPAY_CN', 'CARD') }] },
    { api: 'payments/inquiryPayment', title: 'Inquire a payment', samples: [{ product: '', title: 'Inquire a payment', body: '{\n  "paymentId": "2026"\n}' }] },
  ],
};

export function fakeAnswer(exchangeId: string) {
  return {
    exchangeId, url: 'http://127.0.0.1:4100/ams/sandbox/api/v1/payments/pay', httpStatus: 200, durationMicros: 4210, resultStatus: 'U', resultCode: 'PAYMENT_IN_PROCESS',
    resultMessage: 'payment in process', verdict: 'verified', reason: '', requestHead, requestBody: b64(payBody), responseHead, responseBody: b64(payAnswer),
    stringToSign: requestPrefix + payBody, answerStringToSign: answerPrefix + payAnswer, normalUrl: 'http://127.0.0.1:4100/wallet/8kq2', paymentId: '20260302194010800100188000009981',
  } as const;
}

export const fakeFields: LogField[] = [
  { name: 'status', alias: '', form: 'choice', values: ['S', 'U', 'F', 'none'] },
  { name: 'code', alias: '', form: 'text', values: ['INVALID_SIGNATURE', 'PARAM_ILLEGAL', 'SUCCESS'] },
  { name: 'api', alias: 'type', form: 'text', values: ['payments/pay', 'payments/refund'] },
  { name: 'after', alias: '', form: 'time', values: ['15m', '1h', '24h'] },
];

/** A call whose body was written anew between signing and sending. */
export function fakeReport(change: Partial<SignatureReport> = {}): SignatureReport {
  return {
    verified: false, proven: true, sentence: 'The signature does not verify: it was made over the path without /sandbox.',
    causes: [{ code: 'sandboxMissing', clause: 'it was made over the path without /sandbox, but sent to the one with it', params: [] }],
    seen: b64(`POST /ams/sandbox/api/v1/payments/pay\nC.1.${payBody}`), signed: b64(`POST /ams/api/v1/payments/pay\nC.1.${payBody}`), cut: false, hasDiff: true,
    diff: { offset: 10, part: 'path', before: 'POST /ams/', seen: 'sandbox/', signed: '', after: 'api/v1/payments/pay␊C.1.', seenHex: '73616e64626f782f', signedHex: '', cut: false },
    sdk: { language: 'php', name: 'global-open-sdk-php/1.5.5', official: true }, fixKind: 'path',
    fixes: [{ language: 'php', line: '$path = parse_url($url, PHP_URL_PATH);' }, { language: 'go', line: 'path := request.URL.RequestURI()' }], keyNotes: [],
    ...change,
  };
}
