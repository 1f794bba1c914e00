import type { Scenario, ScenarioToArm } from '@/bridge/scenarioTypes';
import { fakeNow } from './fakeData';

export function fakeScenario(change: Partial<Scenario> = {}): Scenario {
  return {
    id: 'scenario-1', api: 'payments/pay', product: '', paymentMethod: '', matchField: '', matchValue: '', resultCode: 'RISK_REJECT', resultStatus: 'F',
    resultMessage: 'The request is rejected because of the risk control.', latencyMillis: 0, fault: '', faultStatus: 0, callsLeft: -1,
    endsAt: new Date(fakeNow + 1_800_000).toISOString(), createdAt: new Date(fakeNow).toISOString(), endedAt: '', armed: true, ...change,
  };
}

/** The scenarios' part of the fake desk. */
export class FakeScenarios {
  items: Scenario[] = [];

  readonly methods = {
    'Scenarios.List': () => ({ items: this.items }),
    'Scenarios.Options': () => ({ apis: ['payments/pay', 'payments/refund'], products: ['CASHIER_PAYMENT'], paymentMethods: ['GCASH'] }),
    'Scenarios.Codes': ({ api }: Record<string, unknown>) => ({
      api,
      codes: api === 'payments/pay'
        ? [{ code: 'RISK_REJECT', status: 'F', message: 'rejected' }, { code: 'UNKNOWN_EXCEPTION', status: 'U', message: 'unknown' }]
        : [{ code: 'REFUND_AMOUNT_EXCEED', status: 'F', message: 'too much' }],
    }),
    'Scenarios.Arm': (input: Record<string, unknown>) => {
      const { api, resultCode, calls } = input as unknown as ScenarioToArm;
      const armed = fakeScenario({ id: `scenario-${this.items.length + 1}`, api, resultCode, callsLeft: calls > 0 ? calls : -1 });
      this.items = [armed, ...this.items];
      return armed;
    },
    'Scenarios.End': ({ id }: Record<string, unknown>) => {
      this.items = this.items.map((scenario) => (scenario.id === id ? { ...scenario, armed: false, endedAt: new Date(fakeNow).toISOString() } : scenario));
      return { items: this.items };
    },
    'Scenarios.EndAll': () => {
      this.items = this.items.map((scenario) => ({ ...scenario, armed: false, endedAt: new Date(fakeNow).toISOString() }));
      return { items: this.items };
    },
  };
}
