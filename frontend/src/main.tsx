import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from '@/app/Root';
import { createClient } from '@/bridge/client';
import { createQueryClient } from '@/bridge/queryClient';
import { defaultTransport } from '@/bridge/transport';
import { i18n } from '@/i18n';
import '@/theme/global.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <Root client={createClient(defaultTransport())} queries={createQueryClient()} i18n={i18n} />
  </StrictMode>,
);
