import { call } from '../support/merchant';
import { after, busy, click, shows } from './scene';
import type { Scenes } from './scene';

const rows = shows('[role="gridcell"]');
const drawer = shows('.ant-drawer dl');
const drawerBody = shows('.ant-drawer .cm-content');
const failed = shows('.ant-alert-error');

export const logScenes: Scenes = ({ merchant, paidId, paidExchange, refusedExchange, delivery, capture }) => {
  const at = `/logs/requests/${paidExchange}`;
  const bodyAs = (index: number) => after(drawerBody, (page) => page.locator('.ant-drawer .ant-segmented-item').nth(index).click());
  const arrival = async () => { await call(merchant, 'payments/inquiryPayment', { paymentId: paidId }); };
  return [
    { name: 'requests', at: '/logs/requests', act: rows },
    { name: 'requests-search', at: `/logs/requests?q=${paidId}`, act: rows },
    { name: 'requests-nothing', at: '/logs/requests?q=zzz', act: shows('.ant-empty') },
    { name: 'requests-search-refused', at: '/logs/requests?q=colour:red', act: failed },
    { name: 'requests-paused', at: '/logs/requests', act: after(rows, click('button[aria-pressed]')) },
    { name: 'requests-new', at: '/logs/requests', act: after(rows, click('button[aria-pressed]'), arrival, shows('[data-testid="new-rows"]')) },
    { name: 'requests-empty', at: '/logs/requests', live: true, act: shows('.ant-empty') },
    { name: 'requests-loading', at: '/logs/requests', answers: { 'Logs/List': 'never' }, act: shows('.ant-skeleton') },
    { name: 'requests-error', at: '/logs/requests', answers: { 'Logs/List': busy }, act: failed },
    { name: 'call', at, act: drawer },
    { name: 'call-refused', at: `/logs/requests/${refusedExchange}`, act: drawer },
    { name: 'call-request', at: `${at}?tab=request`, act: drawerBody },
    { name: 'call-raw', at: `${at}?tab=request`, act: bodyAs(1) },
    { name: 'call-hex', at: `${at}?tab=request`, act: bodyAs(2) },
    { name: 'call-answer', at: `${at}?tab=answer`, act: drawerBody },
    { name: 'call-headers', at: `${at}?tab=headers`, act: shows('.ant-drawer pre') },
    { name: 'call-signed', at: `${at}?tab=signed`, act: shows('.ant-drawer pre') },
    { name: 'call-missing', at: '/logs/requests/01a2141c-53e9-7f4c-85bc-29fc547c2d34', act: shows('.ant-drawer .ant-alert') },
    { name: 'call-loading', at, answers: { 'Logs/Get': 'never' }, act: shows('.ant-drawer .ant-skeleton') },
    { name: 'notification-log', at: '/logs/notifications', act: rows },
    { name: 'notification-log-empty', at: '/logs/notifications', live: true, act: shows('.ant-empty') },
    { name: 'notification-attempts', at: `/logs/notifications/${delivery}?tab=attempts`, act: shows('.ant-drawer .ant-timeline') },
    { name: 'notification-capture', at: `/logs/notifications/${capture}`, act: drawer },
  ];
};
