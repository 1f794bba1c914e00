import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { i18n } from '@/i18n';
import { HeadView } from './HeadView';

it('says of HTTP/2 that it shows decoded fields, and of HTTP/1.1 nothing', async () => {
  await i18n.changeLanguage('en');
  const { rerender } = render(<HeadView name="Request" head={':method: POST\r\n:path: /ams/api/v1/payments/pay\r\naccept: */*\r\n\r\n'} />);
  expect(screen.getByText(/in the order in which they were decoded/)).toBeTruthy();
  expect(screen.getByText(':method: POST')).toBeTruthy();
  rerender(<HeadView name="Request" head={'POST / HTTP/1.1\r\nHost: a\r\n\r\n'} />);
  expect(screen.queryByText(/in the order in which they were decoded/)).toBeNull();
});
