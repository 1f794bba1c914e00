import { FileSearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import { useListFocus } from '@/components/useListFocus';
import type { LogKind, LogRow } from '@/bridge/types';
import { useMedia } from '@/theme/useMedia';
import { BodyContent } from './BodyContent';
import { BodySearchBar } from './BodySearchBar';
import { columnsOf } from './columns';
import { CompareButton } from './CompareButton';
import { DetailDrawer } from './DetailDrawer';
import { ExportLog } from './ExportLog';
import { LiveControl } from './LiveControl';
import { LogContent } from './LogContent';
import type { LogListHandle } from './LogList';
import styles from './LogPage.module.css';
import { heldView } from './logWindow';
import { NewRowsPill } from './NewRowsPill';
import { paymentAddress } from './PaymentLink';
import { ResendMany } from './ResendMany';
import { SearchBox } from './SearchBox';
import { Terms } from './Terms';
import { useBodySearch } from './useBodySearch';
import { useHold } from './useHold';
import { useLogAddress } from './useLogAddress';
import { useLogKeys } from './useLogKeys';
import { useLogWindow } from './useLogWindow';
import { useMarks } from './useMarks';

/** One log of the current environment; another environment's starts afresh. */
export function LogPage({ log }: { log: LogKind }) {
  const { environment } = useEnvironment();
  return <LogView key={environment.id} log={log} environment={environment.id} />;
}

function useWords(log: LogKind) {
  const { t } = useTranslation();
  return {
    requests: { title: t('logs.requestsTitle'), purpose: t('logs.requestsPurpose') },
    notifications: { title: t('logs.notificationsTitle'), purpose: t('logs.notificationsPurpose') },
    all: { title: t('logTools.allTitle'), purpose: t('logTools.allPurpose') },
  }[log];
}

/** One log, live: filter and selection in the address, newest first, the detail in a drawer. */
function LogView({ log, environment }: { log: LogKind; environment: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const address = useLogAddress(log);
  const { id, query, body, open } = address;
  const { list, attach, focus } = useListFocus<LogListHandle>();
  const searchBox = useRef<InputRef>(null);
  const marks = useMarks();
  const narrow = useMedia('(max-width: 1399px)');

  const hold = useHold();
  const loaded = useLogWindow({ environment, log, query, held: hold.held });
  const items = loaded.data?.items ?? [];
  const { shown, waiting } = heldView(items, hold.seq);
  const bodies = useBodySearch({ environment, log, query, text: body ?? '' });
  const rows = body === undefined ? shown : bodies.scan.items;

  const setQuery = (next: string) => {
    hold.resume();
    address.setQuery(next);
  };
  const toNewest = () => {
    list.current?.toTop();
    hold.resume();
  };
  const { refetch } = loaded;
  const missesNewest = hold.seq === undefined && loaded.data?.behind === true;
  useEffect(() => {
    if (missesNewest) void refetch();
  }, [missesNewest, refetch]);

  const compare = () => void navigate(`/logs/compare/${marks.ids.join('/')}`);
  const toPayment = useCallback((row: LogRow) => void navigate(paymentAddress(row.paymentId)), [navigate]);
  const keys = useLogKeys({
    rows, openId: id, list, searchBox, open, onMark: marks.toggle, onPayment: toPayment,
    onCompare: () => marks.ids.length === 2 && compare(),
  });
  const columns = useMemo(() => columnsOf(log, t, toPayment, narrow), [log, t, toPayment, narrow]);
  const { title, purpose } = useWords(log);
  const listProps = {
    ref: attach,
    label: title,
    columns,
    rows,
    activeId: keys.activeId,
    marked: marks.ids,
    onMark: (row: LogRow) => marks.toggle(row.id),
    onActivate: (row: LogRow) => open(row.id, id !== ''),
    onScrolled: (top: number) => hold.scrolled(top, items[0]),
    onKeyDown: keys.onKeyDown,
  };

  return (
    <PageFrame
      fill
      title={title}
      purpose={purpose}
      action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('logs.simulate')}</Button>}
      filters={(
        <>
          <SearchBox ref={searchBox} log={log} query={query} wrong={loaded.isError} onQuery={setQuery} onLeave={focus} />
          <LiveControl held={hold.seq !== undefined} onPause={() => hold.pause(items[0])} onResume={toNewest} />
          {log === 'notifications' && <ResendMany environment={environment} query={query} />}
          <NewRowsPill count={waiting} more={hold.seq !== undefined && loaded.data?.behind === true} onClick={toNewest} />
          <Button icon={<FileSearchOutlined aria-hidden />} aria-pressed={body !== undefined} onClick={() => address.setBody(body === undefined ? '' : undefined)}>{t('logTools.bodiesShort')}</Button>
          <CompareButton marked={marks.ids} onCompare={compare} onClear={marks.clear} />
          <ExportLog environment={environment} log={log} query={query} />
          {loaded.data && <span className={styles.count} title={t('logs.keysHelp')}>{t('logs.shown', { count: rows.length })}</span>}
        </>
      )}
    >
      <div className={styles.stack}>
        <Terms query={query} error={loaded.error} onQuery={setQuery} />
        {body !== undefined && <BodySearchBar key={body} text={body} newest={items[0]?.seq ?? ''} search={bodies} onText={address.setBody} onClose={() => address.setBody(undefined)} />}
        <div className={styles.content}>
          {body === undefined
            ? <LogContent log={log} result={loaded} query={query} onShowAll={() => setQuery('')} list={listProps} />
            : <BodyContent text={body} search={bodies} list={listProps} />}
        </div>
      </div>
      <DetailDrawer id={id} log={log} onClose={() => open('', false)} onStep={keys.step} onClosed={focus} />
    </PageFrame>
  );
}
