import { ClockCircleFilled } from '@ant-design/icons';
import { Flex, Tag, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { DeliveryAttempt } from '@/bridge/types';
import { ToneText, YesNoText } from '@/components/outcome';
import { Moment } from '@/components/Times';
import { spoken } from '@/i18n/spoken';
import { markName, scheduleName } from './words';

/** When the next attempt comes, or why none does. */
function NextAttempt({ attempt }: { attempt: DeliveryAttempt }) {
  const { t } = useTranslation();
  if (attempt.acknowledged || attempt.marks.includes('under_way')) return null;
  if (attempt.nextAt !== '') return <div className="secondary">{t('delivery.nextAt')} <Moment at={attempt.nextAt} exact /></div>;
  if (attempt.schedule === 'once') return <div className="secondary">{t('delivery.nextOnce')}</div>;
  if (attempt.schedule === 'none') return <div className="secondary">{t('delivery.nextNone')}</div>;
  return <div className="secondary">{t('delivery.nextUsedUp', { schedule: scheduleName(t, attempt.schedule) })}</div>;
}

function Ending({ attempt }: { attempt: DeliveryAttempt }) {
  const { t } = useTranslation();
  if (attempt.marks.includes('under_way')) return <ToneText tone="open" icon={<ClockCircleFilled aria-hidden />} text={t('delivery.mark.under_way')} />;
  return <YesNoText yes={attempt.acknowledged} yesText={t('delivery.acknowledged')} noText={t('delivery.notAcknowledged')} />;
}

interface AttemptListProps {
  attempts: DeliveryAttempt[];
  /** The way to an attempt's exchange. */
  link: (attempt: DeliveryAttempt) => ReactNode;
}

/** Every attempt of a notification, oldest first: what rule its acknowledgement broke, and what comes next. */
export function AttemptList({ attempts, link }: AttemptListProps) {
  const { t } = useTranslation();
  return (
    <Timeline
      items={attempts.map((attempt) => ({
        key: attempt.number,
        color: attempt.acknowledged ? 'green' : attempt.marks.includes('under_way') ? 'blue' : 'red',
        content: (
          <Flex vertical gap={2}>
            <div>
              <strong>{t('delivery.attemptNumber', { number: attempt.number })}</strong>
              {' · '}<Moment at={attempt.at} exact />
              {' · '}{link(attempt)}
            </div>
            <Ending attempt={attempt} />
            {attempt.reason !== '' && <div>{spoken(attempt.reason)}</div>}
            <NextAttempt attempt={attempt} />
            {attempt.marks.some((mark) => mark !== 'under_way') && (
              <Flex wrap gap={4}>
                {attempt.marks.filter((mark) => mark !== 'under_way').map((mark) => (
                  <Tag key={mark} color={mark.startsWith('lab:') ? 'purple' : mark === 'interrupted' || mark === 'repeat' ? 'orange' : 'default'}>{markName(t, mark)}</Tag>
                ))}
              </Flex>
            )}
          </Flex>
        ),
      }))}
    />
  );
}
