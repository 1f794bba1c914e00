// What the services take and give: the JSON of the Go DTOs, field for field.
// 64-bit numbers that may pass 2^53 arrive as text (seq, amountMinor); times are RFC 3339 text;
// bodies are base64 of the exact bytes.

import type { EndpointRef, ForwardResult } from './endpointTypes';

export type Mode = 'test' | 'live';

export type ResultStatus = 'S' | 'F' | 'U';
/** An exchange without a readable result has ''. */
export type MaybeResult = ResultStatus | '';
export type Verdict = '' | 'verified' | 'failed' | 'missing';

export interface ServerState {
  name: string;
  address: string;
  origin: string;
  off: boolean;
  problem: string;
  remedy: string;
}

export interface ClockState {
  now: string;
  virtual: boolean;
}

export interface Status {
  state: 'starting' | 'ready' | 'failed';
  problem: string;
  problemCode: string;
  remedy: string;
  version: string;
  dataFolder: string;
  clock: ClockState;
  servers: ServerState[];
  warnings: string[];
  caFile: string;
}

export interface Environment {
  id: string;
  kind: Mode;
  clientId: string;
  hasKeys: boolean;
}

export interface MerchantAccount {
  id: string;
  name: string;
  environments: Environment[];
}

export interface KeyRecord {
  id: string;
  version: number;
  publicKey: string;
  source: string;
  createdAt: string;
  retiredAt: string;
  privateKept: boolean;
}

export interface KeyConfiguration {
  environment: string;
  clientId: string;
  merchantPublicKey: string;
  keyVersion: number;
  antomPublicKey: string;
  gateway: string;
  gatewayTls: string;
  listener: string;
  history: KeyRecord[];
  merchantPrivateKey: string;
  merchantPrivateKeyPkcs1: string;
  privateKept: boolean;
  warnings: string[];
}

/** all: both logs in one. */
export type LogKind = 'requests' | 'notifications' | 'all';
export type ExchangeKind = 'gateway' | 'delivery' | 'capture' | 'forward';

export interface LogRow {
  seq: string;
  id: string;
  environmentId: string;
  kind: ExchangeKind;
  startedAt: string;
  durationMicros: number;
  scheme: string;
  method: string;
  target: string;
  api: string;
  clientId: string;
  httpStatus: number;
  resultStatus: MaybeResult;
  resultCode: string;
  requestId: string;
  paymentId: string;
  refundId: string;
  notificationId: string;
  amountMinor: string;
  currency: string;
  amountText: string;
  verdict: Verdict;
  reason: string;
  requestBytes: number;
  responseBytes: number;
}

export interface LogPage {
  items: LogRow[];
  more: boolean;
}

export interface DeliveryAttempt {
  number: number;
  acknowledged: boolean;
  reason: string;
  /** The reason, and when the next attempt comes or why none does, in English. */
  verdict: string;
  at: string;
  nextAt: string;
  schedule: string;
  marks: string[];
  exchangeId: string;
}

export type NotificationStatus = 'PENDING' | 'ACKNOWLEDGED' | 'ABANDONED';

export interface NotificationView {
  id: string;
  type: string;
  paymentId: string;
  refundId: string;
  url: string;
  origin: string;
  resendOf: string;
  status: NotificationStatus;
  held: boolean;
  nextAttemptAt: string;
  createdAt: string;
  body: string;
  attempts: DeliveryAttempt[];
  resends: string[];
}

export interface NotificationSample {
  type: string;
  title: string;
  body: string;
}

export type ResendMode = 'as_it_was' | 'resigned' | 'edited';

export interface ResendInput {
  id: string;
  mode: ResendMode;
  url: string;
  body: string;
}

export interface ResendFilter {
  environment: string;
  query: string;
  paymentId: string;
  status: string;
}

export interface ResendCount {
  count: number;
  most: number;
  more: boolean;
}

export interface BatchView {
  id: string;
  total: number;
  waiting: number;
  acknowledged: number;
  abandoned: number;
}

export const labKinds = [
  'duplicate', 'together', 'swap', 'delay', 'drop', 'corrupt', 'wrong_signature', 'stale_time', 'key_version', 'wrong_client_id', 'slow', 'reset',
] as const;

export type LabKind = (typeof labKinds)[number];

export interface LabArm {
  environment: string;
  kind: LabKind;
  url: string;
  paymentId: string;
  type: string;
  copies: number;
  millis: number;
  percent: number;
  count: number;
  everyTry: boolean;
  seed: number;
  durationMinutes: number;
}

export interface LabFault {
  id: string;
  kind: LabKind;
  preset: string;
  url: string;
  paymentId: string;
  type: string;
  copies: number;
  millis: number;
  percent: number;
  count: number;
  everyTry: boolean;
  seed: number;
  matched: number;
  touched: number;
  endsAt: string;
  createdAt: string;
  endedAt: string;
  armed: boolean;
}

export interface LabPreset {
  name: string;
  faults: LabKind[];
  after: string;
}

export interface LabLog {
  seed: number;
  lines: string[];
  more: boolean;
}

export interface LogDetail {
  row: LogRow;
  requestTime: string;
  keyVersion: string;
  skewMillis: number;
  remoteAddr: string;
  warnings: string[];
  requestHead: string;
  requestBody: string;
  responseHead: string;
  responseBody: string;
  signedPrefix: string;
  answerSignedPrefix: string;
  attempts: DeliveryAttempt[];
  notificationStatus: string;
  endpoint: EndpointRef;
  forwards: ForwardResult[];
}

export interface NotificationURLs {
  rows: { type: string; url: string }[];
  builtIn: string;
}

export type PaymentStatus = 'PROCESSING' | 'PENDING' | 'SUCCESS' | 'FAIL' | 'CANCELLED';

export interface PaymentRow {
  seq: string;
  paymentId: string;
  paymentRequestId: string;
  status: PaymentStatus;
  amountMinor: string;
  currency: string;
  amountText: string;
  paymentMethodType: string;
  createdAt: string;
  paidAt: string;
  resultCode: string;
  walletUrl: string;
}

export interface PaymentPage {
  items: PaymentRow[];
  more: boolean;
}

export interface WalletOutcome {
  paymentId: string;
  paymentStatus: PaymentStatus;
  paymentResultCode: string;
  redirectUrl: string;
}

export interface Sample {
  product: string;
  title: string;
  body: string;
}

export interface SimulatorAPI {
  api: string;
  title: string;
  samples: Sample[];
}

export interface SimulatorAPIs {
  apis: SimulatorAPI[];
  privateKeyKept: boolean;
}

export interface SendInput {
  environment: string;
  api: string;
  product: string;
  body: string;
  privateKey: string;
  transport: 'http' | 'https';
}

export interface SendAnswer {
  exchangeId: string;
  url: string;
  httpStatus: number;
  durationMicros: number;
  resultStatus: MaybeResult;
  resultCode: string;
  resultMessage: string;
  verdict: Verdict;
  reason: string;
  requestHead: string;
  requestBody: string;
  responseHead: string;
  responseBody: string;
  stringToSign: string;
  answerStringToSign: string;
  normalUrl: string;
  paymentId: string;
}

export type SignatureSigner = 'merchant' | 'antom';
export type SignatureLanguage = 'java' | 'go' | 'python' | 'php' | 'node' | 'dotnet' | 'other';
export type SignaturePart = 'method' | 'path' | 'client' | 'time' | 'body';

export interface SignatureCause {
  code: string;
  /** In English; the dictionary has the code in every language. */
  clause: string;
  params: { name: string; value: string }[];
}

export interface SignatureDiff {
  offset: number;
  part: SignaturePart;
  before: string;
  seen: string;
  signed: string;
  after: string;
  seenHex: string;
  signedHex: string;
  cut: boolean;
}

export interface SignatureReport {
  verified: boolean;
  sentence: string;
  causes: SignatureCause[];
  proven: boolean;
  seen: string;
  signed: string;
  cut: boolean;
  hasDiff: boolean;
  diff: SignatureDiff;
  sdk: { language: SignatureLanguage; name: string; official: boolean };
  fixKind: string;
  fixes: { language: SignatureLanguage; line: string }[];
  keyNotes: string[];
}

export interface VerifySignatureInput {
  signer: SignatureSigner;
  method: string;
  path: string;
  headers: string;
  body: string;
  publicKey: string;
}

export interface SignMessageInput {
  environment: string;
  path: string;
  clientId: string;
  requestTime: string;
  keyVersion: string;
  body: string;
  privateKey: string;
}

export interface SignedMessage {
  headers: string;
  signature: string;
  stringToSign: string;
  keyNotes: string[];
  report: SignatureReport;
}
