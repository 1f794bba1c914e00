import { Segmented, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulatorAPI } from '@/bridge/types';
import bench from '@/components/bench/Bench.module.css';
import fields from '@/components/fields.module.css';
import { useAddress } from '@/components/useAddress';
import type { Choice } from './choice';
import { productName, productWithCode } from './products';
import { titleText } from './titles';

interface CallChoiceProps {
  apis: SimulatorAPI[];
  choice: Choice;
  transport: 'http' | 'https';
  onTransport: (transport: 'http' | 'https') => void;
}

interface PickProps {
  label: string;
  value: string;
  /** full is what the open list says where there is more to say than room in the box. */
  options: { value: string; label: string; full?: string }[];
  onPick: (value: string) => void;
}

function Pick({ label, value, options, onPick }: PickProps) {
  const id = useId();
  return (
    <div className={fields.field}>
      <label htmlFor={id} className={fields.label}>{label}</label>
      <Select id={id} value={value} options={options} onChange={onPick} popupMatchSelectWidth={false} optionRender={({ data, label: text }) => data.full ?? text} />
    </div>
  );
}

/** API, product, template and transport; all but the last stand in the address. */
export function CallChoice({ apis, choice, transport, onTransport }: CallChoiceProps) {
  const { t } = useTranslation();
  const { put } = useAddress();
  const api = choice.api.api;
  return (
    <div className={bench.pair}>
      <Pick label={t('simulator.api')} value={api} options={apis.map((one) => ({ value: one.api, label: `${titleText(t, one.title)} · ${one.api}` }))} onPick={(next) => put({ api: next, product: undefined, template: undefined })} />
      <Pick label={t('simulator.product')} value={choice.product} options={choice.products.map((one) => ({ value: one, label: productName(t, one), full: productWithCode(t, one) }))} onPick={(next) => put({ api, product: next, template: undefined })} />
      <Pick label={t('simulator.sample')} value={choice.sample.title} options={choice.samples.map((one) => ({ value: one.title, label: titleText(t, one.title) }))} onPick={(next) => put({ api, product: choice.product, template: next })} />
      <div className={fields.field}>
        <span className={fields.label}>{t('simulator.transport')}</span>
        <Segmented<'http' | 'https'>
          aria-label={t('simulator.transport')}
          value={transport}
          onChange={onTransport}
          options={[{ value: 'http', label: 'HTTP' }, { value: 'https', label: 'HTTPS' }]}
          style={{ alignSelf: 'flex-start' }}
        />
      </div>
    </div>
  );
}
