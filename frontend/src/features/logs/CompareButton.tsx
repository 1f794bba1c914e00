import { CloseOutlined, DiffOutlined } from '@ant-design/icons';
import { Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';

interface CompareButtonProps {
  marked: string[];
  onCompare: () => void;
  onClear: () => void;
}

/** What is picked to be compared, once something is. */
export function CompareButton({ marked, onCompare, onClear }: CompareButtonProps) {
  const { t } = useTranslation();
  if (marked.length === 0) return null;
  return (
    <Space.Compact>
      <Button icon={<DiffOutlined aria-hidden />} disabled={marked.length < 2} title={t('logTools.compareHelp')} onClick={onCompare}>
        {t('logTools.compareCount', { number: marked.length })}
      </Button>
      <Button icon={<CloseOutlined aria-hidden />} aria-label={t('logTools.compareClear')} title={t('logTools.compareClear')} onClick={onClear} />
    </Space.Compact>
  );
}
