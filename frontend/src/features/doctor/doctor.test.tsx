import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { ApiError } from '@/bridge/errors';
import { i18n } from '@/i18n';
import { b64, fakeReport, fakeRow } from '@/testing/fakeData';
import { renderApp } from '@/testing/renderApp';
import { base64Of, exactBody } from './draft';

describe('a body in the form', () => {
  it('keeps the exact bytes it came with, whatever a text field would make of them', () => {
    const raw = btoa('{"a":1}\r\n\xff');
    expect(base64Of(exactBody(raw, 'log'))).toBe(raw);
  });

  it('is UTF-8 once it is typed', () => {
    expect(base64Of({ text: 'é茶' })).toBe(b64('é茶'));
  });
});

/** Pasted, as people do; typing draws the whole screen once a letter. */
async function put(user: UserEvent, field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

describe('the signature doctor', () => {
  it('names the cause, shows where the strings part, and the line in the sender’s language', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/doctor');
    await put(user, await screen.findByLabelText('Path'), '/ams/sandbox/api/v1/payments/pay');
    await put(user, screen.getByLabelText('Headers'), 'Client-Id: C');
    await user.click(screen.getAllByRole('button', { name: 'Verify' }).at(-1) ?? expect.fail('no button'));
    expect((await screen.findByTestId('finding')).textContent).toContain('It was made over the path without /sandbox, but sent to the one with it.');
    expect(within(screen.getByRole('region', { name: 'Where they differ' })).getByText('sandbox/')).toBeTruthy();
    expect(within(screen.getByRole('region', { name: 'The line to change' })).getByText(/parse_url/)).toBeTruthy();
    expect(desk.calls.at(-1)).toMatchObject({ name: 'Signatures.Verify', input: { signer: 'merchant', path: '/ams/sandbox/api/v1/payments/pay', headers: 'Client-Id: C', body: '', publicKey: '' } });
    await i18n.changeLanguage('zh-CN');
    await waitFor(() => expect(screen.getByTestId('finding').textContent).toContain('签名用的路径没有 /sandbox，但请求发送到了带 /sandbox 的路径。'));
  });

  it('says two mistakes as two, and values in words', async () => {
    const user = userEvent.setup();
    await renderApp('/doctor', (fake) => {
      fake.report = fakeReport({
        causes: [
          { code: 'afterPath', clause: '', params: [{ name: 'used', value: '∅' }] },
          { code: 'bodyReserialised', clause: '', params: [{ name: 'forms', value: 'spaced,sorted' }] },
        ],
      });
    });
    await put(user, await screen.findByLabelText('Path'), '/p');
    await user.click(screen.getAllByRole('button', { name: 'Verify' }).at(-1) ?? expect.fail('no button'));
    const finding = await screen.findByTestId('finding');
    expect(within(finding).getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'It was made with nothing after the path; a line feed belongs there.',
      'It was made over another JSON text of the same body, with a space after each colon and comma, with its keys sorted: sign the bytes that are sent.',
    ]);
  });

  it('says beside the field what is wrong with it', async () => {
    const user = userEvent.setup();
    await renderApp('/doctor', (fake) => fake.failing.set('Signatures.Verify', new ApiError('invalid_argument', 'this is not an RSA public key', 'publicKey')));
    const verify = (await screen.findAllByRole('button', { name: 'Verify' })).at(-1) ?? expect.fail('no button');
    await user.click(verify);
    expect(screen.getByText('Give the path that was called')).toBeTruthy();
    await put(user, screen.getByLabelText('Path'), '/p');
    await put(user, screen.getByLabelText('Public key'), 'x');
    await user.click(verify);
    expect(await screen.findByText('This is not an RSA public key')).toBeTruthy();
    expect(screen.getByLabelText('Public key').getAttribute('aria-invalid')).toBe('true');
  });

  it('signs, and says what the SDKs would not take of the key', async () => {
    const user = userEvent.setup();
    const desk = await renderApp('/doctor');
    await user.click((await screen.findAllByText('Sign')).at(0) ?? expect.fail('no choice'));
    await put(user, screen.getByLabelText('Path'), '/p');
    await put(user, screen.getByLabelText('Private key'), 'KEY');
    await user.click(screen.getByRole('button', { name: 'Sign' }));
    expect(await screen.findByText(/PKCS#1 inside/)).toBeTruthy();
    expect(screen.getByText('Headers to send')).toBeTruthy();
    expect(desk.calls.at(-1)).toMatchObject({ name: 'Signatures.Sign', input: { environment: 'env-test', privateKey: 'KEY', clientId: '' } });
    expect(Object.values(sessionStorage).concat(Object.values(localStorage)).join()).not.toContain('KEY');
  });

  it('begins with an exchange of the log, explained already', async () => {
    await renderApp(`/doctor?exchange=${fakeRow(9_998).id}`, (fake) => fake.fill(4));
    expect(await screen.findByDisplayValue(/^\/ams\/sandbox\/api/)).toBeTruthy();
    expect(await screen.findByTestId('finding')).toBeTruthy();
    expect(screen.getByText('Exact bytes from the log')).toBeTruthy();
  });
});
