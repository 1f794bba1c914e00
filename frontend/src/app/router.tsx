import { createHashRouter } from 'react-router';
import { ApiKeysPage } from '@/features/apiKeys/ApiKeysPage';
import { ClockPage } from '@/features/clock/ClockPage';
import { EndpointsPage } from '@/features/endpoints/EndpointsPage';
import { DoctorPage } from '@/features/doctor/DoctorPage';
import { HomePage } from '@/features/home/HomePage';
import { KeysPage } from '@/features/keys/KeysPage';
import { LabPage } from '@/features/lab/LabPage';
import { ComparePage } from '@/features/logs/ComparePage';
import { LogPage } from '@/features/logs/LogPage';
import { MethodsPage } from '@/features/methods/MethodsPage';
import { NotificationsPage } from '@/features/notifications/NotificationsPage';
import { ScenariosPage } from '@/features/scenarios/ScenariosPage';
import { SettingsPage } from '@/features/settings/SettingsPage';
import { SimulatorPage } from '@/features/simulator/SimulatorPage';
import { TransactionsPage } from '@/features/transactions/TransactionsPage';
import { CrashPage } from './CrashPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './Shell';

// Hash addresses: the window's asset server knows only index.html.
export function createRouter() {
  return createHashRouter([
    {
      path: '/',
      Component: Shell,
      ErrorBoundary: CrashPage,
      children: [
        {
          ErrorBoundary: CrashPage,
          children: [
            { index: true, Component: HomePage },
            { path: 'transactions/:id?', Component: TransactionsPage },
            { path: 'keys', Component: KeysPage },
            { path: 'api-keys', Component: ApiKeysPage },
            { path: 'clock', Component: ClockPage },
            { path: 'methods', Component: MethodsPage },
            { path: 'settings', Component: SettingsPage },
            { path: 'simulator', Component: SimulatorPage },
            { path: 'notifications', Component: NotificationsPage },
            { path: 'lab', Component: LabPage },
            { path: 'scenarios', Component: ScenariosPage },
            { path: 'doctor', Component: DoctorPage },
            { path: 'logs/requests/:id?', element: <LogPage key="requests" log="requests" /> },
            { path: 'logs/notifications/:id?', element: <LogPage key="notifications" log="notifications" /> },
            { path: 'logs/all/:id?', element: <LogPage key="all" log="all" /> },
            { path: 'logs/compare/:first/:second', Component: ComparePage },
            { path: 'endpoints/:id?', Component: EndpointsPage },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
}
