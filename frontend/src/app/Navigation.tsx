import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Button, Layout, Menu } from 'antd';
import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import styles from './Navigation.module.css';
import { pageOf } from './pages';
import { usePages } from './usePages';

/** The left navigation: only what works. It folds to icons by itself below 1100 px. */
export function Navigation() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const [collapsed, setCollapsed] = useState(false);

  const pages = usePages();
  const entries = (developer: boolean) => pages.filter((page) => page.developer === developer)
    .map(({ path, title, icon }) => ({ key: path, icon, title, label: <Link to={path}>{title}</Link> }));
  const items: MenuProps['items'] = [
    ...entries(false),
    { type: 'group', key: 'developer', label: collapsed ? null : t('shell.developer'), children: entries(true) },
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
          icon={collapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
          aria-label={collapsed ? t('shell.expand') : t('shell.collapse')}
          onClick={() => setCollapsed(!collapsed)}
        />
      </nav>
    </Layout.Sider>
  );
}
