import type { APIKey } from '@/bridge/apiKeyTypes';
import type { EnvironmentTime } from '@/bridge/clockTypes';
import { ApiError, toApiError } from '@/bridge/errors';
import type { Transport } from '@/bridge/transport';
import type { Settings } from '@/bridge/settingsTypes';
import type { KeyConfiguration, LabFault, LabKind, LogRow, Status } from '@/bridge/types';
import { fakeApiKey } from './fakeApiKeys';
import { fakeDue, fakeTime } from './fakeClock';
import {
  b64, fakeAnswer, fakeApis, fakeDetail, fakeFault, fakeFields, fakeKeys, fakeNotice, fakeNotification, fakePayments, fakePresets, fakeReport, fakeRow,
  fakeSamples, fakeSettings, fakeStatus, fakeURLs,
} from './fakeData';
import { FakeListener } from './fakeListener';

type Input = Record<string, unknown>;
type Method = (input: Input) => unknown;
import { fakePayment } from './fakePayment';
import { FakeScenarios } from './fakeScenarios';

/** A stand-in for the services, for vitest only. */
export class FakeDesk {
  status: Status = fakeStatus();
  registered = true;
  requests: LogRow[] = [];
  notices: LogRow[] = [];
  payments = fakePayments();
  apiKeys: APIKey[] = [];
  payment = fakePayment('PROCESSING');
  time = fakeTime();
  due = fakeDue();
  urls = fakeURLs;
  settings = fakeSettings;
  faults: LabFault[] = [];
  readonly listener = new FakeListener();
  readonly scenarios = new FakeScenarios();
  report = fakeReport();
  /** Calls whose name stands here fail with this error. */
  readonly failing = new Map<string, ApiError>();
  /** Calls whose name stands here never answer. */
  readonly hanging = new Set<string>();
  readonly calls: { name: string; input: Input }[] = [];
  onHint: (topic: string) => void = () => undefined;

  fill(rows: number): void {
    this.requests = Array.from({ length: rows }, (_, index) => fakeRow(10_000 - index));
    this.faults = [fakeFault(0), fakeFault(3), fakeFault(5, { preset: 'forger', paymentId: '20260302194010800100188000009981' }), fakeFault(4, { armed: false, endedAt: fakeFault(4).createdAt })];
    this.notices = Array.from({ length: Math.min(rows, 40) }, (_, index) => fakeNotice(10_000 - index));
  }

  /** Records so many new calls, as the gateway would, and says so once. */
  arrive(count: number): void {
    const top = Number(this.requests[0]?.seq ?? '0');
    const rows = Array.from({ length: count }, (_, index) => fakeRow(top + count - index));
    this.requests = [...rows, ...this.requests];
    this.onHint('exchange');
  }

  readonly transport: Transport = async (service, method, input) => {
    const name = `${service}.${method}`;
    this.calls.push({ name, input: { ...input } });
    if (this.hanging.has(name)) return new Promise(() => undefined);
    const failure = this.failing.get(name);
    // As over the wire: the reader of errors makes it anew.
    if (failure) throw toApiError({ code: failure.code, message: failure.message, field: failure.field, exchangeId: failure.exchangeId });
    const answer = this.methods[name];
    if (!answer) throw new ApiError('not_found', `there is no ${name}`);
    return Promise.resolve(answer({ ...input }));
  };

  private keys(environment: unknown): KeyConfiguration {
    return fakeKeys(environment === 'env-live' ? 'live' : 'test', this.registered && environment !== 'env-live');
  }

  private moveTo(change: Partial<EnvironmentTime>): EnvironmentTime {
    this.time = { ...this.time, ...change };
    return this.time;
  }

  private logOf(log: unknown): LogRow[] {
    return log === 'notifications' ? this.notices : this.requests;
  }

  private list(input: Input) {
    const query = String(input.query).toLowerCase();
    const all = this.logOf(input.log)
      .filter((row) => query === '' || JSON.stringify([row.paymentId, row.api, row.resultCode, row.requestId, row.amountText]).toLowerCase().includes(query));
    const limit = Number(input.limit) || 50;
    if (input.afterSeq !== '') {
      const newer = all.filter((row) => Number(row.seq) > Number(input.afterSeq)).reverse();
      return { items: newer.slice(0, limit), more: newer.length > limit };
    }
    const older = input.beforeSeq === '' ? all : all.filter((row) => Number(row.seq) < Number(input.beforeSeq));
    return { items: older.slice(0, limit), more: older.length > limit };
  }

  private readonly methods: Partial<Record<string, Method>> = {
    ...this.scenarios.methods,
    'System.Status': () => this.status,
    'System.RestartServer': ({ name, address }) => {
      this.status = { ...this.status, servers: this.status.servers.map((server) => (server.name === name ? { ...server, address: String(address), origin: `http://${String(address)}`, problem: '', remedy: '' } : server)) };
      return this.status;
    },
    'Clock.Get': () => this.time,
    'Clock.Due': () => ({ items: this.due, more: false }),
    'Clock.Freeze': () => this.moveTo({ frozen: true, virtual: true }),
    'Clock.Resume': () => this.moveTo({ frozen: false }),
    'Clock.Reset': () => this.moveTo({ frozen: false, virtual: false, offsetMillis: 0 }),
    'Clock.Advance': ({ millis }) => this.moveTo({ virtual: true, offsetMillis: this.time.offsetMillis + Number(millis) }),
    'Merchants.List': () => ({
      accounts: [{
        id: 'account', name: 'Default',
        environments: [
          { id: 'env-test', kind: 'test', clientId: 'SANDBOX_5YBW1G2ZHUPS06086', hasKeys: this.registered },
          { id: 'env-live', kind: 'live', clientId: '5YEZ50305NN403523', hasKeys: false },
        ],
      }],
    }),
    'Keys.Show': ({ environment }) => this.keys(environment),
    'Keys.Generate': ({ environment }) => {
      this.registered = true;
      return { ...this.keys(environment), merchantPrivateKey: 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.padEnd(1624, 'Bq7Zt0xW+/'), merchantPrivateKeyPkcs1: 'MIIEpAIBAAKCAQEA'.padEnd(1592, 'x9Wc4LmN') };
    },
    'Keys.Import': ({ environment }) => {
      this.registered = true;
      return this.keys(environment);
    },
    'Logs.List': (input) => this.list(input),
    'Logs.Get': ({ id }) => {
      const row = [...this.requests, ...this.notices].find((candidate) => candidate.id === id);
      if (!row) throw new ApiError('not_found', 'there is no such exchange');
      return fakeDetail(row);
    },
    'Logs.Grammar': () => ({ fields: fakeFields }),
    'Logs.SearchBodies': ({ log, text, beforeSeq }) => {
      const older = this.logOf(log).filter((row) => beforeSeq === '' || Number(row.seq) < Number(beforeSeq));
      const part = older.slice(0, 100);
      return {
        items: part.filter((row) => row.requestId.includes(String(text))), scanned: part.length,
        reached: part.at(-1)?.seq ?? String(beforeSeq), more: older.length > part.length,
      };
    },
    'Logs.Curl': ({ id }) => ({ command: `curl ${String(id)}` }),
    'Logs.Count': (input) => ({ rows: this.logOf(input.log).length, more: false, limit: 100_000 }),
    'Logs.Save': (input) => ({ saved: true, path: `rows.${String(input.format)}`, rows: this.logOf(input.log).length, more: false }),
    'Merchants.Settings': () => ({ settings: this.settings, defaults: fakeSettings }),
    'Merchants.SaveSettings': ({ settings }) => {
      this.settings = settings as Settings;
      return { settings, defaults: fakeSettings };
    },
    'Notifications.URLs': () => this.urls,
    'Notifications.SetURL': ({ type, url }) => {
      if (url !== '' && !String(url).startsWith('http')) throw new ApiError('invalid_argument', 'use a whole URL with http or https', 'url');
      this.urls = { ...this.urls, rows: this.urls.rows.map((row) => (row.type === type ? { ...row, url: String(url) } : row)) };
      return this.urls;
    },
    'Notifications.Samples': () => ({ items: fakeSamples }),
    'Notifications.Send': ({ type, url, body }) => fakeNotification('sent-1', String(type), String(url), String(body)),
    'Notifications.Show': ({ id }) => fakeNotification(String(id), 'notifyPayment', '', '{}'),
    'Notifications.Resend': ({ id, body }) => ({ ...fakeNotification('sent-2', 'notifyPayment', '', String(body)), resendOf: String(id) }),
    'Notifications.CountMany': ({ query }) => ({ count: query === '' ? this.notices.length : 3, most: 500, more: false }),
    'Notifications.ResendMany': () => ({ id: 'batch-1', total: 3, waiting: 1, acknowledged: 2, abandoned: 0 }),
    'Notifications.Batch': ({ id }) => ({ id, total: 3, waiting: 0, acknowledged: 2, abandoned: 1 }),
    'Lab.List': () => ({ items: this.faults }),
    'Lab.Presets': () => ({ items: fakePresets }),
    'Lab.Arm': ({ kind, seed, copies }) => {
      this.faults = [fakeFault(this.faults.length, { id: `new-${this.faults.length}`, kind: kind as LabKind, seed: Number(seed) || 815, copies: Number(copies) }), ...this.faults];
      return { items: this.faults };
    },
    'Lab.End': ({ id }) => {
      this.faults = this.faults.map((fault) => (fault.id === id ? { ...fault, armed: false, endedAt: fault.createdAt } : fault));
      return { items: this.faults };
    },
    'Lab.EndAll': () => {
      this.faults = this.faults.map((fault) => ({ ...fault, armed: false, endedAt: fault.createdAt }));
      return { items: this.faults };
    },
    'Lab.Log': () => ({ seed: 4711, lines: ['{"n":1,"type":"notifyPayment","attempt":1}'], more: false }),
    'Payments.List': ({ environment, status, limit }) => ({
      items: environment === 'env-live' ? [] : this.payments.filter((payment) => status === '' || payment.status === status).slice(0, Number(limit)),
      more: false,
    }),
    ...this.listener.methods,
    'Payments.Count': () => ({ rows: this.payments.length, more: false, limit: 100_000 }),
    'Payments.Save': (input) => ({ saved: true, path: `payments.${String(input.format)}`, rows: this.payments.length, more: false }),
    'Payments.Get': () => this.payment,
    'Payments.Refund': () => this.payment,
    'Payments.Cancel': () => this.payment,
    'Wallet.Approve': () => ({ paymentId: this.payment.row.paymentId, paymentStatus: 'SUCCESS', paymentResultCode: 'SUCCESS', redirectUrl: '' }),
    'Disputes.Open': () => ({ disputeId: 'D1' }),
    'Disputes.Judge': () => ({ disputeId: 'D1' }),
    'Methods.List': () => ({ items: [] }),
    'APIKeys.List': () => ({ items: this.apiKeys }),
    'APIKeys.Create': (input) => {
      const key = fakeApiKey(input);
      this.apiKeys = [key, ...this.apiKeys];
      return { key, secret: `${key.prefix}_kq7Zt0xWc4LmN` };
    },
    'APIKeys.Revoke': ({ id }) => {
      this.apiKeys = this.apiKeys.map((key) => (key.id === id ? { ...key, revokedAt: key.createdAt } : key));
      return { id };
    },
    'Signatures.Explain': () => fakeReport({ sentence: fakeRow(2).reason }),
    'Signatures.Verify': () => this.report,
    'Signatures.Sign': () => ({
      headers: 'Client-Id: C\nRequest-Time: 1\nSignature: algorithm=RSA256,keyVersion=1,signature=abc\n', signature: 'algorithm=RSA256,keyVersion=1,signature=abc',
      stringToSign: b64('POST /p\nC.1.{}'), keyNotes: ['pkcs1'], report: fakeReport({ verified: true, causes: [], hasDiff: false, fixes: [] }),
    }),
    'Simulator.APIs': () => fakeApis,
    'Simulator.Send': () => fakeAnswer(this.requests[0]?.id ?? ''),
  };
}
