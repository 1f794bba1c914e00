import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import styles from './Code.module.css';
import type { DiffProps } from './DiffView';

const DiffView = lazy(() => import('./DiffView'));

/** Two texts side by side, equal lines level with each other; it fills its parent's height. */
export function Diff(props: DiffProps) {
  return (
    <div className={styles.frame}>
      <Suspense fallback={<div className={styles.loading}><Skeleton active title={false} paragraph={{ rows: 6 }} /></div>}>
        <DiffView {...props} />
      </Suspense>
    </div>
  );
}
