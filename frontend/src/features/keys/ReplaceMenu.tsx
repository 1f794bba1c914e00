import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeyDialog } from './KeysPage';

/** The two ways to replace keys, in Antom's words. */
export function ReplaceMenu({ onOpen }: { onOpen: (dialog: KeyDialog) => void }) {
  const { t } = useTranslation();
  const entry = (title: string, text: string) => (
    <div style={{ maxWidth: 320, padding: '2px 0' }}>
      <strong>{title}</strong>
      <div className="secondary">{text}</div>
    </div>
  );
  const items = [
    { key: 'generate', label: entry(t('keys.replaceOneClick'), t('keys.replaceOneClickText')) },
    { key: 'import', label: entry(t('keys.useOwn'), t('keys.useOwnText')) },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => onOpen(key === 'import' ? 'import' : 'generate') }}>
      <Button type="primary" icon={<DownOutlined aria-hidden />} iconPlacement="end">{t('keys.replace')}</Button>
    </Dropdown>
  );
}
