import { describe, expect, expectTypeOf, it } from 'vitest';
import { sandbox, signature } from '../../wailsjs/go/models';
import type { services } from '../../wailsjs/go/models';
import type * as APIKeys from '../../wailsjs/go/services/APIKeys';
import type * as Clock from '../../wailsjs/go/services/Clock';
import type * as Disputes from '../../wailsjs/go/services/Disputes';
import type * as Endpoints from '../../wailsjs/go/services/Endpoints';
import type * as Forwards from '../../wailsjs/go/services/Forwards';
import type * as Keys from '../../wailsjs/go/services/Keys';
import type * as Lab from '../../wailsjs/go/services/Lab';
import type * as Logs from '../../wailsjs/go/services/Logs';
import type * as Merchants from '../../wailsjs/go/services/Merchants';
import type * as Methods from '../../wailsjs/go/services/Methods';
import type * as Notifications from '../../wailsjs/go/services/Notifications';
import type * as Payments from '../../wailsjs/go/services/Payments';
import type * as Scenarios from '../../wailsjs/go/services/Scenarios';
import type * as Signatures from '../../wailsjs/go/services/Signatures';
import type * as Simulator from '../../wailsjs/go/services/Simulator';
import type * as System from '../../wailsjs/go/services/System';
import type * as Wallet from '../../wailsjs/go/services/Wallet';
import { en } from '@/i18n/en';
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
    expectTypeOf<Answer<Client['logs']['grammar']>>().toEqualTypeOf<Answer<typeof Logs.Grammar>>();
    expectTypeOf<Answer<Client['logs']['searchBodies']>>().toEqualTypeOf<Answer<typeof Logs.SearchBodies>>();
    expectTypeOf<Answer<Client['logs']['curl']>>().toEqualTypeOf<Answer<typeof Logs.Curl>>();
    expectTypeOf<Answer<Client['logs']['count']>>().toEqualTypeOf<Answer<typeof Logs.Count>>();
    expectTypeOf<Answer<Client['logs']['save']>>().toEqualTypeOf<Answer<typeof Logs.Save>>();
    expectTypeOf<Answer<Client['notifications']['urls']>>().toEqualTypeOf<Answer<typeof Notifications.URLs>>();
    expectTypeOf<Answer<Client['notifications']['samples']>>().toEqualTypeOf<Answer<typeof Notifications.Samples>>();
    expectTypeOf<Answer<Client['notifications']['send']>>().toEqualTypeOf<Answer<typeof Notifications.Send>>();
    expectTypeOf<Answer<Client['notifications']['show']>>().toEqualTypeOf<Answer<typeof Notifications.Show>>();
    expectTypeOf<Answer<Client['notifications']['ofPayment']>>().toEqualTypeOf<Answer<typeof Notifications.OfPayment>>();
    expectTypeOf<Answer<Client['notifications']['countMany']>>().toEqualTypeOf<Answer<typeof Notifications.CountMany>>();
    expectTypeOf<Answer<Client['notifications']['batch']>>().toEqualTypeOf<Answer<typeof Notifications.Batch>>();
    expectTypeOf<Answer<Client['lab']['list']>>().toEqualTypeOf<Answer<typeof Lab.List>>();
    expectTypeOf<Answer<Client['lab']['presets']>>().toEqualTypeOf<Answer<typeof Lab.Presets>>();
    expectTypeOf<Answer<Client['lab']['log']>>().toEqualTypeOf<Answer<typeof Lab.Log>>();
    expectTypeOf<Answer<Client['endpoints']['list']>>().toEqualTypeOf<Answer<typeof Endpoints.List>>();
    expectTypeOf<Answer<Client['endpoints']['preview']>>().toEqualTypeOf<Answer<typeof Endpoints.Preview>>();
    expectTypeOf<Answer<Client['endpoints']['test']>>().toEqualTypeOf<Answer<typeof Endpoints.Test>>();
    expectTypeOf<Answer<Client['forwards']['delete']>>().toEqualTypeOf<Answer<typeof Forwards.Delete>>();
    expectTypeOf<Answer<Client['forwards']['drop']>>().toEqualTypeOf<Answer<typeof Forwards.Drop>>();
    expectTypeOf<Answer<Client['wallet']['approve']>>().toEqualTypeOf<Answer<typeof Wallet.Approve>>();
    expectTypeOf<Answer<Client['payments']['list']>>().toEqualTypeOf<Answer<typeof Payments.List>>();
    expectTypeOf<Answer<Client['payments']['get']>>().toEqualTypeOf<Answer<typeof Payments.Get>>();
    expectTypeOf<Answer<Client['payments']['count']>>().toEqualTypeOf<Answer<typeof Payments.Count>>();
    expectTypeOf<Answer<Client['payments']['save']>>().toEqualTypeOf<Answer<typeof Payments.Save>>();
    expectTypeOf<Answer<Client['payments']['capture']>>().toEqualTypeOf<Answer<typeof Payments.Capture>>();
    expectTypeOf<Answer<Client['payments']['cancel']>>().toEqualTypeOf<Answer<typeof Payments.Cancel>>();
    expectTypeOf<Answer<Client['payments']['refund']>>().toEqualTypeOf<Answer<typeof Payments.Refund>>();
    expectTypeOf<Answer<Client['clock']['get']>>().toEqualTypeOf<Answer<typeof Clock.Get>>();
    expectTypeOf<Answer<Client['clock']['due']>>().toEqualTypeOf<Answer<typeof Clock.Due>>();
    expectTypeOf<Answer<Client['clock']['set']>>().toEqualTypeOf<Answer<typeof Clock.Set>>();
    expectTypeOf<Answer<Client['clock']['advance']>>().toEqualTypeOf<Answer<typeof Clock.Advance>>();
    expectTypeOf<Answer<Client['clock']['runToNext']>>().toEqualTypeOf<Answer<typeof Clock.RunToNext>>();
    expectTypeOf<Answer<Client['scenarios']['options']>>().toEqualTypeOf<Answer<typeof Scenarios.Options>>();
    expectTypeOf<Answer<Client['scenarios']['codes']>>().toEqualTypeOf<Answer<typeof Scenarios.Codes>>();
    expectTypeOf<Answer<Client['scenarios']['list']>>().toEqualTypeOf<Answer<typeof Scenarios.List>>();
    expectTypeOf<Answer<Client['scenarios']['arm']>>().toEqualTypeOf<Answer<typeof Scenarios.Arm>>();
    expectTypeOf<Answer<Client['scenarios']['end']>>().toEqualTypeOf<Answer<typeof Scenarios.End>>();
    expectTypeOf<Answer<Client['scenarios']['endAll']>>().toEqualTypeOf<Answer<typeof Scenarios.EndAll>>();
    expectTypeOf<Answer<Client['apiKeys']['list']>>().toEqualTypeOf<Answer<typeof APIKeys.List>>();
    expectTypeOf<Answer<Client['apiKeys']['create']>>().toEqualTypeOf<Answer<typeof APIKeys.Create>>();
    expectTypeOf<Answer<Client['apiKeys']['revoke']>>().toEqualTypeOf<Answer<typeof APIKeys.Revoke>>();
    expectTypeOf<Answer<Client['methods']['list']>>().toEqualTypeOf<Answer<typeof Methods.List>>();
    expectTypeOf<Answer<Client['methods']['save']>>().toEqualTypeOf<Answer<typeof Methods.Save>>();
    expectTypeOf<Answer<Client['methods']['reset']>>().toEqualTypeOf<Answer<typeof Methods.Reset>>();
    expectTypeOf<Answer<Client['simulator']['apis']>>().toEqualTypeOf<Answer<typeof Simulator.APIs>>();
    expectTypeOf<Answer<Client['signatures']['explain']>>().toEqualTypeOf<Answer<typeof Signatures.Explain>>();
    expectTypeOf<Answer<Client['signatures']['verify']>>().toEqualTypeOf<Answer<typeof Signatures.Verify>>();
    expectTypeOf<Answer<Client['signatures']['sign']>>().toEqualTypeOf<Answer<typeof Signatures.Sign>>();
    expectTypeOf<Answer<Client['simulator']['send']>>().toEqualTypeOf<Answer<typeof Simulator.Send>>();
  });

  it('agree on what every method takes', () => {
    expectTypeOf<Input<Client['system']['restartServer']>>().toEqualTypeOf<Input<typeof System.RestartServer>>();
    expectTypeOf<Input<Client['merchants']['saveSettings']>>().toExtend<Input<typeof Merchants.SaveSettings>>();
    expectTypeOf<Input<Client['keys']['generate']>>().toExtend<Input<typeof Keys.Generate>>();
    expectTypeOf<Input<Client['keys']['import']>>().toEqualTypeOf<Input<typeof Keys.Import>>();
    expectTypeOf<Input<Client['logs']['list']>>().toEqualTypeOf<Input<typeof Logs.List>>();
    expectTypeOf<Input<Client['logs']['searchBodies']>>().toEqualTypeOf<Input<typeof Logs.SearchBodies>>();
    expectTypeOf<Input<Client['logs']['save']>>().toEqualTypeOf<Input<typeof Logs.Save>>();
    expectTypeOf<Input<Client['notifications']['setUrl']>>().toExtend<Input<typeof Notifications.SetURL>>();
    expectTypeOf<Input<Client['notifications']['send']>>().toExtend<Input<typeof Notifications.Send>>();
    expectTypeOf<Input<Client['notifications']['resend']>>().toEqualTypeOf<Input<typeof Notifications.Resend>>();
    expectTypeOf<Input<Client['lab']['arm']>>().toEqualTypeOf<Input<typeof Lab.Arm>>();
    expectTypeOf<Input<Client['lab']['armPreset']>>().toExtend<Input<typeof Lab.ArmPreset>>();
    expectTypeOf<Input<Client['endpoints']['save']>>().toEqualTypeOf<Input<typeof Endpoints.Save>>();
    expectTypeOf<Input<Client['endpoints']['preview']>>().toEqualTypeOf<Input<typeof Endpoints.Preview>>();
    expectTypeOf<Input<Client['forwards']['save']>>().toEqualTypeOf<Input<typeof Forwards.Save>>();
    expectTypeOf<Input<Client['forwards']['pause']>>().toEqualTypeOf<Input<typeof Forwards.Pause>>();
    expectTypeOf<Input<Client['wallet']['decline']>>().toExtend<Input<typeof Wallet.Decline>>();
    expectTypeOf<Input<Client['payments']['list']>>().toExtend<Input<typeof Payments.List>>();
    expectTypeOf<Input<Client['payments']['get']>>().toExtend<Input<typeof Payments.Get>>();
    expectTypeOf<Input<Client['payments']['count']>>().toExtend<Input<typeof Payments.Count>>();
    expectTypeOf<Input<Client['payments']['save']>>().toExtend<Input<typeof Payments.Save>>();
    expectTypeOf<Input<Client['payments']['capture']>>().toExtend<Input<typeof Payments.Capture>>();
    expectTypeOf<Input<Client['payments']['cancel']>>().toExtend<Input<typeof Payments.Cancel>>();
    expectTypeOf<Input<Client['payments']['refund']>>().toExtend<Input<typeof Payments.Refund>>();
    expectTypeOf<Input<Client['disputes']['open']>>().toExtend<Input<typeof Disputes.Open>>();
    expectTypeOf<Input<Client['disputes']['judge']>>().toExtend<Input<typeof Disputes.Judge>>();
    expectTypeOf<Input<Client['disputes']['cancel']>>().toExtend<Input<typeof Disputes.Cancel>>();
    expectTypeOf<Input<Client['clock']['get']>>().toExtend<Input<typeof Clock.Get>>();
    expectTypeOf<Input<Client['clock']['due']>>().toExtend<Input<typeof Clock.Due>>();
    expectTypeOf<Input<Client['clock']['set']>>().toExtend<Input<typeof Clock.Set>>();
    expectTypeOf<Input<Client['clock']['advance']>>().toExtend<Input<typeof Clock.Advance>>();
    expectTypeOf<Input<Client['clock']['runToNext']>>().toExtend<Input<typeof Clock.RunToNext>>();
    expectTypeOf<Input<Client['scenarios']['options']>>().toExtend<Input<typeof Scenarios.Options>>();
    expectTypeOf<Input<Client['scenarios']['codes']>>().toExtend<Input<typeof Scenarios.Codes>>();
    expectTypeOf<Input<Client['scenarios']['list']>>().toExtend<Input<typeof Scenarios.List>>();
    expectTypeOf<Input<Client['scenarios']['arm']>>().toExtend<Input<typeof Scenarios.Arm>>();
    expectTypeOf<Input<Client['scenarios']['end']>>().toExtend<Input<typeof Scenarios.End>>();
    expectTypeOf<Input<Client['scenarios']['endAll']>>().toExtend<Input<typeof Scenarios.EndAll>>();
    expectTypeOf<Input<Client['apiKeys']['list']>>().toExtend<Input<typeof APIKeys.List>>();
    expectTypeOf<Input<Client['apiKeys']['create']>>().toExtend<Input<typeof APIKeys.Create>>();
    expectTypeOf<Input<Client['apiKeys']['revoke']>>().toExtend<Input<typeof APIKeys.Revoke>>();
    expectTypeOf<Input<Client['methods']['list']>>().toExtend<Input<typeof Methods.List>>();
    expectTypeOf<Input<Client['methods']['save']>>().toExtend<Input<typeof Methods.Save>>();
    expectTypeOf<Input<Client['methods']['reset']>>().toExtend<Input<typeof Methods.Reset>>();
    expectTypeOf<Input<Client['signatures']['verify']>>().toEqualTypeOf<Input<typeof Signatures.Verify>>();
    expectTypeOf<Input<Client['signatures']['sign']>>().toEqualTypeOf<Input<typeof Signatures.Sign>>();
    expectTypeOf<Input<Client['simulator']['send']>>().toEqualTypeOf<Input<typeof Simulator.Send>>();
  });

  it('agree on codes, topics and states', () => {
    expect([...errorCodes].filter((code) => code !== 'offline').sort()).toEqual(Object.values(sandbox.ErrorCode).sort());
    for (const topic of Object.values(sandbox.Topic)) {
      if (topic !== sandbox.Topic.Resync && topic !== sandbox.Topic.Environment) expect(staleAfter({ topic, ids: [], seq: '0' }), topic).not.toBe('all');
    }
    expectTypeOf<Status['state']>().toEqualTypeOf<`${services.State}`>();
  });

  it('agree on what the signature doctor may say', () => {
    expect(Object.keys(en.doctor.cause).sort()).toEqual(Object.values(signature.Code).sort());
    expect(Object.keys(en.doctor.form).sort()).toEqual(Object.values(signature.Form).sort());
    expect(Object.keys(en.doctor.note).sort()).toEqual(Object.values(signature.KeyNote).sort());
  });
});
