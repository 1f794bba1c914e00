import type { AnswerRule, AnswerStep, Endpoint, EndpointForm, EndpointKey } from '@/bridge/endpointTypes';

export const mebibyte = 1_048_576;
export const defaultLimitMiB = 10;
export const otherMethods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What the drawer edits; the limit is in MiB there. */
export interface Draft {
  name: string;
  path: string;
  methods: string[];
  key: EndpointKey;
  publicKey: string;
  limitMiB: number;
  steps: AnswerStep[];
  repeat: boolean;
}

export function acknowledgeStep(): AnswerStep {
  return { kind: 'acknowledge', times: 1, delayMillis: 0, status: 200, headers: [], body: '' };
}

export function replyStep(status: number): AnswerStep {
  return { ...acknowledgeStep(), kind: 'reply', status };
}

export function draftOf(endpoint: Endpoint | undefined): Draft {
  if (!endpoint) {
    return { name: '', path: '/', methods: [], key: 'antom', publicKey: '', limitMiB: defaultLimitMiB, steps: [acknowledgeStep()], repeat: false };
  }
  // An acknowledgement has no status of its own; the editor starts a reply at 200.
  const steps = endpoint.rule.steps.map((step) => ({ ...step, status: step.status === 0 ? 200 : step.status }));
  return {
    name: endpoint.name, path: endpoint.path, methods: endpoint.methods, key: endpoint.key, publicKey: endpoint.publicKey,
    limitMiB: endpoint.maxBodyBytes / mebibyte, steps, repeat: endpoint.rule.repeat,
  };
}

/** The rule as the services take it: what a step does not use is not sent. */
export function ruleOf(draft: Pick<Draft, 'steps' | 'repeat'>): AnswerRule {
  const steps = draft.steps.map((step) => (step.kind === 'reply' ? step : { ...step, status: 0, headers: [], body: '' }));
  return { steps, repeat: draft.repeat && steps.length > 1 };
}

export function formOf(draft: Draft, id: string, environment: string): EndpointForm {
  const { name, path, methods, key, publicKey, limitMiB } = draft;
  return { environment, id, name, path, methods, key, publicKey: key === 'pasted' ? publicKey : '', rule: ruleOf(draft), maxBodyBytes: Math.round(limitMiB * mebibyte) };
}

export type PathProblem = 'begin' | 'letters' | 'builtIn' | 'taken';

/** What is wrong with a path, told while it is typed; the services check it again. */
export function pathProblem(path: string, own: string, others: Endpoint[]): PathProblem | undefined {
  if (!path.startsWith('/') || path === '/') return 'begin';
  if (!/^[!-~]+$/.test(path) || /[?#\\"<>]/.test(path)) return 'letters';
  const other = others.find((endpoint) => endpoint.path === path && endpoint.id !== own);
  if (!other) return undefined;
  return other.builtIn ? 'builtIn' : 'taken';
}

/** The form's name of a field as the services name it, or undefined when the form has none. */
export function fieldName(field: string): (string | number)[] | undefined {
  if (field === 'maxBodyBytes') return ['limitMiB'];
  if (['name', 'path', 'publicKey', 'methods', 'key'].includes(field)) return [field];
  const parts = field.split('.');
  if (parts[0] !== 'rule' || parts[1] !== 'steps' || parts.length < 4) return undefined;
  return parts.slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Whether an original signature, which covers the endpoint's path, cannot verify at the URL. */
export function coversOtherPath(url: string, path: string): boolean {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  return target !== undefined && target.pathname + target.search !== path;
}
