import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useExplanation } from '@/bridge/queries';
import { PageFrame } from '@/components/PageFrame';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { Bench } from './Bench';
import { draftOf, emptyDraft } from './draft';

/** Begins with an exchange of the log. */
function FromLog({ id }: { id: string }) {
  const client = useClient();
  const detail = useQuery({ queryKey: queryKeys.exchange(id), queryFn: () => client.logs.get({ id }) });
  const known = useExplanation(id, true);
  if (detail.isError) return <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data || known.isPending) return <Card><LoadingPanel rows={10} /></Card>;
  return <Bench initial={draftOf(detail.data)} known={known.data} />;
}

/** Signs, verifies and explains what is pasted, or what an exchange of the log brings along. */
export function DoctorPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const id = search.get('exchange') ?? '';
  return (
    <PageFrame fill title={t('doctor.title')} purpose={t('doctor.purpose')}>
      {id === '' ? <Bench initial={emptyDraft} known={undefined} /> : <FromLog key={id} id={id} />}
    </PageFrame>
  );
}
