import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint, Target } from '@/bridge/endpointTypes';
import { CodeText } from '@/components/copy';
import { Moment } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import styles from './Endpoints.module.css';
import { TargetActions } from './TargetActions';
import { TargetDialog } from './TargetDialog';
import { TargetStateText } from './TargetState';

function useColumns(endpoint: Endpoint, onEdit: (target: Target) => void): TableColumnsType<Target> {
  const { t } = useTranslation();
  return [
    {
      title: t('endpoints.targetUrl'),
      render: (_, target) => (
        <>
          <CodeText text={target.url} name={t('endpoints.targetUrl')} wrap />
          {target.otherPath && <div className={styles.reason}>{t('endpoints.otherPath')}</div>}
        </>
      ),
    },
    {
      title: t('endpoints.targetTypes'),
      width: 150,
      render: (_, target) => (target.types.length === 0
        ? t('endpoints.allTypes')
        : <span className={styles.tags}>{target.types.map((type) => <Tag key={type}>{type === 'other' ? t('endpoints.otherType') : type}</Tag>)}</span>),
    },
    { title: t('endpoints.targetSignature'), width: 92, render: (_, target) => t(`endpoints.signature_${target.signature}`) },
    {
      title: t('endpoints.targetState'),
      width: 220,
      render: (_, target) => (
        <>
          <TargetStateText state={target.state} />
          {target.lastError !== '' && (
            <div className={styles.reason}>{spoken(target.lastError)} {t('endpoints.failingSince')} <Moment at={target.failingSince} /></div>
          )}
        </>
      ),
    },
    {
      title: t('endpoints.queued'),
      width: 84,
      align: 'end',
      render: (_, target) => <span className="tabular">{target.queued}</span>,
    },
    { title: t('endpoints.sent'), width: 104, align: 'end', render: (_, target) => <span className="tabular">{target.moreSent ? `${target.sent}+` : target.sent}</span> },
    { title: <span className="sr-only">{t('endpoints.targetActions')}</span>, width: 76, align: 'end', render: (_, target) => <TargetActions target={target} endpoint={endpoint} onEdit={() => onEdit(target)} /> },
  ];
}

/** Where the endpoint's captures are forwarded to, each target with its state and its queue. */
export function Targets({ endpoint, types }: { endpoint: Endpoint; types: string[] }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Target | 'new'>();
  const name = endpoint.builtIn ? t('endpoints.builtIn') : endpoint.name;
  const columns = useColumns(endpoint, setEdited);
  return (
    <section className={styles.targets} aria-label={t('endpoints.forwardingOf', { name })}>
      <div className={styles.targetsHead}>
        <h3>{t('endpoints.forwarding')}</h3>
        {endpoint.targets.length === 0 && <span className="secondary" style={{ flex: 1 }}>{t('endpoints.noTargets')}</span>}
        <Button size="small" icon={<PlusOutlined aria-hidden />} aria-label={t('endpoints.addTargetTo', { name })} onClick={() => setEdited('new')}>{t('endpoints.addTarget')}</Button>
      </div>
      {endpoint.targets.length > 0 && <Table<Target> size="small" rowKey="id" tableLayout="fixed" pagination={false} columns={columns} dataSource={endpoint.targets} />}
      {edited !== undefined && <TargetDialog endpoint={endpoint} target={edited === 'new' ? undefined : edited} types={types} onClose={() => setEdited(undefined)} />}
    </section>
  );
}
