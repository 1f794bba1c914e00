import { ApiError } from '@/bridge/errors';
import type { AnswerRule, Endpoint, EndpointForm, EndpointList, Preview, Target, TargetForm } from '@/bridge/endpointTypes';
import { b64 } from './fakeData';
import { fakeEndpoints } from './fakeEndpoints';

type Input = Record<string, unknown>;

/** The listener's part of the fake: endpoints and targets that can be changed. */
export class FakeListener {
  list: EndpointList = fakeEndpoints();

  empty(): void {
    this.list = { ...this.list, items: this.list.items.slice(0, 1) };
  }

  private endpoint(id: unknown): Endpoint {
    const found = this.list.items.find((endpoint) => endpoint.id === id);
    if (!found) throw new ApiError('not_found', 'there is no such endpoint');
    return found;
  }

  private target(id: unknown): Target {
    const found = this.list.items.flatMap((endpoint) => endpoint.targets).find((target) => target.id === id);
    if (!found) throw new ApiError('not_found', 'there is no such target');
    return found;
  }

  private save(form: EndpointForm): Endpoint {
    const fault = this.preview(form.rule).steps.flatMap((step) => step.faults)[0];
    if (fault) throw new ApiError('invalid_argument', `line ${fault.line}: ${fault.message}`, fault.field);
    const old = this.list.items.find((endpoint) => endpoint.id === form.id);
    const template = old ?? { ...this.endpoint('built-in'), id: 'endpoint-new', builtIn: false, captures: 0, moreCaptures: false, lastCaptureId: '', lastCaptureAt: '' };
    const saved: Endpoint = { ...template, ...form, id: template.id, name: form.name === '' ? form.path : form.name, nextStep: form.rule.steps.length > 1 ? 1 : 0 };
    this.list = { ...this.list, items: old ? this.list.items.map((endpoint) => (endpoint.id === form.id ? saved : endpoint)) : [...this.list.items, saved] };
    return saved;
  }

  private preview(rule: AnswerRule): Preview {
    const steps = rule.steps.map((step, index) => {
      const bad = step.body.split('\n').findIndex((line) => line.includes('{{bad}}'));
      const faults = bad < 0 ? [] : [{ field: `rule.steps.${index}.body`, line: bad + 1, message: 'function "bad" not defined' }];
      return { head: `HTTP/1.1 ${step.kind === 'reply' ? step.status : 200} OK\r\n\r\n`, body: b64(step.body), delayMillis: step.delayMillis, faults };
    });
    return { sampleId: '', steps };
  }

  private change(id: unknown, change: Partial<Target>): Target {
    const changed = { ...this.target(id), ...change };
    const items = this.list.items.map((endpoint) => ({ ...endpoint, targets: endpoint.targets.map((target) => (target.id === id ? changed : target)) }));
    this.list = { ...this.list, items };
    return changed;
  }

  private saveTarget(form: TargetForm): Target {
    if (form.id !== '') return this.change(form.id, { url: form.url, types: form.types, signature: form.signature });
    const added: Target = { ...this.target('target-1'), ...form, id: 'target-new', sent: 0, state: 'idle' };
    this.list = { ...this.list, items: this.list.items.map((endpoint) => (endpoint.id === form.endpointId ? { ...endpoint, targets: [...endpoint.targets, added] } : endpoint)) };
    return added;
  }

  readonly methods: Record<string, (input: Input) => unknown> = {
    'Endpoints.List': () => this.list,
    'Endpoints.Save': (input) => this.save(input as unknown as EndpointForm),
    'Endpoints.Delete': ({ id }) => {
      this.list = { ...this.list, items: this.list.items.filter((endpoint) => endpoint.id !== id) };
      return this.list;
    },
    'Endpoints.Preview': ({ rule }) => this.preview(rule as AnswerRule),
    'Endpoints.ResetSequence': ({ id }) => {
      this.list = { ...this.list, items: this.list.items.map((endpoint) => (endpoint.id === id ? { ...endpoint, answered: 0, nextStep: 1 } : endpoint)) };
      return this.endpoint(id);
    },
    'Endpoints.Test': ({ id }) => ({ requestId: `test-${String(id)}`, httpStatus: 500, durationMicros: 2100, head: '', body: '', reason: '' }),
    'Forwards.Save': (input) => this.saveTarget(input as unknown as TargetForm),
    'Forwards.Pause': ({ id, paused }) => this.change(id, { state: paused === true ? 'paused' : 'up' }),
    'Forwards.RetryNow': ({ id }) => this.target(id),
    'Forwards.Drop': ({ id, firstOnly }) => {
      const { queued } = this.target(id);
      const dropped = firstOnly === true ? 1 : queued;
      return { dropped, target: this.change(id, { queued: queued - dropped }) };
    },
    'Forwards.Delete': ({ id }) => {
      const { endpointId } = this.target(id);
      this.list = { ...this.list, items: this.list.items.map((endpoint) => ({ ...endpoint, targets: endpoint.targets.filter((target) => target.id !== id) })) };
      return this.endpoint(endpointId);
    },
  };
}
