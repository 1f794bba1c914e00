import { MoreOutlined, PauseOutlined, CaretRightOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Endpoint, Target } from '@/bridge/endpointTypes';
import { toApiError } from '@/bridge/errors';
import { useTargetActions } from './useEndpoints';

/** Pause or resume at once; the rest behind a menu, with a question before anything is lost. */
export function TargetActions({ target, endpoint, onEdit }: { target: Target; endpoint: Endpoint; onEdit: () => void }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const actions = useTargetActions();
  const failed = (reason: unknown) => void message.error(toApiError(reason).message);
  const paused = target.state === 'paused';

  const ask = (title: string, text: string, ok: string, act: () => Promise<unknown>) => void modal.confirm({
    title, content: text, okText: ok, okButtonProps: { danger: true }, cancelText: t('common.cancel'),
    onOk: () => act().catch(failed),
  });
  const drop = (firstOnly: boolean) => ask(
    firstOnly ? t('endpoints.dropFirst') : t('endpoints.dropAllTitle', { count: target.queued }), t('endpoints.dropText'), t('endpoints.drop'),
    () => actions.drop.mutateAsync({ id: target.id, firstOnly }),
  );
  const remove = () => ask(
    t('endpoints.removeTitle'), target.queued > 0 ? t('endpoints.deleteWaiting', { count: target.queued }) : t('endpoints.removeText'), t('endpoints.delete'),
    () => actions.remove.mutateAsync(target.id),
  );
  const waits = target.queued > 0;
  const items: MenuProps['items'] = [
    { key: 'edit', label: t('endpoints.edit'), onClick: onEdit },
    { key: 'retry', label: t('endpoints.retryNow'), disabled: target.state !== 'down', onClick: () => actions.retry.mutate(target.id, { onError: failed }) },
    { type: 'divider' },
    { key: 'first', label: t('endpoints.dropFirst'), disabled: !waits, danger: true, onClick: () => drop(true) },
    { key: 'drop', label: t('endpoints.dropAll'), disabled: !waits, danger: true, onClick: () => drop(false) },
    { key: 'delete', label: t('endpoints.delete'), danger: true, onClick: remove },
  ];
  const pauseLabel = paused ? t('endpoints.resumeNamed', { url: target.url }) : t('endpoints.pauseNamed', { url: target.url });
  return (
    <>
      <Button
        type="text"
        size="small"
        icon={paused ? <CaretRightOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
        aria-label={pauseLabel}
        title={paused ? t('endpoints.resume') : t('endpoints.pause')}
        loading={actions.pause.isPending}
        onClick={() => actions.pause.mutate({ id: target.id, paused: !paused }, { onError: failed })}
      />
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button type="text" size="small" icon={<MoreOutlined aria-hidden />} aria-label={t('endpoints.moreNamed', { url: target.url, path: endpoint.path })} />
      </Dropdown>
    </>
  );
}
