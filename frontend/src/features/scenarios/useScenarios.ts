import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { ScenarioToArm } from '@/bridge/scenarioTypes';
import { useEnvironment } from '@/components/environment';

/** The scenarios of the environment; one ends by time alone, so it asks again now and then. */
export function useScenarios(environment: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.scenarios(environment), queryFn: () => client.scenarios.list({ environment }), refetchInterval: 10_000 });
}

/** What an error can be armed for, and the codes of the API that is chosen. */
export function useArmOptions(environment: string, api: string) {
  const client = useClient();
  const options = useQuery({ queryKey: queryKeys.scenarioOptions(environment), queryFn: () => client.scenarios.options({ environment }) });
  const codes = useQuery({ queryKey: queryKeys.resultCodes(api), queryFn: () => client.scenarios.codes({ api }), enabled: api !== '', staleTime: Infinity });
  return { options, codes };
}

export function useArm() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (scenario: Omit<ScenarioToArm, 'environment'>) => client.scenarios.arm({ ...scenario, environment: environment.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.scenarios(environment.id), exact: true }),
  });
}

/** Ends one scenario, or all of them when none is named. */
export function useEnd() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (id: string | undefined) => (id === undefined ? client.scenarios.endAll({ environment: environment.id }) : client.scenarios.end({ id })),
    onSuccess: (list) => queries.setQueryData(queryKeys.scenarios(environment.id), list),
  });
}
