import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Endpoint } from '@/bridge/endpointTypes';
import { EmptyPanel } from '@/components/states';
import { EndpointForm } from './EndpointForm';

interface EndpointDrawerProps {
  /** 'new', an endpoint's id, or '' while it is closed. */
  id: string;
  all: Endpoint[];
  onClose: () => void;
}

/** Adds or changes an endpoint beside the list. */
export function EndpointDrawer({ id, all, onClose }: EndpointDrawerProps) {
  const { t } = useTranslation();
  const endpoint = all.find((candidate) => candidate.id === id);
  const name = endpoint?.builtIn ? t('endpoints.builtIn') : endpoint?.name;
  const gone = id !== '' && id !== 'new' && endpoint === undefined;
  return (
    <Drawer
      open={id !== ''}
      onClose={onClose}
      destroyOnHidden
      mask={{ closable: false }}
      rootStyle={{ top: 48 }}
      size={720}
      title={name === undefined ? t('endpoints.add') : t('endpoints.editNamed', { name })}
      closable={{ 'aria-label': t('common.close') }}
    >
      {gone
        ? <EmptyPanel title={t('endpoints.gone')} text={t('endpoints.goneText')} action={<Button onClick={onClose}>{t('common.close')}</Button>} />
        : <EndpointForm key={id} endpoint={endpoint} all={all} onClose={onClose} />}
    </Drawer>
  );
}
