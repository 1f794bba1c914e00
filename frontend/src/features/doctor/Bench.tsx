import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import type { SignatureReport } from '@/bridge/types';
import { Bench as TwoPanels, BenchPanel } from '@/components/bench/Bench';
import { useEnvironment } from '@/components/environment';
import { BodyField } from './BodyField';
import { emptyDraft } from './draft';
import type { Draft, Task } from './draft';
import { Fields } from './Fields';
import { Outcome } from './Outcome';
import { useDoctor } from './useDoctor';
import styles from './Doctor.module.css';

const fields = ['path', 'headers', 'publicKey', 'privateKey', 'clientId', 'requestTime', 'body'] as const;

interface BenchProps {
  initial: Draft;
  /** What the log already knows of the message it starts with. */
  known: SignatureReport | undefined;
}

/** The message on the left, what the doctor finds on the right. */
export function Bench({ initial, known }: BenchProps) {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const [draft, setDraft] = useState(initial);
  const [touched, setTouched] = useState(false);
  const [pathMissing, setPathMissing] = useState(false);
  const { verify, sign } = useDoctor(environment.id);
  const run = draft.task === 'verify' ? verify : sign;
  const refusal = run.error ? toApiError(run.error) : undefined;

  const set = (change: Partial<Draft>) => {
    setTouched(true);
    setPathMissing(false);
    verify.reset();
    sign.reset();
    setDraft((now) => ({ ...now, ...change }));
  };
  const submit = () => {
    setPathMissing(draft.path.trim() === '');
    if (draft.path.trim() !== '' && !run.isPending) run.mutate(draft);
  };
  const problem = (field: string) => {
    if (field === 'path' && pathMissing) return t('doctor.pathMissing');
    return refusal?.field === field ? refusal.message : '';
  };

  return (
    <TwoPanels className={styles.bench}>
      <BenchPanel
        title={t('doctor.message')}
        extra={(
          <div className={styles.actions}>
            <Button onClick={() => set({ ...emptyDraft, task: draft.task })}>{t('doctor.clear')}</Button>
            <Button type="primary" loading={run.isPending} onClick={submit} title="Ctrl+Enter">{draft.task === 'verify' ? t('doctor.verify') : t('doctor.sign')}</Button>
          </div>
        )}
      >
        <Segmented<Task>
          block
          aria-label={t('doctor.task')}
          value={draft.task}
          onChange={(task) => set({ task })}
          options={[{ value: 'verify', label: t('doctor.verify') }, { value: 'sign', label: t('doctor.sign') }]}
        />
        <Fields draft={draft} set={set} problem={problem} clientId={environment.clientId} />
        <BodyField body={draft.body} onChange={(body) => set({ body })} onSubmit={submit} problem={problem('body')} />
      </BenchPanel>
      <BenchPanel title={t('doctor.finding')}>
        <div className={styles.scroll} aria-live="polite" aria-busy={run.isPending}>
          <Outcome
            report={draft.task === 'verify' ? verify.data ?? (touched ? undefined : known) : undefined}
            signed={draft.task === 'sign' ? sign.data : undefined}
            error={run.error}
            pending={run.isPending}
            marked={fields}
            onRetry={submit}
          />
        </div>
      </BenchPanel>
    </TwoPanels>
  );
}
