import { useQuery } from '@tanstack/react-query';
import { Card, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { PaymentMethod } from '@/bridge/methodTypes';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { EmptyPanel, ErrorPanel, LoadingPanel } from '@/components/states';
import { MethodTable } from './MethodTable';
import { RuleDialog } from './RuleDialog';
import styles from './Methods.module.css';

/** A method whose name, country or currency begins with what was typed. */
function fits({ rule }: PaymentMethod, words: string): boolean {
  const typed = words.trim().toUpperCase();
  return rule.type.includes(typed) || [...rule.countries, ...rule.currencies].some((one) => one.startsWith(typed));
}

/** The rules of the payment methods, and changing them. */
export function MethodsPage() {
  const { t } = useTranslation();
  const client = useClient();
  const { environment } = useEnvironment();
  const [words, setWords] = useState('');
  const [editing, setEditing] = useState<PaymentMethod>();
  const methods = useQuery({ queryKey: queryKeys.methods(environment.id), queryFn: () => client.methods.list({ environment: environment.id }) });
  const shown = methods.data?.items.filter((method) => fits(method, words)) ?? [];
  return (
    <PageFrame
      title={t('methods.title')}
      purpose={t('methods.purpose')}
      filters={<Input.Search className={styles.search} allowClear aria-label={t('methods.search')} placeholder={t('methods.search')} value={words} onChange={(event) => setWords(event.target.value)} />}
    >
      {methods.data && (shown.length > 0
        ? <Card styles={{ body: { padding: 0 } }}><MethodTable methods={shown} onEdit={setEditing} /></Card>
        : <Card><EmptyPanel title={t('methods.nothing')} text={t('methods.nothingText')} /></Card>)}
      {!methods.data && (methods.isError ? <ErrorPanel error={methods.error} onRetry={() => void methods.refetch()} /> : <Card><LoadingPanel rows={10} /></Card>)}
      {editing && <RuleDialog key={editing.rule.type} method={editing} onClose={() => setEditing(undefined)} />}
    </PageFrame>
  );
}
