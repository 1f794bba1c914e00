import { inWindow } from './wails';

/** Something was committed: which topic, which things, up to which row. It never carries data. */
export interface Hint {
  topic: string;
  ids: string[];
  seq: string;
}

/** resync: hints may have been lost, so everything shown may be stale. */
export interface HintListener {
  onHint(hint: Hint): void;
  onResync(): void;
  onConnection(up: boolean): void;
}

function readHint(value: unknown): Hint | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Record<string, unknown> = { ...value };
  if (typeof fields.topic !== 'string') return undefined;
  const ids = Array.isArray(fields.ids) ? fields.ids.filter((id): id is string => typeof id === 'string') : [];
  const seq = typeof fields.seq === 'string' || typeof fields.seq === 'number' ? String(fields.seq) : '';
  return { topic: fields.topic, ids, seq };
}

/** Reads a hint, a list of hints, or either as JSON text; an unreadable one means "look again". */
export function parseHints(value: unknown): Hint[] {
  let data = value;
  if (typeof data === 'string') {
    try {
      data = JSON.parse(data);
    } catch {
      return [{ topic: 'resync', ids: [], seq: '' }];
    }
  }
  const list: unknown[] = Array.isArray(data) ? data : [data];
  return list.map((item) => readHint(item) ?? { topic: 'resync', ids: [], seq: '' });
}

function deliver(data: unknown, listener: HintListener): void {
  for (const hint of parseHints(data)) {
    if (hint.topic === 'resync') listener.onResync();
    else listener.onHint(hint);
  }
}

function listenToWindow(listener: HintListener): () => void {
  listener.onConnection(true);
  return window.runtime?.EventsOn('hint', (data) => deliver(data, listener)) ?? (() => undefined);
}

const retryDelays = [500, 1000, 2000, 5000];

/** One event stream, reopened for ever; after every reopening the listener is told to resync. */
export function listenToStream(listener: HintListener, open: (url: string) => EventSource = (url) => new EventSource(url)): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let opened = false;

  const connect = () => {
    source = open('/events');
    source.onopen = () => {
      failures = 0;
      listener.onConnection(true);
      if (opened) listener.onResync();
      opened = true;
    };
    source.onmessage = (event: MessageEvent) => deliver(event.data, listener);
    source.addEventListener('hint', (event) => deliver(event.data, listener));
    source.onerror = () => {
      source?.close();
      listener.onConnection(false);
      clearTimeout(timer);
      timer = setTimeout(connect, retryDelays[Math.min(failures++, retryDelays.length - 1)]);
    };
  };

  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

export function listenToHints(listener: HintListener): () => void {
  return inWindow() ? listenToWindow(listener) : listenToStream(listener);
}
