import { describe, expect, it } from 'vitest';
import { fakeEndpoints } from '@/testing/fakeEndpoints';
import { acknowledgeStep, coversOtherPath, draftOf, fieldName, formOf, pathProblem, replyStep, ruleOf } from './rule';

const endpoints = fakeEndpoints().items;

describe('an endpoint’s path', () => {
  it.each([
    ['shop', 'begin'], ['/', 'begin'], ['', 'begin'], ['/a b', 'letters'], ['/a?b=1', 'letters'], ['/a#b', 'letters'], ['/é', 'letters'],
    ['/notifications', 'builtIn'], ['/shop/notify', 'taken'], ['/shop/other', undefined], ['/a%20b', undefined],
  ] as const)('%s is judged as %s', (path, problem) => {
    expect(pathProblem(path, 'mine', endpoints)).toBe(problem);
  });

  it('may stay what it is', () => {
    expect(pathProblem('/shop/notify', 'endpoint-shop', endpoints)).toBeUndefined();
  });
});

describe('a draft', () => {
  it('sends nothing a step does not use, and repeats only a sequence', () => {
    expect(ruleOf({ steps: [{ ...replyStep(500), kind: 'acknowledge', body: 'left over' }], repeat: true })).toEqual({
      steps: [{ kind: 'acknowledge', times: 1, delayMillis: 0, status: 0, headers: [], body: '' }], repeat: false,
    });
    expect(ruleOf({ steps: [replyStep(500), acknowledgeStep()], repeat: true }).repeat).toBe(true);
  });

  it('gives back the endpoint it was made of', () => {
    const shop = endpoints.find((endpoint) => endpoint.id === 'endpoint-shop');
    if (!shop) throw new Error('the fake has no shop');
    const form = formOf(draftOf(shop), shop.id, 'env-test');
    expect(form).toMatchObject({ id: shop.id, path: shop.path, rule: shop.rule, maxBodyBytes: shop.maxBodyBytes, methods: shop.methods });
  });
});

describe('a refused field', () => {
  it.each([
    ['path', ['path']], ['maxBodyBytes', ['limitMiB']], ['rule.steps.1.body', ['steps', 1, 'body']],
    ['rule.steps.0.headers.2.value', ['steps', 0, 'headers', 2, 'value']], ['rule.steps', undefined], ['environment', undefined],
  ])('%s is marked at %s', (field, name) => {
    expect(fieldName(field)).toEqual(name);
  });
});

describe('a target’s URL', () => {
  it.each([
    ['http://127.0.0.1:3000/notifications', false], ['http://127.0.0.1:3000/hook', true], ['http://127.0.0.1:3000/notifications?a=1', true], ['not a url', false],
  ])('%s covers another path: %s', (url, other) => {
    expect(coversOtherPath(url, '/notifications')).toBe(other);
  });
});
