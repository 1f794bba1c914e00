import { Button, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { PaymentMethod } from '@/bridge/methodTypes';
import styles from './Methods.module.css';

function some(list: string[], t: TFunction): string {
  return list.length === 0 ? t('methods.any') : list.join(', ');
}

function limits({ minText, maxText }: PaymentMethod, t: TFunction): string {
  if (minText === '' && maxText === '') return t('methods.noLimit');
  if (minText === '') return t('methods.upTo', { most: maxText });
  return maxText === '' ? t('methods.from', { least: minText }) : t('methods.between', { least: minText, most: maxText });
}

function refundText({ rule }: PaymentMethod, t: TFunction): string {
  if (!rule.refund) return t('methods.noRefund');
  return t(rule.partialRefund ? 'methods.refundPartly' : 'methods.refundWhole', { days: rule.refundWindowDays });
}

/** "7 days", "14 min": the largest unit that is whole. */
function span(seconds: number, language: string): string {
  const [unit, size] = ([['day', 86_400], ['hour', 3_600], ['minute', 60]] as const).find(([, one]) => seconds % one === 0) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(seconds / size);
}

/** What is known of each payment method. */
export function MethodTable({ methods, onEdit }: { methods: PaymentMethod[]; onEdit: (method: PaymentMethod) => void }) {
  const { t, i18n } = useTranslation();
  const columns: TableColumnsType<PaymentMethod> = [
    {
      title: t('methods.type'),
      width: 196,
      render: (_, { rule, changed }) => (
        <div className={styles.type}>
          <span className="mono">{rule.type}</span>
          <span>
            {changed.length > 0 && <Tag>{t('methods.changed')}</Tag>}
            {!rule.confirmed && <Tag title={t('methods.assumedHelp')}>{t('methods.assumed')}</Tag>}
          </span>
        </div>
      ),
    },
    { title: t('methods.countries'), width: '9%', ellipsis: true, render: (_, { rule }) => some(rule.countries, t) },
    { title: t('methods.currencies'), width: '10%', ellipsis: true, render: (_, { rule }) => some(rule.currencies, t) },
    { title: t('methods.limits'), width: '16%', render: (_, method) => <span className="tabular">{limits(method, t)}</span> },
    {
      title: t('methods.products'),
      render: (_, { rule }) => (['oneTime', 'autoDebit', 'subscription'] as const).filter((product) => rule[product]).map((product) => t(`methods.${product}`)).join(', '),
    },
    { title: t('methods.refunds'), width: '14.5%', render: (_, method) => refundText(method, t) },
    { title: t('methods.expiryShort'), width: 76, align: 'right', render: (_, { rule }) => (rule.expirySeconds === 0 ? '' : span(rule.expirySeconds, i18n.language)) },
    {
      title: t('methods.action'),
      width: 68,
      align: 'right',
      render: (_, method) => <Button size="small" aria-label={t('methods.editOf', { type: method.rule.type })} onClick={() => onEdit(method)}>{t('methods.edit')}</Button>,
    },
  ];
  return <Table<PaymentMethod> size="small" rowKey={({ rule }) => rule.type} tableLayout="fixed" pagination={false} columns={columns} dataSource={methods} />;
}
