import { createContext, useContext } from 'react';
import type { Client } from './client';

export const ClientContext = createContext<Client | undefined>(undefined);

/** The typed services; provided once by the app, or by a test with its own transport. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient needs a ClientContext above it');
  return client;
}
