import { after, busy, click, shows } from './scene';
import type { Scenes } from './scene';

const target = shows('.ant-table-row');
const preview = shows('.ant-drawer pre');
const editor = shows('.ant-drawer .cm-content');
const mistake = '{\n  "id": {{.Paymentid}}\n}';

export const endpointScenes: Scenes = ({ endpoint, forwarded }) => [
  { name: 'endpoints', at: '/endpoints', act: target },
  { name: 'endpoints-add', at: '/endpoints/new', act: preview },
  { name: 'endpoints-edit', at: `/endpoints/${endpoint}`, act: after(editor, preview) },
  {
    name: 'endpoints-mistake',
    at: `/endpoints/${endpoint}`,
    act: after(editor, (page) => page.locator('.ant-drawer .cm-content').first().fill(mistake), shows('.ant-drawer [role="alert"]'), (page) => page.locator('.ant-drawer [role="alert"]').first().scrollIntoViewIfNeeded()),
  },
  { name: 'endpoints-taken', at: '/endpoints/new', act: after(preview, (page) => page.locator('.ant-drawer input.mono').first().fill('/shop/notify'), shows('.ant-form-item-explain-error')) },
  { name: 'endpoints-target', at: '/endpoints', act: after(target, click('section .ant-btn-sm'), (page) => page.locator('.ant-modal input.mono').fill('http://127.0.0.1:3000/hook'), shows('.ant-modal .ant-alert')) },
  { name: 'endpoints-menu', at: '/endpoints', act: after(target, click('.ant-table-row .ant-dropdown-trigger'), shows('.ant-dropdown-menu-item')) },
  { name: 'endpoints-test', at: '/endpoints', act: after(target, click('.ant-card-extra .ant-btn'), shows('.ant-notification-notice')) },
  { name: 'endpoints-empty', at: '/endpoints', live: true, act: shows('.ant-empty') },
  { name: 'endpoints-gone', at: '/endpoints/nothing', live: true, act: shows('.ant-drawer .ant-empty') },
  { name: 'endpoints-loading', at: '/endpoints', answers: { 'Endpoints/List': 'never' }, act: shows('.ant-skeleton') },
  { name: 'endpoints-error', at: '/endpoints', answers: { 'Endpoints/List': busy }, act: shows('.ant-alert-error') },
  { name: 'capture-answered', at: `/logs/notifications/${forwarded}`, act: shows('.ant-drawer dl') },
  { name: 'capture-forwards', at: `/logs/notifications/${forwarded}?tab=forwards`, act: shows('.ant-drawer section') },
];
