import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Popconfirm, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { NotificationURLs } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { useEnvironment } from '@/components/environment';
import { DeliverySettings } from './DeliverySettings';
import styles from './Notifications.module.css';
import { typeMeaning } from './types';
import { URLDialog } from './URLDialog';

type Row = NotificationURLs['rows'][number];

/** Takes a type's URL away, so that the built-in listener gets it again. */
function RemoveButton({ type }: { type: string }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const remove = useMutation({
    mutationFn: () => client.notifications.setUrl({ environment: environment.id, type, url: '' }),
    onSuccess: (urls) => queries.setQueryData(queryKeys.notificationURLs(environment.id), urls),
    onError: (error) => void message.error(toApiError(error).message),
  });
  return (
    <Popconfirm title={t('notifications.removeSure', { type })} okText={t('notifications.remove')} cancelText={t('common.cancel')} onConfirm={() => remove.mutate()}>
      <Button size="small" loading={remove.isPending} aria-label={t('notifications.removeFor', { type })}>{t('notifications.remove')}</Button>
    </Popconfirm>
  );
}

/** A row for each type: where it goes, and a way to change that. */
export function Configuration({ urls }: { urls: NotificationURLs }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Row>();
  const columns: TableColumnsType<Row> = [
    { title: t('notifications.type'), width: 330, render: (_, row) => <div className={styles.type}><span>{typeMeaning(t, row.type)}</span><span className="mono secondary">{row.type}</span></div> },
    {
      title: t('notifications.url'),
      render: (_, row) => (row.url === ''
        ? <span className="secondary">{urls.builtIn === '' ? t('notifications.builtInDown') : t('notifications.builtIn')}{urls.builtIn !== '' && <> · <span className="mono">{urls.builtIn}</span></>}</span>
        : <CodeText text={row.url} name={t('notifications.url')} wrap />),
    },
    {
      title: t('notifications.action'),
      width: 180,
      align: 'right',
      render: (_, row) => (
        <div className={styles.actions}>
          <Button size="small" aria-label={t(row.url === '' ? 'notifications.addFor' : 'notifications.modifyFor', { type: row.type })} onClick={() => setEditing(row)}>{t(row.url === '' ? 'notifications.add' : 'notifications.modify')}</Button>
          {row.url !== '' && <RemoveButton type={row.type} />}
        </div>
      ),
    },
  ];
  return (
    <div className={styles.stack}>
      <DeliverySettings />
      <Card styles={{ body: { padding: 0 } }}>
        <p className={styles.note}>{t('notifications.overrides')}</p>
        <Table<Row> size="small" rowKey="type" tableLayout="fixed" pagination={false} columns={columns} dataSource={urls.rows} />
      </Card>
      {editing && <URLDialog key={editing.type} type={editing.type} url={editing.url} onClose={() => setEditing(undefined)} />}
    </div>
  );
}
