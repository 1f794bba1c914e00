import { CloseOutlined, FileSearchOutlined } from '@ant-design/icons';
import { Button, Input, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { InputRef } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './BodySearch.module.css';
import { shareRead } from './useBodySearch';
import type { useBodySearch } from './useBodySearch';

interface BodySearchBarProps {
  text: string;
  newest: string;
  search: ReturnType<typeof useBodySearch>;
  onText: (text: string) => void;
  onClose: () => void;
}

/** Looks for a text in bodies: how far it is, and a way to stop and to go on. */
export function BodySearchBar({ text, newest, search: { scan, stop, resume }, onText, onClose }: BodySearchBarProps) {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState(text);
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <div role="search" className={styles.bar} aria-label={t('logTools.bodies')}>
      <Input.Search
        ref={input}
        className={styles.input}
        prefix={<FileSearchOutlined aria-hidden />}
        aria-label={t('logTools.bodyText')}
        placeholder={t('logTools.bodyPlaceholder')}
        enterButton={t('logTools.bodyGo')}
        maxLength={200}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onSearch={(next) => next.trim() !== '' && onText(next.trim())}
      />
      {text !== '' && (
        <>
          <Progress className={styles.progress} percent={shareRead(scan, newest)} size="small" status={scan.state === 'running' ? 'active' : 'normal'} aria-label={t('logTools.bodyProgress')} />
          <span role="status" className="secondary tabular">{t('logTools.bodyRead', { read: number(scan.scanned), found: number(scan.items.length) })}</span>
          {scan.state === 'running' && <Button onClick={stop}>{t('logTools.stop')}</Button>}
          {scan.state === 'stopped' && <Button onClick={resume}>{t('logTools.goOn')}</Button>}
        </>
      )}
      <Button type="text" className={styles.close} icon={<CloseOutlined aria-hidden />} aria-label={t('logTools.bodyClose')} onClick={onClose} />
    </div>
  );
}
