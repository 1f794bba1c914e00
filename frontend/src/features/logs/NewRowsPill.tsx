import { ArrowUpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

interface NewRowsPillProps {
  count: number;
  /** More are waiting than were counted. */
  more: boolean;
  onClick: () => void;
}

/** How many rows wait above while the list is held; a click shows them. */
export function NewRowsPill({ count, more, onClick }: NewRowsPillProps) {
  const { t, i18n } = useTranslation();
  if (count === 0 && !more) return null;
  // So many came at once that none of them was taken in.
  const many = count === 0 ? t('logs.newRowsUncounted') : t('logs.newRowsMany', { number: new Intl.NumberFormat(i18n.language).format(count) });
  return (
    <Button type="primary" shape="round" size="small" icon={<ArrowUpOutlined aria-hidden />} onClick={onClick} data-testid="new-rows">
      {more ? many : t('logs.newRows', { count })}
    </Button>
  );
}
