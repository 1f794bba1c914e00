import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/bridge/host';
import { IdText } from './IdText';
import styles from './copy.module.css';

interface CopyButtonProps {
  text: string;
  /** What is copied, for the label: "Copy payment ID". */
  name: string;
  labelled?: boolean;
}

/** Copies text and says so. */
export function CopyButton({ text, name, labelled = false }: CopyButtonProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    if (!(await copyText(text))) {
      void message.error(t('common.copyFailed'));
      return;
    }
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), 1600);
  };

  const label = t('common.copyNamed', { name });
  const icon = copied ? <CheckOutlined className={styles.done} /> : <CopyOutlined aria-hidden />;
  if (labelled) return <Button icon={icon} onClick={() => void copy()} aria-label={label}>{copied ? t('common.copied') : t('common.copy')}</Button>;
  return (
    <Tooltip title={copied ? t('common.copied') : label}>
      <Button
        type="text"
        size="small"
        className={styles.button}
        icon={icon}
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          void copy();
        }}
      />
    </Tooltip>
  );
}

interface CodeTextProps {
  text: string;
  name: string;
  /** Let long text wrap instead of ending in an ellipsis. */
  wrap?: boolean;
  /** Ids differ at their end: keep it in sight when there is little room. */
  keepEnd?: boolean;
}

/** An id, code or key: monospace, with its copy button. */
export function CodeText({ text, name, wrap = false, keepEnd = false }: CodeTextProps) {
  if (text === '') return <span className="secondary">–</span>;
  return (
    <span className={styles.line}>
      {keepEnd ? <IdText text={text} /> : <span className={wrap ? styles.wrap : styles.clip} title={wrap ? undefined : text}>{text}</span>}
      <CopyButton text={text} name={name} />
    </span>
  );
}
