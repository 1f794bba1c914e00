import { Tabs } from 'antd';
import type { TabsProps } from 'antd';
import styles from './FillTabs.module.css';

/** Tabs that take the height that is left; a tab's content fills it or scrolls in it. */
export function FillTabs(props: Omit<TabsProps, 'className' | 'size' | 'destroyOnHidden'>) {
  return <Tabs {...props} className={styles.tabs} size="small" destroyOnHidden />;
}
