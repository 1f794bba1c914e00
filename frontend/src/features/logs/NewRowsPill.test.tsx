import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import '@/i18n';
import { NewRowsPill } from './NewRowsPill';

describe('what waits above a held list', () => {
  it('is not announced when nothing waits', () => {
    render(<NewRowsPill count={0} more={false} onClick={vi.fn()} />);
    expect(screen.queryByTestId('new-rows')).toBeNull();
  });

  it('is counted where it was taken in', () => {
    render(<NewRowsPill count={3} more={false} onClick={vi.fn()} />);
    expect(screen.getByTestId('new-rows').textContent).toBe('3 new');
  });

  it('is announced, too, when so much came at once that none of it was taken in', () => {
    const onClick = vi.fn();
    render(<NewRowsPill count={0} more onClick={onClick} />);
    expect(screen.getByTestId('new-rows').textContent).toBe('Many new');
    fireEvent.click(screen.getByTestId('new-rows'));
    expect(onClick).toHaveBeenCalledOnce();
  });
});
