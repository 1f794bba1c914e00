import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { App, Button, Card, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Endpoint } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { CodeText } from '@/components/copy';
import { Moment } from '@/components/Times';
import styles from './Endpoints.module.css';
import { RuleSummary } from './RuleSummary';
import { mebibyte } from './rule';
import { Targets } from './Targets';
import { TestPost } from './TestPost';
import { useDeleteEndpoint } from './useEndpoints';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Captures({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  if (endpoint.lastCaptureId === '') return <span className="secondary">{t('endpoints.noCaptures')}</span>;
  return (
    <>
      <span className="tabular">{endpoint.moreCaptures ? t('endpoints.capturesMore', { count: endpoint.captures }) : t('endpoints.captures', { count: endpoint.captures })}</span>
      {' · '}
      <Link className={styles.underlined} to={`/logs/notifications/${endpoint.lastCaptureId}`}>{t('endpoints.lastCapture')}</Link>
      {' '}<Moment at={endpoint.lastCaptureAt} />
    </>
  );
}

/** Asks, then deletes the endpoint with what waits for its targets. */
function Delete({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const remove = useDeleteEndpoint();
  const waiting = endpoint.targets.reduce((sum, target) => sum + target.queued, 0);
  const ask = () => void modal.confirm({
    title: t('endpoints.deleteTitle', { name: endpoint.name }),
    content: waiting > 0 ? t('endpoints.deleteWaiting', { count: waiting }) : t('endpoints.deleteText'),
    okText: t('endpoints.delete'),
    okButtonProps: { danger: true },
    cancelText: t('common.cancel'),
    onOk: () => remove.mutateAsync(endpoint.id).catch((reason: unknown) => void message.error(toApiError(reason).message)),
  });
  return <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('endpoints.deleteNamed', { name: endpoint.name })} title={t('endpoints.delete')} onClick={ask} />;
}

/** One endpoint: where it is, whose key verifies, how it answers, and where captures go on to. */
export function EndpointCard({ endpoint, types, onEdit }: { endpoint: Endpoint; types: string[]; onEdit: () => void }) {
  const { t, i18n } = useTranslation();
  const name = endpoint.builtIn ? t('endpoints.builtIn') : endpoint.name;
  const limit = (endpoint.maxBodyBytes / mebibyte).toLocaleString(i18n.language, { maximumFractionDigits: 2 });
  return (
    <Card
      title={<h2 className={styles.name}>{name}</h2>}
      extra={(
        <div className={styles.actions}>
          <TestPost endpoint={endpoint} name={name} />
          <Button icon={<EditOutlined aria-hidden />} aria-label={t('endpoints.editNamed', { name })} onClick={onEdit}>{t('endpoints.edit')}</Button>
          {!endpoint.builtIn && <Delete endpoint={endpoint} />}
        </div>
      )}
    >
      <dl className={styles.facts}>
        <Fact label={t('endpoints.address')}>
          {endpoint.url === '' ? <span className="secondary">{t('endpoints.down')}</span> : <CodeText text={endpoint.url} name={t('endpoints.addressOf', { name })} />}
          {endpoint.urlTls !== '' && <CodeText text={endpoint.urlTls} name={t('endpoints.addressTlsOf', { name })} />}
          {endpoint.builtIn && <div className={styles.hint}>{t('endpoints.builtInHint')}</div>}
        </Fact>
        <Fact label={t('endpoints.answer')}><RuleSummary endpoint={endpoint} /></Fact>
        <Fact label={t('endpoints.received')}><Captures endpoint={endpoint} /></Fact>
        <Fact label={t('endpoints.takes')}>
          <span>{t(`endpoints.key_${endpoint.key}`)}</span>
          {' · '}<span>{t('endpoints.limit', { limit })}</span>
          {endpoint.methods.length > 0 && <> · </>}{endpoint.methods.length > 0 && <span className={styles.tags}>{['POST', ...endpoint.methods].map((method) => <Tag key={method}>{method}</Tag>)}</span>}
        </Fact>
      </dl>
      <Targets endpoint={endpoint} types={types} />
    </Card>
  );
}
