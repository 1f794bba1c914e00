import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { LabFault } from '@/bridge/types';
import { useEnvironment } from '@/components/environment';
import { duration } from '@/components/time';
import { Moment } from '@/components/Times';
import { presetName } from './presets';
import styles from './Lab.module.css';

/** "×3" or "5 s" where the fault has an amount. */
function amountText(fault: LabFault, language: string): string {
  if (fault.copies > 0) return `×${fault.copies}`;
  return fault.millis > 0 ? duration(fault.millis * 1_000, language) : '';
}

function chanceText(t: TFunction, fault: LabFault): string {
  const often = fault.percent === 100 ? t('lab.always') : t('lab.percent', { percent: fault.percent });
  return fault.count > 0 ? `${often} · ${t('lab.first', { count: fault.count })}` : often;
}

function EndButton({ fault }: { fault: LabFault }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const end = useMutation({
    mutationFn: () => client.lab.end({ environment: environment.id, id: fault.id }),
    onSuccess: (list) => queries.setQueryData(queryKeys.lab(environment.id), list),
    onError: (error) => void message.error(toApiError(error).message),
  });
  return <Button size="small" loading={end.isPending} aria-label={t('lab.endFor', { fault: t(`lab.kind.${fault.kind}`) })} onClick={() => end.mutate()}>{t('lab.end')}</Button>;
}

/** Faults, with what they concern, their seed and what they did. */
export function FaultTable({ faults }: { faults: LabFault[] }) {
  const { t, i18n } = useTranslation();
  const armed = faults.some((fault) => fault.armed);
  const columns: TableColumnsType<LabFault> = [
    {
      title: t('lab.fault'),
      width: 210,
      render: (_, fault) => (
        <div className={styles.fault}>
          <span>{t(`lab.kind.${fault.kind}`)} <span className="tabular">{amountText(fault, i18n.language)}</span></span>
          {fault.preset !== '' && <span className={styles.help}>{presetName(t, fault.preset)}</span>}
        </div>
      ),
    },
    {
      title: t('lab.scope'),
      ellipsis: true,
      render: (_, fault) => {
        const scope = [fault.type, fault.paymentId, fault.url].filter((part) => part !== '').join(' · ');
        return scope === '' ? t('lab.scopeAll') : <span className="mono" title={scope}>{scope}</span>;
      },
    },
    { title: t('lab.chance'), width: 150, render: (_, fault) => chanceText(t, fault) },
    { title: t('lab.seed'), width: 100, align: 'right', render: (_, fault) => <span className="mono">{fault.seed}</span> },
    { title: t('lab.touched'), width: 130, align: 'right', render: (_, fault) => <span className="tabular" title={t('lab.touchedHelp', { matched: fault.matched })}>{fault.touched}</span> },
    { title: t('lab.until'), width: 130, render: (_, fault) => (fault.endedAt !== '' ? <Moment at={fault.endedAt} /> : fault.endsAt !== '' ? <Moment at={fault.endsAt} exact /> : t('lab.untilEnded')) },
    ...(armed ? [{ title: t('lab.action'), width: 90, align: 'right' as const, render: (_: unknown, fault: LabFault) => <EndButton fault={fault} /> }] : []),
  ];
  return <Table<LabFault> size="small" rowKey="id" tableLayout="fixed" pagination={faults.length > 20 ? { pageSize: 20, size: 'small' } : false} columns={columns} dataSource={faults} />;
}
