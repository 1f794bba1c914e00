import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { PaymentExportFormat, PaymentFilter } from '@/bridge/paymentTypes';
import { ExportButton } from '@/components/Export';

/** 0 asks for as many rows as a file takes by itself. */
const limit = 0;

/** Writes the payments that pass the filter into a file. */
export function ExportTransactions({ environment, filter }: { environment: string; filter: PaymentFilter }) {
  const { t } = useTranslation();
  const client = useClient();
  const of = { ...filter, environment };
  return (
    <ExportButton<PaymentExportFormat>
      formats={[
        { value: 'csv', name: 'CSV', help: t('transactions.exportCsv') },
        { value: 'ndjson', name: 'NDJSON', help: t('logTools.exportNdjson') },
      ]}
      countKey={queryKeys.transactionCount(environment, filter)}
      count={() => client.payments.count({ ...of, format: 'csv', limit })}
      save={(format) => client.payments.save({ ...of, format, limit })}
      address={(format) => `/export/transactions?${new URLSearchParams({ ...of, format }).toString()}`}
      some={(rows) => t('transactions.exportSome', { rows })}
    />
  );
}
