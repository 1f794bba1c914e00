import { busy, shows } from './scene';
import type { Json, Scenes } from './scene';

const steps = shows('main ol li');
const firstOpen = (real: Json): Json => ({ items: (real.items as Json[]).filter(({ status }) => status === 'PROCESSING').slice(0, 1), more: false });

export const homeScenes: Scenes = () => [
  { name: 'home', at: '/', act: shows('table') },
  { name: 'home-empty', at: '/', live: true, act: shows('.ant-empty') },
  { name: 'home-keys-made', at: '/', answers: { 'Payments/List': () => ({ items: [], more: false }) }, act: steps },
  { name: 'home-payment-open', at: '/', answers: { 'Payments/List': firstOpen }, act: shows('table') },
  { name: 'home-loading', at: '/', answers: { 'Keys/Show': 'never', 'Payments/List': 'never' }, act: shows('.ant-skeleton') },
  { name: 'home-error', at: '/', answers: { 'Keys/Show': busy, 'Payments/List': busy }, act: shows('.ant-alert-error') },
];
