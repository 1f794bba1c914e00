import { ShopOutlined } from '@ant-design/icons';
import { Layout, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useEnvironment } from '@/components/environment';
import { ClockButton } from '@/features/clock/ClockButton';
import { StatusButton } from '@/features/status/StatusButton';
import type { Mode } from '@/bridge/types';
import { CommandPalette } from './CommandPalette';
import styles from './HeaderBar.module.css';
import { LanguageMenu } from './LanguageMenu';
import { pageOf } from './pages';
import { ThemeMenu } from './ThemeMenu';

function AccountName() {
  const { t } = useTranslation();
  const { account, accounts, setAccount } = useEnvironment();
  if (accounts.length < 2) return <span className={styles.name} title={t('shell.merchantAccount')}>{account.name}</span>;
  return (
    <Select
      variant="borderless"
      aria-label={t('shell.merchantAccount')}
      value={account.id}
      onChange={setAccount}
      options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      popupMatchSelectWidth={false}
    />
  );
}

/** Whose data this is, which environment, and how the program fares. Live colours it on every page. */
export function HeaderBar() {
  const { t } = useTranslation();
  const { mode, setMode } = useEnvironment();
  const navigate = useNavigate();
  const { pathname } = useLocation();

  const switchTo = (next: Mode) => {
    setMode(next);
    // What is open belongs to the other environment.
    void navigate(pageOf(pathname));
  };

  return (
    <Layout.Header className={mode === 'live' ? `${styles.bar} ${styles.live}` : styles.bar} data-mode={mode}>
      <ShopOutlined aria-hidden className={styles.icon} />
      <AccountName />
      <Segmented<Mode>
        className={styles.mode}
        aria-label={t('shell.mode')}
        value={mode}
        onChange={switchTo}
        options={[{ value: 'test', label: t('shell.test') }, { value: 'live', label: t('shell.live') }]}
      />
      <div className={styles.space} />
      <CommandPalette />
      <ClockButton />
      <StatusButton />
      <LanguageMenu />
      <ThemeMenu />
    </Layout.Header>
  );
}
