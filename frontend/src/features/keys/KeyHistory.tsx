import { CheckCircleFilled, StopOutlined } from '@ant-design/icons';
import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeyRecord } from '@/bridge/types';
import { CodeText } from '@/components/copy';
import { ToneText } from '@/components/outcome';
import { Moment } from '@/components/Times';

function useColumns(): TableColumnsType<KeyRecord> {
  const { t } = useTranslation();
  return [
    { title: t('keys.version'), width: 90, render: (_, key) => <span className="mono">{key.version}</span> },
    {
      title: t('keys.state'),
      width: 110,
      render: (_, key) => (key.retiredAt === ''
        ? <ToneText tone="good" icon={<CheckCircleFilled aria-hidden />} text={t('keys.active')} />
        : <ToneText tone="plain" icon={<StopOutlined aria-hidden />} text={t('keys.retired')} />),
    },
    { title: t('keys.source'), width: 140, render: (_, key) => (key.source === 'generated' ? t('keys.sourceGenerated') : t('keys.sourceImported')) },
    { title: t('keys.publicKey'), ellipsis: true, render: (_, key) => <CodeText text={key.publicKey} name={t('keys.publicKey')} /> },
    { title: t('keys.registered'), width: 130, render: (_, key) => <Moment at={key.createdAt} /> },
    { title: t('keys.replaced'), width: 130, render: (_, key) => <Moment at={key.retiredAt} /> },
  ];
}

/** Every key ever registered, newest first. */
export function KeyHistory({ history }: { history: KeyRecord[] }) {
  return <Table<KeyRecord> size="small" rowKey="id" tableLayout="fixed" pagination={history.length > 20 ? { pageSize: 20, size: 'small' } : false} columns={useColumns()} dataSource={history} />;
}
