import type {
  KeyConfiguration, LogDetail, LogKind, LogPage, MerchantAccount, NotificationURLs, PaymentPage, SendAnswer, SendInput,
  Settings, SimulatorAPIs, Status, WalletOutcome,
} from './types';
import type { Transport } from './transport';

interface InEnvironment {
  environment: string;
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
      settings: (input: InEnvironment) => call<{ settings: Settings }>('Merchants', 'Settings', input),
      saveSettings: (input: InEnvironment & { settings: Settings }) => call<{ settings: Settings }>('Merchants', 'SaveSettings', input),
    },
    keys: {
      show: (input: InEnvironment) => call<KeyConfiguration>('Keys', 'Show', input),
      generate: (input: InEnvironment & { keepPrivate: boolean }) => call<KeyConfiguration>('Keys', 'Generate', input),
      import: (input: KeyImport) => call<KeyConfiguration>('Keys', 'Import', input),
    },
    logs: {
      list: (input: LogQuery) => call<LogPage>('Logs', 'List', input),
      get: (input: { id: string }) => call<LogDetail>('Logs', 'Get', input),
    },
    notifications: {
      urls: (input: InEnvironment) => call<NotificationURLs>('Notifications', 'URLs', input),
      setUrl: (input: InEnvironment & { type: string; url: string }) => call<NotificationURLs>('Notifications', 'SetURL', input),
    },
    wallet: {
      approve: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Approve', input),
      decline: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Decline', input),
      abandon: (input: InEnvironment & { paymentId: string }) => call<WalletOutcome>('Wallet', 'Abandon', input),
    },
    payments: {
      list: (input: InEnvironment & { status: string; beforeSeq: string; limit: number }) => call<PaymentPage>('Payments', 'List', input),
    },
    simulator: {
      apis: (input: InEnvironment) => call<SimulatorAPIs>('Simulator', 'APIs', input),
      send: (input: SendInput) => call<SendAnswer>('Simulator', 'Send', input),
    },
  };
}

export type Client = ReturnType<typeof createClient>;
