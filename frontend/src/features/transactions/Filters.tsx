import { Button, DatePicker, Input, Select } from 'antd';
import type { InputRef } from 'antd';
import dayjs from 'dayjs';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { anyPayment } from '@/bridge/paymentTypes';
import type { PaymentFilter } from '@/bridge/paymentTypes';
import { filtersNothing } from './filter';
import { useMethodTypes } from './useTransactions';

interface FiltersProps {
  environment: string;
  filter: PaymentFilter;
  onFilter: (change: Partial<PaymentFilter>) => void;
  searchBox: RefObject<InputRef | null>;
  /** The search is done with; the list is next. */
  onLeave: () => void;
}

const statuses = ['PROCESSING', 'PENDING', 'SUCCESS', 'FAIL', 'CANCELLED'] as const;
const day = (text: string) => (text === '' ? null : dayjs(text));

/** The one row of filters; all of them stand in the address. */
export function Filters({ environment, filter, onFilter, searchBox, onLeave }: FiltersProps) {
  const { t } = useTranslation();
  const methods = useMethodTypes(environment);
  return (
    <>
      <Input.Search
        ref={searchBox}
        key={filter.query}
        allowClear
        defaultValue={filter.query}
        aria-label={t('transactions.search')}
        placeholder={t('transactions.search')}
        onSearch={(query, _event, info) => {
          onFilter({ query: query.trim() });
          if (info?.source === 'input') onLeave();
        }}
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
        style={{ width: 330 }}
      />
      <DatePicker.RangePicker
        allowEmpty
        id={{ start: 'created-from', end: 'created-until' }}
        aria-label={t('transactions.created')}
        placeholder={[t('transactions.from'), t('transactions.until')]}
        value={[day(filter.from), day(filter.until)?.subtract(1, 'day') ?? null]}
        // Whole days: the last one is included.
        onChange={(range) => onFilter({ from: range?.[0]?.startOf('day').toISOString() ?? '', until: range?.[1]?.add(1, 'day').startOf('day').toISOString() ?? '' })}
        style={{ width: 250 }}
      />
      <Select
        allowClear
        aria-label={t('transactions.status')}
        placeholder={t('transactions.status')}
        value={filter.status === '' ? undefined : filter.status}
        onChange={(status: string | undefined) => onFilter({ status: status ?? '' })}
        options={statuses.map((value) => ({ value, label: t(`common.payment.${value}`) }))}
        style={{ width: 130 }}
      />
      <Select
        allowClear
        showSearch
        aria-label={t('transactions.method')}
        placeholder={t('transactions.method')}
        value={filter.method === '' ? undefined : filter.method}
        onChange={(method: string | undefined) => onFilter({ method: method ?? '' })}
        options={methods.data?.map((value) => ({ value, label: value })) ?? []}
        style={{ width: 170 }}
      />
      {!filtersNothing(filter) && <Button type="text" onClick={() => onFilter(anyPayment)}>{t('transactions.resetAll')}</Button>}
    </>
  );
}
