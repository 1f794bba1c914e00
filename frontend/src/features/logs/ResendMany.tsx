import { RedoOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ResendManyDialog } from '@/components/delivery/ResendManyDialog';

/** Sends what the log is filtered to again. */
export function ResendMany({ environment, query }: { environment: string; query: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<RedoOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('delivery.resendMany')}</Button>
      {open && <ResendManyDialog open onClose={() => setOpen(false)} environment={environment} query={query} />}
    </>
  );
}
