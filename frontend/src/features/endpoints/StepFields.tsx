import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AnswerStep } from '@/bridge/endpointTypes';
import { Code } from '@/components/code/Code';
import type { CodeMark } from '@/components/code/CodeMirror';
import styles from './Endpoints.module.css';

interface StepFieldsProps {
  at: number;
  step: AnswerStep;
  number: number;
  /** It answers so many captures, then the next step has its turn. */
  counted: boolean;
  /** What is wrong in its body, by line. */
  marks: CodeMark[];
}

/** The form's control for a body: value and onChange come from the form. */
function BodyField({ value = '', onChange = () => undefined, label, marks }: { value?: string; onChange?: (text: string) => void; label: string; marks: CodeMark[] }) {
  return <div className={styles.body}><Code language="text" value={value} label={label} marks={marks} onChange={onChange} /></div>;
}

/** The headers of a reply, their values templates like the body. */
function Headers({ at }: { at: number }) {
  const { t } = useTranslation();
  return (
    <Form.List name={[at, 'headers']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.headerRow}>
              <Form.Item name={[name, 'name']}><Input className="mono" placeholder="Content-Type" aria-label={t('endpoints.headerName')} spellCheck={false} autoComplete="off" style={{ width: 200 }} /></Form.Item>
              <Form.Item name={[name, 'value']}><Input className="mono" aria-label={t('endpoints.headerValue')} spellCheck={false} autoComplete="off" /></Form.Item>
              <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('endpoints.removeHeader')} onClick={() => remove(name)} />
            </div>
          ))}
          <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => add({ name: '', value: '' })} style={{ marginBottom: 12 }}>{t('endpoints.addHeader')}</Button>
        </>
      )}
    </Form.List>
  );
}

/** One answer: the acknowledgement, or a reply of one's own. */
export function StepFields({ at, step, number, counted, marks }: StepFieldsProps) {
  const { t } = useTranslation();
  const reply = step.kind === 'reply';
  return (
    <>
      <Form.Item name={[at, 'kind']} label={t('endpoints.kind')}>
        <Radio.Group options={[{ value: 'acknowledge', label: t('endpoints.kindAcknowledge') }, { value: 'reply', label: t('endpoints.kindReply') }]} />
      </Form.Item>
      <div className={styles.stepRow}>
        <Form.Item name={[at, 'status']} label={t('endpoints.status')} hidden={!reply} rules={[{ required: reply, message: t('endpoints.statusMissing') }]}>
          <InputNumber min={200} max={599} precision={0} style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name={[at, 'delayMillis']} label={t('endpoints.delay')} rules={[{ required: true, message: t('endpoints.delayMissing') }]}>
          <InputNumber min={0} max={600_000} step={500} precision={0} suffix="ms" style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name={[at, 'times']} label={t('endpoints.timesLabel')} hidden={!counted} rules={[{ required: counted, message: t('endpoints.timesMissing') }]}>
          <InputNumber min={1} max={1_000_000} precision={0} style={{ width: 120 }} />
        </Form.Item>
      </div>
      {reply && (
        <>
          <Headers at={at} />
          <Form.Item name={[at, 'body']} label={t('endpoints.body')}>
            <BodyField label={t('endpoints.bodyOf', { number })} marks={marks} />
          </Form.Item>
          <p className={styles.help}>{t('endpoints.templateHelp')}{' '}<code>{'{{.Field "result.resultStatus"}} {{.Header "Client-Id"}} {{.Query "n"}} {{.Method}} {{.Path}} {{.Body}} {{.Now}} {{.ID}} {{.Count}} {{json (.Field "paymentId")}}'}</code></p>
        </>
      )}
    </>
  );
}
