import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulatorAPIs } from '@/bridge/types';
import { Bench, BenchPanel } from '@/components/bench/Bench';
import { useEnvironment } from '@/components/environment';
import { Answer } from './Answer';
import { BodyEditor } from './BodyEditor';
import { CallChoice } from './CallChoice';
import { draftKey } from './choice';
import type { Choice } from './choice';
import { KeyChoice } from './KeyChoice';
import { session } from './session';
import { useDraft } from './useDraft';
import { useSend } from './useSend';
import styles from './Workbench.module.css';

/** The request on the left, its answer on the right. */
export function Workbench({ apis, choice }: { apis: SimulatorAPIs; choice: Choice }) {
  const { t } = useTranslation();
  const { environment } = useEnvironment();
  const [transport, setTransport] = useState<'http' | 'https'>('http');
  const [wantsPaste, setWantsPaste] = useState(false);
  const [pasted, setPasted] = useState('');
  const [missing, setMissing] = useState(false);
  const draft = useDraft(draftKey(environment.id, choice), choice.sample.body);
  const send = useSend(environment.id);
  const pasting = wantsPaste || !apis.privateKeyKept;

  const submit = () => {
    setMissing(pasting && pasted.trim() === '');
    if (send.isPending || (pasting && pasted.trim() === '')) return;
    // The body sent stays as it is, so that sending again repeats the same call.
    draft.set(draft.body);
    send.mutate({ api: choice.api.api, product: choice.product, body: draft.body, privateKey: pasting ? pasted : '', transport });
  };

  return (
    <Bench className={styles.workbench}>
      <BenchPanel
        title={t('simulator.request')}
        extra={<Button type="primary" loading={send.isPending} onClick={submit} title={t('simulator.sendHint')}>{send.isPending ? t('simulator.sending') : t('simulator.send')}</Button>}
      >
        <CallChoice apis={apis.apis} choice={choice} transport={transport} onTransport={setTransport} />
        <KeyChoice kept={apis.privateKeyKept} pasting={pasting} onPasting={setWantsPaste} pasted={pasted} onPasted={setPasted} missing={missing} error={send.error} />
        <BodyEditor draft={draft} onSubmit={submit} />
      </BenchPanel>
      <BenchPanel title={t('simulator.response')}>
        <Answer answer={send.data ?? session.answer(environment.id)} error={send.error} pending={send.isPending} onRetry={submit} />
      </BenchPanel>
    </Bench>
  );
}
