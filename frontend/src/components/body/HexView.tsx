import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import styles from './HexView.module.css';
import { hexRow, hexRows } from './hex';

const rowHeight = 20;

/** Every byte, sixteen a row; only the rows in sight are drawn. */
export function HexView({ bytes, label }: { bytes: Uint8Array; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: hexRows(bytes.length), getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 20 });
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={label}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((item) => {
          const row = hexRow(bytes, item.index);
          return (
            <pre key={item.key} className={styles.row} style={{ transform: `translateY(${item.start}px)` }}>
              <span className="secondary">{row.offset}</span>{`  ${row.hex}  `}<span>{row.ascii}</span>
            </pre>
          );
        })}
      </div>
    </div>
  );
}
