import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useListKeys } from './useListKeys';

const rows = ['third', 'second', 'first'];

it('reads on in the drawer even before the address has followed', () => {
  const open = vi.fn();
  function List() {
    const keys = useListKeys({ rows, idOf: (row) => row, openId: '', list: { current: null }, searchBox: { current: null }, open });
    return <div role="grid" tabIndex={0} onKeyDown={keys.onKeyDown} />;
  }
  render(<List />);
  for (const key of ['j', 'Enter', 'j', 'j', 'k']) fireEvent.keyDown(screen.getByRole('grid'), { key });
  expect(open.mock.calls).toEqual([['third', false], ['second', true], ['first', true], ['second', true]]);
});

it('leaves the keys of fields and dialogs alone, and gives those it does not know to the list', () => {
  const show = vi.fn();
  const onOther = vi.fn((key: string) => key === 'x');
  function List() {
    const keys = useListKeys({ rows, idOf: (row) => row, openId: '', list: { current: { focus: vi.fn(), show } }, searchBox: { current: null }, open: vi.fn(), onOther });
    return (
      <>
        <div role="grid" tabIndex={0} onKeyDown={keys.onKeyDown} />
        <input />
        <div className="ant-modal"><button type="button" /></div>
      </>
    );
  }
  render(<List />);
  for (const role of ['textbox', 'button']) for (const key of ['j', 'x', '/']) fireEvent.keyDown(screen.getByRole(role), { key });
  expect(show).not.toHaveBeenCalled();
  expect(onOther).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(show.mock.calls).toEqual([[0]]);
  expect(fireEvent.keyDown(document.body, { key: 'x' })).toBe(false);
  expect(fireEvent.keyDown(document.body, { key: 'y' })).toBe(true);
  expect(onOther.mock.calls).toEqual([['x', 'third'], ['y', 'third']]);
});
