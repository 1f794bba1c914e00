import { ApiOutlined, BellOutlined, HomeOutlined, KeyOutlined, MenuFoldOutlined, MenuUnfoldOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Layout, Menu } from 'antd';
import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import styles from './Navigation.module.css';
import { pageOf } from './pages';

/** The left navigation: only what works. It folds to icons by itself below 1100 px. */
export function Navigation() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [collapsed, setCollapsed] = useState(false);

  const entry = (path: string, label: string, icon: React.ReactNode) => ({ key: path, icon, label: <Link to={path}>{label}</Link>, title: label });
  const items: MenuProps['items'] = [
    entry('/', t('shell.home'), <HomeOutlined />),
    {
      type: 'group',
      key: 'developer',
      label: collapsed ? null : t('shell.developer'),
      children: [
        entry('/keys', t('shell.keys'), <KeyOutlined />),
        entry('/simulator', t('shell.simulator'), <ApiOutlined />),
        entry('/logs/requests', t('shell.requestLog'), <UnorderedListOutlined />),
        entry('/logs/notifications', t('shell.notificationLog'), <BellOutlined />),
      ],
    },
  ];

  return (
    <Layout.Sider
      className={styles.sider}
      width={208}
      collapsedWidth={56}
      collapsed={collapsed}
      trigger={null}
      ref={(element: HTMLElement | null) => {
        if (!element) return undefined;
        const narrow = window.matchMedia('(max-width: 1099px)');
        const follow = () => setCollapsed(narrow.matches);
        follow();
        narrow.addEventListener('change', follow);
        return () => narrow.removeEventListener('change', follow);
      }}
    >
      <nav aria-label={t('shell.navigation')} className={styles.nav}>
        <Menu mode="inline" inlineIndent={12} items={items} selectedKeys={[pageOf(pathname)]} className={styles.menu} />
        <Button
          type="text"
          className={styles.fold}
          icon={collapsed ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          aria-label={collapsed ? t('shell.expand') : t('shell.collapse')}
          onClick={() => setCollapsed(!collapsed)}
        />
      </nav>
    </Layout.Sider>
  );
}
