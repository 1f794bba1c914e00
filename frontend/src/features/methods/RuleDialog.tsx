import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { MethodRule, PaymentMethod } from '@/bridge/methodTypes';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { TagsBox } from '@/components/TagsBox';
import styles from './Methods.module.css';

const products = ['oneTime', 'autoDebit', 'subscription'] as const;
const refunds = ['refund', 'partialRefund', 'syncRefund'] as const;
const others = ['enforceLimits', 'pending'] as const;

/** Changes one payment method's rule. What was typed stays when the answer is a refusal. */
export function RuleDialog({ method, onClose }: { method: PaymentMethod; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<MethodRule>();
  const done = async (words: string) => {
    await queries.invalidateQueries({ queryKey: queryKeys.methods(environment.id) });
    void message.success(words);
    onClose();
  };
  const save = useMutation({
    mutationFn: (typed: MethodRule) => client.methods.save({ environment: environment.id, rule: { ...method.rule, ...typed } }),
    onSuccess: () => done(t('methods.saved')),
  });
  const reset = useMutation({
    mutationFn: () => client.methods.reset({ environment: environment.id, type: method.rule.type }),
    onSuccess: () => done(t('methods.wasReset')),
  });
  const currency = (Form.useWatch<string[] | undefined>('currencies', form) ?? method.rule.currencies)[0];
  const limit = { className: 'tabular', inputMode: 'decimal', autoComplete: 'off', suffix: currency ?? '', placeholder: t('methods.noLimit') } as const;
  const failed = save.isError ? toApiError(save.error) : reset.isError ? toApiError(reset.error) : undefined;
  const fields = Object.keys(method.rule);
  const of = (name: keyof MethodRule) => ({ name, ...(failed?.field === name ? { help: failed.message, validateStatus: 'error' as const } : {}) });
  const flags = (names: readonly (keyof MethodRule & keyof typeof words)[]) => names.map((name) => (
    <Form.Item key={name} {...of(name)} valuePropName="checked" noStyle={failed?.field !== name}><Checkbox>{words[name]}</Checkbox></Form.Item>
  ));
  const words = {
    oneTime: t('methods.oneTime'), autoDebit: t('methods.autoDebit'), subscription: t('methods.subscription'), refund: t('methods.refund'),
    partialRefund: t('methods.partialRefund'), syncRefund: t('methods.syncRefund'), enforceLimits: t('methods.enforceLimits'), pending: t('methods.pending'),
  };
  return (
    <Modal
      open
      width={640}
      title={t('methods.ruleOf', { type: method.rule.type })}
      onCancel={onClose}
      footer={(
        <>
          {method.changed.length > 0 && <Button className={styles.reset} loading={reset.isPending} onClick={() => reset.mutate()}>{t('methods.reset')}</Button>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>{t('methods.save')}</Button>
        </>
      )}
    >
      <Form<MethodRule> form={form} name="rule" layout="vertical" requiredMark={false} initialValues={method.rule} onValuesChange={() => save.isError && save.reset()} onFinish={(typed) => save.mutate(typed)}>
        <div className={styles.two}>
          <Form.Item {...of('countries')} label={t('methods.countries')} extra={t('methods.countriesHelp')}><TagsBox tokenSeparators={[',', ' ']} /></Form.Item>
          <Form.Item {...of('currencies')} label={t('methods.currencies')} extra={t('methods.currenciesHelp')}><TagsBox tokenSeparators={[',', ' ']} /></Form.Item>
          <Form.Item {...of('minAmount')} label={t('methods.least')}><Input {...limit} /></Form.Item>
          <Form.Item {...of('maxAmount')} label={t('methods.most')}><Input {...limit} /></Form.Item>
          <Form.Item {...of('refundWindowDays')} label={t('methods.refundWindow')}><InputNumber className={styles.number} min={0} precision={0} /></Form.Item>
          <Form.Item {...of('expirySeconds')} label={t('methods.expiry')}><InputNumber className={styles.number} min={0} precision={0} /></Form.Item>
        </div>
        <Form.Item label={t('methods.products')}><div className={styles.flags}>{flags(products)}</div></Form.Item>
        <Form.Item label={t('methods.refunds')}><div className={styles.flags}>{flags(refunds)}</div></Form.Item>
        <Form.Item label={t('methods.others')}><div className={styles.flags}>{flags(others)}</div></Form.Item>
      </Form>
      {failed && !fields.includes(failed.field) && <ErrorPanel error={failed} />}
    </Modal>
  );
}
