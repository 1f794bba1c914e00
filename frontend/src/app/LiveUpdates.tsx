import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listenToHints } from '@/bridge/hints';
import { queryKeys } from '@/bridge/keys';
import { createRefresher } from '@/bridge/refresher';
import { ConnectionContext } from './connection';

/** Turns hints into stale queries; after a gap everything is stale. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { i18n } = useTranslation();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const refresher = createRefresher(queries);
    return listenToHints({
      onHint: (hint) => void refresher.hint(hint),
      onResync: () => void refresher.everything(),
      onConnection: (up) => {
        setConnected(up);
        // Asking tells why: stopped, or started anew and this session ended.
        if (!up) void queries.invalidateQueries({ queryKey: queryKeys.status() });
      },
    });
  }, [queries]);

  useEffect(() => {
    // An error was said in the language it was met in.
    const sayAgain = () => void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
    i18n.on('languageChanged', sayAgain);
    return () => i18n.off('languageChanged', sayAgain);
  }, [queries, i18n]);

  return <ConnectionContext value={connected}>{children}</ConnectionContext>;
}
