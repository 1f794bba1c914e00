import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DueItem, DueList } from '@/bridge/clockTypes';
import { CodeText } from '@/components/copy';
import { DeskMoment } from '@/components/DeskTimes';
import { EmptyPanel } from '@/components/states';
import { useDueText } from './useDueText';

function useColumns(): TableColumnsType<DueItem> {
  const { t } = useTranslation();
  const text = useDueText();
  return [
    { title: t('clock.when'), width: 104, render: (_, item) => <DeskMoment at={item.at} ahead /> },
    { title: t('clock.exactly'), width: 244, render: (_, item) => <DeskMoment at={item.at} exact ahead /> },
    { title: t('clock.what'), ellipsis: true, render: (_, item) => text(item) },
    { title: t('clock.payment'), width: 190, ellipsis: true, render: (_, item) => <CodeText text={item.paymentId} name={t('clock.payment')} keepEnd /> },
    { title: t('clock.object'), width: 160, ellipsis: true, render: (_, item) => <CodeText text={item.id === item.paymentId ? '' : item.id} name={t('clock.object')} keepEnd /> },
  ];
}

/** What falls due next, earliest first. */
export function DueTable({ due }: { due: DueList }) {
  const { t } = useTranslation();
  const columns = useColumns();
  if (due.items.length === 0) return <EmptyPanel title={t('clock.nothingDue')} text={t('clock.nothingDueText')} />;
  return (
    <Table<DueItem>
      size="small"
      rowKey={(item) => `${item.what} ${item.id}`}
      tableLayout="fixed"
      pagination={due.items.length > 20 ? { pageSize: 20, size: 'small', showSizeChanger: false } : false}
      columns={columns}
      dataSource={due.items}
      footer={due.more ? () => t('clock.moreDue') : undefined}
    />
  );
}
