import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '@/bridge/context';
import { queryKeys } from '@/bridge/keys';
import type { LogKind } from '@/bridge/types';
import { completions } from './grammar';
import styles from './SearchBox.module.css';

interface SearchBoxProps {
  ref: Ref<InputRef>;
  log: LogKind;
  query: string;
  wrong: boolean;
  onQuery: (query: string) => void;
  onLeave: () => void;
}

const typingPause = 250;
/** A field or a comma at the end: a value is about to be typed. */
const unfinished = /(^|\s)-?\p{L}+:([^\s"]*,)?$/u;
/** Begins what stands for an offer; no typed line begins so, or the first offer would be taken by Enter. */
const offerMark = '\u0000';

function useFields(log: LogKind) {
  const client = useClient();
  return useQuery({ queryKey: queryKeys.logGrammar(log), queryFn: () => client.logs.grammar({ log }), staleTime: Infinity }).data?.fields ?? [];
}

/** What is typed, and the search it becomes once typing pauses; what stands in the address stands here. */
function useDraft(query: string, onQuery: (query: string) => void) {
  const [draft, setDraft] = useState(query);
  const [seen, setSeen] = useState(query);
  const [sent, setSent] = useState<string>();
  if (seen !== query) {
    setSeen(query);
    // Our own change of the address arrives late and must not undo what was typed since; any other,
    // such as "back" or a link, says what to search.
    if (query === sent) setSent(undefined);
    else setDraft(query);
  }

  const send = useEffectEvent((words: string) => {
    if (words === query || unfinished.test(words)) return;
    setSent(words);
    onQuery(words);
  });
  // Only typing starts the pause anew: rows that arrive meanwhile must not put the search off.
  useEffect(() => {
    const timer = setTimeout(() => send(draft.trim()), typingPause);
    return () => clearTimeout(timer);
  }, [draft]);
  return [draft, setDraft] as const;
}

/** The library points at an option "-1" while none is chosen, which a screen reader would look for. */
function usePointsAtNothing() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const watched = box.current;
    const mend = () => watched.querySelector('[aria-activedescendant$="_-1"]')?.removeAttribute('aria-activedescendant');
    const observer = new MutationObserver(mend);
    observer.observe(watched, { subtree: true, attributeFilter: ['aria-activedescendant'] });
    mend();
    return () => observer.disconnect();
  }, []);
  return box;
}

/** Searches as one types and completes fields and values. */
export function SearchBox({ ref, log, query, wrong, onQuery, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
  const fields = useFields(log);
  const [draft, setDraft] = useDraft(query, onQuery);
  const [caret, setCaret] = useState(draft.length);
  const [open, setOpen] = useState(false);
  // Arrows choose among what is offered; until one was pressed, Enter means "search".
  const choosing = useRef(false);
  const box = usePointsAtNothing();

  const offers = completions(fields, draft, Math.min(caret, draft.length));
  const change = (value: string) => {
    const offer = offers.find(({ label }) => offerMark + label === value);
    choosing.current = false;
    setDraft(offer?.line ?? value);
    setCaret(offer?.caret ?? value.length);
    setOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      choosing.current = open && offers.length > 0;
      setOpen(true);
    }
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    if (event.key === 'Enter' && choosing.current) return;
    event.preventDefault();
    if (event.key === 'Escape' && open && offers.length > 0) {
      setOpen(false);
      return;
    }
    if (event.key === 'Escape') setDraft('');
    else onQuery(draft.trim());
    setOpen(false);
    onLeave();
  };

  return (
    <div ref={box} className={styles.box}>
      <AutoComplete
        className={styles.complete}
        value={draft}
        open={open && offers.length > 0}
        // It is opened here alone: the library would open it again on the Enter that searches.
        onOpenChange={(next) => !next && setOpen(false)}
        defaultActiveFirstOption={false}
        popupMatchSelectWidth={320}
        virtual={false}
        listHeight={420}
        showSearch={{ filterOption: false }}
        options={offers.map(({ label, isField }) => ({
          value: offerMark + label,
          label: <span className={styles.offer}><span className="mono">{label}</span>{isField && <span className="secondary">{t(`logTools.field.${label.slice(0, -1)}` as 'logTools.field.code')}</span>}</span>,
        }))}
        onChange={change}
      >
        <Input
          ref={ref}
          type="search"
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          aria-label={t('logs.search')}
          aria-invalid={wrong}
          status={wrong ? 'error' : ''}
          title={t('logs.searchHelp')}
          placeholder={t('logs.searchPlaceholder')}
          maxLength={500}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? draft.length)}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onKeyDown={onKeyDown}
        />
      </AutoComplete>
    </div>
  );
}
