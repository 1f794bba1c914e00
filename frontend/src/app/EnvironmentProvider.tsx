import { useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useMerchants } from '@/bridge/queries';
import type { MerchantAccount, Mode } from '@/bridge/types';
import { EnvironmentContext } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { DeskClockProvider } from './DeskClockProvider';

const modeKey = 'antomdesk.mode';
const accountKey = 'antomdesk.account';

// Kept per tab, so that two tabs can show test and live side by side.
function useKept(key: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => sessionStorage.getItem(key) ?? '');
  const keep = useCallback((next: string) => {
    sessionStorage.setItem(key, next);
    setValue(next);
  }, [key]);
  return [value, keep];
}

function choose(accounts: MerchantAccount[], accountId: string, mode: Mode) {
  const account = accounts.find((candidate) => candidate.id === accountId) ?? accounts[0];
  const environment = account?.environments.find((candidate) => candidate.kind === mode);
  return account && environment ? { account, environment } : undefined;
}

/** Knows which merchant account and environment are shown and its clock, once the services have told. */
export function EnvironmentProvider({ children }: { children: ReactNode }) {
  const merchants = useMerchants();
  const [mode, setMode] = useKept(modeKey);
  const [accountId, setAccount] = useKept(accountKey);
  const accounts = merchants.data?.accounts;

  const current = useMemo(() => {
    const kind: Mode = mode === 'live' ? 'live' : 'test';
    const found = accounts && choose(accounts, accountId, kind);
    return found ? { ...found, accounts, mode: kind, setMode, setAccount } : undefined;
  }, [accounts, accountId, mode, setMode, setAccount]);

  if (current) return <EnvironmentContext value={current}><DeskClockProvider>{children}</DeskClockProvider></EnvironmentContext>;
  return (
    <main style={{ padding: 24, maxWidth: 720, margin: '10vh auto 0' }}>
      {merchants.isError ? <ErrorPanel error={merchants.error} onRetry={() => void merchants.refetch()} /> : <LoadingPanel />}
    </main>
  );
}
