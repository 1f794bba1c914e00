import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Card, InputNumber, Select } from 'antd';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { Settings } from '@/bridge/settingsTypes';
import { scheduleName, schedules } from '@/components/delivery/words';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import fields from '@/components/fields.module.css';
import styles from './Notifications.module.css';

const delays = { none: [0, 0], production: [3, 5] } as const;

/** Which of the offered delays the settings hold; another one keeps its figures. */
function delayOf(settings: Settings): 'none' | 'production' | 'other' {
  const { notificationDelaySeconds: from, notificationDelayMaxSeconds: to } = settings;
  if (from === 0 && to === 0) return 'none';
  return from === delays.production[0] && to === delays.production[1] ? 'production' : 'other';
}

function Field({ id, label, help, children }: { id: string; label: string; help?: string; children: ReactNode }) {
  return (
    <div className={fields.field}>
      <label htmlFor={id} className={fields.label}>{label}</label>
      {children}
      {help !== undefined && <span className={fields.help}>{help}</span>}
    </div>
  );
}

/** How often and how soon notifications are sent; each change is saved at once. */
export function DeliverySettings() {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { environment } = useEnvironment();
  const ids = useId();
  const key = queryKeys.settings(environment.id);
  const settings = useQuery({ queryKey: key, queryFn: () => client.merchants.settings({ environment: environment.id }) });
  const save = useMutation({
    mutationFn: (next: Settings) => client.merchants.saveSettings({ environment: environment.id, settings: next }),
    onSuccess: (saved) => queries.setQueryData(key, saved),
  });
  const now = settings.data?.settings;
  const change = (next: Partial<Settings>) => now && save.mutate({ ...now, ...next });
  const delay = now && delayOf(now);
  const other = now && { from: now.notificationDelaySeconds, to: Math.max(now.notificationDelaySeconds, now.notificationDelayMaxSeconds) };

  return (
    <Card title={<h2 className={styles.heading}>{t('notifications.deliveryTitle')}</h2>}>
      {!now && (settings.isError ? <ErrorPanel error={settings.error} onRetry={() => void settings.refetch()} /> : <LoadingPanel rows={2} />)}
      {now && (
        <div className={styles.settings}>
          <Field id={`${ids}-schedule`} label={t('notifications.schedule')} help={t('notifications.scheduleHelp')}>
            <Select id={`${ids}-schedule`} value={now.retrySchedule} loading={save.isPending} options={schedules.map((one) => ({ value: one, label: scheduleName(t, one) }))} onChange={(retrySchedule) => change({ retrySchedule })} />
          </Field>
          <Field id={`${ids}-delay`} label={t('notifications.delay')}>
            <Select
              id={`${ids}-delay`}
              value={delay}
              options={[
                { value: 'none', label: t('notifications.delayNone') },
                { value: 'production', label: t('notifications.delayProduction') },
                ...(delay === 'other' ? [{ value: 'other', label: t('notifications.delayOther', other) }] : []),
              ]}
              onChange={(next) => next !== 'other' && change({ notificationDelaySeconds: delays[next][0], notificationDelayMaxSeconds: delays[next][1] })}
            />
          </Field>
          {now.notificationDelayMaxSeconds > now.notificationDelaySeconds && (
            <Field id={`${ids}-seed`} label={t('notifications.seed')} help={t('notifications.seedHelp')}>
              <InputNumber id={`${ids}-seed`} min={0} max={2_147_483_647} precision={0} value={now.notificationDelaySeed} changeOnBlur onChange={(seed) => seed !== null && change({ notificationDelaySeed: seed })} />
            </Field>
          )}
        </div>
      )}
      {save.isError && <ErrorPanel error={save.error} />}
    </Card>
  );
}
