import { render } from '@testing-library/react';
import { Root } from '@/app/Root';
import { createClient } from '@/bridge/client';
import { createQueryClient } from '@/bridge/queryClient';
import { i18n } from '@/i18n';
import { FakeDesk } from './fakeDesk';

/** Opens the whole front end at an address over a fake; the window's events come from the fake too. */
export async function renderApp(address: string, prepare: (desk: FakeDesk) => void = () => undefined): Promise<FakeDesk> {
  const desk = new FakeDesk();
  prepare(desk);
  await i18n.changeLanguage('en');
  window.location.hash = `#${address}`;
  window.go = {};
  window.runtime = {
    EventsOn: (_, callback) => {
      desk.onHint = (topic) => callback({ topic, ids: [], seq: '0' });
      return () => undefined;
    },
    BrowserOpenURL: () => undefined,
    ClipboardSetText: () => Promise.resolve(true),
  };
  render(<Root client={createClient(desk.transport)} queries={createQueryClient()} i18n={i18n} />);
  return desk;
}
