import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakeTime } from '@/testing/fakeClock';
import { renderApp } from '@/testing/renderApp';

const soon = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

describe('the virtual clock', () => {
  it('says what a jump will set off before it is made, and then makes it', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/clock', (fake) => {
      fake.due = [
        { what: 'payment', id: 'P1', paymentId: 'P1', status: 'PROCESSING', detail: '', at: soon(300) },
        { what: 'notification', id: 'N1', paymentId: 'P2', status: 'PENDING', detail: 'notifyRefund', at: soon(7_200) },
      ];
    });
    const preview = await screen.findByTestId('clock-preview');
    expect(preview.textContent).toContain('One thing happens on the way');
    expect(preview.textContent).toContain('The payment closes unless it is paid');
    await user.click(screen.getByText('+1 day'));
    await waitFor(() => expect(preview.textContent).toContain('2 things happen'));
    expect(preview.textContent).toContain('notifyRefund is sent');
    await user.click(screen.getByRole('button', { name: 'Move the clock' }));
    await waitFor(() => expect(desk.calls).toContainEqual({ name: 'Clock.Advance', input: { environment: 'env-test', millis: 86_400_000 } }));
    expect((await screen.findByTestId('clock-button')).dataset.clock).toBe('virtual');
  });

  it('is frozen and set free, and shows it in the header of every page', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/clock');
    const button = await screen.findByTestId('clock-button');
    expect(button.dataset.clock).toBe('real');
    await user.click(await screen.findByRole('button', { name: 'Freeze' }));
    await waitFor(() => expect(button.dataset.clock).toBe('frozen'));
    expect(button.textContent).toContain('Frozen');
    await user.click(await screen.findByRole('button', { name: 'Run on from here' }));
    await waitFor(() => expect(button.dataset.clock).toBe('virtual'));
    // Moved by another program.
    desk.time = fakeTime();
    act(() => desk.onHint('environment'));
    await waitFor(() => expect(button.dataset.clock).toBe('real'));
  });

  it('marks the times of payments while it is moved', async () => {
    await renderApp('/', (fake) => {
      fake.time = fakeTime({ virtual: true, offsetMillis: 3_600_000 });
    });
    const row = (await screen.findByText('order-7780'.slice(-8))).closest('tr');
    expect(within(row ?? expect.fail('no row')).getByRole('img', { name: 'Virtual time of this environment' })).toBeTruthy();
  });

  it('says why a jump failed', async () => {
    const user = userEvent.setup();
    await renderApp('/clock', (fake) => fake.failing.set('Clock.Advance', new ApiError('conflict', 'something that is due stays due, so the clock stopped there')));
    await user.click(await screen.findByRole('button', { name: 'Move the clock' }));
    expect((await screen.findByRole('alert')).textContent).toContain('stays due');
  });
});
