import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakeSettings } from '@/testing/fakeData';
import { renderApp } from '@/testing/renderApp';
import { changedFrom, settingsGroups } from './fields';

describe('the settings', () => {
  it('are all on the page, each once', () => {
    const shown = settingsGroups.flatMap(({ fields }) => Object.keys(fields));
    expect(shown.toSorted()).toEqual(Object.keys(fakeSettings).toSorted());
  });

  it('differ from the defaults where a value differs', () => {
    expect(changedFrom(fakeSettings, fakeSettings)).toEqual([]);
    expect(changedFrom(fakeSettings, { ...fakeSettings, strict: true, pendingSeconds: 1 })).toEqual(['strict', 'pendingSeconds']);
  });

  it('say at the field what is wrong, keep what was typed, and are saved whole', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/settings', (fake) => fake.failing.set('Merchants.SaveSettings', new ApiError('invalid_argument', 'That is no result code', 'declinedCardCode')));
    const code = await screen.findByRole('textbox', { name: 'Result code of a declined card' });
    await user.clear(code);
    await user.type(code, 'X');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('That is no result code')).toBeTruthy();
    expect(code.getAttribute('value')).toBe('X');
    desk.failing.clear();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(desk.settings).toEqual({ ...fakeSettings, declinedCardCode: 'X' }));
  }, 60_000);
});
