import { after, busy, click, shows } from './scene';
import type { Scenes } from './scene';

const rows = shows('[role="gridcell"]');
const bodies = '/logs/requests?body=ORDER-order-7784';
const typed = (text: string) => after(rows, (page) => page.getByRole('combobox').first().fill(text), shows('.ant-select-item-option'));

export const logToolScenes: Scenes = ({ paidId, paidExchange, refusedExchange }) => {
  const compare = `/logs/compare/${paidExchange}/${refusedExchange}`;
  const diff = shows('.cm-mergeView .cm-changedLine');
  return [
    { name: 'search-fields', at: '/logs/requests', act: after(rows, click('input[type="search"]'), shows('.ant-select-item-option')) },
    { name: 'search-values', at: '/logs/requests', act: typed('status:F code:') },
    { name: 'search-terms', at: '/logs/requests?q=status:F,U%20-code:PARAM_ILLEGAL%20after:2h%20%22payments%20pay%22', act: rows },
    { name: 'search-mistake', at: '/logs/requests?q=payments%20status:X', act: shows('[role="alert"]') },
    { name: 'payment', at: `/logs/all?q=payment:${paidId}`, act: rows },
    { name: 'all-empty', at: '/logs/all', live: true, act: shows('.ant-empty') },
    { name: 'bodies-open', at: '/logs/requests?body=', act: shows('[role="search"] input') },
    { name: 'bodies', at: bodies, act: rows },
    { name: 'bodies-nothing', at: '/logs/requests?body=nobody-says-this', act: shows('.ant-empty') },
    { name: 'bodies-reading', at: bodies, answers: { 'Logs/SearchBodies': 'never' }, act: shows('.ant-skeleton') },
    { name: 'bodies-error', at: bodies, answers: { 'Logs/SearchBodies': busy }, act: shows('.ant-alert-error') },
    { name: 'marked', at: '/logs/requests', act: after(rows, (page) => page.keyboard.press('j'), (page) => page.keyboard.press('x'), (page) => page.keyboard.press('j'), (page) => page.keyboard.press('x')) },
    { name: 'compare', at: compare, act: diff },
    { name: 'compare-headers', at: `${compare}?part=answerHead`, act: diff },
    { name: 'compare-same', at: `/logs/compare/${paidExchange}/${paidExchange}`, act: after(shows('.ant-alert-success'), shows('.cm-content')) },
    { name: 'compare-loading', at: compare, answers: { 'Logs/Get': 'never' }, act: shows('.ant-skeleton') },
    { name: 'compare-missing', at: `/logs/compare/${paidExchange}/01a2141c-53e9-7f4c-85bc-29fc547c2d34`, act: shows('.ant-alert-error') },
    { name: 'export', at: '/logs/requests?q=status:F', act: after(rows, (page) => page.getByRole('button', { name: /Export|导出/ }).click(), shows('.ant-modal [role="status"]')) },
    { name: 'export-error', at: '/logs/requests', answers: { 'Logs/Count': busy }, act: after(rows, (page) => page.getByRole('button', { name: /Export|导出/ }).click(), shows('.ant-modal .ant-alert-error')) },
  ];
};
