import { RedoOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AnswerStep, Endpoint } from '@/bridge/endpointTypes';
import { duration } from '@/components/time';
import styles from './Endpoints.module.css';
import { useResetSequence } from './useEndpoints';

function stepText(t: TFunction, step: AnswerStep, language: string): string {
  const what = step.kind === 'acknowledge' ? t('endpoints.acknowledges') : t('endpoints.replies', { status: step.status });
  return step.delayMillis === 0 ? what : t('endpoints.delayed', { what, time: duration(step.delayMillis * 1_000, language) });
}

/** A sequence with the step whose turn it is, and the way back to its beginning. */
function Sequence({ endpoint }: { endpoint: Endpoint }) {
  const { t, i18n } = useTranslation();
  const reset = useResetSequence();
  const { steps, repeat } = endpoint.rule;
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const turn = endpoint.nextStep === index + 1;
          const last = index === steps.length - 1;
          const text = stepText(t, step, i18n.language);
          return (
            <li key={index} aria-current={turn ? 'step' : undefined}>
              <Tag className={turn ? styles.turn : undefined}>
                {last && !repeat ? t('endpoints.thenAlways', { what: text }) : t('endpoints.times', { what: text, count: step.times })}
              </Tag>
            </li>
          );
        })}
      </ol>
      <div className={styles.sequence}>
        <span className="secondary">
          {t('endpoints.answered', { count: endpoint.answered })}{' · '}{t('endpoints.turn', { step: endpoint.nextStep, steps: steps.length })}
          {repeat && <>{' · '}{t('endpoints.repeats')}</>}
        </span>
        <Button size="small" icon={<RedoOutlined aria-hidden />} disabled={endpoint.answered === 0} loading={reset.isPending} onClick={() => reset.mutate(endpoint.id)}>{t('endpoints.reset')}</Button>
      </div>
    </>
  );
}

/** How the endpoint answers, in one line or as a sequence. */
export function RuleSummary({ endpoint }: { endpoint: Endpoint }) {
  const { t, i18n } = useTranslation();
  const [only] = endpoint.rule.steps;
  if (endpoint.rule.steps.length > 1) return <Sequence endpoint={endpoint} />;
  return only ? <span>{stepText(t, only, i18n.language)}</span> : null;
}
