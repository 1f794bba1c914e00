import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { APIKeyToCreate } from '@/bridge/apiKeyTypes';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';

export function useApiKeys(environment: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.apiKeys(environment), queryFn: () => client.apiKeys.list({ environment }) });
}

/** The APIs a restricted key may be for. */
export function useApis(environment: string, enabled: boolean) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.scenarioOptions(environment), queryFn: () => client.scenarios.options({ environment }), select: ({ apis }) => apis, enabled });
}

/** Makes a key. Its answer, the only one with the secret, is forgotten with the dialog that shows it. */
export function useCreate() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (key: Omit<APIKeyToCreate, 'environment'>) => client.apiKeys.create({ ...key, environment: environment.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.apiKeys(environment.id) }),
    gcTime: 0,
  });
}

export function useRevoke() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (id: string) => client.apiKeys.revoke({ id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.apiKeys(environment.id) }),
  });
}
