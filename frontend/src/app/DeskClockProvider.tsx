import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useEnvironmentTime } from '@/bridge/clockQueries';
import { clockOf, DeskClockContext, realClock } from '@/components/deskClock';
import { useEnvironment } from '@/components/environment';

/** Gives every screen the environment's clock; real time until the services have told. */
export function DeskClockProvider({ children }: { children: ReactNode }) {
  const { environment } = useEnvironment();
  const { data } = useEnvironmentTime(environment.id);
  const clock = useMemo(() => (data ? clockOf(data) : realClock), [data]);
  return <DeskClockContext value={clock}>{children}</DeskClockContext>;
}
