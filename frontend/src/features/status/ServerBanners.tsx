import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStatus } from '@/bridge/queries';
import { fullySpoken } from '@/i18n/spoken';
import { RestartServer } from './RestartServer';
import { broken } from './servers';
import { serverName } from './serverNames';

/** A taken port, on every page, with its remedy. */
export function ServerBanners() {
  const { t } = useTranslation();
  const status = useStatus();
  return broken(status.data?.servers ?? []).map((server) => (
    <Alert
      key={server.name}
      banner
      type="error"
      title={t('status.banner', { name: serverName(t, server.name), address: server.address })}
      description={[server.problem, server.remedy].map(fullySpoken).join(' ')}
      action={<RestartServer server={server} />}
    />
  ));
}
