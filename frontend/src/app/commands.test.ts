import { describe, expect, it } from 'vitest';
import { matching } from './commands';
import { pageOf } from './pages';

const commands = [
  { title: 'Request log', group: 'Page' },
  { title: 'Notification log', group: 'Page' },
  { title: 'Dark', group: 'Theme' },
  { title: '密钥配置', group: '页面' },
];

describe('the command palette', () => {
  it('offers everything until something is typed', () => expect(matching(commands, ' ')).toHaveLength(4));

  it('finds parts of words in any order, in the title or the group', () => {
    expect(matching(commands, 'LOG req')).toEqual([commands[0]]);
    expect(matching(commands, 'theme')).toEqual([commands[2]]);
    expect(matching(commands, '密钥')).toEqual([commands[3]]);
    expect(matching(commands, 'request theme')).toEqual([]);
  });
});

describe('pageOf', () => {
  it.each([['/', '/'], ['/keys', '/keys'], ['/logs/requests/0195', '/logs/requests'], ['/logs/notifications', '/logs/notifications'], ['/keysmith', '/'], ['/nowhere', '/']])('%s belongs to %s', (path, page) => {
    expect(pageOf(path)).toBe(page);
  });
});
