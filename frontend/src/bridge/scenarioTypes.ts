import type { MaybeResult, ResultStatus } from './types';

// Scenarios: armed errors, field for field as the service gives them.

export type Fault = '' | 'reset' | 'timeout' | 'status' | 'cut';

export interface Scenario {
  id: string;
  api: string;
  product: string;
  paymentMethod: string;
  matchField: string;
  matchValue: string;
  /** '' where only latency or a fault is armed. */
  resultCode: string;
  resultStatus: MaybeResult;
  resultMessage: string;
  latencyMillis: number;
  fault: Fault;
  faultStatus: number;
  /** -1 for any number. */
  callsLeft: number;
  endsAt: string;
  createdAt: string;
  endedAt: string;
  armed: boolean;
}

export interface ScenarioCode {
  code: string;
  status: ResultStatus;
  message: string;
}

export interface ScenarioCodes {
  api: string;
  codes: ScenarioCode[];
}

export interface ScenarioOptions {
  apis: string[];
  products: string[];
  paymentMethods: string[];
}

export interface ScenarioToArm {
  environment: string;
  api: string;
  product: string;
  paymentMethod: string;
  matchField: string;
  matchValue: string;
  resultCode: string;
  latencyMillis: number;
  fault: Fault;
  faultStatus: number;
  durationMinutes: number;
  calls: number;
  untilEnded: boolean;
}
