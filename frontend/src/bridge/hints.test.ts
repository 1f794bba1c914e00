import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToHints, listenToStream, parseHints } from './hints';
import type { Hint } from './hints';

/** An event stream the test opens, feeds and breaks. */
class FakeStream extends EventTarget {
  onopen: (() => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
}

function record() {
  const seen: string[] = [];
  return {
    seen,
    listener: {
      onHint: (hint: Hint) => void seen.push(`${hint.topic} ${hint.ids.join(',')} ${hint.seq}`),
      onResync: () => void seen.push('resync'),
      onConnection: (up: boolean) => void seen.push(up ? 'up' : 'down'),
    },
  };
}

describe('parseHints', () => {
  it('reads one hint or a list, as objects or as JSON text', () => {
    const hint = { topic: 'exchange', ids: ['a'], seq: '7' };
    expect(parseHints(hint)).toEqual([hint]);
    expect(parseHints(JSON.stringify([hint, { topic: 'server', ids: null, seq: 0 }]))).toEqual([hint, { topic: 'server', ids: [], seq: '0' }]);
  });

  it('takes what it cannot read for a loss', () => {
    expect(parseHints('{"topic":')).toEqual([{ topic: 'resync', ids: [], seq: '' }]);
    expect(parseHints(42)).toEqual([{ topic: 'resync', ids: [], seq: '' }]);
  });
});

describe('the event stream', () => {
  let streams: FakeStream[];
  const open = () => {
    const stream = new FakeStream();
    streams.push(stream);
    return stream as unknown as EventSource;
  };
  const last = () => streams.at(-1) ?? expect.fail('no stream was opened');

  beforeEach(() => {
    streams = [];
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it('hands over hints sent under their name and as plain messages', () => {
    const { seen, listener } = record();
    listenToStream(listener, open);
    last().onopen?.();
    last().dispatchEvent(new MessageEvent('hint', { data: '{"topic":"payment","ids":["p1"],"seq":"3"}' }));
    last().onmessage?.(new MessageEvent('message', { data: '{"topic":"resync","ids":[],"seq":"0"}' }));
    expect(seen).toEqual(['up', 'payment p1 3', 'resync']);
  });

  it('reopens after a break, each time later, and then asks to look again', () => {
    const { seen, listener } = record();
    listenToStream(listener, open);
    last().onopen?.();
    last().onerror?.();
    expect(streams[0]?.closed).toBe(true);
    vi.advanceTimersByTime(499);
    expect(streams).toHaveLength(1);
    vi.advanceTimersByTime(1);
    last().onerror?.();
    vi.advanceTimersByTime(999);
    expect(streams).toHaveLength(2);
    vi.advanceTimersByTime(1);
    last().onopen?.();
    expect(seen).toEqual(['up', 'down', 'down', 'up', 'resync']);
  });

  it('stops when nobody listens any more', () => {
    const { listener } = record();
    const stop = listenToStream(listener, open);
    last().onerror?.();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(streams).toHaveLength(1);
  });
});

describe('in the window', () => {
  afterEach(() => {
    delete window.go;
    delete window.runtime;
  });

  it('listens to the runtime and is always connected', () => {
    const { seen, listener } = record();
    let emit: (...data: unknown[]) => void = () => undefined;
    const off = vi.fn();
    window.go = {};
    window.runtime = {
      EventsOn: (name, callback) => {
        expect(name).toBe('hint');
        emit = callback;
        return off;
      },
      BrowserOpenURL: () => undefined,
      ClipboardSetText: () => Promise.resolve(true),
    };
    const stop = listenToHints(listener);
    emit({ topic: 'environment', ids: [], seq: '0' });
    stop();
    expect(seen).toEqual(['up', 'environment  0']);
    expect(off).toHaveBeenCalledOnce();
  });
});
