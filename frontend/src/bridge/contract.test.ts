import { describe, expect, expectTypeOf, it } from 'vitest';
import { sandbox } from '../../wailsjs/go/models';
import type { services } from '../../wailsjs/go/models';
import type * as Keys from '../../wailsjs/go/services/Keys';
import type * as Logs from '../../wailsjs/go/services/Logs';
import type * as Merchants from '../../wailsjs/go/services/Merchants';
import type * as Notifications from '../../wailsjs/go/services/Notifications';
import type * as Payments from '../../wailsjs/go/services/Payments';
import type * as Simulator from '../../wailsjs/go/services/Simulator';
import type * as System from '../../wailsjs/go/services/System';
import type * as Wallet from '../../wailsjs/go/services/Wallet';
import type { Client } from './client';
import { errorCodes } from './codes';
import { staleAfter } from './keys';
import type { Status } from './types';

/** The generated bindings know text only where we know which texts there are. */
type Widen<T> =
  T extends string ? string
    : T extends readonly (infer Item)[] ? Widen<Item>[]
      : T extends object ? { [K in keyof T]: Widen<T[K]> }
        : T;

type Answer<M extends (...input: never[]) => unknown> = Widen<Awaited<ReturnType<M>>>;
type Input<M extends (input: never) => unknown> = Widen<Parameters<M>[0]>;

// The type checker is the test here: it fails when a Go DTO and what we made of it differ.
describe('the bridge and the generated bindings', () => {
  it('agree on what every method gives', () => {
    expectTypeOf<Answer<Client['system']['status']>>().toEqualTypeOf<Answer<typeof System.Status>>();
    expectTypeOf<Answer<Client['system']['restartServer']>>().toEqualTypeOf<Answer<typeof System.RestartServer>>();
    expectTypeOf<Answer<Client['merchants']['list']>>().toEqualTypeOf<Answer<typeof Merchants.List>>();
    expectTypeOf<Answer<Client['merchants']['settings']>>().toEqualTypeOf<Answer<typeof Merchants.Settings>>();
    expectTypeOf<Answer<Client['keys']['show']>>().toEqualTypeOf<Answer<typeof Keys.Show>>();
    expectTypeOf<Answer<Client['logs']['list']>>().toEqualTypeOf<Answer<typeof Logs.List>>();
    expectTypeOf<Answer<Client['logs']['get']>>().toEqualTypeOf<Answer<typeof Logs.Get>>();
    expectTypeOf<Answer<Client['notifications']['urls']>>().toEqualTypeOf<Answer<typeof Notifications.URLs>>();
    expectTypeOf<Answer<Client['wallet']['approve']>>().toEqualTypeOf<Answer<typeof Wallet.Approve>>();
    expectTypeOf<Answer<Client['payments']['list']>>().toEqualTypeOf<Answer<typeof Payments.List>>();
    expectTypeOf<Answer<Client['simulator']['apis']>>().toEqualTypeOf<Answer<typeof Simulator.APIs>>();
    expectTypeOf<Answer<Client['simulator']['send']>>().toEqualTypeOf<Answer<typeof Simulator.Send>>();
  });

  it('agree on what every method takes', () => {
    expectTypeOf<Input<Client['system']['restartServer']>>().toEqualTypeOf<Input<typeof System.RestartServer>>();
    expectTypeOf<Input<Client['merchants']['saveSettings']>>().toExtend<Input<typeof Merchants.SaveSettings>>();
    expectTypeOf<Input<Client['keys']['generate']>>().toExtend<Input<typeof Keys.Generate>>();
    expectTypeOf<Input<Client['keys']['import']>>().toEqualTypeOf<Input<typeof Keys.Import>>();
    expectTypeOf<Input<Client['logs']['list']>>().toEqualTypeOf<Input<typeof Logs.List>>();
    expectTypeOf<Input<Client['notifications']['setUrl']>>().toExtend<Input<typeof Notifications.SetURL>>();
    expectTypeOf<Input<Client['wallet']['decline']>>().toExtend<Input<typeof Wallet.Decline>>();
    expectTypeOf<Input<Client['payments']['list']>>().toExtend<Input<typeof Payments.List>>();
    expectTypeOf<Input<Client['simulator']['send']>>().toEqualTypeOf<Input<typeof Simulator.Send>>();
  });

  it('agree on codes, topics and states', () => {
    expect([...errorCodes].filter((code) => code !== 'offline').sort()).toEqual(Object.values(sandbox.ErrorCode).sort());
    for (const topic of Object.values(sandbox.Topic)) {
      if (topic !== sandbox.Topic.Resync && topic !== sandbox.Topic.Environment) expect(staleAfter({ topic, ids: [], seq: '0' }), topic).not.toBe('all');
    }
    expectTypeOf<Status['state']>().toEqualTypeOf<`${services.State}`>();
  });
});
