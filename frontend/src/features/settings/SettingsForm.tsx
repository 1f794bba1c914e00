import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { Settings, SettingsView } from '@/bridge/settingsTypes';
import { useEnvironment } from '@/components/environment';
import { ErrorPanel } from '@/components/states';
import { changedFrom, settingsGroups } from './fields';
import type { SettingName } from './fields';
import { SettingField } from './SettingField';
import styles from './Settings.module.css';

/** All settings as one form. What was typed stays when the program refuses one of them. */
export function SettingsForm({ view }: { view: SettingsView }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { environment } = useEnvironment();
  const [form] = Form.useForm<Settings>();
  // null stands where a number was deleted: the program must hear of a number.
  const typed = { ...view.settings, ...(Form.useWatch([], form) as Partial<Settings> | undefined) };
  const save = useMutation({
    mutationFn: (next: Settings) => client.merchants.saveSettings({ environment: environment.id, settings: next }),
    onSuccess: (saved) => {
      queries.setQueryData(queryKeys.settings(environment.id), saved);
      form.setFieldsValue(saved.settings);
      void message.success(t('settings.saved'));
    },
    onError: (error) => {
      const { field } = toApiError(error);
      if (field in view.settings) form.scrollToField(field, { block: 'center' });
    },
  });
  const refusal = save.isError ? toApiError(save.error) : undefined;
  const changed = changedFrom(view.defaults, typed);
  const unsaved = changedFrom(view.settings, typed).length > 0;
  return (
    <Form<Settings>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={view.settings}
      onValuesChange={() => save.isError && save.reset()}
      onFinish={() => save.mutate(typed)}
    >
      <div className={styles.groups}>
        {settingsGroups.map(({ name, fields }) => (
          <Card key={name} title={<h2 className={styles.heading}>{t(`settings.group.${name}`)}</h2>}>
            {(Object.entries(fields) as [SettingName, NonNullable<(typeof fields)[SettingName]>][]).map(([field, entry]) => (
              <SettingField key={field} name={field} entry={entry} defaults={view.defaults} changed={changed.includes(field)} refusal={refusal?.field === field ? refusal.message : undefined} />
            ))}
          </Card>
        ))}
      </div>
      {refusal && !(refusal.field in view.settings) && <ErrorPanel error={refusal} />}
      <div className={styles.bar}>
        <Button type="primary" htmlType="submit" disabled={!unsaved} loading={save.isPending}>{t('settings.save')}</Button>
        <Button disabled={!unsaved} onClick={() => form.setFieldsValue(view.settings)}>{t('settings.undo')}</Button>
        <Button disabled={changed.length === 0} onClick={() => form.setFieldsValue(view.defaults)}>{t('settings.defaults')}</Button>
        <span role="status" className="secondary">{changed.length === 0 ? t('settings.allDefault') : t('settings.changedCount', { count: changed.length })}</span>
      </div>
    </Form>
  );
}
