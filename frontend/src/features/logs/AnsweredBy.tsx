import { useTranslation } from 'react-i18next';
import type { EndpointRef } from '@/bridge/endpointTypes';
import { duration } from '@/components/time';

/** The endpoint that captured, and the rule that answered, in words. */
export function AnsweredBy({ endpoint }: { endpoint: EndpointRef }) {
  const { t, i18n } = useTranslation();
  const name = endpoint.builtIn ? t('logs.endpointBuiltIn') : endpoint.name;
  const parts = [
    endpoint.kind === 'reply' ? t('logs.answeredReply') : t('logs.answeredAcknowledge'),
    ...(endpoint.steps > 0 ? [t('logs.answeredStep', { step: endpoint.step, steps: endpoint.steps })] : []),
    ...(endpoint.delayMillis > 0 ? [t('logs.answeredDelay', { time: duration(endpoint.delayMillis * 1_000, i18n.language) })] : []),
  ];
  return (
    <div>
      <span>{endpoint.deleted ? t('logs.endpointDeleted', { name }) : name}</span>
      {endpoint.path !== '' && endpoint.path !== endpoint.name && <span className="mono secondary"> {endpoint.path}</span>}
      <div className="secondary">{parts.join(' · ')}</div>
    </div>
  );
}
