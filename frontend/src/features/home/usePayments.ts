import { useQuery } from '@tanstack/react-query';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { anyPayment } from '@/bridge/paymentTypes';

const latest = 10;

/** The latest payments of an environment. */
export function usePayments(environment: string) {
  const client = useClient();
  return useQuery({
    queryKey: queryKeys.payments(environment, latest),
    queryFn: () => client.payments.list({ ...anyPayment, environment, beforeSeq: '', limit: latest }),
  });
}

/** Whether any payment of the environment was ever paid; asked apart, as the latest ten may not show it. */
export function usePaid(environment: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...queryKeys.payments(environment, 1), 'SUCCESS'],
    queryFn: () => client.payments.list({ ...anyPayment, environment, status: 'SUCCESS', beforeSeq: '', limit: 1 }),
  });
}
