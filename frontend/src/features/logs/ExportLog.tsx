import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { ExportFormat } from '@/bridge/logTypes';
import type { LogKind } from '@/bridge/types';
import { ExportButton } from '@/components/Export';

/** 0 asks for as many rows as a file takes by itself. */
const limit = 0;

/** Writes what the search selects into a file. */
export function ExportLog(of: { environment: string; log: LogKind; query: string }) {
  const { t } = useTranslation();
  const client = useClient();
  return (
    <ExportButton<ExportFormat>
      formats={[
        { value: 'har', name: 'HAR', help: t('logTools.exportHar') },
        { value: 'ndjson', name: 'NDJSON', help: t('logTools.exportNdjson') },
        { value: 'csv', name: 'CSV', help: t('logTools.exportCsv') },
      ]}
      countKey={queryKeys.logCount(of.environment, of.log, of.query)}
      count={() => client.logs.count({ ...of, format: 'csv', limit })}
      save={(format) => client.logs.save({ ...of, format, limit })}
      address={(format) => `/export?${new URLSearchParams({ ...of, format }).toString()}`}
      some={(rows) => t('logTools.exportSome', { rows })}
      note={t('logTools.exportMasked')}
    />
  );
}
