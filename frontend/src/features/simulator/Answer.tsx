import { ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { toApiError } from '@/bridge/errors';
import { openPage } from '@/bridge/host';
import type { SendAnswer } from '@/bridge/types';
import { BodyView } from '@/components/body/BodyView';
import { HeadView } from '@/components/body/HeadView';
import { SignedView } from '@/components/body/SignedView';
import { FillTabs } from '@/components/FillTabs';
import { ResultText, VerdictText } from '@/components/outcome';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { Took } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import bench from '@/components/bench/Bench.module.css';
import styles from './Workbench.module.css';

interface AnswerProps {
  answer: SendAnswer | undefined;
  error: unknown;
  pending: boolean;
  onRetry: () => void;
}

function Summary({ answer }: { answer: SendAnswer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <>
      <div className={bench.summary} data-testid="answer-summary">
        <ResultText status={answer.resultStatus} />
        {answer.resultCode !== '' && <strong className="mono">{answer.resultCode}</strong>}
        <span className="tabular">HTTP {answer.httpStatus}</span>
        <Took micros={answer.durationMicros} />
        <VerdictText verdict={answer.verdict} hint={spoken(answer.reason)} />
      </div>
      {(answer.resultMessage !== '' || answer.reason !== '') && (
        <div className={styles.message}>{[answer.resultMessage, spoken(answer.reason)].filter((text) => text !== '').join(' ')}</div>
      )}
      <div className={styles.links}>
        {answer.normalUrl !== '' && <Button type="primary" icon={<ExportOutlined aria-hidden />} onClick={() => openPage(answer.normalUrl)}>{t('simulator.openWallet')}</Button>}
        {answer.exchangeId !== '' && <Button onClick={() => void navigate(`/logs/requests/${answer.exchangeId}`)}>{t('simulator.openLog')}</Button>}
      </div>
    </>
  );
}

function AnswerTabs({ answer }: { answer: SendAnswer }) {
  const { t } = useTranslation();
  const strings = [
    { name: t('simulator.tabStringToSign'), text: answer.stringToSign },
    { name: t('simulator.tabAnswerStringToSign'), text: answer.answerStringToSign },
  ].filter(({ text }) => text !== '');
  return (
    <FillTabs
      items={[
        { key: 'answer', label: t('simulator.tabAnswer'), children: <BodyView base64={answer.responseBody} name={t('simulator.tabAnswer')} /> },
        { key: 'signed', label: t('simulator.tabStringsToSign'), children: strings.map(({ name, text }) => <SignedView key={name} name={name} text={text} />) },
        { key: 'request', label: t('simulator.tabRequestBody'), children: <BodyView base64={answer.requestBody} name={t('simulator.tabRequestBody')} /> },
        {
          key: 'headers',
          label: t('simulator.tabHeaders'),
          children: (
            <>
              <HeadView head={answer.requestHead} name={t('simulator.tabRequestHead')} />
              <HeadView head={answer.responseHead} name={t('simulator.tabAnswerHead')} />
            </>
          ),
        },
      ]}
    />
  );
}

/** What came back: its result, whether its signature verifies, and every byte. */
export function Answer({ answer, error, pending, onRetry }: AnswerProps) {
  const { t } = useTranslation();
  const refusal = error ? toApiError(error) : undefined;
  // A refused key is said beside the key.
  if (refusal && refusal.field !== 'privateKey') return <ErrorPanel error={refusal} title={t('simulator.failedTitle')} onRetry={onRetry} />;
  if (!answer) return pending ? <LoadingPanel rows={8} /> : <EmptyPanel title={t('simulator.emptyTitle')} text={t('simulator.emptyText')} />;
  return (
    <div className={pending ? `${bench.result} ${styles.busy}` : bench.result} aria-busy={pending}>
      <Summary answer={answer} />
      <AnswerTabs key={answer.exchangeId} answer={answer} />
    </div>
  );
}
