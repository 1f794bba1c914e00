import { Input, Segmented } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import fields from '@/components/fields.module.css';

interface KeyChoiceProps {
  kept: boolean;
  pasting: boolean;
  onPasting: (pasting: boolean) => void;
  pasted: string;
  onPasted: (key: string) => void;
  missing: boolean;
  error: unknown;
}

/** Which private key signs: the kept one, or one pasted for this call only. */
export function KeyChoice({ kept, pasting, onPasting, pasted, onPasted, missing, error }: KeyChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  const refusal = error ? toApiError(error) : undefined;
  const problem = missing && pasted.trim() === '' ? t('simulator.pastedMissing') : refusal?.field === 'privateKey' ? refusal.message : '';
  return (
    <div className={fields.field}>
      <span className={fields.label}>{t('simulator.privateKey')}</span>
      {kept && (
        <Segmented
          aria-label={t('simulator.privateKey')}
          value={pasting ? 'paste' : 'kept'}
          onChange={(value) => onPasting(value === 'paste')}
          options={[{ value: 'kept', label: t('simulator.keyKept') }, { value: 'paste', label: t('simulator.keyPasted') }]}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      {!kept && <span className="secondary">{t('simulator.keyNotKept')}</span>}
      {pasting && (
        <>
          <Input.TextArea
            id={id}
            aria-label={t('simulator.pastedLabel')}
            aria-describedby={`${id}-help`}
            placeholder={t('simulator.pastedHelp')}
            className="mono"
            autoSize={{ minRows: 2, maxRows: 4 }}
            spellCheck={false}
            autoComplete="off"
            value={pasted}
            status={problem === '' ? '' : 'error'}
            onChange={(event) => onPasted(event.target.value)}
          />
          <span id={`${id}-help`} className={problem === '' ? 'sr-only' : fields.error}>{problem === '' ? t('simulator.pastedHelp') : problem}</span>
        </>
      )}
    </div>
  );
}
