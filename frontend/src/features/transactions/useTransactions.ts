import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Client } from '@/bridge/client';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { PaymentFilter } from '@/bridge/paymentTypes';
import { useEnvironment } from '@/components/environment';

const pageSize = 50;

/** The payments a filter lets through, newest first, a page at a time. */
export function useTransactions(environment: string, filter: PaymentFilter) {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: queryKeys.transactions(environment, filter),
    queryFn: ({ pageParam }) => client.payments.list({ ...filter, environment, beforeSeq: pageParam, limit: pageSize }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.items.at(-1)?.seq : undefined),
  });
}

export function useTransaction(environment: string, paymentId: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.payment(environment, paymentId), queryFn: () => client.payments.get({ environment, paymentId }), enabled: paymentId !== '' });
}

/** The types of the payment methods, for the filter. */
export function useMethodTypes(environment: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.methods(environment), queryFn: () => client.methods.list({ environment }), select: ({ items }) => items.map(({ rule }) => rule.type) });
}

type Deed = (client: Client, environment: string) => Promise<unknown>;

/** Does something with a payment; whatever it changed is asked for again. */
export function useDeed() {
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  return useMutation({
    mutationFn: (deed: Deed) => deed(client, environment.id),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['payments'] }), queries.invalidateQueries({ queryKey: ['payment'] })]),
  });
}
