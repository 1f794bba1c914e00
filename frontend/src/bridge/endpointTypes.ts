// The listener's endpoints and their forwarding, as the services give and take them.

export type EndpointKey = 'antom' | 'pasted' | 'none';
export type AnswerKind = 'acknowledge' | 'reply';
export type ForwardSignature = 'original' | 'fresh';
export type TargetState = 'up' | 'down' | 'paused' | 'idle';
export type ForwardStatus = 'QUEUED' | 'SENT' | 'DROPPED';

export interface AnswerHeader {
  name: string;
  value: string;
}

export interface AnswerStep {
  kind: AnswerKind;
  times: number;
  delayMillis: number;
  status: number;
  headers: AnswerHeader[];
  body: string;
}

export interface AnswerRule {
  steps: AnswerStep[];
  repeat: boolean;
}

export interface Target {
  id: string;
  endpointId: string;
  url: string;
  types: string[];
  signature: ForwardSignature;
  otherPath: boolean;
  state: TargetState;
  queued: number;
  oldestQueued: string;
  sent: number;
  moreSent: boolean;
  lastError: string;
  failingSince: string;
  createdAt: string;
}

export interface Endpoint {
  id: string;
  builtIn: boolean;
  environment: string;
  name: string;
  path: string;
  url: string;
  urlTls: string;
  methods: string[];
  key: EndpointKey;
  publicKey: string;
  rule: AnswerRule;
  maxBodyBytes: number;
  answered: number;
  nextStep: number;
  captures: number;
  moreCaptures: boolean;
  lastCaptureId: string;
  lastCaptureAt: string;
  targets: Target[];
}

export interface EndpointList {
  items: Endpoint[];
  origin: string;
  originTls: string;
  types: string[];
}

export interface EndpointForm {
  environment: string;
  id: string;
  name: string;
  path: string;
  methods: string[];
  key: EndpointKey;
  publicKey: string;
  rule: AnswerRule;
  maxBodyBytes: number;
}

export interface PreviewInput {
  environment: string;
  id: string;
  path: string;
  rule: AnswerRule;
}

export interface PreviewFault {
  field: string;
  line: number;
  message: string;
}

export interface PreviewStep {
  head: string;
  body: string;
  delayMillis: number;
  faults: PreviewFault[];
}

export interface Preview {
  sampleId: string;
  steps: PreviewStep[];
}

export interface TestResult {
  requestId: string;
  httpStatus: number;
  durationMicros: number;
  head: string;
  body: string;
  reason: string;
}

export interface TargetForm {
  endpointId: string;
  id: string;
  url: string;
  types: string[];
  signature: ForwardSignature;
}

export interface DropResult {
  dropped: number;
  target: Target;
}

/** Who captured an exchange and which rule answered; id is '' unless it is a capture. */
export interface EndpointRef {
  id: string;
  builtIn: boolean;
  name: string;
  path: string;
  deleted: boolean;
  kind: string;
  step: number;
  steps: number;
  delayMillis: number;
}

export interface ForwardAttempt {
  exchangeId: string;
  httpStatus: number;
  repeat: number;
  reason: string;
  at: string;
}

export interface ForwardResult {
  id: string;
  targetId: string;
  url: string;
  status: ForwardStatus;
  repeats: number;
  endedAt: string;
  httpStatus: number;
  reason: string;
  attempts: ForwardAttempt[];
}
