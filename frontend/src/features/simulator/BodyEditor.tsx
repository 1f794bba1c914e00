import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { prettyJson } from '@/components/body/prettyJson';
import { Code } from '@/components/code/Code';
import bench from '@/components/bench/Bench.module.css';
import fields from '@/components/fields.module.css';
import type { useDraft } from './useDraft';

interface BodyEditorProps {
  draft: ReturnType<typeof useDraft>;
  onSubmit: () => void;
}

/** The request body as JSON text, sent byte for byte as it stands here. */
export function BodyEditor({ draft, onSubmit }: BodyEditorProps) {
  const { t } = useTranslation();
  const pretty = prettyJson(draft.body);
  return (
    <div className={bench.editor}>
      <div className={bench.editorBar}>
        <span className={fields.label}>{t('simulator.body')}</span>
        <div>
          <Button type="text" size="small" disabled={pretty === undefined || pretty === draft.body} onClick={() => pretty !== undefined && draft.set(pretty)}>{t('simulator.format')}</Button>
          <Button type="text" size="small" disabled={!draft.edited} onClick={draft.reset}>{t('simulator.reset')}</Button>
        </div>
      </div>
      <div className={bench.grow}>
        <Code value={draft.body} label={t('simulator.bodyLabel')} onChange={draft.set} onSubmit={onSubmit} />
      </div>
      {pretty === undefined && <span className={fields.warning}>{t('simulator.notJson')}</span>}
    </div>
  );
}
