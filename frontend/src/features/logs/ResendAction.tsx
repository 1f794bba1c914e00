import { RedoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogDetail } from '@/bridge/types';
import { ResendDialog } from '@/components/delivery/ResendDialog';

/** Sends the delivery in the drawer again. */
export function ResendAction({ detail }: { detail: LogDetail }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<RedoOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('delivery.resend')}</Button>
      {open && <ResendDialog open onClose={() => setOpen(false)} id={detail.row.id} body={detail.requestBody} target={detail.row.target} />}
    </>
  );
}
