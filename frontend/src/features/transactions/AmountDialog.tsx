import { App, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Client } from '@/bridge/client';
import { toApiError } from '@/bridge/errors';
import type { PaymentDetail } from '@/bridge/paymentTypes';
import { majorOf, readAmount } from '@/components/money';
import { ErrorPanel } from '@/components/states';
import { spoken } from '@/i18n/spoken';
import { mostOf } from './actions';
import type { AmountAction } from './actions';
import styles from './Transactions.module.css';
import { useDeed } from './useTransactions';

interface AmountForm {
  /** As typed, in major units. */
  amount: string;
  reason: string;
  keepRest: boolean;
  type: string;
  resolved: boolean;
}

const disputeTypes = ['CHARGEBACK', 'RETRIEVAL_REQUEST', 'COMPLIANCE_REQUEST'] as const;

function send(action: AmountAction, client: Client, of: { environment: string; paymentId: string }, amountMinor: string, { reason, keepRest, type, resolved }: AmountForm): Promise<unknown> {
  if (action === 'capture') return client.payments.capture({ ...of, amountMinor, keepRest });
  if (action === 'refund') return client.payments.refund({ ...of, amountMinor, reason });
  return client.disputes.open({ ...of, amountMinor, reason, type, reasonCode: '', resolved });
}

/** Fields the dialog shows a refusal at, by the names services give them. */
const fieldsOf = { amount: ['amountMinor', 'amount'], reason: ['reason'], type: ['type'] } as const;

/** Tells what is wrong with a typed amount, in a sentence that names it. */
function useAmountRule(action: AmountAction, detail: PaymentDetail) {
  const { t } = useTranslation();
  const { currency } = detail.row;
  const { decimals } = detail.money;
  const most = mostOf(action, detail);
  const read = (typed: string) => readAmount(typed, decimals, most.minor);
  const sentence = (typed: string): string | undefined => {
    const { problem } = read(typed);
    switch (problem) {
      case undefined:
        return undefined;
      case 'decimals':
        return decimals === 0 ? t('transactions.wrong.noDecimals', { currency }) : t('transactions.wrong.decimals', { currency, decimals });
      case 'above':
        return t(`transactions.wrong.above.${action}`, { amount: most.text });
      case 'empty':
      case 'form':
      case 'zero':
        return t(`transactions.wrong.${problem}`, { example: majorOf(most.minor, decimals) });
    }
  };
  return { most, read, sentence };
}

/** Captures, refunds or disputes an amount of a payment. */
export function AmountDialog({ action, detail, onClose }: { action: AmountAction; detail: PaymentDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const deed = useDeed();
  const { paymentId, currency } = detail.row;
  const { most, read, sentence } = useAmountRule(action, detail);
  const refusal = deed.isError ? toApiError(deed.error) : undefined;
  const refusedAt = (field: keyof typeof fieldsOf) => fieldsOf[field].some((name) => name === refusal?.field);
  const problem = (field: keyof typeof fieldsOf) => (refusal && refusedAt(field) ? { help: spoken(refusal.message), validateStatus: 'error' as const } : {});
  const submit = (values: AmountForm) => deed.mutate((client, environment) => send(action, client, { environment, paymentId }, read(values.amount).minor, values), {
    onSuccess: () => {
      void message.success(t(`transactions.done.${action}`));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(`transactions.action.${action}`)}
      okText={t(`transactions.action.${action}`)}
      cancelText={t('common.close')}
      mask={{ closable: false }}
      // Of the form, so that Enter in a field sends it too.
      okButtonProps={{ loading: deed.isPending, htmlType: 'submit', form: 'amount' }}
      onCancel={onClose}
    >
      <Form<AmountForm>
        name="amount"
        layout="vertical"
        requiredMark={false}
        className={styles.dialog}
        initialValues={{ amount: majorOf(most.minor, detail.money.decimals), reason: '', keepRest: false, type: 'CHARGEBACK', resolved: false }}
        onFinish={submit}
        onValuesChange={() => deed.isError && deed.reset()}
      >
        {action === 'dispute' && (
          <Form.Item<AmountForm> name="type" label={t('transactions.disputeType')} {...problem('type')}>
            <Select options={disputeTypes.map((value) => ({ value, label: t(`transactions.dispute.${value}`) }))} />
          </Form.Item>
        )}
        <Form.Item<AmountForm>
          name="amount"
          label={t('transactions.amountIn', { currency })}
          extra={t('transactions.most', { amount: most.text })}
          rules={[{
            validator: async (_, typed: string) => {
              const wrong = sentence(typed);
              if (wrong !== undefined) throw new Error(wrong);
              return Promise.resolve();
            },
          }]}
          {...problem('amount')}
        >
          <Input inputMode={detail.money.decimals === 0 ? 'numeric' : 'decimal'} autoComplete="off" className="tabular" suffix={currency} />
        </Form.Item>
        {action === 'capture' && <Form.Item<AmountForm> name="keepRest" valuePropName="checked"><Checkbox>{t('transactions.keepRest')}</Checkbox></Form.Item>}
        {action !== 'capture' && <Form.Item<AmountForm> name="reason" label={t('transactions.reason')} {...problem('reason')}><Input autoComplete="off" maxLength={256} /></Form.Item>}
        {action === 'dispute' && <Form.Item<AmountForm> name="resolved" valuePropName="checked" extra={t('transactions.resolvedHelp')}><Checkbox>{t('transactions.resolved')}</Checkbox></Form.Item>}
      </Form>
      {refusal && !refusedAt('amount') && !refusedAt('reason') && !refusedAt('type') && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
