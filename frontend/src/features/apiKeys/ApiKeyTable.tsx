import { CheckCircleFilled, StopOutlined } from '@ant-design/icons';
import { App, Button, Popconfirm, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { APIKey } from '@/bridge/apiKeyTypes';
import { toApiError } from '@/bridge/errors';
import { ToneText } from '@/components/outcome';
import { Moment } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import styles from './ApiKeys.module.css';
import { useRevoke } from './useApiKeys';

function RevokeButton({ apiKey }: { apiKey: APIKey }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const revoke = useRevoke();
  if (apiKey.revokedAt !== '') return null;
  const confirm = () => revoke.mutate(apiKey.id, { onError: (error) => void message.error(spoken(toApiError(error).message)) });
  return (
    <Popconfirm placement="topRight" title={t('apiKeys.revokeTitle', { name: apiKey.name })} description={t('apiKeys.revokeText')} okText={t('apiKeys.revoke')} cancelText={t('common.cancel')} okButtonProps={{ danger: true }} onConfirm={confirm}>
      <Button size="small" loading={revoke.isPending} aria-label={t('apiKeys.revokeOf', { name: apiKey.name })}>{t('apiKeys.revoke')}</Button>
    </Popconfirm>
  );
}

/** A list of codes, or the word for all of them. */
function Allowed({ texts, all }: { texts: string[]; all: string }) {
  if (texts.length === 0) return <span className="secondary">{all}</span>;
  return <div className={styles.list}>{texts.map((text) => <span key={text} className="mono">{text}</span>)}</div>;
}

function useColumns(): TableColumnsType<APIKey> {
  const { t } = useTranslation();
  return [
    {
      title: t('apiKeys.state'),
      width: 98,
      render: (_, { revokedAt }) => (revokedAt === ''
        ? <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={t('apiKeys.active')} />
        : <ToneText tone="plain" icon={<StopOutlined aria-hidden />} text={t('apiKeys.revoked')} />),
    },
    { title: t('apiKeys.name'), width: 112, render: (_, { name }) => <span style={{ overflowWrap: 'anywhere' }}>{name}</span> },
    { title: t('apiKeys.kind'), width: 94, render: (_, { kind }) => t(`apiKeys.kinds.${kind}`) },
    { title: t('apiKeys.begins'), width: 192, render: (_, { prefix }) => <span className="mono" style={{ overflowWrap: 'anywhere' }}>{`${prefix}…`}</span> },
    { title: t('apiKeys.apis'), render: (_, { allowedApis }) => <Allowed texts={allowedApis} all={t('apiKeys.allApis')} /> },
    { title: t('apiKeys.addresses'), width: 158, render: (_, { allowedIps }) => <Allowed texts={allowedIps} all={t('apiKeys.anywhere')} /> },
    { title: t('apiKeys.created'), width: 90, render: (_, { createdAt }) => <Moment at={createdAt} /> },
    { title: <span className="sr-only">{t('apiKeys.actions')}</span>, width: 84, align: 'right', render: (_, key) => <RevokeButton apiKey={key} /> },
  ];
}

/** Every key of the environment, newest first; revoked ones stay in sight. */
export function ApiKeyTable({ keys }: { keys: APIKey[] }) {
  return <Table<APIKey> size="small" rowKey="id" tableLayout="fixed" pagination={keys.length > 20 ? { pageSize: 20, size: 'small', showSizeChanger: false } : false} columns={useColumns()} dataSource={keys} />;
}
