import { useQuery } from '@tanstack/react-query';
import { useClient } from './context';
import { queryKeys } from './keys';

/** What an environment's clock shows, and when something falls due next. */
export function useEnvironmentTime(environment: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.clock(environment), queryFn: () => client.clock.get({ environment }) });
}
