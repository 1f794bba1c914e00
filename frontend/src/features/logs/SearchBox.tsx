import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';

interface SearchBoxProps {
  ref: Ref<InputRef>;
  query: string;
  onQuery: (query: string) => void;
  onLeave: () => void;
}

const typingPause = 250;

/** Searches as one types; what stands in the address stands here. */
export function SearchBox({ ref, query, onQuery, onLeave }: SearchBoxProps) {
  const { t } = useTranslation();
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
    if (words === query) return;
    setSent(words);
    onQuery(words);
  });
  // Only typing starts the pause anew: rows that arrive meanwhile must not put the search off.
  useEffect(() => {
    const timer = setTimeout(() => send(draft.trim()), typingPause);
    return () => clearTimeout(timer);
  }, [draft]);

  return (
    <Input
      ref={ref}
      type="search"
      allowClear
      style={{ maxWidth: 440 }}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('logs.search')}
      title={t('logs.searchHelp')}
      placeholder={t('logs.searchPlaceholder')}
      value={draft}
      maxLength={200}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return;
        event.preventDefault();
        if (event.key === 'Escape') setDraft('');
        onLeave();
      }}
    />
  );
}
