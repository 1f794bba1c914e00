import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakeStatus } from '@/testing/fakeData';
import { renderApp } from '@/testing/renderApp';

describe('the program’s state', () => {
  it('is the screen while it starts, and gives way once it is ready', async () => {
    const desk = await renderApp('/', (fake) => {
      fake.status = fakeStatus({ state: 'starting' });
    });
    expect(await screen.findByRole('heading', { name: 'Starting Antom Desk' })).toBeTruthy();
    desk.status = fakeStatus();
    expect(await screen.findByRole('heading', { name: 'Home', level: 1 }, { timeout: 5_000 })).toBeTruthy();
  });

  it('shows what failed, and the remedy', async () => {
    await renderApp('/', (fake) => {
      fake.status = fakeStatus({ state: 'failed', problemCode: 'conflict', problem: 'process 4711 uses this folder', remedy: 'Stop it and try again' });
    });
    expect(await screen.findByRole('heading', { name: 'Another program uses this data folder' })).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toContain('Process 4711 uses this folder');
    expect(screen.getByRole('alert').textContent).toContain('Stop it and try again');
  });

  it('says how to get back in when the session ended', async () => {
    await renderApp('/', (fake) => fake.failing.set('System.Status', new ApiError('denied', 'not signed in')));
    expect(await screen.findByRole('heading', { name: 'This link is no longer valid' })).toBeTruthy();
  });

  it('puts a taken port above every page, and moves the server to another one', async () => {
    const user = userEvent.setup();
    const taken = fakeStatus().servers.map((server) => (server.name === 'gateway' ? { ...server, origin: '', problem: 'Another program listens there.', remedy: 'Choose another port.' } : server));
    const desk = await renderApp('/keys', (fake) => {
      fake.status = fakeStatus({ servers: taken });
    });
    expect(await screen.findByText('Gateway (HTTP) does not listen on 127.0.0.1:4100')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try another port' }));
    expect(await screen.findByDisplayValue('127.0.0.1:4101')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start here' }));
    await waitFor(() => expect(screen.queryByText(/does not listen on/)).toBeNull());
    expect(desk.calls).toContainEqual({ name: 'System.RestartServer', input: { name: 'gateway', address: '127.0.0.1:4101' } });
  });
});

describe('key configuration', () => {
  it('shows the private key once, only until "I know"', async () => {
    const user = userEvent.setup();
    await renderApp('/keys', (fake) => {
      fake.registered = false;
    });
    await user.click((await screen.findAllByRole('button', { name: 'Generate key' }))[0] ?? expect.fail('no button'));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Confirm' }));
    expect((await screen.findByTestId('private-key')).textContent).toMatch(/^MIIEv/);
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('private-key')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I know' }));
    await waitFor(() => expect(document.body.textContent).not.toContain('MIIEv'));
    expect(await screen.findByText('Active')).toBeTruthy();
  });

  it('keeps what was typed when an import is refused, and marks the field', async () => {
    const user = userEvent.setup();
    await renderApp('/keys', (fake) => {
      fake.registered = false;
      fake.failing.set('Keys.Import', new ApiError('invalid_argument', 'this is not an RSA public key', 'publicKey'));
    });
    await user.click(await screen.findByRole('button', { name: 'Use your own public and private keys' }));
    const field = await screen.findByRole('textbox', { name: 'Public key' });
    await user.type(field, 'half a key');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('This is not an RSA public key')).toBeTruthy();
    expect(screen.getByDisplayValue('half a key')).toBe(field);
  });
});

describe('live updates', () => {
  it('show a payment made elsewhere without a reload', async () => {
    const desk = await renderApp('/', (fake) => {
      fake.payments = [];
    });
    expect(await screen.findByText('No payments yet')).toBeTruthy();
    desk.payments = [{ seq: '1', paymentId: '20260302000001', paymentRequestId: 'order-1', status: 'PROCESSING', amountMinor: '1099', currency: 'USD', amountText: '10.99 USD', paymentMethodType: 'GCASH', createdAt: '2026-03-02T08:30:00Z', paidAt: '', resultCode: '', walletUrl: 'http://127.0.0.1:4100/wallet/x' }];
    act(() => desk.onHint('payment'));
    expect(await screen.findByText('10.99 USD')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Open the wallet page of payment 20260302000001' })).toBeTruthy();
  });
});

describe('the navigation', () => {
  it('unfolds and folds on request, narrow as the window is', async () => {
    const user = userEvent.setup();
    await renderApp('/');
    await user.click(await screen.findByRole('button', { name: 'Expand navigation' }));
    await user.click(await screen.findByRole('button', { name: 'Collapse navigation' }));
    expect(await screen.findByRole('button', { name: 'Expand navigation' })).toBeTruthy();
  });
});

describe('the number of loaded rows', () => {
  it('is not told before there are any', async () => {
    await renderApp('/logs/requests', (fake) => fake.hanging.add('Logs.List'));
    expect(await screen.findByRole('status', { name: 'Loading' })).toBeTruthy();
    expect(screen.queryByText(/rows? loaded/)).toBeNull();
  });

  it('is not told beside an error, and is once the log is there', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/logs/requests', (fake) => {
      fake.fill(3);
      fake.failing.set('Logs.List', new ApiError('unavailable', 'the data file is busy'));
    });
    expect(await screen.findByText('The data file is busy')).toBeTruthy();
    expect(screen.queryByText(/rows? loaded/)).toBeNull();
    desk.failing.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('3 rows loaded')).toBeTruthy();
  });
});

describe('the panels', () => {
  it('say what failed and try again on request', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/logs/requests', (fake) => fake.failing.set('Logs.List', new ApiError('unavailable', 'the data file is busy; close the other program')));
    expect(await screen.findByText('The data file is busy; close the other program')).toBeTruthy();
    desk.failing.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No calls yet')).toBeTruthy();
  });

  it('say what the server refused in the language of the screen', async () => {
    const user = userEvent.setup();
    const busy = new ApiError('unavailable', 'Another program holds the data file; close it and try again.');
    await renderApp('/logs/requests', (fake) => fake.failing.set('Logs.List', busy));
    expect(await screen.findByText('Another program holds the data file; close it and try again.')).toBeTruthy();
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /page|command/i }), '简体{Enter}');
    expect(await screen.findByText('其他程序占用了数据文件；请关闭它后重试。')).toBeTruthy();
  });

  it('turn every word Chinese with the language', async () => {
    const user = userEvent.setup();
    await renderApp('/logs/requests');
    await screen.findByText('No calls yet');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: /page|command/i }), '简体{Enter}');
    expect(await screen.findByText('还没有调用')).toBeTruthy();
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
