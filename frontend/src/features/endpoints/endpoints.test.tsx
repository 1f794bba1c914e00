import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { renderApp } from '@/testing/renderApp';

const called = (desk: Awaited<ReturnType<typeof renderApp>>, name: string) => desk.calls.filter((call) => call.name === name).map((call) => call.input);

describe('the listener endpoints', () => {
  it('show addresses, what they answer, whose turn it is and how forwarding stands', async () => {
    await renderApp('/endpoints');
    expect(await screen.findByRole('heading', { name: 'Shop, flaky' })).toBeTruthy();
    expect(screen.getByText('http://127.0.0.1:4200/shop/notify')).toBeTruthy();
    expect(screen.getByText('HTTP 500 ×2').closest('li')?.getAttribute('aria-current')).toBe('step');
    expect(screen.getByText('More than 1000 captures')).toBeTruthy();
    const forwarding = screen.getByRole('region', { name: 'Forwarding of Shop, flaky' });
    expect(within(forwarding).getByText(/refused the connection/)).toBeTruthy();
    expect(within(forwarding).getByText('The original signature covers another path')).toBeTruthy();
    expect(within(forwarding).getByText('1000+')).toBeTruthy();
  });

  it('say what the page is for while there is only the built-in one, and what failed', async () => {
    await renderApp('/endpoints', (fake) => fake.listener.empty());
    expect(await screen.findByText('No endpoint of your own yet')).toBeTruthy();
  });

  it('say what failed and ask again', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/endpoints', (fake) => fake.failing.set('Endpoints.List', new ApiError('unavailable', 'The data file is busy.')));
    expect(await screen.findByText('The data file is busy.')).toBeTruthy();
    desk.failing.clear();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Shop, flaky' })).toBeTruthy();
  });

  it('begin a sequence anew', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/endpoints');
    const reset = await screen.findByRole('button', { name: 'Begin anew' });
    await user.click(reset);
    await waitFor(() => expect(reset.hasAttribute('disabled')).toBe(true));
    expect(called(desk, 'Endpoints.ResetSequence')).toEqual([{ id: 'endpoint-shop' }]);
  });

  it('send a test POST and lead to it in the log', async () => {
    const user = userEvent.setup();
    await renderApp('/endpoints');
    await user.click(await screen.findByRole('button', { name: 'Send a test POST to Shop, flaky' }));
    expect(await screen.findByText('Shop, flaky answered HTTP 500')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show in the log' }));
    expect(window.location.hash).toBe('#/logs/notifications?q=test-endpoint-shop');
  });
});

describe('the endpoint’s form', () => {
  it('refuses a taken path while it is typed, then adds the endpoint', async () => {
    const desk = await renderApp('/endpoints/new');
    const path = await screen.findByRole('textbox', { name: 'Path' });
    fireEvent.change(path, { target: { value: '/shop/notify' } });
    expect(await screen.findByText('Another endpoint has this path')).toBeTruthy();
    fireEvent.change(path, { target: { value: '/shop/two' } });
    await waitFor(() => expect(screen.queryByText('Another endpoint has this path')).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(called(desk, 'Endpoints.Save')).toHaveLength(1));
    expect(called(desk, 'Endpoints.Save')[0]).toMatchObject({ id: '', path: '/shop/two', key: 'antom', rule: { steps: [{ kind: 'acknowledge' }], repeat: false }, maxBodyBytes: 10_485_760 });
    expect(await screen.findByRole('heading', { name: '/shop/two' })).toBeTruthy();
    await waitFor(() => expect(window.location.hash).toBe('#/endpoints'));
  });

  it('keeps the rule of the endpoint it opens, and shows what each step would answer', async () => {
    const desk = await renderApp('/endpoints/endpoint-shop');
    const preview = await screen.findByRole('region', { name: 'Preview' });
    expect(await within(preview).findByText(/HTTP\/1.1 500 OK/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(called(desk, 'Endpoints.Save')).toHaveLength(1));
    const shop = desk.listener.list.items.find((endpoint) => endpoint.id === 'endpoint-shop');
    expect(called(desk, 'Endpoints.Save')[0]).toMatchObject({ id: 'endpoint-shop', rule: shop?.rule });
  });
});

describe('a forwarding target', () => {
  it('is added with a word on a signature that would not verify', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/endpoints');
    await user.click(await screen.findByRole('button', { name: 'Add target to Built-in endpoint' }));
    fireEvent.change(await screen.findByRole('textbox', { name: 'URL' }), { target: { value: 'http://127.0.0.1:3000/hook' } });
    expect(await screen.findByText(/The signature covers \/notifications/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Sign again for this URL' }));
    expect(screen.queryByText(/The signature covers \/notifications/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(called(desk, 'Forwards.Save')).toEqual([{ endpointId: 'built-in', id: '', url: 'http://127.0.0.1:3000/hook', types: [], signature: 'fresh' }]));
  });

  it('is paused and resumed at once, and its queue dropped after a question', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/endpoints');
    await user.click(await screen.findByRole('button', { name: 'Pause http://127.0.0.1:3001/api/antom' }));
    expect(await screen.findByRole('button', { name: 'Resume http://127.0.0.1:3001/api/antom' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'More for http://127.0.0.1:3001/api/antom of /shop/notify' }));
    await user.click(await screen.findByText('Drop the queue'));
    expect((await screen.findAllByText('Drop 17 waiting forwards?')).length).toBeGreaterThan(0);
    expect(called(desk, 'Forwards.Drop')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Drop' }));
    await waitFor(() => expect(called(desk, 'Forwards.Drop')).toEqual([{ id: 'target-2', firstOnly: false }]));
  });
});
