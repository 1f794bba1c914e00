import { after, busy, click, refusal, shows } from './scene';
import type { Scenes } from './scene';

const ready = shows('.cm-content');
const sendButton = click('.ant-card-extra .ant-btn-primary');
const send = after(ready, sendButton, shows('[data-testid="answer-summary"]'), ready);

export const simulatorScenes: Scenes = () => [
  { name: 'simulator', at: '/simulator', act: ready },
  { name: 'simulator-apis', at: '/simulator', act: after(ready, click('.ant-select'), shows('.ant-select-item-option-active')) },
  { name: 'simulator-answer', at: '/simulator', act: send },
  { name: 'simulator-signed', at: '/simulator', act: after(send, (page) => page.getByRole('tab').nth(1).click()) },
  { name: 'simulator-headers', at: '/simulator', act: after(send, (page) => page.getByRole('tab').nth(3).click()) },
  { name: 'simulator-refused', at: '/simulator?api=payments/refund', act: after(ready, (page) => page.locator('.cm-content').fill('{ "refundRequestId": 1'), send) },
  { name: 'simulator-paste', at: '/simulator', act: after(ready, (page) => page.locator('.ant-segmented').nth(2).locator('.ant-segmented-item').nth(1).click(), sendButton, shows('.ant-input-status-error')) },
  { name: 'simulator-failed', at: '/simulator', answers: { 'Simulator/Send': refusal(503, 'unavailable', 'Antom Desk is closing; start it again') }, act: after(ready, sendButton, shows('.ant-alert-error')) },
  { name: 'simulator-nokeys', at: '/simulator', live: true, act: shows('.ant-empty') },
  { name: 'simulator-loading', at: '/simulator', answers: { 'Simulator/APIs': 'never' }, act: shows('.ant-skeleton') },
  { name: 'simulator-error', at: '/simulator', answers: { 'Simulator/APIs': busy }, act: shows('.ant-alert-error') },
];
