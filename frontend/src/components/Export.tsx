import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { App, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toApiError } from '@/bridge/errors';
import { download, savesWithDialog } from '@/bridge/host';
import type { ExportCount, ExportDone } from '@/bridge/logTypes';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './Export.module.css';

export interface ExportFormatChoice<Format extends string> {
  value: Format;
  name: string;
  help: string;
}

interface ExportButtonProps<Format extends string> {
  /** The first is chosen to begin with. */
  formats: readonly [ExportFormatChoice<Format>, ...ExportFormatChoice<Format>[]];
  countKey: QueryKey;
  /** How many rows a file would take. */
  count: () => Promise<ExportCount>;
  /** Asks the window for a file and writes it. */
  save: (format: Format) => Promise<ExportDone>;
  /** Where a browser downloads the file. */
  address: (format: Format) => string;
  /** Says that only so many rows go in, and how to have the others. */
  some: (rows: string) => string;
  note?: string;
}

function useNumber() {
  const { i18n } = useTranslation();
  return (value: number) => new Intl.NumberFormat(i18n.language).format(value);
}

function useSaving<Format extends string>({ save, address }: ExportButtonProps<Format>, onDone: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const number = useNumber();
  return useMutation({
    mutationFn: async (format: Format) => {
      if (savesWithDialog()) return save(format);
      download(address(format));
      return undefined;
    },
    onSuccess: (done) => {
      onDone();
      if (done?.saved === true) void message.success(t('logTools.exportSaved', { count: done.rows, rows: number(done.rows), path: done.path }));
    },
  });
}

/** Writes what is listed into a file: how many rows there are is said before. */
function ExportDialog<Format extends string>({ onClose, ...of }: ExportButtonProps<Format> & { onClose: () => void }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format>(of.formats[0].value);
  const count = useQuery({ queryKey: of.countKey, staleTime: 0, queryFn: of.count });
  const saving = useSaving(of, onClose);
  const number = useNumber();
  return (
    <Modal
      open
      title={t('logTools.exportTitle')}
      okText={savesWithDialog() ? t('logTools.exportSave') : t('logTools.exportDownload')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: (count.data?.rows ?? 0) === 0, loading: saving.isPending }}
      onOk={() => saving.mutate(format)}
      onCancel={onClose}
    >
      <div className={styles.body}>
        {count.isError && <ErrorPanel error={toApiError(count.error)} onRetry={() => void count.refetch()} />}
        {count.isPending && <LoadingPanel rows={1} />}
        {count.data && (
          <p role="status" className={styles.count}>
            {count.data.more
              ? of.some(number(count.data.rows))
              : t('logTools.exportRows', { count: count.data.rows, rows: number(count.data.rows) })}
          </p>
        )}
        <Radio.Group value={format} onChange={(event) => setFormat(event.target.value as Format)} aria-label={t('logTools.exportFormat')} className={styles.formats}>
          {of.formats.map(({ value, name, help }) => <Radio key={value} value={value}><strong>{name}</strong> <span className="secondary">{help}</span></Radio>)}
        </Radio.Group>
        {of.note !== undefined && <p className="secondary">{of.note}</p>}
        {saving.isError && <ErrorPanel error={saving.error} />}
      </div>
    </Modal>
  );
}

export function ExportButton<Format extends string>(of: ExportButtonProps<Format>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('logTools.export')}</Button>
      {open && <ExportDialog {...of} onClose={() => setOpen(false)} />}
    </>
  );
}
