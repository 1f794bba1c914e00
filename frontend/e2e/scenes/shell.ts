import { after, click, press, refusal, shows } from './scene';
import type { Answer, Json, Scenes } from './scene';

const error = shows('.ant-alert-error');
const panel = after(click('[data-testid="status-button"]'), shows('.ant-popover dl'));
const menu = (fromEnd: number) => after(shows('table'), (page) => page.getByRole('banner').getByRole('button').nth(-fromEnd).click(), shows('.ant-dropdown-menu-item'));

const status = (change: (real: Json) => Json): Record<string, Answer> => ({ 'System/Status': (real) => ({ ...real, ...change(real) }) });
const failed = (problemCode: string, problem: string, remedy: string) => status(() => ({ state: 'failed', servers: [], problemCode, problem, remedy, dataFolder: '/home/ada/.local/share/antomdesk' }));

/** The gateway as it is when another program has its port. */
const taken = status(({ servers }) => ({
  servers: (servers as Json[]).map((server) => (server.name === 'gateway'
    ? { ...server, address: '127.0.0.1:18080', origin: '', problem: '127.0.0.1:18080 is already in use by another program', remedy: 'Close that program, or choose another address' }
    : server)),
}));

export const shellScenes: Scenes = () => [
  { name: 'status', at: '/', act: panel },
  { name: 'commands', at: '/', act: after(shows('table'), press('Control+k'), shows('[role="dialog"] input')) },
  { name: 'language-menu', at: '/', act: menu(2) },
  { name: 'theme-menu', at: '/', act: menu(1) },
  { name: 'folded', at: '/', act: after(shows('table'), click('nav > button')) },
  { name: 'not-found', at: '/nowhere', act: shows('main .ant-btn-primary') },
  { name: 'crashed', at: '/', fails: true, answers: { 'Payments/List': () => ({}) }, act: shows('.ant-result') },
  { name: 'connection-lost', at: '/', deaf: true, act: shows('.ant-alert-warning') },
  { name: 'starting', at: '/', answers: status(() => ({ state: 'starting', servers: [] })), act: shows('.ant-spin') },
  { name: 'port-taken', at: '/', answers: taken, act: error },
  { name: 'port-taken-status', at: '/', answers: taken, act: panel },
  { name: 'port-taken-other', at: '/', answers: taken, act: after(click('.ant-alert-error button'), shows('.ant-popover input')) },
  { name: 'folder-locked', at: '/', answers: failed('conflict', 'the data folder /home/ada/.local/share/antomdesk is in use by antomctl serve (pid 4711)', 'Close it there or name another folder with --data'), act: error },
  { name: 'folder-read-only', at: '/', answers: failed('unavailable', '/home/ada/.local/share/antomdesk/secrets.json cannot be written', 'Give this user write permission or name another data folder with --data'), act: error },
  { name: 'file-newer', at: '/', answers: failed('unavailable', 'The file /home/ada/.local/share/antomdesk/antomdesk.db was written by a newer version of Antom Desk (format 9, this build knows 2)', 'Install that version or choose another data folder'), act: error },
  { name: 'denied', at: '/', answers: { 'System/Status': refusal(401, 'denied', 'this browser is not signed in') }, act: shows('.ant-alert-warning') },
  { name: 'unreachable', at: '/', answers: { 'System/Status': refusal(500, 'internal', 'Antom Desk made a mistake (runtime error: index out of range [3] with length 3); nothing was changed by the part that failed. Try again, and report it with the program\'s log if it happens twice') }, act: error },
];
