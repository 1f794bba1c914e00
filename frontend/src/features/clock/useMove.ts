import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Client } from '@/bridge/client';
import { useClient } from '@/bridge/context';
import type { EnvironmentTime } from '@/bridge/clockTypes';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';

export type Move = (clock: Client['clock'], environment: string) => Promise<EnvironmentTime>;

/** Moves the clock; one move at a time, and its answer is the new time. */
export function useMove() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (move: Move) => move(client.clock, environment.id),
    onSuccess: (time) => queries.setQueryData(queryKeys.clock(environment.id), time),
    // Even a move that failed may have gone a part of the way.
    onSettled: () => queries.invalidateQueries(),
  });
}
