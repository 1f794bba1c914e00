import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { createRef } from 'react';
import type { InputRef } from 'antd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient } from '@/bridge/client';
import { ClientContext } from '@/bridge/context';
import { createQueryClient } from '@/bridge/queryClient';
import { FakeDesk } from '@/testing/fakeDesk';
import { SearchBox } from './SearchBox';

describe('the search box', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const open = () => {
    const onQuery = vi.fn<(query: string) => void>();
    const client = createClient(new FakeDesk().transport);
    const queries = createQueryClient();
    const box = (query: string) => (
      <QueryClientProvider client={queries}>
        <ClientContext value={client}>
          <SearchBox ref={createRef<InputRef>()} log="requests" wrong={false} query={query} onQuery={(words) => onQuery(words)} onLeave={() => undefined} />
        </ClientContext>
      </QueryClientProvider>
    );
    const { rerender } = render(box(''));
    const type = (words: string) => fireEvent.change(screen.getByRole('combobox'), { target: { value: words } });
    const wait = (ms: number) => act(() => {
      vi.advanceTimersByTime(ms);
    });
    return { onQuery, type, wait, address: (query: string) => rerender(box(query)), text: () => screen.getByDisplayValue(/.*/).getAttribute('value') };
  };

  it('searches once typing pauses', () => {
    const { onQuery, type, wait } = open();
    type('PAY');
    wait(200);
    type('PAYMENT ');
    wait(249);
    expect(onQuery).not.toHaveBeenCalled();
    wait(1);
    expect(onQuery.mock.calls).toEqual([['PAYMENT']]);
  });

  it('is not put off by rows that arrive meanwhile', () => {
    const { onQuery, type, wait, address } = open();
    type('PAY');
    for (let drawn = 0; drawn < 3; drawn += 1) {
      wait(100);
      address('');
    }
    expect(onQuery.mock.calls).toEqual([['PAY']]);
  });

  it('keeps what was typed after a search whose address arrives late', () => {
    const { onQuery, type, wait, address, text } = open();
    type('first');
    wait(250);
    type('second');
    address('first');
    expect(text()).toBe('second');
    wait(250);
    expect(onQuery.mock.calls).toEqual([['first'], ['second']]);
  });

  it('follows the address when "back" changes it, also to an earlier search', () => {
    const { type, wait, address, text } = open();
    type('first');
    wait(250);
    address('first');
    address('');
    expect(text()).toBe('');
    address('first');
    expect(text()).toBe('first');
  });
});
