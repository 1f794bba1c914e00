import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { toApiError } from '@/bridge/errors';
import { queryKeys } from '@/bridge/keys';
import type { ServerState } from '@/bridge/types';
import { spoken } from '@/i18n/spoken';
import { isAddress, nextAddress } from './servers';

function RestartForm({ server, onDone }: { server: ServerState; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const restart = useMutation({
    mutationFn: (address: string) => client.system.restartServer({ name: server.name, address }),
    onSuccess: (status) => {
      queries.setQueryData(queryKeys.status(), status);
      void queries.invalidateQueries({ queryKey: ['keys'] });
      const now = status.servers.find(({ name }) => name === server.name);
      if (now?.origin) {
        void message.success(t('status.restarted', { origin: now.origin }));
        onDone();
      }
    },
  });
  const still = restart.data?.servers.find(({ name }) => name === server.name);
  const problem = restart.isError ? toApiError(restart.error).message : still && spoken(still.problem);

  return (
    <Form
      layout="vertical"
      requiredMark={false}
      style={{ width: 300 }}
      initialValues={{ address: nextAddress(server.address) }}
      onFinish={({ address }: { address: string }) => restart.mutate(address.trim())}
    >
      <Form.Item
        name="address"
        label={t('status.address')}
        {...(problem ? { help: problem, validateStatus: 'error' as const } : {})}
        rules={[{ validator: (_, value: string) => (isAddress(value) ? Promise.resolve() : Promise.reject(new Error(t('status.addressFormat')))) }]}
      >
        <Input className="mono" spellCheck={false} autoComplete="off" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={restart.isPending}>{t('status.start')}</Button>
    </Form>
  );
}

/** Tries a server again, on this or another port. */
export function RestartServer({ server }: { server: ServerState }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      content={<RestartForm server={server} onDone={() => setOpen(false)} />}
    >
      <Button size="small">{t('status.tryAnotherPort')}</Button>
    </Popover>
  );
}
