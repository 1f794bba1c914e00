import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Flex, Modal, Progress, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { BatchView, ResendMode } from '@/bridge/types';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './Resend.module.css';

interface ResendManyDialogProps {
  open: boolean;
  onClose: () => void;
  environment: string;
  /** What the log is filtered by. */
  query: string;
}

/** How far a resend of many is, until it is over. */
function Progressing({ batch, onEnd }: { batch: BatchView; onEnd: () => void }) {
  const { t } = useTranslation();
  const done = batch.total - batch.waiting;
  return (
    <Flex vertical gap={8} align="flex-start" role="status">
      <Progress percent={Math.round((done / batch.total) * 100)} status={batch.waiting > 0 ? 'active' : batch.abandoned > 0 ? 'exception' : 'success'} />
      <span>{t('delivery.manyProgress', { done, total: batch.total, acknowledged: batch.acknowledged, abandoned: batch.abandoned })}</span>
      {batch.waiting > 0 && <Button danger onClick={onEnd}>{t('delivery.manyEnd')}</Button>}
    </Flex>
  );
}

/** Sends every notification the log shows again, after saying how many that is. */
export function ResendManyDialog({ open, onClose, environment, query }: ResendManyDialogProps) {
  const { t } = useTranslation();
  const client = useClient();
  const id = useId();
  const [status, setStatus] = useState('');
  const [mode, setMode] = useState<ResendMode>('resigned');
  const [batch, setBatch] = useState('');
  const filter = { environment, query, paymentId: '', status };
  const count = useQuery({ queryKey: queryKeys.resendCount(environment, query, status), queryFn: () => client.notifications.countMany(filter), enabled: open && batch === '' });
  const send = useMutation({ mutationFn: () => client.notifications.resendMany({ filter, mode }), onSuccess: (made) => setBatch(made.id) });
  const progress = useQuery({ queryKey: queryKeys.resend(batch), queryFn: () => client.notifications.batch({ id: batch }), enabled: batch !== '' });
  const end = useMutation({ mutationFn: () => client.notifications.endBatch({ id: batch }), onSuccess: () => void progress.refetch() });
  const close = () => {
    setBatch('');
    send.reset();
    onClose();
  };
  const found = count.data;
  const failure = send.error ?? count.error ?? progress.error ?? end.error;

  return (
    <Modal
      open={open}
      destroyOnHidden
      onCancel={close}
      title={t('delivery.manyTitle')}
      footer={batch === '' ? (
        <>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!found || found.count === 0 || found.more} loading={send.isPending} onClick={() => send.mutate()}>
            {found && found.count > 0 && !found.more ? t('delivery.manySend', { count: found.count }) : t('delivery.resend')}
          </Button>
        </>
      ) : <Button onClick={close}>{t('common.close')}</Button>}
    >
      <div className={styles.form}>
        {batch === '' && (
          <>
            <span>{query === '' ? t('delivery.manyAll') : t('delivery.manyQuery', { query })}</span>
            <label htmlFor={id} className={styles.field}>
              <span>{t('delivery.manyStatus')}</span>
              <Select
                id={id}
                value={status}
                onChange={setStatus}
                options={[
                  { value: '', label: t('delivery.manyAny') },
                  { value: 'ABANDONED', label: t('delivery.statusABANDONED') },
                  { value: 'PENDING', label: t('delivery.statusPENDING') },
                  { value: 'ACKNOWLEDGED', label: t('delivery.statusACKNOWLEDGED') },
                ]}
              />
            </label>
            <Radio.Group aria-label={t('delivery.mode')} value={mode} onChange={(event) => setMode(event.target.value as ResendMode)} options={[{ value: 'resigned', label: t('delivery.modeResigned') }, { value: 'as_it_was', label: t('delivery.modeAsItWas') }]} />
            {!found && !count.isError && <LoadingPanel rows={1} />}
            {found && <strong data-testid="resend-count">{found.more ? t('delivery.manyTooMany', { most: found.most }) : t('delivery.manyCount', { count: found.count })}</strong>}
          </>
        )}
        {progress.data && <Progressing batch={progress.data} onEnd={() => end.mutate()} />}
        {failure && <ErrorPanel error={failure} />}
      </div>
    </Modal>
  );
}
