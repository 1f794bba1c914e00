import { Button, Flex, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Endpoint } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { Preview } from './Preview';
import { draftOf, fieldName, formOf, otherMethods, pathProblem } from './rule';
import type { Draft } from './rule';
import { Steps } from './Steps';
import { useSaveEndpoint } from './useEndpoints';
import { useBodyMarks, usePreview } from './usePreview';

interface EndpointFormProps {
  /** undefined adds one. */
  endpoint: Endpoint | undefined;
  all: Endpoint[];
  onClose: () => void;
}

/** Everything of an endpoint that can be chosen. What was typed stays when the answer is a refusal. */
export function EndpointForm({ endpoint, all, onClose }: EndpointFormProps) {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<Draft>();
  const save = useSaveEndpoint();
  const initial = draftOf(endpoint);
  // Before the first drawing the form knows no values yet, and later none of fields it does not show.
  const draft: Draft = { ...initial, ...Form.useWatch((values: Partial<Draft>) => values, { form, preserve: true }) };
  const preview = usePreview(draft, endpoint?.id ?? '');
  const marksOf = useBodyMarks(preview.data);
  const refusal = save.isError ? toApiError(save.error) : undefined;
  const marked = refusal !== undefined && fieldName(refusal.field) !== undefined;

  const checkPath = (_: unknown, path: string) => {
    const problem = pathProblem(path, endpoint?.id ?? '', all);
    return problem ? Promise.reject(new Error(t(`endpoints.path_${problem}`))) : Promise.resolve();
  };
  const submit = (values: Draft) => save.mutate(formOf({ ...initial, ...values }, endpoint?.id ?? '', environment.id), {
    onSuccess: onClose,
    onError: (reason) => {
      const { field, message } = toApiError(reason);
      const name = fieldName(field);
      // The form's paths are typed from its values; those the services name are checked to exist there.
      if (name) form.setFields([{ name: name as never, errors: [message] }]);
    },
  });

  return (
    <Form<Draft>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      onFinish={submit}
      scrollToFirstError
      onValuesChange={() => save.isError && save.reset()}
    >
      {!endpoint?.builtIn && (
        <>
          <Form.Item name="path" label={t('endpoints.path')} extra={t('endpoints.pathHelp')} rules={[{ validator: checkPath }]} validateTrigger={['onChange', 'onBlur']}>
            <Input className="mono" spellCheck={false} autoComplete="off" />
          </Form.Item>
          <Form.Item name="name" label={t('endpoints.name')} rules={[{ max: 60, message: t('endpoints.nameLong') }]}>
            <Input autoComplete="off" placeholder={t('endpoints.namePlaceholder')} />
          </Form.Item>
        </>
      )}
      <Form.Item name="key" label={t('endpoints.key')}>
        <Radio.Group options={(['antom', 'pasted', 'none'] as const).map((key) => ({ value: key, label: t(`endpoints.key_${key}`) }))} />
      </Form.Item>
      <Form.Item name="publicKey" label={t('endpoints.publicKey')} extra={t('endpoints.publicKeyHelp')} hidden={draft.key !== 'pasted'}>
        <Input.TextArea className="mono" autoSize={{ minRows: 3, maxRows: 7 }} spellCheck={false} autoComplete="off" />
      </Form.Item>
      <Flex gap={16} wrap>
        <Form.Item name="methods" label={t('endpoints.methods')} style={{ flex: 1, minWidth: 260 }}>
          <Select mode="multiple" placeholder={t('endpoints.postOnly')} options={otherMethods.map((method) => ({ value: method, label: method }))} />
        </Form.Item>
        <Form.Item name="limitMiB" label={t('endpoints.bodyLimit')} rules={[{ required: true, message: t('endpoints.limitMissing') }]}>
          <InputNumber min={0.001} max={256} suffix="MiB" style={{ width: 140 }} />
        </Form.Item>
      </Flex>
      <Steps draft={draft} marksOf={marksOf} />
      <Preview result={preview} />
      {refusal && !marked && <ErrorPanel error={refusal} />}
      <Flex gap={8} justify="end" style={{ marginTop: 16 }}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t('endpoints.save')}</Button>
      </Flex>
    </Form>
  );
}
