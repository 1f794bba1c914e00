import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useState } from 'react';
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
  if (seen !== query) {
    // The address changed by other means than typing: "back", or a link.
    setSeen(query);
    setDraft(query);
  }

  useEffect(() => {
    if (draft === query) return undefined;
    const timer = setTimeout(() => onQuery(draft.trim()), typingPause);
    return () => clearTimeout(timer);
  }, [draft, query, onQuery]);

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
        if (event.key === 'Escape' && draft !== '') onQuery('');
        onLeave();
      }}
    />
  );
}
