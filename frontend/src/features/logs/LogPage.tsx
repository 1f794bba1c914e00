import { Button } from 'antd';
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useEnvironment } from '@/components/environment';
import { PageFrame } from '@/components/PageFrame';
import type { LogKind } from '@/bridge/types';
import { columnsOf } from './columns';
import { DetailDrawer } from './DetailDrawer';
import { LiveControl } from './LiveControl';
import { LogContent } from './LogContent';
import type { LogListHandle } from './LogList';
import { heldView } from './logWindow';
import { NewRowsPill } from './NewRowsPill';
import { SearchBox } from './SearchBox';
import { useHold } from './useHold';
import { useLogKeys } from './useLogKeys';
import { useLogWindow } from './useLogWindow';

/** One log of the current environment; another environment's starts afresh. */
export function LogPage({ log }: { log: LogKind }) {
  const { environment } = useEnvironment();
  return <LogView key={environment.id} log={log} environment={environment.id} />;
}

/** One log, live: filter and selection in the address, newest first, the detail in a drawer. */
function LogView({ log, environment }: { log: LogKind; environment: string }) {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const query = search.get('q') ?? '';
  const list = useRef<LogListHandle>(null);
  const searchBox = useRef<InputRef>(null);

  const hold = useHold();
  const loaded = useLogWindow({ environment, log, query, held: hold.held });
  const items = loaded.data?.items ?? [];
  const { shown, waiting } = heldView(items, hold.seq);

  const open = useCallback((rowId: string, replace: boolean) => {
    void navigate({ pathname: rowId === '' ? `/logs/${log}` : `/logs/${log}/${rowId}`, search: search.toString() }, { replace });
  }, [navigate, log, search]);
  const setQuery = useCallback((next: string) => {
    hold.resume();
    setSearch((now) => {
      if (next === '') now.delete('q');
      else now.set('q', next);
      return now;
    }, { replace: true });
  }, [hold, setSearch]);
  const toNewest = () => {
    list.current?.toTop();
    hold.resume();
  };
  const { refetch } = loaded;
  const missesNewest = hold.seq === undefined && loaded.data?.behind === true;
  useEffect(() => {
    if (missesNewest) void refetch();
  }, [missesNewest, refetch]);

  const keys = useLogKeys({ rows: shown, openId: id, list, searchBox, open });
  const columns = useMemo(() => columnsOf(log, t), [log, t]);
  const title = log === 'requests' ? t('logs.requestsTitle') : t('logs.notificationsTitle');

  return (
    <PageFrame
      fill
      title={title}
      purpose={log === 'requests' ? t('logs.requestsPurpose') : t('logs.notificationsPurpose')}
      action={<Button type="primary" onClick={() => void navigate('/simulator')}>{t('logs.simulate')}</Button>}
      filters={(
        <>
          <SearchBox ref={searchBox} query={query} onQuery={setQuery} onLeave={() => list.current?.focus()} />
          <LiveControl held={hold.seq !== undefined} onPause={() => hold.pause(items[0])} onResume={toNewest} />
          <NewRowsPill count={waiting} more={loaded.data?.behind ?? false} onClick={toNewest} />
          {loaded.data && <span className="secondary" style={{ marginInlineStart: 'auto' }} title={t('logs.keysHelp')}>{t('logs.shown', { count: shown.length })}</span>}
        </>
      )}
    >
      <LogContent
        log={log}
        result={loaded}
        query={query}
        onShowAll={() => setQuery('')}
        list={{
          ref: list,
          label: title,
          columns,
          rows: shown,
          activeId: keys.activeId,
          onActivate: (row) => open(row.id, id !== ''),
          onScrolled: (top) => hold.scrolled(top, items[0]),
          onKeyDown: keys.onKeyDown,
        }}
      />
      <DetailDrawer id={id} log={log} onClose={() => open('', false)} onStep={keys.step} onClosed={() => list.current?.focus()} />
    </PageFrame>
  );
}
