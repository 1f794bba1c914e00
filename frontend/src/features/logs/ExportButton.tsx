import { DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { download, savesWithDialog } from '@/bridge/host';
import { queryKeys } from '@/bridge/keys';
import type { ExportFormat } from '@/bridge/logTypes';
import type { LogKind } from '@/bridge/types';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import styles from './ExportButton.module.css';

interface ExportButtonProps {
  environment: string;
  log: LogKind;
  query: string;
}

/** 0 asks for as many rows as a file takes by itself. */
const limit = 0;

function useExport({ environment, log, query }: ExportButtonProps, onDone: () => void) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const client = useClient();
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return useMutation({
    mutationFn: async (format: ExportFormat) => {
      if (savesWithDialog()) return client.logs.save({ environment, log, query, format, limit });
      download(`/export?${new URLSearchParams({ environment, log, query, format }).toString()}`);
      return undefined;
    },
    onSuccess: (done) => {
      onDone();
      if (done?.saved === true) void message.success(t('logTools.exportSaved', { rows: number(done.rows), path: done.path }));
    },
  });
}

/** Writes what the search selects into a file: how many rows there are is said before. */
function ExportDialog({ onClose, ...of }: ExportButtonProps & { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useClient();
  const [format, setFormat] = useState<ExportFormat>('har');
  const count = useQuery({
    queryKey: queryKeys.logCount(of.environment, of.log, of.query), staleTime: 0,
    queryFn: () => client.logs.count({ ...of, format: 'csv', limit }),
  });
  const save = useExport(of, onClose);
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <Modal
      open
      title={t('logTools.exportTitle')}
      okText={savesWithDialog() ? t('logTools.exportSave') : t('logTools.exportDownload')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: (count.data?.rows ?? 0) === 0, loading: save.isPending }}
      onOk={() => save.mutate(format)}
      onCancel={onClose}
    >
      <div className={styles.body}>
        {count.isError && <ErrorPanel error={toApiError(count.error)} onRetry={() => void count.refetch()} />}
        {count.isPending && <LoadingPanel rows={1} />}
        {count.data && (
          <p role="status" className={styles.count}>
            {count.data.more
              ? t('logTools.exportSome', { rows: number(count.data.rows) })
              : t('logTools.exportRows', { count: count.data.rows, rows: number(count.data.rows) })}
          </p>
        )}
        <Radio.Group value={format} onChange={(event) => setFormat(event.target.value as ExportFormat)} aria-label={t('logTools.exportFormat')} className={styles.formats}>
          <Radio value="har"><strong>HAR</strong> <span className="secondary">{t('logTools.exportHar')}</span></Radio>
          <Radio value="ndjson"><strong>NDJSON</strong> <span className="secondary">{t('logTools.exportNdjson')}</span></Radio>
          <Radio value="csv"><strong>CSV</strong> <span className="secondary">{t('logTools.exportCsv')}</span></Radio>
        </Radio.Group>
        <p className="secondary">{t('logTools.exportMasked')}</p>
        {save.isError && <ErrorPanel error={save.error} />}
      </div>
    </Modal>
  );
}

export function ExportButton(of: ExportButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('logTools.export')}</Button>
      {open && <ExportDialog {...of} onClose={() => setOpen(false)} />}
    </>
  );
}
