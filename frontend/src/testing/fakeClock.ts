import type { DueItem, EnvironmentTime } from '@/bridge/clockTypes';
import { fakeNow } from './fakeData';

const after = (seconds: number) => new Date(fakeNow + seconds * 1_000).toISOString();

export function fakeTime(change: Partial<EnvironmentTime> = {}): EnvironmentTime {
  return { now: after(0), realNow: after(0), frozen: false, virtual: false, offsetMillis: 0, nextDue: after(200), ...change };
}

export function fakeDue(): DueItem[] {
  return [
    { what: 'payment', id: '20260302194010800100188000009980', paymentId: '20260302194010800100188000009980', status: 'PROCESSING', detail: '', at: after(200) },
    { what: 'notification', id: '0195f0bb-0000-7000-8000-000000009999', paymentId: '20260302194010800100188000009981', status: 'PENDING', detail: 'notifyPayment', at: after(600) },
    { what: 'cardAuthorization', id: '20260302194010800100188000009981', paymentId: '20260302194010800100188000009981', status: 'OPEN', detail: '', at: after(7 * 86_400) },
  ];
}
