import { useVirtualizer } from '@tanstack/react-virtual';
import { CheckSquareFilled } from '@ant-design/icons';
import { Button, Spin } from 'antd';
import { useEffect, useImperativeHandle, useRef } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '@/bridge/types';
import type { ListHandle } from '@/components/useListKeys';
import type { Column } from './columns';
import styles from './LogList.module.css';

export interface LogListHandle extends ListHandle {
  toTop: () => void;
}

interface LogListProps {
  ref: Ref<LogListHandle>;
  label: string;
  columns: Column[];
  rows: LogRow[];
  more: boolean;
  olderFailed: boolean;
  activeId: string;
  /** Ids of the rows picked to be compared. */
  marked: string[];
  onMark: (row: LogRow) => void;
  onActivate: (row: LogRow) => void;
  onScrolled: (top: number) => void;
  onOlder: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const rowHeight = 34;
/** Older rows are asked for this many rows before the end comes into sight. */
const lookAhead = 30;

/** A log as a grid: only the rows in sight exist, so a million cost what thirty do. */
export function LogList({ ref, label, columns, rows, more, olderFailed, activeId, marked, onMark, onActivate, onScrolled, onOlder, onKeyDown }: LogListProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: rowHeight,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more && !olderFailed && last >= rows.length - lookAhead) onOlder();
  }, [more, olderFailed, last, rows.length, onOlder]);

  useImperativeHandle(ref, () => ({
    focus: () => grid.current?.focus({ preventScroll: true }),
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
    show: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  }), [virtual]);

  const template = `14px ${columns.map((column) => column.width).join(' ')}`;
  const activeShown = items.some((item) => rows[item.index]?.id === activeId);
  return (
    <div ref={scroller} className={styles.scroller} onScroll={(event) => onScrolled(event.currentTarget.scrollTop)}>
      <div
        ref={grid}
        className={styles.grid}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={more ? -1 : rows.length + 1}
        aria-activedescendant={activeShown ? `row-${activeId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="row" aria-rowindex={1} className={styles.header} style={{ gridTemplateColumns: template }}>
          <span role="columnheader"><span className="sr-only">{t('logTools.marked')}</span></span>
          {columns.map((column) => <span key={column.key} role="columnheader" className={column.end ? styles.end : undefined}>{column.title}</span>)}
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row && (
              <div
                key={item.key}
                id={`row-${row.id}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={row.id === activeId}
                data-result={row.resultStatus}
                className={row.id === activeId ? `${styles.row} ${styles.active}` : styles.row}
                style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)` }}
                onClick={() => onActivate(row)}
              >
                <span
                  role="gridcell"
                  className={styles.mark}
                  title={t('logTools.markHelp')}
                  onClick={(event) => {
                    event.stopPropagation();
                    onMark(row);
                  }}
                >
                  {marked.includes(row.id)
                    ? <><CheckSquareFilled aria-hidden /><span className="sr-only">{t('logTools.marked')}</span></>
                    : <span aria-hidden className={styles.box} />}
                </span>
                {columns.map((column) => <span key={column.key} role="gridcell" className={column.end ? `${styles.cell} ${styles.end}` : styles.cell}>{column.cell(row)}</span>)}
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles.foot}>
        {olderFailed && <>{t('logs.olderFailed')} <Button size="small" onClick={onOlder}>{t('common.retry')}</Button></>}
        {!olderFailed && more && <><Spin size="small" /> {t('logs.loadingOlder')}</>}
        {!olderFailed && !more && t('logs.endOfLog')}
      </div>
    </div>
  );
}
