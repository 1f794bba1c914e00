import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import type { ResendMode } from '@/bridge/types';
import { bytesFromBase64, textOf } from '@/components/body/bytes';
import { prettyJson } from '@/components/body/prettyJson';
import { Code } from '@/components/code/Code';
import { ErrorPanel } from '@/components/states';
import styles from './Resend.module.css';

interface ResendDialogProps {
  open: boolean;
  onClose: () => void;
  /** A notification's id, or that of one of its deliveries. */
  id: string;
  /** The body as it was sent, base64. */
  body: string;
  target: string;
}

/** Sends one notification again: as it was, signed anew, or edited and signed anew. */
export function ResendDialog({ open, onClose, id, body, target }: ResendDialogProps) {
  const { t } = useTranslation();
  const client = useClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const field = useId();
  const original = textOf(bytesFromBase64(body)).text;
  const [mode, setMode] = useState<ResendMode>('as_it_was');
  const [edited, setEdited] = useState(prettyJson(original) ?? original);
  const [url, setUrl] = useState('');
  const resend = useMutation({
    mutationFn: () => client.notifications.resend({ id, mode, url: mode === 'as_it_was' ? '' : url.trim(), body: mode === 'edited' ? edited : '' }),
    onSuccess: (sent) => {
      void message.success(t('delivery.resent'));
      onClose();
      void navigate({ pathname: '/logs/notifications', search: `?q=${encodeURIComponent(sent.id)}` });
    },
  });
  const refusal = resend.isError ? toApiError(resend.error) : undefined;
  const modes = [
    { value: 'as_it_was', label: t('delivery.modeAsItWas'), help: t('delivery.modeAsItWasHelp') },
    { value: 'resigned', label: t('delivery.modeResigned'), help: t('delivery.modeResignedHelp') },
    { value: 'edited', label: t('delivery.modeEdited'), help: t('delivery.modeEditedHelp') },
  ] as const;

  return (
    <Modal
      open={open}
      width={680}
      destroyOnHidden
      onCancel={onClose}
      title={t('delivery.resendTitle')}
      footer={(
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={resend.isPending} onClick={() => resend.mutate()}>{t('delivery.resend')}</Button>
        </>
      )}
    >
      <div className={styles.form}>
        <Radio.Group
          className={styles.modes}
          aria-label={t('delivery.mode')}
          value={mode}
          onChange={(event) => {
            setMode(event.target.value as ResendMode);
            resend.reset();
          }}
        >
          {modes.map(({ value, label, help }) => (
            <Radio key={value} value={value}>
              {label}<span className={styles.help}>{help}</span>
            </Radio>
          ))}
        </Radio.Group>
        {mode !== 'as_it_was' && (
          <label htmlFor={field} className={styles.field}>
            <span>{t('delivery.resendUrl')}</span>
            <Input id={field} className="mono" value={url} placeholder={target} spellCheck={false} autoComplete="off" status={refusal?.field === 'url' ? 'error' : ''} onChange={(event) => setUrl(event.target.value)} />
          </label>
        )}
        {mode === 'edited' && <div className={styles.editor}><Code value={edited} label={t('delivery.editedBody')} onChange={setEdited} onSubmit={() => resend.mutate()} /></div>}
        {mode === 'edited' && prettyJson(edited) === undefined && <Alert type="warning" showIcon title={t('delivery.notJson')} />}
        {refusal && <ErrorPanel error={refusal} />}
      </div>
    </Modal>
  );
}
