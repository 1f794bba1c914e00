import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { renderApp } from '@/testing/renderApp';

describe('the Delivery Lab', () => {
  it('says when nothing is armed, and arms a fault with what the form holds', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/lab');
    expect(await screen.findByText('Nothing is armed')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'End all' }).disabled).toBe(true);
    await user.type(screen.getByLabelText('Copies'), '4');
    await user.type(screen.getByLabelText('Seed (empty: random)'), '4711');
    await user.click(screen.getByRole('button', { name: 'Arm' }));
    expect(await screen.findByText('1 fault is armed: notifications of this environment are misdelivered.')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Lab.Arm')?.input).toMatchObject({ environment: 'env-test', kind: 'duplicate', copies: 4, seed: 4711, percent: 0 });
  });

  it('ends all with one click', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/lab', (fake) => fake.fill(1));
    await user.click(await screen.findByRole('button', { name: 'End all' }));
    await waitFor(() => expect(screen.getByText('Nothing is armed')).toBeTruthy());
    expect(desk.calls.filter(({ name }) => name === 'Lab.EndAll')).toHaveLength(1);
  });

  it('arms a preset with the seed and scope of the form', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/lab');
    await user.type(await screen.findByLabelText('Only to URLs that begin with'), 'http://127.0.0.1:1/a');
    desk.failing.set('Lab.ArmPreset', new ApiError('conflict', '50 faults are armed'));
    await user.click(screen.getByRole('button', { name: 'Arm An older status comes last' }));
    expect(await screen.findByText('50 faults are armed')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Lab.ArmPreset')?.input).toMatchObject({ preset: 'older-status-last', url: 'http://127.0.0.1:1/a', paymentId: '', seed: 0 });
  });

  it('puts a refusal beside its field', async () => {
    const user = userEvent.setup();
    await renderApp('/lab', (fake) => fake.failing.set('Lab.Arm', new ApiError('invalid_argument', 'use 2 to 20 copies', 'copies')));
    await user.click(await screen.findByRole('button', { name: 'Arm' }));
    expect(await screen.findByText('Use 2 to 20 copies')).toBeTruthy();
    expect(within(screen.getByRole('main')).queryByRole('alert')?.className ?? '').not.toContain('ant-alert-error');
  });
});
