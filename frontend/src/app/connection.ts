import { createContext, useContext } from 'react';

export const ConnectionContext = createContext(true);

/** Whether live updates arrive. */
export function useConnected(): boolean {
  return useContext(ConnectionContext);
}
