import { Alert, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Code } from '@/components/code/Code';
import { CopyButton } from '@/components/copy';
import { bytesFromBase64, textOf } from './bytes';
import { HexView } from './HexView';
import { prettyJson } from './prettyJson';
import styles from './BodyView.module.css';

type View = 'pretty' | 'raw' | 'hex';

interface BodyViewProps {
  /** The exact bytes, base64. */
  base64: string;
  name: string;
}

/** The exact bytes of a body three ways: indented, as they came, and in hex. */
export function BodyView({ base64, name }: BodyViewProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('pretty');
  const body = useMemo(() => {
    const bytes = bytesFromBase64(base64);
    const { text, exact } = textOf(bytes);
    return { bytes, text, exact, pretty: prettyJson(text) };
  }, [base64]);

  if (body.bytes.length === 0) return <p className="secondary">{t('body.none')}</p>;
  const shown = view === 'pretty' ? body.pretty ?? body.text : body.text;
  return (
    <div className={styles.body}>
      <div className={styles.bar}>
        <Segmented<View>
          size="small"
          aria-label={t('body.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'pretty', label: t('body.pretty') },
            { value: 'raw', label: t('body.raw') },
            { value: 'hex', label: t('body.hex') },
          ]}
        />
        <span className={styles.size}>{t('body.bytes', { count: body.bytes.length })}</span>
        <CopyButton text={view === 'pretty' ? shown : body.text} name={name} />
      </div>
      {view !== 'hex' && !body.exact && <Alert type="warning" showIcon title={t('body.notUtf8')} />}
      {view === 'pretty' && body.pretty === undefined && <span className="secondary">{t('body.notJson')}</span>}
      <div className={styles.content}>
        {view === 'hex'
          ? <HexView bytes={body.bytes} label={name} />
          : <Code key={view} value={shown} label={name} language={body.pretty === undefined ? 'text' : 'json'} />}
      </div>
    </div>
  );
}
