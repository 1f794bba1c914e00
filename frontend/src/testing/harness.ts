// Opens the real front end over the fake, in a page built for screenshots. Never part of the product.
import { ApiError } from '@/bridge/errors';
import type { BoundMethod } from '@/bridge/wails';
import { FakeDesk } from './fakeDesk';
import { fakeStatus } from './fakeData';

const desk = new FakeDesk();
const scenario = new URLSearchParams(window.location.search).get('scenario') ?? 'full';

const servers = fakeStatus().servers;
const setups: Record<string, () => void> = {
  full: () => desk.fill(600),
  empty: () => {
    desk.registered = false;
    desk.payments = [];
  },
  loading: () => {
    for (const name of ['Keys.Show', 'Payments.List', 'Logs.List', 'Logs.Get', 'Simulator.APIs']) desk.hanging.add(name);
  },
  error: () => {
    const failure = new ApiError('unavailable', 'The data file is busy: another program holds it. Close that program, then try again.');
    for (const name of ['Keys.Show', 'Payments.List', 'Logs.List', 'Logs.Get', 'Simulator.APIs']) desk.failing.set(name, failure);
  },
  starting: () => {
    desk.status = fakeStatus({ state: 'starting' });
  },
  locked: () => {
    desk.status = fakeStatus({ state: 'failed', problemCode: 'conflict', problem: 'Another Antom Desk (antomctl serve, process 4711) uses this data folder', remedy: 'Use its window, or stop it and try again' });
  },
  taken: () => {
    desk.fill(40);
    desk.status = fakeStatus({ servers: servers.map((server) => (server.name === 'gateway' ? { ...server, origin: '', problem: 'Another program listens on 127.0.0.1:4100.', remedy: 'Stop it, or choose another port.' } : server)) });
  },
  denied: () => {
    desk.failing.set('System.Status', new ApiError('denied', 'This browser is not signed in.'));
  },
};

setups[scenario]?.();

const bound = (service: string) => new Proxy<Record<string, BoundMethod | undefined>>({}, {
  get: (_, method) => (input: unknown) => desk.transport(service, String(method), input as object).catch((reason: unknown) => {
    if (!(reason instanceof ApiError)) throw reason;
    const { code, message, field, exchangeId } = reason;
    throw new Error(JSON.stringify({ code, message, field, exchangeId }));
  }),
});
window.go = { services: new Proxy({}, { get: (_, service) => bound(String(service)) }) };
window.runtime = {
  EventsOn: (_, callback) => {
    desk.onHint = (topic) => callback({ topic, ids: [], seq: '0' });
    return () => undefined;
  },
  BrowserOpenURL: () => undefined,
  ClipboardSetText: () => Promise.resolve(true),
};
Object.assign(window, { desk });

void import('@/main');
