import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Card, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { NotificationSample, NotificationURLs } from '@/bridge/types';
import { Bench, BenchPanel } from '@/components/bench/Bench';
import bench from '@/components/bench/Bench.module.css';
import { prettyJson } from '@/components/body/prettyJson';
import { Code } from '@/components/code/Code';
import { useEnvironment } from '@/components/environment';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import fields from '@/components/fields.module.css';
import { spoken } from '@/i18n/spoken';
import styles from './Notifications.module.css';
import { Outcome } from './Outcome';
import { typeMeaning } from './types';

interface SendingProps {
  urls: NotificationURLs;
  samples: NotificationSample[];
}

/** The notification on the left, what became of it on the right. */
function Sending({ urls, samples }: SendingProps) {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const id = useId();
  const [type, setType] = useState(urls.rows[0]?.type ?? '');
  const [title, setTitle] = useState('');
  const [typed, setTyped] = useState<string>();
  const [url, setUrl] = useState('');
  const offered = samples.filter((sample) => sample.type === type);
  const sample = offered.find((one) => one.title === title) ?? offered[0];
  const template = sample?.body ?? '{}';
  const body = typed ?? template;
  const send = useMutation({ mutationFn: () => client.notifications.send({ environment: environment.id, type, url: url.trim(), body }) });
  const refusal = send.isError ? toApiError(send.error) : undefined;
  const usual = urls.rows.find((row) => row.type === type)?.url || urls.builtIn;
  const pretty = prettyJson(body);
  const choose = (nextType: string, nextTitle: string) => {
    setType(nextType);
    setTitle(nextTitle);
    setTyped(undefined);
  };

  return (
    <Bench className={styles.bench}>
      <BenchPanel
        title={t('notifications.request')}
        extra={<Button type="primary" loading={send.isPending} title={t('notifications.sendHint')} onClick={() => send.mutate()}>{t('notifications.send')}</Button>}
      >
        <div className={bench.pair}>
          <div className={fields.field}>
            <label htmlFor={`${id}-type`} className={fields.label}>{t('notifications.type')}</label>
            <Select id={`${id}-type`} value={type} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} options={urls.rows.map((row) => ({ value: row.type, label: `${typeMeaning(t, row.type)} · ${row.type}` }))} onChange={(next) => choose(next, '')} />
          </div>
          <div className={fields.field}>
            <label htmlFor={`${id}-sample`} className={fields.label}>{t('notifications.sample')}</label>
            <Select id={`${id}-sample`} value={sample?.title} options={offered.map((one) => ({ value: one.title, label: spoken(one.title) }))} onChange={(next) => choose(type, next)} />
          </div>
        </div>
        <div className={fields.field}>
          <label htmlFor={`${id}-url`} className={fields.label}>{t('notifications.sendTo')}</label>
          <Input id={`${id}-url`} className="mono" value={url} placeholder={usual} spellCheck={false} autoComplete="off" status={refusal?.field === 'url' ? 'error' : ''} onChange={(event) => setUrl(event.target.value)} />
        </div>
        <div className={bench.editor}>
          <div className={bench.editorBar}>
            <span className={fields.label}>{t('notifications.body')}</span>
            <div>
              <Button type="text" size="small" disabled={pretty === undefined || pretty === body} onClick={() => setTyped(pretty)}>{t('notifications.format')}</Button>
              <Button type="text" size="small" disabled={typed === undefined} onClick={() => setTyped(undefined)}>{t('notifications.reset')}</Button>
            </div>
          </div>
          <div className={bench.grow}><Code value={body} label={t('notifications.bodyLabel')} onChange={setTyped} onSubmit={() => send.mutate()} /></div>
          {pretty === undefined && <span className={fields.warning}>{t('notifications.notJson')}</span>}
        </div>
      </BenchPanel>
      <BenchPanel title={t('notifications.response')}>
        {refusal && <ErrorPanel error={refusal} title={t('notifications.failedTitle')} />}
        {!refusal && send.data && <Outcome key={send.data.id} sent={send.data} />}
        {!refusal && !send.data && (send.isPending ? <LoadingPanel rows={8} /> : <EmptyPanel title={t('notifications.emptyTitle')} text={t('notifications.emptyText')} />)}
      </BenchPanel>
    </Bench>
  );
}

/** Sends a notification by hand: choose a type, edit the body, see the verdict. */
export function TestBench({ urls }: { urls: NotificationURLs }) {
  const client = useClient();
  const { environment } = useEnvironment();
  const samples = useQuery({
    queryKey: queryKeys.notificationSamples(environment.id),
    queryFn: () => client.notifications.samples({ environment: environment.id }),
    staleTime: Infinity,
  });
  if (samples.data) return <Sending urls={urls} samples={samples.data.items} />;
  return samples.isError ? <ErrorPanel error={samples.error} onRetry={() => void samples.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>;
}
