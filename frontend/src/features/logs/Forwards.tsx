import { CheckCircleFilled, ClockCircleFilled, StopOutlined, WarningFilled } from '@ant-design/icons';
import { Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { ForwardAttempt, ForwardResult } from '@/bridge/endpointTypes';
import type { LogKind } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { ToneText } from '@/components/outcome';
import { Moment } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import styles from './Forwards.module.css';

const wasTaken = (attempt: { httpStatus: number }) => attempt.httpStatus >= 200 && attempt.httpStatus < 300;

function State({ forward }: { forward: ForwardResult }) {
  const { t } = useTranslation();
  const text = t(`logs.forward${forward.status}`);
  if (forward.status === 'DROPPED') return <ToneText tone="plain" icon={<StopOutlined aria-hidden />} text={text} />;
  if (forward.status === 'QUEUED') return <ToneText tone="open" icon={<ClockCircleFilled aria-hidden />} text={text} />;
  return wasTaken(forward)
    ? <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={text} />
    : <ToneText tone="bad" icon={<WarningFilled aria-hidden />} text={text} />;
}

function Attempt({ attempt, number, log }: { attempt: ForwardAttempt; number: number; log: LogKind }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  return (
    <>
      <div>
        <strong>{t('logs.forwardTry', { number })}</strong>
        {' · '}<Moment at={attempt.at} exact />
        {attempt.httpStatus !== 0 && <>{' · '}{t('logs.forwardAnswered', { status: attempt.httpStatus })}</>}
        {' · '}<Link to={{ pathname: `/logs/${log}/${attempt.exchangeId}`, search }}>{t('logs.attemptExchange')}</Link>
      </div>
      {attempt.reason !== '' && <div className="secondary">{spoken(attempt.reason)}</div>}
      {attempt.repeat > 0 && <div className="secondary">{t('logs.forwardRepeat')}</div>}
    </>
  );
}

/** Where a capture was forwarded to, and every attempt that reached a target. */
export function Forwards({ forwards, log }: { forwards: ForwardResult[]; log: LogKind }) {
  const { t } = useTranslation();
  return forwards.map((forward) => (
    <section key={forward.id} className={styles.forward}>
      <div className={styles.head}>
        <CodeText text={forward.url} name={t('logs.target')} wrap />
        <State forward={forward} />
      </div>
      {forward.attempts.length > 0 && (
        <Timeline
          items={forward.attempts.map((attempt, index) => ({
            key: attempt.exchangeId,
            color: wasTaken(attempt) ? 'green' : 'red',
            content: <Attempt attempt={attempt} number={index + 1} log={log} />,
          }))}
        />
      )}
    </section>
  ));
}
