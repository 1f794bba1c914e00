import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CodeMark } from '@/components/code/CodeMirror';
import styles from './Endpoints.module.css';
import { acknowledgeStep } from './rule';
import type { Draft } from './rule';
import { StepFields } from './StepFields';

const mostSteps = 20;

interface StepsProps {
  draft: Draft;
  /** What is wrong in the body of a step. */
  marksOf: (step: number) => CodeMark[];
}

/** The answers: one, or several in turn. */
export function Steps({ draft, marksOf }: StepsProps) {
  const { t } = useTranslation();
  const several = draft.steps.length > 1;
  return (
    <section aria-label={t('endpoints.answer')}>
      <Form.List name="steps">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }, index) => (
              <div key={key} className={styles.step}>
                <div className={styles.stepHead}>
                  <span>{several ? t('endpoints.step', { number: index + 1 }) : t('endpoints.answer')}</span>
                  {several && <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('endpoints.removeStep', { number: index + 1 })} onClick={() => remove(name)} />}
                </div>
                <StepFields at={name} step={draft.steps[index] ?? acknowledgeStep()} number={index + 1} counted={several && (index < fields.length - 1 || draft.repeat)} marks={marksOf(index)} />
              </div>
            ))}
            <Button icon={<PlusOutlined aria-hidden />} disabled={fields.length >= mostSteps} onClick={() => add(acknowledgeStep())} style={{ marginBottom: 16 }}>{t('endpoints.addStep')}</Button>
          </>
        )}
      </Form.List>
      <Form.Item name="repeat" label={t('endpoints.afterLast')} hidden={!several}>
        <Radio.Group options={[{ value: false, label: t('endpoints.stay') }, { value: true, label: t('endpoints.beginAnew') }]} />
      </Form.Item>
    </section>
  );
}
