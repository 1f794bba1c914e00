import { QueryClientProvider } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import type { i18n as I18n } from 'i18next';
import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router';
import type { Client } from '@/bridge/client';
import { ClientContext } from '@/bridge/context';
import { ThemeProvider } from '@/theme/ThemeProvider';
import { LiveUpdates } from './LiveUpdates';
import { createRouter } from './router';

interface RootProps {
  client: Client;
  queries: QueryClient;
  i18n: I18n;
}

/** Everything a page stands on, from the outside in. */
export function Root({ client, queries, i18n }: RootProps) {
  const [router] = useState(createRouter);
  return (
    <I18nextProvider i18n={i18n}>
      <ThemeProvider>
        <ClientContext value={client}>
          <QueryClientProvider client={queries}>
            <LiveUpdates>
              <RouterProvider router={router} />
            </LiveUpdates>
          </QueryClientProvider>
        </ClientContext>
      </ThemeProvider>
    </I18nextProvider>
  );
}
