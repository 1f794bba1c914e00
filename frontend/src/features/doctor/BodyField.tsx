import { FolderOpenOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '@/components/code/Code';
import bench from '@/components/bench/Bench.module.css';
import fields from '@/components/fields.module.css';
import { base64OfBytes, exactBody } from './draft';
import type { BodyDraft } from './draft';
import styles from './Doctor.module.css';

const maxBody = 10 * 1024 * 1024;

interface BodyFieldProps {
  body: BodyDraft;
  onChange: (body: BodyDraft) => void;
  onSubmit: () => void;
  problem: string;
}

/** The body. Text fields change line ends, so bytes from the log or a file are kept until they are edited. */
export function BodyField({ body, onChange, onSubmit, problem }: BodyFieldProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const open = async (file: File) => {
    if (file.size > maxBody) {
      void message.error(t('doctor.fileTooLarge'));
      return;
    }
    onChange(exactBody(base64OfBytes(new Uint8Array(await file.arrayBuffer())), 'file'));
  };
  const hint = body.exact === undefined ? t('doctor.asTyped') : body.exact.from === 'log' ? t('doctor.fromLog') : t('doctor.fromFile');
  return (
    <div className={styles.body}>
      <div className={styles.bar}>
        <span className={fields.label}>{t('doctor.body')}</span>
        <span className={fields.help}>{hint}</span>
        <Button type="text" size="small" icon={<FolderOpenOutlined aria-hidden />} onClick={() => picker.current?.click()}>{t('doctor.openFile')}</Button>
        <input
          ref={picker}
          type="file"
          hidden
          aria-hidden
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void open(file);
          }}
        />
      </div>
      <div className={bench.grow}>
        <Code value={body.text} label={t('doctor.bodyLabel')} onChange={(text) => onChange({ text })} onSubmit={onSubmit} />
      </div>
      {problem !== '' && <span className={fields.error}>{problem}</span>}
    </div>
  );
}
