import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakeApiKey } from '@/testing/fakeApiKeys';
import { renderApp } from '@/testing/renderApp';

const createButton = () => {
  const button = screen.getAllByRole('button', { name: 'Create an API key', hidden: true }).at(-1);
  if (!button) throw new Error('no button');
  return button;
};

describe('the API keys', () => {
  it('are made with a name, shown once, and forgotten with the dialog', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/api-keys');
    await user.click(await screen.findByRole('button', { name: 'Create an API key' }));
    await screen.findByLabelText('Name');
    await user.click(createButton());
    expect(await screen.findByText('Give the key a name.')).toBeTruthy();
    expect(desk.calls.some(({ name }) => name === 'APIKeys.Create')).toBe(false);
    await user.type(screen.getByLabelText('Name'), 'Checkout');
    await user.click(createButton());
    expect((await screen.findByTestId('api-key')).textContent).toBe('isak_TEST_100000000001_kq7Zt0xWc4LmN');
    expect(desk.calls.find(({ name }) => name === 'APIKeys.Create')?.input).toEqual({ environment: 'env-test', name: 'Checkout', kind: 'standard', allowedApis: [], allowedIps: [] });
    await user.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByTestId('api-key')).toBeNull());
    expect(await screen.findByText('Checkout')).toBeTruthy();
  }, 60_000);

  it('say at the field what is wrong with it', async () => {
    const user = userEvent.setup();
    await renderApp('/api-keys', (fake) => fake.failing.set('APIKeys.Create', new ApiError('invalid_argument', '"here" is not an address or a block such as 10.0.0.0/8', 'allowedIps')));
    await user.click(await screen.findByRole('button', { name: 'Create an API key' }));
    await user.type(await screen.findByLabelText('Name'), 'Checkout');
    await user.click(createButton());
    expect(await screen.findByText('"here" is not an address or a block such as 10.0.0.0/8')).toBeTruthy();
  }, 60_000);

  it('are revoked only after a question, and stay in sight', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/api-keys', (fake) => { fake.apiKeys = [fakeApiKey({ name: 'Old till' })]; });
    await user.click(await screen.findByRole('button', { name: 'Revoke Old till' }));
    expect(desk.calls.some(({ name }) => name === 'APIKeys.Revoke')).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('Revoked')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Revoke Old till' })).toBeNull();
  }, 60_000);
});
