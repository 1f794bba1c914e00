import { TranslationOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { setLanguage } from '@/i18n';
import type { Language } from '@/i18n';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const items = [{ key: 'en', label: t('shell.english'), lang: 'en' }, { key: 'zh-CN', label: t('shell.chinese'), lang: 'zh-CN' }];
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, selectable: true, selectedKeys: [i18n.language], onClick: ({ key }) => setLanguage(key as Language) }}
    >
      <Button type="text" icon={<TranslationOutlined aria-hidden />} aria-label={t('shell.language')} title={t('shell.language')} />
    </Dropdown>
  );
}
