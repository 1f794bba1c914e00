import type { Page } from '@playwright/test';
import { after, busy, click, shows } from './scene';
import type { Scenes } from './scene';

const ready = shows('.cm-content');
const finding = shows('[data-testid="finding"]');
const path = '/ams/sandbox/api/v1/payments/pay';
const fill = (field: number, text: string) => async (page: Page) => page.locator('main input:not([type]), main input[type="text"], main textarea').nth(field).fill(text);
const run = click('.ant-card-extra .ant-btn-primary');
const signing = after(ready, click('main .ant-segmented-item:nth-child(2)'));

export const doctorScenes: Scenes = ({ refusedExchange }) => [
  { name: 'doctor', at: '/doctor', act: ready },
  { name: 'doctor-explained', at: `/doctor?exchange=${refusedExchange}`, act: after(ready, finding) },
  { name: 'doctor-loading', at: `/doctor?exchange=${refusedExchange}`, answers: { 'Logs/Get': 'never' }, act: shows('.ant-skeleton') },
  { name: 'doctor-missing', at: '/doctor?exchange=01a2141c-53e9-7f4c-85bc-29fc547c2d34', act: shows('.ant-alert-error') },
  { name: 'doctor-refused', at: '/doctor', act: after(ready, fill(0, path), fill(2, 'not a key'), run, shows('[aria-invalid="true"]')) },
  { name: 'doctor-error', at: '/doctor', answers: { 'Signatures/Verify': busy }, act: after(ready, fill(0, path), run, shows('.ant-alert-error')) },
  { name: 'doctor-path-missing', at: '/doctor', act: after(ready, run, shows('[aria-invalid="true"]')) },
  { name: 'doctor-sign', at: '/doctor', act: signing },
  { name: 'doctor-signed', at: '/doctor', act: after(signing, fill(0, path), run, shows('.ant-alert-success')) },
  { name: 'call-explained', at: `/logs/requests/${refusedExchange}?tab=signed`, act: after(shows('.ant-drawer [data-testid="finding"]')) },
];
