import { after, busy, click, refusal, shows } from './scene';
import type { Answer, Json, Scenes } from './scene';

/** The clock stands still, three days behind what it would show. */
const frozen: Answer = (real: Json) => ({ ...real, now: '2026-03-05T08:30:00.000Z', frozen: true, virtual: true, offsetMillis: 0, nextDue: '2026-03-05T08:44:00.000Z' });

export const clockScenes: Scenes = () => [
  { name: 'clock', at: '/clock', act: shows('table') },
  { name: 'clock-frozen', at: '/clock', answers: { 'Clock/Get': frozen }, act: after(shows('table'), click('.ant-card .ant-segmented-item:nth-child(4)')) },
  { name: 'clock-at', at: '/clock', act: after(shows('table'), click('.ant-card .ant-segmented-item:nth-child(5)'), click('.ant-picker'), shows('.ant-picker-dropdown')) },
  { name: 'clock-virtual-home', at: '/', answers: { 'Clock/Get': frozen }, act: shows('table') },
  { name: 'clock-refused', at: '/clock', answers: { 'Clock/Advance': refusal(409, 'conflict', 'something that is due at 2026-03-05T16:44:00+08:00 stays due, so the clock stopped there; look at what is due, and reset the clock to go on in real time') }, act: after(shows('table'), click('.ant-card-body .ant-btn-primary'), shows('.ant-alert-error')) },
  { name: 'clock-empty', at: '/clock', live: true, act: shows('.ant-empty') },
  { name: 'clock-loading', at: '/clock', answers: { 'Clock/Due': 'never' }, act: shows('.ant-skeleton') },
  { name: 'clock-error', at: '/clock', answers: { 'Clock/Due': busy }, act: shows('.ant-alert-error') },
];
