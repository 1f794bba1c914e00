import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakeScenario } from '@/testing/fakeScenarios';
import { renderApp } from '@/testing/renderApp';

const openDialog = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.click(await screen.findByRole('button', { name: 'Simulate an error' }));
  return screen.findByRole('dialog', { name: 'Simulate an error' });
};

describe('error scenario simulation', () => {
  it('arms a documented code for the next calls and shows it as active', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/scenarios');
    await screen.findByText('No error is simulated');
    const dialog = await openDialog(user);
    await user.click(await within(dialog).findByRole('combobox', { name: 'Result code' }));
    await user.click(await screen.findByText('RISK_REJECT · F'));
    await user.click(within(dialog).getByText('Next calls'));
    const calls = await within(dialog).findByRole('spinbutton', { name: 'How many calls' });
    await user.clear(calls);
    await user.type(calls, '2');
    await user.click(within(dialog).getByRole('button', { name: 'Start the simulation' }));
    expect(await screen.findByText('After 2 more calls')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Scenarios.Arm')?.input).toMatchObject({
      environment: 'env-test', api: 'payments/pay', resultCode: 'RISK_REJECT', calls: 2, durationMinutes: 0, untilEnded: false,
    });
  }, 60_000);

  it('shows a refusal at the field it is about and keeps what was chosen', async () => {
    const user = userEvent.setup();
    await renderApp('/scenarios', (desk) => desk.failing.set('Scenarios.Arm', new ApiError('invalid_argument', 'this scenario would change nothing', 'resultCode')));
    const dialog = await openDialog(user);
    await user.click(await within(dialog).findByRole('button', { name: 'Start the simulation' }));
    expect(await within(dialog).findByText('This scenario would change nothing')).toBeTruthy();
    expect(within(dialog).getAllByText('payments/pay').length).toBeGreaterThan(0);
  }, 60_000);

  it('ends one, and all of them where there are several', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/scenarios', (fake) => {
      fake.scenarios.items = [fakeScenario({ id: 'a' }), fakeScenario({ id: 'b', api: 'payments/refund' }), fakeScenario({ id: 'c', api: 'payments/cancel' })];
    });
    await user.click(await screen.findByRole('button', { name: 'End the simulation of payments/refund' }));
    await waitFor(() => expect(screen.getAllByText('Active')).toHaveLength(2));
    await user.click(screen.getByRole('button', { name: 'End all' }));
    await waitFor(() => expect(screen.queryByText('Active')).toBeNull());
    expect(desk.calls.find(({ name }) => name === 'Scenarios.End')?.input).toEqual({ id: 'b' });
    expect(screen.queryByRole('button', { name: 'End all' })).toBeNull();
  }, 60_000);
});
