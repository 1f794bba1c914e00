import { after, busy, click, refusal, shows } from './scene';
import type { Scenes } from './scene';

const table = shows('.ant-table-row');
const dialog = after(table, click('.ant-table-row .ant-btn'), shows('.ant-modal form'));
const form = shows('main form');

export const methodScenes: Scenes = () => [
  { name: 'methods', at: '/methods', act: table },
  { name: 'methods-rule', at: '/methods', act: dialog },
  {
    name: 'methods-refused',
    at: '/methods',
    answers: { 'Methods/Save': refusal(400, 'invalid_argument', '"PHILIPPINES" is not a country; use two capitals such as PH, or none for everywhere', 'countries') },
    act: after(dialog, click('.ant-modal-footer .ant-btn-primary'), shows('.ant-form-item-explain-error')),
  },
  { name: 'methods-nothing', at: '/methods', act: after(table, (page) => page.locator('main input').first().fill('nobody'), shows('.ant-empty')) },
  { name: 'methods-loading', at: '/methods', answers: { 'Methods/List': 'never' }, act: shows('.ant-skeleton') },
  { name: 'methods-error', at: '/methods', answers: { 'Methods/List': busy }, act: shows('.ant-alert-error') },
];

export const settingScenes: Scenes = () => [
  { name: 'settings', at: '/settings', act: form },
  { name: 'settings-changed', at: '/settings', act: after(form, (page) => page.locator('#declinedCardCode').fill('RISK_REJECT'), click('#strict')) },
  { name: 'settings-refused', at: '/settings', act: after(form, (page) => page.locator('#declinedCardCode').fill('no code'), click('form [type="submit"]'), shows('.ant-form-item-explain-error')) },
  { name: 'settings-loading', at: '/settings', answers: { 'Merchants/Settings': 'never' }, act: shows('.ant-skeleton') },
  { name: 'settings-error', at: '/settings', answers: { 'Merchants/Settings': busy }, act: shows('.ant-alert-error') },
];
