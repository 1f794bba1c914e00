import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { LogKind } from '@/bridge/types';
import { useMedia } from '@/theme/useMedia';
import { ErrorPanel, LoadingPanel } from '@/components/states';
import { CopyCurl } from './CopyCurl';
import { Detail } from './Detail';
import { ResendAction } from './ResendAction';

interface DetailDrawerProps {
  id: string;
  log: LogKind;
  onClose: () => void;
  onStep: (by: number) => void;
  /** After it is gone: the place to give the focus back. */
  onClosed: () => void;
}

/** One exchange beside the list, at its own address. The list stays usable. */
export function DetailDrawer({ id, log, onClose, onStep, onClosed }: DetailDrawerProps) {
  const { t } = useTranslation();
  const client = useClient();
  const wide = useMedia('(min-width: 1600px)');
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(id);
  if (id !== '' && id !== shownId) setShownId(id);
  const detail = useQuery({ queryKey: queryKeys.exchange(shownId), queryFn: () => client.logs.get({ id: shownId }), enabled: shownId !== '' });
  const kind = detail.data?.row.kind ?? (log === 'requests' ? 'gateway' : 'delivery');
  const title = { gateway: t('logs.detailCall'), delivery: t('logs.detailDelivery'), capture: t('logs.detailCapture'), forward: t('logs.detailForward') }[kind];

  return (
    <Drawer
      open={id !== ''}
      onClose={onClose}
      afterOpenChange={(open) => !open && onClosed()}
      mask={false}
      destroyOnHidden
      // The header bar stays in sight: it says which environment this is.
      rootStyle={{ top: 48 }}
      size={wide ? 860 : 680}
      title={title}
      closable={{ 'aria-label': t('common.close') }}
      styles={{ body: { display: 'flex', flexDirection: 'column', minHeight: 0 } }}
      extra={(
        <>
          <CopyCurl id={shownId} />
          {detail.data?.row.kind === 'delivery' && <ResendAction key={detail.data.row.id} detail={detail.data} />}
          <Button type="text" icon={<UpOutlined aria-hidden />} aria-label={t('logs.previous')} title={t('logs.previous')} onClick={() => onStep(-1)} />
          <Button type="text" icon={<DownOutlined aria-hidden />} aria-label={t('logs.next')} title={t('logs.next')} onClick={() => onStep(1)} />
        </>
      )}
    >
      {detail.data && <Detail key={detail.data.row.id} detail={detail.data} log={log} />}
      {!detail.data && detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
      {!detail.data && !detail.isError && <LoadingPanel rows={12} />}
    </Drawer>
  );
}
