import { CheckCircleFilled, MinusCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ServerState, Status } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { ToneText } from '@/components/outcome';
import { fullySpoken, spoken } from '@/i18n/spoken';
import { RestartServer } from './RestartServer';
import styles from './StatusPanel.module.css';
import { serverName } from './serverNames';

function ServerRow({ server }: { server: ServerState }) {
  const { t } = useTranslation();
  const name = serverName(t, server.name);
  return (
    <li className={styles.server}>
      <div className={styles.head}>
        <strong>{name}</strong>
        {server.off && <ToneText tone="plain" icon={<MinusCircleOutlined aria-hidden />} text={t('status.off')} />}
        {!server.off && server.origin !== '' && <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={t('status.up')} />}
        {!server.off && server.origin === '' && <ToneText tone="bad" icon={<WarningFilled aria-hidden />} text={t('status.down')} />}
      </div>
      {server.origin !== '' ? <CodeText text={server.origin} name={name} /> : <span className="mono secondary">{server.address}</span>}
      {!server.off && server.problem !== '' && (
        <div className={styles.problem}>
          <span>{fullySpoken(server.problem)} <span className="secondary">{fullySpoken(server.remedy)}</span></span>
          <div><RestartServer server={server} /></div>
        </div>
      )}
    </li>
  );
}

function Fact({ label, text, code = false }: { label: string; text: string; code?: boolean }) {
  if (text === '') return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{code ? <CodeText text={text} name={label} /> : text}</dd>
    </>
  );
}

/** Every server with its origin or its problem and remedy, and where the data lives. */
export function StatusPanel({ status }: { status: Status }) {
  const { t } = useTranslation();
  return (
    <section className={styles.panel} aria-label={t('status.button')}>
      <ul className={styles.servers} aria-label={t('status.title')}>
        {status.servers.map((server) => <ServerRow key={server.name} server={server} />)}
      </ul>
      {status.warnings.map((warning) => <Alert key={warning} type="warning" showIcon title={spoken(warning)} />)}
      <dl className={styles.facts}>
        <Fact label={t('status.dataFolder')} text={status.dataFolder} code />
        <Fact label={t('status.caFile')} text={status.caFile} code />
        <Fact label={t('status.version')} text={status.version} />
      </dl>
    </section>
  );
}
