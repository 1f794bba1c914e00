import { useState } from 'react';
import { session } from './session';

/** The body being edited: the template until someone types, then what they typed, also after leaving the page. */
export function useDraft(key: string, template: string) {
  const [, changed] = useState(0);
  const redraw = () => changed((count) => count + 1);
  const typed = session.draft(key);
  return {
    body: typed ?? template,
    edited: typed !== undefined && typed !== template,
    set: (body: string) => {
      session.keepDraft(key, body);
      redraw();
    },
    reset: () => {
      session.forgetDraft(key);
      redraw();
    },
  };
}
