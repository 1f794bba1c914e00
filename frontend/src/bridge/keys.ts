import type { QueryKey } from '@tanstack/react-query';
import type { Hint } from './hints';
import type { LogKind } from './types';

/** The query cache's address book: every key starts with its area, so an area can be invalidated whole. */
export const queryKeys = {
  status: () => ['status'] as const,
  merchants: () => ['merchants'] as const,
  keyConfiguration: (environment: string) => ['keys', environment] as const,
  log: (environment: string, log: LogKind, query: string) => ['log', environment, log, query] as const,
  exchange: (id: string) => ['exchange', id] as const,
  payments: (environment: string, limit: number) => ['payments', environment, limit] as const,
  simulator: (environment: string) => ['simulator', environment] as const,
};

/**
 * Which areas a topic makes stale. Everything, for a topic we do not know and for an environment: its
 * keys, settings and clock show on most screens and change seldom.
 */
export function staleAfter(hint: Hint): QueryKey[] | 'all' {
  switch (hint.topic) {
    case 'exchange':
      return [['log']];
    case 'payment':
    case 'refund':
      // The simulator's templates refer to the latest payment and refund.
      return [['payments'], ['simulator']];
    case 'object':
      // Captures and card holds show in the payments; no screen lists the other objects yet.
      return [['payments']];
    case 'notification':
      return [['log'], ['exchange']];
    case 'server':
      return [['status'], ['keys'], ['payments']];
    case 'environment':
    default:
      return 'all';
  }
}
