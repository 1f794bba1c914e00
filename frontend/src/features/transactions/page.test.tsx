import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { fakePayment } from '@/testing/fakePayment';
import { renderApp } from '@/testing/renderApp';

describe('all transactions', () => {
  it('is travelled with j, k, Enter and Esc, and reads on with the drawer open', async () => {
    const scrollIntoView = vi.spyOn(Element.prototype, 'scrollIntoView');
    const user = userEvent.setup();
    const desk = await renderApp('/transactions?status=SUCCESS');
    const paid = desk.payments.filter(({ status }) => status === 'SUCCESS').map(({ paymentId }) => paymentId);
    expect(await screen.findAllByRole('link', { name: /^Detail of payment/ })).toHaveLength(paid.length);
    const selected = () => screen.queryAllByRole('row', { selected: true, hidden: true }).map(({ id }) => id.replace('row-', ''));
    expect(selected()).toEqual([]);
    await user.keyboard('jjjk');
    expect(selected()).toEqual([paid[0]]);
    expect(scrollIntoView).toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByRole('grid', { name: 'All transactions' }));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(window.location.hash).toBe(`#/transactions/${paid[0] ?? ''}?status=SUCCESS`));
    await user.keyboard('j');
    await waitFor(() => expect(window.location.hash).toBe(`#/transactions/${paid[1] ?? ''}?status=SUCCESS`));
    expect(selected()).toEqual([paid[1]]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(window.location.hash).toBe('#/transactions?status=SUCCESS'));
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Payment ID or payment request ID' }));
  }, 60_000);

  it('asks for what the address filters, and for everything again', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/transactions?status=SUCCESS&query=order-77');
    await waitFor(() => expect(desk.calls.find(({ name }) => name === 'Payments.List')?.input).toMatchObject({ status: 'SUCCESS', query: 'order-77', beforeSeq: '' }));
    expect(await screen.findAllByRole('link', { name: /^Detail of payment/ })).toHaveLength(2);
    await user.click(screen.getByRole('button', { name: 'Reset all' }));
    await waitFor(() => expect(screen.getAllByRole('link', { name: /^Detail of payment/ })).toHaveLength(5));
    expect(window.location.hash).toBe('#/transactions');
  }, 60_000);

  it('exports what is filtered, through the window where there is one', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/transactions?status=SUCCESS', () => { window.go = {}; });
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    expect(await screen.findByText('5 rows go into the file.')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Payments.Count')?.input).toMatchObject({ environment: 'env-test', status: 'SUCCESS', limit: 0 });
    await user.click(screen.getByRole('radio', { name: /NDJSON/ }));
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }));
    expect(await screen.findByText('5 rows written to payments.ndjson')).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Payments.Save')?.input).toMatchObject({ environment: 'env-test', status: 'SUCCESS', format: 'ndjson' });
  }, 60_000);

  it('opens a payment and pays it as its buyer', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/transactions');
    const [link] = await screen.findAllByRole('link', { name: /^Detail of payment/ });
    if (!link) throw new Error('no row');
    await user.click(link);
    await user.click(await screen.findByRole('button', { name: 'Pay as the buyer' }));
    await waitFor(() => expect(desk.calls.find(({ name }) => name === 'Wallet.Approve')?.input).toEqual({ environment: 'env-test', paymentId: desk.payment.row.paymentId }));
  }, 60_000);

  it('refunds an amount in major units and shows Antom’s refusal in the dialog', async () => {
    const user = userEvent.setup();
    const paid = fakePayment('SUCCESS');
    const desk = await renderApp(`/transactions/${paid.row.paymentId}`, (fake) => {
      fake.payment = paid;
      fake.failing.set('Payments.Refund', new ApiError('conflict', 'REFUND_WINDOW_EXCEED: too late'));
    });
    await user.click(await screen.findByRole('button', { name: 'Refund' }));
    const amount = await screen.findByLabelText<HTMLInputElement>('Amount in USD');
    expect(amount.value).toBe('10.99');
    const type = async (text: string) => {
      await user.clear(amount);
      await user.type(amount, text);
    };
    for (const [typed, wrong] of [
      ['10.999', 'The amount has too many decimals; USD has 2.'],
      ['0.00', 'The amount is 0; it has to be more.'],
      ['11', 'The amount is more than the 10.99 USD left to refund.'],
      ['ten', 'The amount is not a number; use digits and at most one point, such as 10.99.'],
    ] as const) {
      await type(typed);
      expect(await screen.findByText(wrong)).toBeTruthy();
      expect(amount.value).toBe(typed);
    }
    expect(desk.calls.some(({ name }) => name === 'Payments.Refund')).toBe(false);
    await type('5.07');
    const send = screen.getAllByRole('button', { name: 'Refund', hidden: true }).at(-1);
    if (!send) throw new Error('no button');
    await user.click(send);
    expect(await screen.findByText(/REFUND_WINDOW_EXCEED/)).toBeTruthy();
    expect(desk.calls.find(({ name }) => name === 'Payments.Refund')?.input).toMatchObject({ amountMinor: '507', reason: '' });
    expect(amount.value).toBe('5.07');
  }, 60_000);

  it('offers what the service allows and nothing else', async () => {
    const refunded = fakePayment('SUCCESS');
    refunded.allowed = ['refund', 'dispute'];
    await renderApp(`/transactions/${refunded.row.paymentId}`, (fake) => { fake.payment = refunded; });
    expect(await screen.findByRole('button', { name: 'Refund' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Open a dispute' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Cancel payment' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Capture' })).toBeNull();
  }, 60_000);

  it('lets the issuer judge an open dispute', async () => {
    const user = userEvent.setup();
    const disputed = fakePayment('SUCCESS');
    disputed.events.push({ what: 'dispute', at: disputed.row.createdAt, id: 'D1', requestId: '', status: 'OPEN', amountText: '10.99 USD', note: 'Not received' });
    const desk = await renderApp(`/transactions/${disputed.row.paymentId}`, (fake) => { fake.payment = disputed; });
    await user.click(await screen.findByRole('button', { name: 'Judge for the merchant' }));
    await waitFor(() => expect(desk.calls.find(({ name }) => name === 'Disputes.Judge')?.input).toEqual({ environment: 'env-test', disputeId: 'D1', forMerchant: true }));
  }, 60_000);
});
