import { App, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Client } from '@/bridge/client';
import { toApiError } from '@/bridge/errors';
import type { PaymentDetail } from '@/bridge/paymentTypes';
import { ErrorPanel } from '@/components/states';
import { spoken } from '@/i18n/spoken';
import { mostOf } from './actions';
import type { AmountAction } from './actions';
import styles from './Transactions.module.css';
import { useDeed } from './useTransactions';

interface AmountForm {
  amountMinor: string;
  reason: string;
  keepRest: boolean;
  type: string;
  resolved: boolean;
}

const disputeTypes = ['CHARGEBACK', 'RETRIEVAL_REQUEST', 'COMPLIANCE_REQUEST'] as const;

function send(action: AmountAction, client: Client, of: { environment: string; paymentId: string }, { amountMinor, reason, keepRest, type, resolved }: AmountForm): Promise<unknown> {
  if (action === 'capture') return client.payments.capture({ ...of, amountMinor, keepRest });
  if (action === 'refund') return client.payments.refund({ ...of, amountMinor, reason });
  return client.disputes.open({ ...of, amountMinor, reason, type, reasonCode: '', resolved });
}

/** Captures, refunds or disputes an amount of a payment. */
export function AmountDialog({ action, detail, onClose }: { action: AmountAction; detail: PaymentDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const deed = useDeed();
  const { paymentId, currency } = detail.row;
  const most = mostOf(action, detail);
  const refusal = deed.isError ? toApiError(deed.error) : undefined;
  const problem = (field: string) => (refusal?.field === field ? { help: spoken(refusal.message), validateStatus: 'error' as const } : {});
  const submit = (values: AmountForm) => deed.mutate((client, environment) => send(action, client, { environment, paymentId }, values), {
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
        initialValues={{ amountMinor: most.minor, reason: '', keepRest: false, type: 'CHARGEBACK', resolved: false }}
        onFinish={submit}
        onValuesChange={() => deed.isError && deed.reset()}
      >
        {action === 'dispute' && (
          <Form.Item<AmountForm> name="type" label={t('transactions.disputeType')} {...problem('type')}>
            <Select options={disputeTypes.map((value) => ({ value, label: t(`transactions.dispute.${value}`) }))} />
          </Form.Item>
        )}
        <Form.Item<AmountForm>
          name="amountMinor"
          label={t('transactions.minor', { currency })}
          extra={t('transactions.most', { minor: most.minor, amount: most.text })}
          rules={[{ pattern: /^[1-9]\d*$/, required: true, message: t('transactions.minorWrong') }]}
          {...problem('amountMinor')}
        >
          <Input inputMode="numeric" autoComplete="off" className="tabular" />
        </Form.Item>
        {action === 'capture' && <Form.Item<AmountForm> name="keepRest" valuePropName="checked"><Checkbox>{t('transactions.keepRest')}</Checkbox></Form.Item>}
        {action !== 'capture' && <Form.Item<AmountForm> name="reason" label={t('transactions.reason')} {...problem('reason')}><Input autoComplete="off" maxLength={256} /></Form.Item>}
        {action === 'dispute' && <Form.Item<AmountForm> name="resolved" valuePropName="checked" extra={t('transactions.resolvedHelp')}><Checkbox>{t('transactions.resolved')}</Checkbox></Form.Item>}
      </Form>
      {refusal && !['amountMinor', 'reason', 'type'].includes(refusal.field) && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
