import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SignatureSigner } from '@/bridge/types';
import bench from '@/components/bench/Bench.module.css';
import fields from '@/components/fields.module.css';
import type { Draft } from './draft';
import { Field } from './Field';

interface FieldsProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** What is wrong with a field of the services' name. */
  problem: (field: string) => string;
  /** The environment's client ID, which an empty field stands for. */
  clientId: string;
}

function Verifying({ draft, set, problem }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={fields.field}>
        <span className={fields.label}>{t('doctor.signer')}</span>
        <Segmented<SignatureSigner>
          aria-label={t('doctor.signer')}
          value={draft.signer}
          onChange={(signer) => set({ signer })}
          options={[{ value: 'merchant', label: t('doctor.signerMerchant') }, { value: 'antom', label: t('doctor.signerAntom') }]}
          style={{ alignSelf: 'flex-start' }}
        />
      </div>
      <Field label={t('doctor.path')} value={draft.path} onChange={(path) => set({ path })} help={t('doctor.pathHelp')} problem={problem('path')} placeholder="/ams/sandbox/api/v1/payments/pay" />
      <Field label={t('doctor.headers')} value={draft.headers} onChange={(headers) => set({ headers })} help={t('doctor.headersHelp')} problem={problem('headers')} rows={[3, 6]} />
      <Field label={t('doctor.publicKey')} value={draft.publicKey} onChange={(publicKey) => set({ publicKey })} help={t('doctor.publicKeyHelp')} problem={problem('publicKey')} rows={[1, 4]} />
    </>
  );
}

function Signing({ draft, set, problem, clientId }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('doctor.path')} value={draft.path} onChange={(path) => set({ path })} help={t('doctor.pathHelp')} problem={problem('path')} placeholder="/ams/sandbox/api/v1/payments/pay" />
      <div className={bench.pair}>
        <Field label={t('doctor.clientId')} value={draft.clientId} onChange={(next) => set({ clientId: next })} problem={problem('clientId')} placeholder={clientId} />
        <Field label={t('doctor.requestTime')} value={draft.requestTime} onChange={(requestTime) => set({ requestTime })} help={t('doctor.requestTimeHelp')} problem={problem('requestTime')} />
      </div>
      <Field label={t('doctor.privateKey')} value={draft.privateKey} onChange={(privateKey) => set({ privateKey })} help={t('doctor.privateKeyHelp')} problem={problem('privateKey')} rows={[1, 4]} />
    </>
  );
}

/** What there is to fill in for the task, but the body. */
export function Fields(props: FieldsProps) {
  return props.draft.task === 'verify' ? <Verifying {...props} /> : <Signing {...props} />;
}
