import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { PrivateKeyOnce } from './PrivateKeyOnce';
import { useGenerate } from './useKeyChange';

interface GenerateDialogProps {
  open: boolean;
  /** There is a key already, which stops verifying. */
  replacing: boolean;
  onClose: () => void;
}

/** Asks, makes the pair, and shows the private key once; it closes then only by "I know". */
export function GenerateDialog({ open, replacing, onClose }: GenerateDialogProps) {
  const { t } = useTranslation();
  const { mode } = useEnvironment();
  const [keepPrivate, setKeepPrivate] = useState(true);
  const generate = useGenerate();
  const made = generate.data;
  const close = () => {
    generate.reset();
    onClose();
  };
  const modeName = mode === 'live' ? t('keys.modeLive') : t('keys.modeTest');

  return (
    <Modal
      open={open}
      width={640}
      destroyOnHidden
      closable={made === undefined}
      keyboard={made === undefined}
      mask={{ closable: false }}
      onCancel={close}
      title={made ? t('keys.shownTitle') : replacing ? t('keys.replaceOneClick') : t('keys.generate')}
      footer={made
        ? <Button type="primary" onClick={close}>{t('keys.iKnow')}</Button>
        : (
          <>
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button type="primary" danger={replacing} loading={generate.isPending} onClick={() => generate.mutate(keepPrivate)}>
              {replacing ? t('keys.confirmReplacement') : t('common.confirm')}
            </Button>
          </>
        )}
    >
      {made && <PrivateKeyOnce keys={made} />}
      {!made && (
        <>
          <p>{t('keys.generateConfirm', { mode: modeName })}</p>
          {replacing && <Alert type="warning" showIcon title={t('keys.replaceConfirm')} style={{ marginBottom: 16 }} />}
          <Checkbox checked={keepPrivate} onChange={(event) => setKeepPrivate(event.target.checked)}>{t('keys.keepPrivate')}</Checkbox>
          <p className="secondary" style={{ margin: '2px 0 12px 24px' }}>{t('keys.keepPrivateHint')}</p>
          {generate.isError && <ErrorPanel error={generate.error} />}
        </>
      )}
    </Modal>
  );
}
