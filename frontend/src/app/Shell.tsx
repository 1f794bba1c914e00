import { Layout } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { ServerBanners } from '@/features/status/ServerBanners';
import { StatusGate } from '@/features/status/StatusGate';
import { LoadingPanel } from '@/components/states';
import { ConnectionBanner } from './ConnectionBanner';
import { EnvironmentProvider } from './EnvironmentProvider';
import { HeaderBar } from './HeaderBar';
import { Navigation } from './Navigation';
import styles from './Shell.module.css';

/** The chrome around every page: header bar, navigation, banners, content. */
export function Shell() {
  const { t } = useTranslation();
  return (
    <StatusGate>
      <EnvironmentProvider>
        <a href="#content" className={styles.skip} onClick={(event) => {
          // The address belongs to the router, so move the focus by hand.
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}>{t('shell.skip')}</a>
        <Layout className={styles.shell}>
          <HeaderBar />
          <Layout hasSider className={styles.body}>
            <Navigation />
            <Layout.Content className={styles.content} id="content" tabIndex={-1} role="main">
              <ConnectionBanner />
              <ServerBanners />
              <div className={styles.page}>
                <Suspense fallback={<LoadingPanel />}>
                  <Outlet />
                </Suspense>
              </div>
            </Layout.Content>
          </Layout>
        </Layout>
      </EnvironmentProvider>
    </StatusGate>
  );
}
