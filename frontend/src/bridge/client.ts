import type { APIKey, APIKeyToCreate, CreatedAPIKey } from './apiKeyTypes';
import type { DueList, EnvironmentTime } from './clockTypes';
import type { MethodRule, PaymentMethod } from './methodTypes';
import type { DisputeToOpen, PaymentDetail, PaymentExport, PaymentQuery } from './paymentTypes';
import type { Scenario, ScenarioCodes, ScenarioOptions, ScenarioToArm } from './scenarioTypes';
import type { Settings, SettingsView } from './settingsTypes';
import type {
  BatchView, LabArm, LabFault, LabLog, LabPreset, NotificationSample, NotificationView, ResendCount, ResendFilter, ResendInput, ResendMode,
} from './types';
import type {
  KeyConfiguration, LogDetail, LogKind, LogPage, MerchantAccount, NotificationURLs, PaymentPage, SendAnswer, SendInput,
  SignatureReport, SignedMessage, SignMessageInput, SimulatorAPIs, Status, VerifySignatureInput, WalletOutcome,
} from './types';
import type { BodyMatches, BodySearch, ExportCount, ExportDone, ExportInput, LogGrammar } from './logTypes';
import type { DropResult, Endpoint, EndpointForm, EndpointList, Preview, PreviewInput, Target, TargetForm, TestResult } from './endpointTypes';
import type { Transport } from './transport';

interface InEnvironment {
  environment: string;
}

interface OfPayment extends InEnvironment {
  paymentId: string;
}

interface OfDispute extends InEnvironment {
  disputeId: string;
}

export interface LogQuery extends InEnvironment {
  log: LogKind;
  query: string;
  beforeSeq: string;
  afterSeq: string;
  limit: number;
}

export interface KeyImport extends InEnvironment {
  clientId: string;
  publicKey: string;
  privateKey: string;
  keepPrivate: boolean;
}

/** One typed method per service method; nothing else in the front end names a service. */
export function createClient(transport: Transport) {
  // The one place where the wire's unknown becomes a type: the Go DTOs are the contract.
  const call = async <T>(service: string, method: string, input: object): Promise<T> => (await transport(service, method, input)) as T;
  return {
    system: {
      status: () => call<Status>('System', 'Status', {}),
      restartServer: (input: { name: string; address: string }) => call<Status>('System', 'RestartServer', input),
    },
    merchants: {
      list: () => call<{ accounts: MerchantAccount[] }>('Merchants', 'List', {}),
      settings: (input: InEnvironment) => call<SettingsView>('Merchants', 'Settings', input),
      saveSettings: (input: InEnvironment & { settings: Settings }) => call<SettingsView>('Merchants', 'SaveSettings', input),
    },
    keys: {
      show: (input: InEnvironment) => call<KeyConfiguration>('Keys', 'Show', input),
      generate: (input: InEnvironment & { keepPrivate: boolean }) => call<KeyConfiguration>('Keys', 'Generate', input),
      import: (input: KeyImport) => call<KeyConfiguration>('Keys', 'Import', input),
    },
    logs: {
      list: (input: LogQuery) => call<LogPage>('Logs', 'List', input),
      get: (input: { id: string }) => call<LogDetail>('Logs', 'Get', input),
      grammar: (input: { log: LogKind }) => call<LogGrammar>('Logs', 'Grammar', input),
      searchBodies: (input: BodySearch) => call<BodyMatches>('Logs', 'SearchBodies', input),
      curl: (input: { id: string }) => call<{ command: string }>('Logs', 'Curl', input),
      count: (input: ExportInput) => call<ExportCount>('Logs', 'Count', input),
      save: (input: ExportInput) => call<ExportDone>('Logs', 'Save', input),
    },
    notifications: {
      urls: (input: InEnvironment) => call<NotificationURLs>('Notifications', 'URLs', input),
      setUrl: (input: InEnvironment & { type: string; url: string }) => call<NotificationURLs>('Notifications', 'SetURL', input),
      samples: (input: InEnvironment) => call<{ items: NotificationSample[] }>('Notifications', 'Samples', input),
      send: (input: InEnvironment & { type: string; url: string; body: string }) => call<NotificationView>('Notifications', 'Send', input),
      show: (input: { id: string }) => call<NotificationView>('Notifications', 'Show', input),
      ofPayment: (input: InEnvironment & { paymentId: string }) => call<{ items: NotificationView[] }>('Notifications', 'OfPayment', input),
      resend: (input: ResendInput) => call<NotificationView>('Notifications', 'Resend', input),
      countMany: (input: ResendFilter) => call<ResendCount>('Notifications', 'CountMany', input),
      resendMany: (input: { filter: ResendFilter; mode: ResendMode }) => call<BatchView>('Notifications', 'ResendMany', input),
      batch: (input: { id: string }) => call<BatchView>('Notifications', 'Batch', input),
      endBatch: (input: { id: string }) => call<BatchView>('Notifications', 'EndBatch', input),
    },
    lab: {
      list: (input: InEnvironment) => call<{ items: LabFault[] }>('Lab', 'List', input),
      presets: () => call<{ items: LabPreset[] }>('Lab', 'Presets', {}),
      arm: (input: LabArm) => call<{ items: LabFault[] }>('Lab', 'Arm', input),
      armPreset: (input: InEnvironment & { preset: string; url: string; paymentId: string; seed: number }) => call<{ items: LabFault[] }>('Lab', 'ArmPreset', input),
      end: (input: InEnvironment & { id: string }) => call<{ items: LabFault[] }>('Lab', 'End', input),
      endAll: (input: InEnvironment) => call<{ items: LabFault[] }>('Lab', 'EndAll', input),
      log: (input: InEnvironment & { id: string }) => call<LabLog>('Lab', 'Log', input),
    },
    endpoints: {
      list: (input: InEnvironment) => call<EndpointList>('Endpoints', 'List', input),
      save: (input: EndpointForm) => call<Endpoint>('Endpoints', 'Save', input),
      delete: (input: { id: string }) => call<EndpointList>('Endpoints', 'Delete', input),
      preview: (input: PreviewInput) => call<Preview>('Endpoints', 'Preview', input),
      resetSequence: (input: { id: string }) => call<Endpoint>('Endpoints', 'ResetSequence', input),
      test: (input: { id: string }) => call<TestResult>('Endpoints', 'Test', input),
    },
    forwards: {
      save: (input: TargetForm) => call<Target>('Forwards', 'Save', input),
      delete: (input: { id: string }) => call<Endpoint>('Forwards', 'Delete', input),
      pause: (input: { id: string; paused: boolean }) => call<Target>('Forwards', 'Pause', input),
      retryNow: (input: { id: string }) => call<Target>('Forwards', 'RetryNow', input),
      drop: (input: { id: string; firstOnly: boolean }) => call<DropResult>('Forwards', 'Drop', input),
    },
    wallet: {
      approve: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Approve', input),
      decline: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Decline', input),
      abandon: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Abandon', input),
    },
    payments: {
      list: (input: PaymentQuery) => call<PaymentPage>('Payments', 'List', input),
      count: (input: PaymentExport) => call<ExportCount>('Payments', 'Count', input),
      save: (input: PaymentExport) => call<ExportDone>('Payments', 'Save', input),
      get: (input: OfPayment) => call<PaymentDetail>('Payments', 'Get', input),
      capture: (input: OfPayment & { amountMinor: string; keepRest: boolean }) => call<PaymentDetail>('Payments', 'Capture', input),
      cancel: (input: OfPayment) => call<PaymentDetail>('Payments', 'Cancel', input),
      refund: (input: OfPayment & { amountMinor: string; reason: string }) => call<PaymentDetail>('Payments', 'Refund', input),
    },
    disputes: {
      open: (input: DisputeToOpen) => call<{ disputeId: string }>('Disputes', 'Open', input),
      judge: (input: OfDispute & { forMerchant: boolean }) => call<{ disputeId: string }>('Disputes', 'Judge', input),
      cancel: (input: OfDispute) => call<{ disputeId: string }>('Disputes', 'Cancel', input),
    },
    clock: {
      get: (input: InEnvironment) => call<EnvironmentTime>('Clock', 'Get', input),
      due: (input: InEnvironment) => call<DueList>('Clock', 'Due', input),
      freeze: (input: InEnvironment) => call<EnvironmentTime>('Clock', 'Freeze', input),
      resume: (input: InEnvironment) => call<EnvironmentTime>('Clock', 'Resume', input),
      set: (input: InEnvironment & { time: string }) => call<EnvironmentTime>('Clock', 'Set', input),
      advance: (input: InEnvironment & { millis: number }) => call<EnvironmentTime>('Clock', 'Advance', input),
      runToNext: (input: InEnvironment) => call<EnvironmentTime>('Clock', 'RunToNext', input),
      reset: (input: InEnvironment) => call<EnvironmentTime>('Clock', 'Reset', input),
    },
    scenarios: {
      options: (input: InEnvironment) => call<ScenarioOptions>('Scenarios', 'Options', input),
      codes: (input: { api: string }) => call<ScenarioCodes>('Scenarios', 'Codes', input),
      list: (input: InEnvironment) => call<{ items: Scenario[] }>('Scenarios', 'List', input),
      arm: (input: ScenarioToArm) => call<Scenario>('Scenarios', 'Arm', input),
      end: (input: { id: string }) => call<{ items: Scenario[] }>('Scenarios', 'End', input),
      endAll: (input: InEnvironment) => call<{ items: Scenario[] }>('Scenarios', 'EndAll', input),
    },
    apiKeys: {
      list: (input: InEnvironment) => call<{ items: APIKey[] }>('APIKeys', 'List', input),
      create: (input: APIKeyToCreate) => call<CreatedAPIKey>('APIKeys', 'Create', input),
      revoke: (input: { id: string }) => call<{ id: string }>('APIKeys', 'Revoke', input),
    },
    methods: {
      list: (input: InEnvironment) => call<{ items: PaymentMethod[] }>('Methods', 'List', input),
      save: (input: InEnvironment & { rule: MethodRule }) => call<PaymentMethod>('Methods', 'Save', input),
      reset: (input: InEnvironment & { type: string }) => call<PaymentMethod>('Methods', 'Reset', input),
    },
    signatures: {
      explain: (input: { id: string }) => call<SignatureReport>('Signatures', 'Explain', input),
      verify: (input: VerifySignatureInput) => call<SignatureReport>('Signatures', 'Verify', input),
      sign: (input: SignMessageInput) => call<SignedMessage>('Signatures', 'Sign', input),
    },
    simulator: {
      apis: (input: InEnvironment) => call<SimulatorAPIs>('Simulator', 'APIs', input),
      send: (input: SendInput) => call<SendAnswer>('Simulator', 'Send', input),
    },
  };
}

export type Client = ReturnType<typeof createClient>;
