import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/renderApp';

describe('Notification URL, configuration', () => {
  it('adds a URL, and keeps what was typed when it is refused', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/notifications');
    await user.click(await screen.findByRole('button', { name: 'Add a URL for notifyPayment' }));
    const field = await screen.findByRole('textbox', { name: 'Notification URL' });
    await user.type(field, 'somewhere');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('use a whole URL with http or https')).toBeTruthy();
    await user.clear(field);
    await user.type(field, 'http://127.0.0.1:9/notify');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'Modify the URL for notifyPayment' })).toBeTruthy();
    expect(desk.urls.rows[0]).toEqual({ type: 'notifyPayment', url: 'http://127.0.0.1:9/notify' });
  });

  it('saves a delay like production with one choice', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/notifications', (fake) => {
      fake.settings = { ...fake.settings, notificationDelaySeconds: 0, notificationDelayMaxSeconds: 0 };
    });
    await user.click(await screen.findByRole('combobox', { name: 'Delay of the first delivery' }));
    await user.click(await screen.findByText('Like production: 3 to 5 s'));
    await waitFor(() => expect(desk.settings).toMatchObject({ notificationDelaySeconds: 3, notificationDelayMaxSeconds: 5, retrySchedule: 'none' }));
    expect(await screen.findByLabelText('Seed of the delays')).toBeTruthy();
  });
});

describe('Notification URL, test', () => {
  it('sends the template of the type and shows the verdict', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/notifications?tab=test', (fake) => fake.fill(4));
    await user.click(await screen.findByRole('button', { name: 'Send' }));
    expect(await screen.findByText('resultStatus is "F" instead of "S".')).toBeTruthy();
    expect(screen.getByText('No attempt follows: it was asked for once.')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Notifications.Send')?.input).toMatchObject({ environment: 'env-test', type: 'notifyPayment', url: '' });
  });
});
