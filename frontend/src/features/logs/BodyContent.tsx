import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './BodySearch.module.css';
import { LogList } from './LogList';
import type { useBodySearch } from './useBodySearch';

interface BodyContentProps {
  text: string;
  search: ReturnType<typeof useBodySearch>;
  list: Omit<ComponentProps<typeof LogList>, 'more' | 'olderFailed' | 'onOlder'>;
}

const nothing = () => undefined;

/** The rows with the text in a body, as far as bodies have been read. */
export function BodyContent({ text, search: { scan, again }, list }: BodyContentProps) {
  const { t } = useTranslation();
  if (text === '') return <div className={styles.panel}><EmptyPanel title={t('logTools.bodies')} text={t('logTools.bodiesHelp')} /></div>;
  if (scan.state === 'failed') return <ErrorPanel error={scan.error} onRetry={again} />;
  if (scan.items.length > 0) return <LogList {...list} more={false} olderFailed={false} onOlder={nothing} />;
  if (scan.state === 'running') return <div className={styles.panel}><LoadingPanel rows={10} /></div>;
  return (
    <div className={styles.panel}>
      <EmptyPanel
        title={scan.state === 'stopped' ? t('logTools.bodyStopped') : t('logTools.bodyNothing', { text })}
        text={scan.state === 'stopped' ? t('logTools.bodyStoppedText') : t('logTools.bodyNothingText')}
      />
    </div>
  );
}
