import { Typography } from 'antd';
import type { ReactNode } from 'react';
import styles from './PageFrame.module.css';

interface PageFrameProps {
  title: string;
  purpose: string;
  action?: ReactNode;
  filters?: ReactNode;
  /** The content fills what is left of the height and scrolls by itself. */
  fill?: boolean;
  children: ReactNode;
}

/** The one page skeleton: title, purpose, primary action upper right, filters in one row, content. */
export function PageFrame({ title, purpose, action, filters, fill = false, children }: PageFrameProps) {
  return (
    <div className={fill ? styles.fill : styles.page}>
      <header className={styles.head}>
        <div>
          <Typography.Title level={1} className={styles.title}>{title}</Typography.Title>
          <p className={styles.purpose}>{purpose}</p>
        </div>
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </header>
      {filters !== undefined && <div className={styles.filters}>{filters}</div>}
      <div className={fill ? styles.contentFill : styles.content}>{children}</div>
    </div>
  );
}
