import type { TabsProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { BodyView } from '@/components/body/BodyView';
import { HeadView } from '@/components/body/HeadView';
import { FillTabs } from '@/components/FillTabs';
import { useAddress } from '@/components/useAddress';
import type { LogDetail, LogKind } from '@/bridge/types';
import { Attempts } from './Attempts';
import { Forwards } from './Forwards';
import { Overview } from './Overview';
import { SignedStrings } from './SignedStrings';
import { Summary } from './Summary';

const tabKeys = ['overview', 'request', 'answer', 'headers', 'signed', 'attempts', 'forwards'] as const;

/** Everything known of one exchange; the tab stands in the address. */
export function Detail({ detail, log }: { detail: LogDetail; log: LogKind }) {
  const { t } = useTranslation();
  const { search, put } = useAddress();
  const wanted = tabKeys.find((key) => key === search.get('tab')) ?? 'overview';
  const hasAttempts = detail.row.notificationId !== '' && detail.row.kind === 'delivery';
  const hasForwards = detail.forwards.length > 0;
  const missing = (wanted === 'attempts' && !hasAttempts) || (wanted === 'forwards' && !hasForwards);
  const tab = missing ? 'overview' : wanted;

  const items: TabsProps['items'] = [
    { key: 'overview', label: t('logs.tabOverview'), children: <Overview detail={detail} /> },
    { key: 'request', label: t('logs.tabRequest'), children: <BodyView base64={detail.requestBody} name={t('logs.tabRequest')} /> },
    { key: 'answer', label: t('logs.tabAnswer'), children: <BodyView base64={detail.responseBody} name={t('logs.tabAnswer')} /> },
    {
      key: 'headers',
      label: t('logs.tabHeaders'),
      children: (
        <>
          <HeadView head={detail.requestHead} name={t('logs.requestHeaders')} />
          <HeadView head={detail.responseHead} name={t('logs.answerHeaders')} />
        </>
      ),
    },
    { key: 'signed', label: t('logs.tabSigned'), children: <SignedStrings detail={detail} /> },
    ...(hasAttempts ? [{ key: 'attempts', label: t('logs.tabAttempts'), children: <Attempts detail={detail} log={log} /> }] : []),
    ...(hasForwards ? [{ key: 'forwards', label: t('logs.tabForwards'), children: <Forwards forwards={detail.forwards} log={log} /> }] : []),
  ];

  return (
    <>
      <Summary detail={detail} />
      <FillTabs activeKey={tab} items={items} onChange={(next) => put({ tab: next })} />
    </>
  );
}
