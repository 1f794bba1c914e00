import { createContext, useContext } from 'react';
import type { Environment, MerchantAccount, Mode } from '@/bridge/types';

export interface CurrentEnvironment {
  account: MerchantAccount;
  accounts: MerchantAccount[];
  environment: Environment;
  mode: Mode;
  setMode: (mode: Mode) => void;
  setAccount: (id: string) => void;
}

export const EnvironmentContext = createContext<CurrentEnvironment | undefined>(undefined);

/** The merchant account and environment every screen shows. */
export function useEnvironment(): CurrentEnvironment {
  const current = useContext(EnvironmentContext);
  if (!current) throw new Error('useEnvironment needs an EnvironmentContext above it');
  return current;
}
