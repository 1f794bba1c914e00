import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PreviewStep } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { LoadingPanel } from '@/components/states';
import styles from './Endpoints.module.css';
import type { usePreview } from './usePreview';

function Answer({ step }: { step: PreviewStep }) {
  const { t } = useTranslation();
  if (step.faults.length > 0) {
    return step.faults.map((fault) => (
      <div key={fault.field} className={styles.fault} role="alert">
        {fault.field.endsWith('.body') ? t('endpoints.faultBody', { line: fault.line, message: fault.message }) : t('endpoints.faultHeader', { line: fault.line, message: fault.message })}
      </div>
    ));
  }
  return <pre className={styles.preview}>{step.head.trimEnd()}{'\n\n'}{textOf(bytesFromBase64(step.body)).text}</pre>;
}

/** What each step would answer, and the line of each mistake, while it is typed. */
export function Preview({ result }: { result: ReturnType<typeof usePreview> }) {
  const { t } = useTranslation();
  const { data } = result;
  return (
    <section aria-label={t('endpoints.preview')}>
      <p className={styles.help}>
        <strong>{t('endpoints.preview')}</strong>{' · '}
        {data && (data.sampleId === '' ? t('endpoints.onSample') : <Link to={`/logs/notifications/${data.sampleId}`}>{t('endpoints.onLast')}</Link>)}
      </p>
      {result.isPending && <LoadingPanel rows={3} />}
      {result.isError && <div className={styles.fault} role="alert">{toApiError(result.error).message}</div>}
      {!result.isError && data?.steps.map((step, index) => (
        <div key={index} className={styles.previewStep}>
          {data.steps.length > 1 && <div className={styles.hint}>{t('endpoints.step', { number: index + 1 })}</div>}
          <Answer step={step} />
        </div>
      ))}
    </section>
  );
}
