import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Button, Layout, Menu } from 'antd';
import type { MenuProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import styles from './Navigation.module.css';
import { useMedia } from '@/theme/useMedia';
import { pageOf } from './pages';
import { pageGroups, usePages } from './usePages';
import type { PageGroup } from './usePages';

/** The left navigation: only what works. It folds to icons by itself below 1100 px. */
export function Navigation() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const narrow = useMedia('(max-width: 1099px)');
  const [chosen, setChosen] = useState<{ collapsed: boolean; narrow: boolean }>();
  // A choice holds until the window changes between narrow and wide.
  const collapsed = chosen?.narrow === narrow ? chosen.collapsed : narrow;

  const pages = usePages();
  const entries = (group: PageGroup) => pages.filter((page) => page.group === group)
    .map(({ path, title, icon }) => ({ key: path, icon, title, label: <Link to={path}>{title}</Link> }));
  const items = pageGroups.filter((group) => entries(group).length > 0).flatMap((group): NonNullable<MenuProps['items']> => (group === '' || group === 'settings'
    ? entries(group)
    : [{ type: 'group', key: group, label: collapsed ? null : t(`shell.${group}`), children: entries(group) }]));

  return (
    <Layout.Sider
      className={styles.sider}
      width={208}
      collapsedWidth={56}
      collapsed={collapsed}
      trigger={null}
    >
      <nav aria-label={t('shell.navigation')} className={styles.nav}>
        <Menu mode="inline" inlineIndent={12} items={items} selectedKeys={[pageOf(pathname)]} className={styles.menu} />
        <Button
          type="text"
          className={styles.fold}
          icon={collapsed ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
          aria-label={collapsed ? t('shell.expand') : t('shell.collapse')}
          onClick={() => setChosen({ collapsed: !collapsed, narrow })}
        />
      </nav>
    </Layout.Sider>
  );
}
