import type { QueryKey } from '@tanstack/react-query';
import type { Hint } from './hints';
import type { PaymentFilter } from './paymentTypes';
import type { LogKind } from './types';

/** The query cache's address book: every key starts with its area, so an area can be invalidated whole. */
export const queryKeys = {
  status: () => ['status'] as const,
  merchants: () => ['merchants'] as const,
  keyConfiguration: (environment: string) => ['keys', environment] as const,
  log: (environment: string, log: LogKind, query: string) => ['log', environment, log, query] as const,
  logGrammar: (log: LogKind) => ['logGrammar', log] as const,
  logCount: (environment: string, log: LogKind, query: string) => ['logCount', environment, log, query] as const,
  exchange: (id: string) => ['exchange', id] as const,
  explanation: (id: string) => ['explanation', id] as const,
  payments: (environment: string, limit: number) => ['payments', environment, limit] as const,
  transactions: (environment: string, filter: PaymentFilter) => ['payments', environment, 'list', filter] as const,
  transactionCount: (environment: string, filter: PaymentFilter) => ['payments', environment, 'count', filter] as const,
  payment: (environment: string, id: string) => ['payment', environment, id] as const,
  clock: (environment: string) => ['clock', environment] as const,
  due: (environment: string) => ['due', environment] as const,
  scenarios: (environment: string) => ['scenarios', environment] as const,
  scenarioOptions: (environment: string) => ['scenarioOptions', environment] as const,
  resultCodes: (api: string) => ['resultCodes', api] as const,
  apiKeys: (environment: string) => ['apiKeys', environment] as const,
  methods: (environment: string) => ['methods', environment] as const,
  settings: (environment: string) => ['settings', environment] as const,
  endpoints: (environment: string) => ['endpoints', environment] as const,
  preview: (input: object) => ['preview', input] as const,
  simulator: (environment: string) => ['simulator', environment] as const,
  notificationURLs: (environment: string) => ['notificationURLs', environment] as const,
  notificationSamples: (environment: string) => ['notificationSamples', environment] as const,
  notification: (id: string) => ['notification', id] as const,
  notificationsOf: (environment: string, paymentId: string) => ['notification', environment, paymentId] as const,
  resend: (id: string) => ['notification', 'batch', id] as const,
  resendCount: (environment: string, query: string, status: string) => ['notification', 'count', environment, query, status] as const,
  lab: (environment: string) => ['lab', environment] as const,
  labPresets: () => ['labPresets'] as const,
};

/**
 * Which areas a topic makes stale. Everything, for a topic we do not know and for an environment: its
 * keys, settings and clock show on most screens and change seldom.
 */
export function staleAfter(hint: Hint): QueryKey[] | 'all' {
  switch (hint.topic) {
    case 'exchange':
      // A call may use up a scenario.
      return [['log'], ['payment'], ['endpoints'], ['scenarios']];
    case 'payment':
    case 'refund':
      // The simulator's templates refer to the latest payment and refund.
      return [['payments'], ['payment'], ['simulator'], ['clock'], ['due']];
    case 'object':
      // Captures, card holds and disputes show in the payments; no screen lists the other objects yet.
      return [['payments'], ['payment'], ['clock'], ['due']];
    case 'notification':
      return [['log'], ['exchange'], ['payment'], ['notification'], ['lab'], ['clock'], ['due']];
    case 'endpoint':
      return [['endpoints'], ['exchange']];
    case 'server':
      return [['status'], ['keys'], ['payments'], ['notificationURLs'], ['endpoints']];
    case 'environment':
    default:
      return 'all';
  }
}
