import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Tag } from 'antd';
import type { FormInstance } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { armInput } from './form';
import type { ArmValues } from './form';
import styles from './Lab.module.css';
import { presetName } from './presets';

/** Sets of faults that are armed at once, with the seed and scope of the form. */
export function Presets({ form }: { form: FormInstance<ArmValues> }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const presets = useQuery({ queryKey: queryKeys.labPresets(), queryFn: () => client.lab.presets(), staleTime: Infinity });
  const arm = useMutation({
    mutationFn: (preset: string) => {
      const { seed, url, paymentId } = armInput(environment.id, { ...form.getFieldsValue(true) as ArmValues, kind: 'drop' });
      return client.lab.armPreset({ environment: environment.id, preset, url, paymentId, seed });
    },
    onSuccess: (list) => {
      queries.setQueryData(queryKeys.lab(environment.id), list);
      void message.success(t('lab.armed'));
    },
  });
  if (!presets.data) return presets.isError ? <ErrorPanel error={presets.error} onRetry={() => void presets.refetch()} /> : <LoadingPanel rows={6} />;
  return (
    <>
      <p className={styles.help}>{t('lab.presetsHelp')}</p>
      <ul className={styles.presets}>
        {presets.data.items.map((preset) => {
          const name = presetName(t, preset.name);
          return (
            <li key={preset.name}>
              <div>
                <div>{name}</div>
                <Flex wrap gap={4}>{preset.faults.map((kind) => <Tag key={kind}>{t(`lab.kind.${kind}`)}</Tag>)}</Flex>
                {preset.after !== '' && <span className={styles.help}>{t('lab.presetAfter', { issues: preset.after })}</span>}
              </div>
              <Button size="small" loading={arm.isPending && arm.variables === preset.name} aria-label={t('lab.armPresetFor', { preset: name })} onClick={() => arm.mutate(preset.name)}>{t('lab.arm')}</Button>
            </li>
          );
        })}
      </ul>
      {arm.isError && <ErrorPanel error={arm.error} />}
    </>
  );
}
