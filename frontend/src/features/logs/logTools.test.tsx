import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { renderApp } from '@/testing/renderApp';
import { shareRead } from './useBodySearch';
import type { BodyScan } from './useBodySearch';

const searchBox = () => screen.findByRole('combobox', { name: 'Search' });

describe('the search box', () => {
  it('shows the search in parts, marks the one that is wrong, and takes one away', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/logs/requests?q=pay%20foo:1', (fake) => {
      fake.fill(3);
      fake.failing.set('Logs.List', new ApiError('invalid_argument', 'at character 5: "foo" is not a field', 'query'));
    });
    expect((await screen.findByRole('alert')).textContent).toContain('"foo" is not a field');
    expect(within(screen.getByRole('list', { name: 'What is searched' })).getAllByRole('listitem').map((item) => item.dataset.wrong === 'true')).toEqual([false, true]);
    desk.failing.clear();
    await user.click(screen.getByRole('button', { name: 'Remove foo:1' }));
    await waitFor(() => expect(window.location.hash).toMatch(/q=pay$/));
  });
});

describe('the search in bodies', () => {
  it('reads part by part to the end and shows what it found', async () => {
    const desk = await renderApp('/logs/requests?body=-0', (fake) => fake.fill(250));
    expect(await screen.findByText(/^250 read, \d+ found$/)).toBeTruthy();
    const asked = desk.calls.filter(({ name }) => name === 'Logs.SearchBodies').map(({ input }) => input.beforeSeq);
    expect(asked).toEqual(['', '9901', '9801']);
  });

  it('stops where it is told to, and goes on from there', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/logs/requests?body=nowhere', (fake) => {
      fake.fill(250);
      fake.hanging.add('Logs.SearchBodies');
    });
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(await screen.findByText('Stopped; nothing found so far')).toBeTruthy();
    desk.hanging.clear();
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByText('No body holds “nowhere”')).toBeTruthy();
  });

  it('tells how far it is by how far down the log it is', () => {
    const scan: BodyScan = { items: [], scanned: 0, reached: '250', state: 'running' };
    expect(shareRead(scan, '1000')).toBe(75);
    expect(shareRead({ ...scan, reached: '' }, '1000')).toBe(0);
    expect(shareRead({ ...scan, reached: '1' }, '1000')).toBe(99);
    expect(shareRead({ ...scan, state: 'done' }, '')).toBe(100);
  });
});

describe('comparing', () => {
  it('takes the two rows marked last, by keyboard', async () => {
    const user = userEvent.setup();
    await renderApp('/logs/requests', (fake) => fake.fill(5));
    expect((await searchBox())).toBeTruthy();
    await screen.findByText('5 rows loaded');
    await user.keyboard('jxjxjx');
    expect(screen.getByRole('button', { name: 'Compare 2 of 2' })).toBeTruthy();
    await user.keyboard('c');
    await waitFor(() => expect(window.location.hash).toMatch(/\/logs\/compare\/\S+9999\/\S+9998$/));
    expect(await screen.findByRole('heading', { name: 'Compare two exchanges' })).toBeTruthy();
  });
});

describe('everything about a payment', () => {
  it('is one key away from a row', async () => {
    const user = userEvent.setup();
    await renderApp('/logs/notifications', (fake) => fake.fill(5));
    await screen.findByText('5 rows loaded');
    await user.keyboard('jp');
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/logs\/all\?q=payment%3A\d+$/));
  });
});

describe('exporting', () => {
  it('says how many rows there are before it asks for a file', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/logs/requests', (fake) => fake.fill(5));
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    expect(await screen.findByText('5 rows go into the file.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: /NDJSON/ }));
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('5 rows written to rows.ndjson')).toBeTruthy();
    expect(desk.calls.at(-1)).toMatchObject({ name: 'Logs.Save', input: { log: 'requests', format: 'ndjson', limit: 0 } });
  });
});
