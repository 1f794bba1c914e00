import { useQuery } from '@tanstack/react-query';
import { useClient } from './context';
import { queryKeys } from './keys';

/** The state of the program and its servers; asked often until it is ready, and again every half minute for the clock. */
export function useStatus() {
  const client = useClient();
  return useQuery({
    queryKey: queryKeys.status(),
    queryFn: () => client.system.status(),
    refetchInterval: (query) => {
      if (query.state.status === 'error') return 2_000;
      return query.state.data?.state === 'ready' ? 30_000 : 500;
    },
  });
}

export function useMerchants(enabled = true) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.merchants(), queryFn: () => client.merchants.list(), enabled });
}

export function useKeyConfiguration(environment: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.keyConfiguration(environment), queryFn: () => client.keys.show({ environment }) });
}

/** What the signature doctor says of an exchange of the log; the past does not change, so it is asked once. */
export function useExplanation(id: string, enabled: boolean) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.explanation(id), queryFn: () => client.signatures.explain({ id }), enabled, staleTime: Infinity });
}
