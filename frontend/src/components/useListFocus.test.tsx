import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import { expect, test } from 'vitest';
import { useListFocus } from './useListFocus';
import type { ListHandle } from './useListKeys';

function List({ ref }: { ref: Ref<ListHandle> }) {
  const grid = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus(), show: () => undefined }), []);
  return <div ref={grid} role="grid" tabIndex={0} />;
}

function Page({ drawn }: { drawn: boolean }) {
  const { attach, focus } = useListFocus();
  return (
    <>
      <input aria-label="Search" onKeyDown={(event) => event.key === 'Enter' && focus()} />
      <button>Other</button>
      {drawn && <List ref={attach} />}
    </>
  );
}

test('a list drawn after the search was left takes the keys, and takes them again when it is drawn anew', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Page drawn={false} />);
  await user.type(screen.getByRole('textbox'), 'a{Enter}');
  expect(document.activeElement).toBe(document.body);
  rerender(<Page drawn />);
  expect(document.activeElement).toBe(screen.getByRole('grid'));
  rerender(<Page drawn={false} />);
  rerender(<Page drawn />);
  expect(document.activeElement).toBe(screen.getByRole('grid'));
});

test('a list that is there takes the keys at once', async () => {
  render(<Page drawn />);
  await userEvent.setup().type(screen.getByRole('textbox'), 'a{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('grid'));
});

test('a list takes nothing from what has the keys, and nothing before it was asked to', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Page drawn={false} />);
  rerender(<Page drawn />);
  expect(document.activeElement).toBe(document.body);
  rerender(<Page drawn={false} />);
  await user.type(screen.getByRole('textbox'), 'a{Enter}');
  await user.click(screen.getByRole('button'));
  rerender(<Page drawn />);
  expect(document.activeElement).toBe(screen.getByRole('button'));
});
