import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScenarioCode, ScenarioOptions } from '@/bridge/scenarioTypes';
import type { ArmForm, Ends } from './armForm';
import styles from './ScenariosPage.module.css';

export type Problem = (field: string) => { help?: string; validateStatus?: 'error' };

const choices = (texts: string[]) => texts.map((text) => ({ value: text, label: text }));

/** Which call gets which answer, and for how long. */
export function AnswerFields({ options, codes, problem }: { options: ScenarioOptions; codes: ScenarioCode[] | undefined; problem: Problem }) {
  const { t } = useTranslation();
  const ends = Form.useWatch<Ends | undefined>('ends');
  const minutes = (count: 30 | 60 | 90 | 120) => ({ value: String(count), label: t('scenarios.minutes', { count }) });
  return (
    <div className={styles.grid}>
      <Form.Item<ArmForm> name="api" label={t('scenarios.api')} {...problem('api')}>
        <Select showSearch options={choices(options.apis)} className="mono" />
      </Form.Item>
      <Form.Item<ArmForm> name="resultCode" label={t('scenarios.resultCode')} extra={t('scenarios.resultCodeHelp')} {...problem('resultCode')}>
        <Select
          showSearch
          allowClear
          loading={codes === undefined}
          placeholder={t('scenarios.noCode')}
          options={codes?.map(({ code, status }) => ({ value: code, label: `${code} · ${status}` })) ?? []}
        />
      </Form.Item>
      <Form.Item<ArmForm> name="ends" label={t('scenarios.lasts')} className={styles.whole} {...problem('durationMinutes')}>
        <Segmented
          aria-label={t('scenarios.lasts')}
          options={[minutes(30), minutes(60), minutes(90), minutes(120), { value: 'calls', label: t('scenarios.nextCalls') }, { value: 'ended', label: t('scenarios.untilEnded') }]}
        />
      </Form.Item>
      {ends === 'calls' && (
        <Form.Item<ArmForm> name="calls" label={t('scenarios.calls')} rules={[{ required: true, message: t('scenarios.callsMissing') }]} {...problem('calls')}>
          <InputNumber<number> min={1} max={1_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </div>
  );
}

/** Which of the API's calls it is for; all of them unless said. */
export function MatchFields({ options, problem }: { options: ScenarioOptions; problem: Problem }) {
  const { t } = useTranslation();
  return (
    <div className={styles.grid}>
      <h2 className={styles.section}>{t('scenarios.onlyFor')}</h2>
      <Form.Item<ArmForm> name="product" label={t('scenarios.product')} {...problem('product')}>
        <Select allowClear placeholder={t('scenarios.any')} options={choices(options.products)} />
      </Form.Item>
      <Form.Item<ArmForm> name="paymentMethod" label={t('scenarios.method')} {...problem('paymentMethod')}>
        <Select allowClear showSearch placeholder={t('scenarios.any')} options={choices(options.paymentMethods)} />
      </Form.Item>
      <Form.Item<ArmForm> name="matchField" label={t('scenarios.field')} {...problem('matchField')}>
        <Input className="mono" placeholder="order.referenceOrderId" spellCheck={false} autoComplete="off" />
      </Form.Item>
      <Form.Item<ArmForm> name="matchValue" label={t('scenarios.value')} {...problem('matchValue')}>
        <Input className="mono" spellCheck={false} autoComplete="off" />
      </Form.Item>
    </div>
  );
}

/** What happens on the wire, beside the answer or instead of it. */
export function WireFields({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const fault = Form.useWatch<string | undefined>('fault');
  return (
    <div className={styles.grid}>
      <h2 className={styles.section}>{t('scenarios.wire')}</h2>
      <Form.Item<ArmForm> name="latencyMillis" label={t('scenarios.latency')} {...problem('latencyMillis')}>
        <InputNumber<number> min={0} max={600_000} precision={0} placeholder={t('scenarios.noLatency')} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item<ArmForm> name="fault" label={t('scenarios.faultLabel')} {...problem('fault')}>
        <Select
          allowClear
          placeholder={t('scenarios.noFault')}
          options={(['reset', 'timeout', 'status', 'cut'] as const).map((value) => ({ value, label: t(`scenarios.fault.${value}`) }))}
        />
      </Form.Item>
      {fault === 'status' && (
        <Form.Item<ArmForm> name="faultStatus" label={t('scenarios.faultStatus')} {...problem('faultStatus')}>
          <InputNumber<number> min={400} max={599} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </div>
  );
}
