import type { Page } from '@playwright/test';
import { after, busy, click, shows } from './scene';
import type { Scenes } from './scene';

const choose = click('main header .ant-btn-primary');
const ownKeys = (page: Page) => page.locator('.ant-dropdown-menu-item').nth(1).click();
const submit = click('.ant-modal .ant-btn-primary');

export const keysScenes: Scenes = () => [
  { name: 'keys', at: '/keys', act: shows('table') },
  { name: 'keys-replace-menu', at: '/keys', act: after(choose, shows('.ant-dropdown-menu-item')) },
  { name: 'keys-replace', at: '/keys', act: after(choose, click('.ant-dropdown-menu-item'), shows('.ant-modal [type="checkbox"]')) },
  { name: 'keys-own', at: '/keys', act: after(choose, ownKeys, shows('.ant-modal textarea')) },
  { name: 'keys-own-refused', at: '/keys', act: after(choose, ownKeys, (page) => page.locator('.ant-modal textarea').first().fill('not a key'), submit, shows('.ant-modal .ant-form-item-explain-error')) },
  { name: 'keys-empty', at: '/keys', live: true, act: shows('.ant-empty') },
  { name: 'keys-generate', at: '/keys', live: true, act: after(choose, shows('.ant-modal [type="checkbox"]')) },
  { name: 'keys-loading', at: '/keys', answers: { 'Keys/Show': 'never' }, act: shows('.ant-skeleton') },
  { name: 'keys-error', at: '/keys', answers: { 'Keys/Show': busy }, act: shows('.ant-alert-error') },
];

/** Makes a new key pair, so it comes after the scenes that call with the old one. */
export const newKeyScenes: Scenes = () => [
  { name: 'keys-once', at: '/keys', act: after(choose, click('.ant-dropdown-menu-item'), submit, shows('[data-testid="private-key"]')) },
];
