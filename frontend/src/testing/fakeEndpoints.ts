import type { Endpoint, EndpointList, Target } from '@/bridge/endpointTypes';
import { fakeNow } from './fakeData';

const at = (millisAgo: number) => new Date(fakeNow - millisAgo).toISOString();

function fakeTarget(change: Partial<Target>): Target {
  return {
    id: 'target-1', endpointId: 'endpoint-shop', url: 'http://127.0.0.1:3000/shop/notify', types: [], signature: 'original', otherPath: false, state: 'up',
    queued: 0, oldestQueued: '', sent: 412, moreSent: false, lastError: '', failingSince: '', createdAt: at(86_400_000), ...change,
  };
}

function fakeEndpoint(change: Partial<Endpoint>): Endpoint {
  const path = change.path ?? '/notifications';
  return {
    id: 'built-in', builtIn: false, environment: 'test', name: path, path, url: `http://127.0.0.1:4200${path}`, urlTls: `https://127.0.0.1:4243${path}`,
    methods: [], key: 'antom', publicKey: '', rule: { steps: [{ kind: 'acknowledge', times: 1, delayMillis: 0, status: 0, headers: [], body: '' }], repeat: false },
    maxBodyBytes: 10_485_760, answered: 0, nextStep: 0, captures: 0, moreCaptures: false, lastCaptureId: '', lastCaptureAt: '', targets: [], ...change,
  };
}

/** The built-in endpoint, a flaky one with three targets, and another provider's. */
export function fakeEndpoints(): EndpointList {
  return {
    items: [
      fakeEndpoint({ builtIn: true, environment: '', name: '', captures: 1000, moreCaptures: true, lastCaptureId: 'capture-1', lastCaptureAt: at(4_000) }),
      fakeEndpoint({
        id: 'endpoint-shop', name: 'Shop, flaky', path: '/shop/notify', captures: 24, lastCaptureId: 'capture-2', lastCaptureAt: at(75_000), answered: 1, nextStep: 1,
        rule: {
          steps: [
            { kind: 'reply', times: 2, delayMillis: 0, status: 500, headers: [{ name: 'Retry-After', value: '120' }], body: '{"paymentId":{{json (.Field "paymentId")}}}' },
            { kind: 'acknowledge', times: 1, delayMillis: 1500, status: 0, headers: [], body: '' },
          ],
          repeat: false,
        },
        targets: [
          fakeTarget({}),
          fakeTarget({ id: 'target-2', url: 'http://127.0.0.1:3001/api/antom', types: ['notifyPayment', 'notifyRefund'], signature: 'fresh', state: 'down', queued: 17, oldestQueued: at(300_000), lastError: '127.0.0.1:3001 refused the connection; nothing listens on that port.', failingSince: at(320_000), sent: 1000, moreSent: true }),
          fakeTarget({ id: 'target-3', url: 'http://127.0.0.1:3002/hook', otherPath: true, state: 'paused', queued: 3, sent: 0 }),
        ],
      }),
      fakeEndpoint({ id: 'endpoint-other', name: 'Another provider', path: '/webhooks/other', methods: ['GET', 'PUT'], key: 'none', maxBodyBytes: 1_048_576 }),
    ],
    origin: 'http://127.0.0.1:4200', originTls: 'https://127.0.0.1:4243', types: ['notifyPayment', 'notifyRefund', 'notifyCapture', 'other'],
  };
}
