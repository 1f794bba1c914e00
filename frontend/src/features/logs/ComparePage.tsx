import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { LogDetail } from '@/bridge/types';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { prettyJson } from '@/components/body/prettyJson';
import { Diff } from '@/components/code/Diff';
import { PageFrame } from '@/components/PageFrame';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { Moment } from '@/components/Times';
import { useAddress } from '@/components/useAddress';
import styles from './ComparePage.module.css';
import { Summary } from './Summary';

const parts = ['request', 'answer', 'requestHead', 'answerHead'] as const;
type Part = (typeof parts)[number];

function body(base64: string): string {
  const { text } = textOf(bytesFromBase64(base64));
  return prettyJson(text) ?? text;
}

/** One part of an exchange as lines that can be set beside another's. */
export function partOf(detail: LogDetail, part: Part): string {
  switch (part) {
    case 'request':
      return body(detail.requestBody);
    case 'answer':
      return body(detail.responseBody);
    case 'requestHead':
      return detail.requestHead.trimEnd().replaceAll('\r\n', '\n');
    case 'answerHead':
      return detail.responseHead.trimEnd().replaceAll('\r\n', '\n');
  }
}

function useExchange(id: string) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.exchange(id), queryFn: () => client.logs.get({ id }) });
}

function Side({ detail, label }: { detail: LogDetail; label: string }) {
  const { t } = useTranslation();
  return (
    <section className={styles.side} aria-label={label}>
      <div className={styles.head}>
        <Moment at={detail.row.startedAt} exact />
        <Link to={`/logs/all/${detail.row.id}`}>{t('logTools.compareOpen')}</Link>
      </div>
      <Summary detail={detail} />
    </section>
  );
}

function Comparison({ first, second, part }: { first: LogDetail; second: LogDetail; part: Part }) {
  const { t } = useTranslation();
  const [left, right] = [partOf(first, part), partOf(second, part)];
  return (
    <div className={styles.content}>
      <div className={styles.sides}>
        <Side detail={first} label={t('logTools.compareLeft')} />
        <Side detail={second} label={t('logTools.compareRight')} />
      </div>
      {left === right && <Alert type="success" showIcon title={t('logTools.compareSame')} />}
      <div className={styles.diff}>
        <Diff left={left} right={right} leftLabel={t('logTools.compareLeft')} rightLabel={t('logTools.compareRight')} json={part === 'request' || part === 'answer'} />
      </div>
    </div>
  );
}

/** Two exchanges side by side, one part at a time; which two and which part stand in the address. */
export function ComparePage() {
  const { t } = useTranslation();
  const { first = '', second = '' } = useParams();
  const { search, open, put } = useAddress();
  const navigate = useNavigate();
  const [a, b] = [useExchange(first), useExchange(second)];
  const part = parts.find((one) => one === search.get('part')) ?? 'request';
  const failed = a.isError ? a : b;
  return (
    <PageFrame
      fill
      title={t('logTools.compareTitle')}
      purpose={t('logTools.comparePurpose')}
      action={<Button onClick={() => void navigate(-1)}>{t('logTools.back')}</Button>}
      filters={(
        <>
          <Segmented<Part>
            aria-label={t('logTools.comparePart')}
            value={part}
            onChange={(next) => put({ part: next })}
            options={[
              { value: 'request', label: t('logs.tabRequest') }, { value: 'answer', label: t('logs.tabAnswer') },
              { value: 'requestHead', label: t('logTools.requestHead') }, { value: 'answerHead', label: t('logTools.answerHead') },
            ]}
          />
          <Button icon={<SwapOutlined aria-hidden />} onClick={() => open(`/logs/compare/${second}/${first}`, true)}>{t('logTools.swap')}</Button>
        </>
      )}
    >
      {a.data && b.data && <Comparison key={first + second} first={a.data} second={b.data} part={part} />}
      {!(a.data && b.data) && failed.isError && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {!(a.data && b.data) && !failed.isError && <LoadingPanel rows={12} />}
    </PageFrame>
  );
}
