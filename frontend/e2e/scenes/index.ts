import { apiKeyScenes } from './apiKeys';
import { clockScenes } from './clock';
import { endpointScenes } from './endpoints';
import { doctorScenes } from './doctor';
import { homeScenes } from './home';
import { keysScenes, newKeyScenes } from './keys';
import { logScenes } from './logs';
import { logToolScenes } from './logTools';
import type { Made } from './made';
import { methodScenes, settingScenes } from './rules';
import { labScenes, notificationScenes } from './notifications';
import { scenarioScenes } from './scenarios';
import type { Scene } from './scene';
import { shellScenes } from './shell';
import { simulatorScenes } from './simulator';
import { transactionScenes } from './transactions';

/** Every screen and state, for whoever looks at all of them. A family of screens is one file here. */
export function allScenes(made: Made): Scene[] {
  const families = [
    homeScenes,
    shellScenes,
    transactionScenes,
    keysScenes,
    apiKeyScenes,
    methodScenes,
    settingScenes,
    simulatorScenes,
    scenarioScenes,
    doctorScenes,
    clockScenes,
    logScenes,
    logToolScenes,
    endpointScenes,
    notificationScenes,
    labScenes,
    newKeyScenes,
  ];
  return families.flatMap((scenes) => scenes(made));
}
