import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import type { SendInput } from '@/bridge/types';
import { session } from './session';

/** Sends one signed call. The pasted key is forgotten with the call. */
export function useSend(environment: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (call: Omit<SendInput, 'environment'>) => client.simulator.send({ environment, ...call }),
    onSuccess: (answer) => {
      session.keepAnswer(environment, answer);
      // The next template may refer to what this call made.
      void queries.invalidateQueries({ queryKey: ['simulator'] });
    },
    gcTime: 0,
  });
}
