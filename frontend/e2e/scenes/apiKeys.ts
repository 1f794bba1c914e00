import type { Page } from '@playwright/test';
import { after, busy, click, refusal, shows } from './scene';
import type { Answer, Json, Scenes } from './scene';

const key = (change: Json): Json => ({
  id: JSON.stringify(change), name: '', kind: 'standard', prefix: 'isak_TEST_204817336250', allowedApis: [], allowedIps: [], createdAt: '2026-03-05T08:30:00.000Z', revokedAt: '', ...change,
});
const some: Answer = () => ({
  items: [
    key({ name: 'Web shop' }),
    key({ name: 'Refund desk', kind: 'restricted', prefix: 'irak_TEST_581120947733', allowedApis: ['payments/refund', 'payments/inquiryPayment'], allowedIps: ['10.0.0.0/8', '192.168.100.200'] }),
    key({ name: 'Old till', revokedAt: '2026-03-06T08:30:00.000Z' }),
  ],
});
const dialog = after(shows('table'), click('main header .ant-btn-primary'), shows('.ant-modal input'));
const named = after(dialog, (page: Page) => page.locator('#apiKey_name').fill('Kiosk'));
const submit = click('.ant-modal-footer .ant-btn-primary');

export const apiKeyScenes: Scenes = () => [
  { name: 'api-keys', at: '/api-keys', answers: { 'APIKeys/List': some }, act: shows('table') },
  { name: 'api-keys-create', at: '/api-keys', answers: { 'APIKeys/List': some }, act: after(dialog, (page) => page.locator('.ant-modal .ant-radio-wrapper').nth(1).click(), shows('#apiKey_allowedApis')) },
  { name: 'api-keys-refused', at: '/api-keys', answers: { 'APIKeys/List': some, 'APIKeys/Create': refusal(400, 'invalid_argument', '"here" is not an address or a block such as 10.0.0.0/8', 'allowedIps') }, act: after(named, submit, shows('.ant-form-item-explain-error')) },
  { name: 'api-keys-once', at: '/api-keys', answers: { 'APIKeys/List': some }, act: after(named, submit, shows('[data-testid="api-key"]')) },
  { name: 'api-keys-revoke', at: '/api-keys', answers: { 'APIKeys/List': some }, act: after(shows('table'), click('td .ant-btn'), shows('.ant-popconfirm')) },
  { name: 'api-keys-empty', at: '/api-keys', live: true, act: shows('.ant-empty') },
  { name: 'api-keys-loading', at: '/api-keys', answers: { 'APIKeys/List': 'never' }, act: shows('.ant-skeleton') },
  { name: 'api-keys-error', at: '/api-keys', answers: { 'APIKeys/List': busy }, act: shows('.ant-alert-error') },
];
