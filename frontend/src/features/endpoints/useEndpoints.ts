import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import type { EndpointForm, TargetForm } from '@/bridge/endpointTypes';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';

export function useEndpoints() {
  const client = useClient();
  const { environment } = useEnvironment();
  return useQuery({ queryKey: queryKeys.endpoints(environment.id), queryFn: () => client.endpoints.list({ environment: environment.id }) });
}

/** A change after which the list is asked for again; hints do the same, only a moment later. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: ['endpoints'] }) });
}

export function useSaveEndpoint() {
  const client = useClient();
  return useChange((form: EndpointForm) => client.endpoints.save(form));
}

export function useDeleteEndpoint() {
  const client = useClient();
  return useChange((id: string) => client.endpoints.delete({ id }));
}

export function useResetSequence() {
  const client = useClient();
  return useChange((id: string) => client.endpoints.resetSequence({ id }));
}

export function useTestEndpoint() {
  const client = useClient();
  return useChange((id: string) => client.endpoints.test({ id }));
}

export function useSaveTarget() {
  const client = useClient();
  return useChange((form: TargetForm) => client.forwards.save(form));
}

/** What can be done to a target at once. */
export function useTargetActions() {
  const client = useClient();
  return {
    pause: useChange((input: { id: string; paused: boolean }) => client.forwards.pause(input)),
    retry: useChange((id: string) => client.forwards.retryNow({ id })),
    drop: useChange((input: { id: string; firstOnly: boolean }) => client.forwards.drop(input)),
    remove: useChange((id: string) => client.forwards.delete({ id })),
  };
}
