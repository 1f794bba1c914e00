import { App, Form, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { spoken } from '@/i18n/spoken';
import { AnswerFields, MatchFields, WireFields } from './ArmFields';
import { emptyForm, toArm } from './armForm';
import type { ArmForm } from './armForm';
import { useArm, useArmOptions } from './useScenarios';

const shown = ['api', 'resultCode', 'durationMinutes', 'calls', 'product', 'paymentMethod', 'matchField', 'matchValue', 'latencyMillis', 'fault', 'faultStatus'];

/** Arms an error. What was chosen stays when the answer is a refusal. */
export function ArmDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<ArmForm>();
  const api = Form.useWatch<string | undefined>('api', form) ?? emptyForm.api;
  const { options, codes } = useArmOptions(environment.id, open ? api : '');
  const arm = useArm();
  const refusal = arm.isError ? toApiError(arm.error) : undefined;
  const problem = (field: string) => (refusal?.field === field ? { help: spoken(refusal.message), validateStatus: 'error' as const } : {});
  const close = () => {
    arm.reset();
    onClose();
  };
  const submit = (values: ArmForm) => arm.mutate(toArm(values), {
    onSuccess: (scenario) => {
      void message.success(t('scenarios.isArmed', { api: scenario.api }));
      close();
    },
  });
  const failed = [options, codes].find((query) => query.isError);

  return (
    <Modal
      open={open}
      width={720}
      destroyOnHidden
      mask={{ closable: false }}
      style={{ top: 56 }}
      onCancel={close}
      title={t('scenarios.arm')}
      okText={t('scenarios.armNow')}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: arm.isPending, disabled: options.data === undefined }}
      onOk={() => form.submit()}
    >
      {failed && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {!options.data && !failed && <LoadingPanel rows={8} />}
      <Form<ArmForm>
        form={form}
        layout="vertical"
        clearOnDestroy
        requiredMark={false}
        initialValues={emptyForm}
        hidden={!options.data}
        onFinish={submit}
        onValuesChange={(changed: Partial<ArmForm>) => {
          if (arm.isError) arm.reset();
          // Another API documents other codes.
          if (changed.api !== undefined) form.setFieldValue('resultCode', undefined);
        }}
      >
        {options.data && (
          <>
            <AnswerFields options={options.data} codes={codes.data?.codes} problem={problem} />
            <MatchFields options={options.data} problem={problem} />
            <WireFields problem={problem} />
          </>
        )}
      </Form>
      {refusal && !shown.includes(refusal.field) && <ErrorPanel error={refusal} />}
    </Modal>
  );
}
