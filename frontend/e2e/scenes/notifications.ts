import { after, busy, click, press, shows } from './scene';
import type { Scenes } from './scene';

const row = shows('.ant-table-row');
const editor = shows('.cm-content');
const test = '/notifications?tab=test';

export const notificationScenes: Scenes = ({ delivery }) => [
  { name: 'notifications', at: '/notifications', act: row },
  { name: 'notifications-url', at: '/notifications', act: after(row, click('.ant-table-row .ant-btn'), shows('.ant-modal input')) },
  { name: 'notifications-url-wrong', at: '/notifications', act: after(row, click('.ant-table-row .ant-btn'), (page) => page.locator('.ant-modal input').fill('localhost:3000'), press('Enter'), shows('.ant-form-item-explain-error')) },
  { name: 'notifications-loading', at: '/notifications', answers: { 'Notifications/URLs': 'never' }, act: shows('.ant-skeleton') },
  { name: 'notifications-error', at: '/notifications', answers: { 'Notifications/URLs': busy }, act: shows('.ant-alert-error') },
  { name: 'notifications-test', at: test, act: after(editor, shows('.ant-empty')) },
  { name: 'notifications-sent', at: test, act: after(editor, click('.ant-card-extra .ant-btn-primary'), shows('section li')) },
  { name: 'notifications-refused', at: test, act: after(editor, (page) => page.locator('input.mono').fill('localhost'), click('.ant-card-extra .ant-btn-primary'), shows('.ant-alert-error')) },
  { name: 'resend', at: `/logs/notifications/${delivery}`, act: after(shows('.ant-drawer dl'), (page) => page.locator('.ant-drawer').getByRole('button', { name: /^(Resend|重新发送|重发)/ }).click(), shows('.ant-modal, .ant-dropdown-menu-item')) },
];

export const labScenes: Scenes = () => [
  { name: 'lab', at: '/lab', act: shows('.ant-tag') },
  { name: 'lab-loading', at: '/lab', answers: { 'Lab/List': 'never', 'Lab/Presets': 'never' }, act: shows('.ant-skeleton') },
  { name: 'lab-error', at: '/lab', answers: { 'Lab/List': busy }, act: shows('.ant-alert-error') },
  { name: 'lab-armed', at: '/lab', live: true, act: after(shows('.ant-tag'), click('li .ant-btn'), shows('.ant-table-row')) },
];
