import { act, render } from '@testing-library/react';
import { createHashRouter, RouterProvider } from 'react-router';
import { describe, expect, it } from 'vitest';
import { useAddress } from './useAddress';

type Address = ReturnType<typeof useAddress>;

/** Does it, and waits until what came of it is drawn. */
const drawn = (step: () => void) => act(() => {
  step();
  return Promise.resolve();
});

async function at(hash: string): Promise<{ now: () => Address }> {
  window.location.hash = hash;
  let address: Address | undefined;
  function Page() {
    address = useAddress();
    return null;
  }
  const router = createHashRouter([{ path: '*', Component: Page }]);
  await drawn(() => void render(<RouterProvider router={router} />));
  return {
    now: () => {
      if (!address) throw new Error('nothing is drawn');
      return address;
    },
  };
}

describe('the address', () => {
  it('keeps two changes of one tick', async () => {
    const { now } = await at('#/list?q=a');
    const before = now();
    await drawn(() => {
      before.put({ tab: 'raw' });
      before.put({ body: 'x y' });
      before.open('/list/7', false, { part: 'head' });
      before.put({ q: undefined });
    });
    expect(window.location.hash).toBe('#/list/7?tab=raw&body=x+y&part=head');
    expect(now().search.get('body')).toBe('x y');
  });

  it('leaves nothing behind the path where nothing is left', async () => {
    const { now } = await at('#/list?q=a');
    await drawn(() => now().put({ q: undefined }));
    expect(window.location.hash).toBe('#/list');
  });

  it('starts from what the address says, not from what was drawn', async () => {
    const { now } = await at('#/list?q=a');
    const before = now();
    await drawn(() => before.put({ q: 'b' }));
    await drawn(() => before.put({ tab: 'raw' }));
    expect(window.location.hash).toBe('#/list?q=b&tab=raw');
  });
});
