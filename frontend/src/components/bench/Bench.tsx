import { Card } from 'antd';
import type { ReactNode } from 'react';
import styles from './Bench.module.css';

/** Two panels side by side: what goes in on the left, what came of it on the right. A page's own class sets the sizes. */
export function Bench({ className, children }: { className: string | undefined; children: ReactNode }) {
  return <div className={`${styles.bench} ${className ?? ''}`}>{children}</div>;
}

interface PanelProps {
  title: string;
  /** Stands at the end of the heading. */
  extra?: ReactNode;
  children: ReactNode;
}

/** One half of a bench; what grows in it takes the height that is left. */
export function BenchPanel({ title, extra, children }: PanelProps) {
  return <Card className={styles.panel ?? ''} title={<h2 className={styles.heading}>{title}</h2>} extra={extra}>{children}</Card>;
}
