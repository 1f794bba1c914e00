import { CheckCircleFilled, StopOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '@/bridge/scenarioTypes';
import { DeskMoment } from '@/components/DeskTimes';
import { ResultText, ToneText } from '@/components/outcome';
import styles from './ScenariosPage.module.css';
import { useEnd } from './useScenarios';

/** What the matching call gets: a result, a delay, a fault on the wire, or several of them. */
function Answer({ scenario }: { scenario: Scenario }) {
  const { t, i18n } = useTranslation();
  const { resultCode, resultStatus, resultMessage, latencyMillis, fault, faultStatus } = scenario;
  return (
    <div className={styles.stack}>
      {resultCode !== '' && (
        <span className={styles.answer} title={resultMessage}>
          <ResultText status={resultStatus} />
          <span className="mono">{resultCode}</span>
        </span>
      )}
      {latencyMillis > 0 && <span className="tabular">{t('scenarios.delayed', { millis: latencyMillis.toLocaleString(i18n.language) })}</span>}
      {fault === 'status' && <span>{t('scenarios.httpStatus', { status: faultStatus })}</span>}
      {fault !== '' && fault !== 'status' && <span>{t(`scenarios.fault.${fault}`)}</span>}
    </div>
  );
}

function Only({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation();
  const match = scenario.matchField === '' ? '' : `${scenario.matchField} = ${scenario.matchValue}`;
  const filters = [scenario.product, scenario.paymentMethod, match].filter((text) => text !== '');
  if (filters.length === 0) return <span className="secondary">{t('scenarios.everyCall')}</span>;
  return <div className={styles.stack}>{filters.map((text) => <span key={text} className="mono" style={{ overflowWrap: 'anywhere' }}>{text}</span>)}</div>;
}

function Ends({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation();
  if (!scenario.armed) return <DeskMoment at={scenario.endedAt === '' ? scenario.endsAt : scenario.endedAt} />;
  if (scenario.callsLeft >= 0) return <span className="tabular">{t('scenarios.callsLeft', { count: scenario.callsLeft })}</span>;
  return scenario.endsAt === '' ? <span>{t('scenarios.untilEnded')}</span> : <DeskMoment at={scenario.endsAt} ahead />;
}

function EndButton({ scenario }: { scenario: Scenario }) {
  const { t } = useTranslation();
  const end = useEnd();
  if (!scenario.armed) return null;
  return <Button size="small" loading={end.isPending} aria-label={t('scenarios.endOf', { api: scenario.api })} onClick={() => end.mutate(scenario.id)}>{t('scenarios.end')}</Button>;
}

function useColumns(): TableColumnsType<Scenario> {
  const { t } = useTranslation();
  return [
    {
      title: t('scenarios.state'),
      width: 100,
      render: (_, { armed }) => (armed
        ? <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={t('scenarios.armed')} />
        : <ToneText tone="plain" icon={<StopOutlined aria-hidden />} text={t('scenarios.over')} />),
    },
    { title: t('scenarios.api'), width: 240, render: (_, { api }) => <span className="mono" style={{ overflowWrap: 'anywhere' }}>{api}</span> },
    { title: t('scenarios.answer'), render: (_, scenario) => <Answer scenario={scenario} /> },
    { title: t('scenarios.only'), render: (_, scenario) => <Only scenario={scenario} /> },
    { title: t('scenarios.ends'), width: 136, render: (_, scenario) => <Ends scenario={scenario} /> },
    { title: t('scenarios.armedAt'), width: 100, render: (_, { createdAt }) => <DeskMoment at={createdAt} /> },
    { title: <span className="sr-only">{t('scenarios.actions')}</span>, width: 76, align: 'right', render: (_, scenario) => <EndButton scenario={scenario} /> },
  ];
}

/** Every scenario of the environment, the armed ones first; the newest one that matches a call counts. */
export function ScenarioTable({ scenarios }: { scenarios: Scenario[] }) {
  const columns = useColumns();
  const inOrder = [...scenarios].sort((a, b) => Number(b.armed) - Number(a.armed));
  return <Table<Scenario> size="small" rowKey="id" tableLayout="fixed" pagination={inOrder.length > 20 ? { pageSize: 20, size: 'small', showSizeChanger: false } : false} columns={columns} dataSource={inOrder} />;
}
