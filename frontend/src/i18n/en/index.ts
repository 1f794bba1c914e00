import { apiKeys } from './apiKeys';
import { body } from './body';
import { clock } from './clock';
import { common } from './common';
import { delivery } from './delivery';
import { endpoints } from './endpoints';
import { doctor } from './doctor';
import { home } from './home';
import { keys } from './keys';
import { lab } from './lab';
import { logs } from './logs';
import { logTools } from './logTools';
import { methods } from './methods';
import { notifications } from './notifications';
import { scenarios } from './scenarios';
import { settings } from './settings';
import { shell } from './shell';
import { simulator } from './simulator';
import { status } from './status';
import { transactions } from './transactions';

export const en = {
  apiKeys,
  body,
  clock,
  common,
  doctor,
  shell,
  status,
  home,
  keys,
  simulator,
  scenarios,
  transactions,
  methods,
  settings,
  logs,
  logTools,
  notifications,
  delivery,
  lab,
  endpoints,
} as const;
