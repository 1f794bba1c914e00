import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import styles from './Code.module.css';
import type { CodeProps } from './CodeMirror';

// The editor is the heaviest part of the page and no list needs it.
const CodeMirror = lazy(() => import('./CodeMirror'));

/** Code to read, or to edit when onChange is given; it fills its parent's height. */
export function Code(props: CodeProps) {
  return (
    <div className={styles.frame} data-editor={props.onChange !== undefined || undefined}>
      <Suspense fallback={<div className={styles.loading}><Skeleton active title={false} paragraph={{ rows: 6 }} /></div>}>
        <CodeMirror {...props} />
      </Suspense>
    </div>
  );
}
