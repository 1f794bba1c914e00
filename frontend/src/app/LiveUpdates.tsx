import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { listenToHints } from '@/bridge/hints';
import { applyHint } from '@/bridge/keys';
import { ConnectionContext } from './connection';

/** Turns hints into stale queries; after a gap everything is stale. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => listenToHints({
    onHint: (hint) => applyHint(queries, hint),
    onResync: () => void queries.invalidateQueries(),
    onConnection: setConnected,
  }), [queries]);

  return <ConnectionContext value={connected}>{children}</ConnectionContext>;
}
