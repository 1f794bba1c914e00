import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '@/bridge/settingsTypes';
import { unitOf } from './fields';
import type { Entry, SettingName } from './fields';
import styles from './Settings.module.css';

interface SettingFieldProps {
  name: SettingName;
  entry: Entry;
  defaults: Settings;
  changed: boolean;
  /** What the program said of this setting, if it refused it. */
  refusal: string | undefined;
}

function Control({ entry, ...given }: { entry: Entry }) {
  const { t } = useTranslation();
  switch (entry.kind) {
    case 'switch':
      return <Switch {...given} />;
    case 'number':
      return <InputNumber {...given} className={styles.number} min={entry.least} precision={0} />;
    case 'text':
      return <Input {...given} className={`mono ${styles.text}`} spellCheck={false} autoComplete="off" inputMode={entry.digits ? 'numeric' : 'text'} />;
    case 'choice':
      return <Select {...given} className={styles.text} options={entry.of.map((one) => ({ value: one, label: t(`settings.choice.${one}` as 'settings.choice.auto') }))} />;
  }
}

/** One setting: what it does, what it is by default, and a mark where it is not that. */
export function SettingField({ name, entry, defaults, changed, refusal }: SettingFieldProps) {
  const { t } = useTranslation();
  const usual = defaults[name];
  const words = () => {
    const unit = unitOf(name);
    if (unit !== undefined) return t(`settings.span.${unit}`, { count: Number(usual) });
    if (entry.kind === 'switch') return t(usual === true ? 'settings.on' : 'settings.off');
    if (entry.kind === 'choice') return t(`settings.choice.${String(usual)}` as 'settings.choice.auto');
    return usual === '' ? t('settings.none') : String(usual);
  };
  return (
    <Form.Item
      className={styles.item}
      name={name}
      label={t(`settings.field.${name}`)}
      {...(entry.kind === 'switch' ? { valuePropName: 'checked' } : {})}
      {...(refusal === undefined ? {} : { help: refusal, validateStatus: 'error' as const })}
      extra={(
        <>
          {t(`settings.about.${name}`)}{' '}
          <span className={changed ? `${styles.default} ${styles.changed}` : styles.default}>{t(changed ? 'settings.defaultChanged' : 'settings.default', { value: words() })}</span>
        </>
      )}
    >
      <Control entry={entry} />
    </Form.Item>
  );
}
