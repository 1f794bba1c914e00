import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { fakeRow } from '@/testing/fakeData';
import { useLogKeys } from './useLogKeys';

const rows = [fakeRow(3), fakeRow(2), fakeRow(1)];

it('reads on in the drawer even before the address has followed', () => {
  const open = vi.fn();
  function List() {
    const keys = useLogKeys({ rows, openId: '', list: { current: null }, searchBox: { current: null }, open, onMark: vi.fn(), onCompare: vi.fn(), onPayment: vi.fn() });
    return <div role="grid" tabIndex={0} onKeyDown={keys.onKeyDown} />;
  }
  render(<List />);
  for (const key of ['j', 'Enter', 'j', 'j', 'k']) fireEvent.keyDown(screen.getByRole('grid'), { key });
  expect(open.mock.calls).toEqual([[rows[0]?.id, false], [rows[1]?.id, true], [rows[2]?.id, true], [rows[1]?.id, true]]);
});
