import type { Sample, SimulatorAPI } from '@/bridge/types';

/** What is chosen: an API, one of its products, one of that product's templates. */
export interface Choice {
  api: SimulatorAPI;
  product: string;
  products: string[];
  sample: Sample;
  samples: Sample[];
}

export function productsOf(api: SimulatorAPI): string[] {
  return [...new Set(api.samples.map((sample) => sample.product))];
}

/** Resolves what the address asks for, falling back to the first of each. */
export function choose(apis: SimulatorAPI[], wanted: { api: string; product: string; sample: string }): Choice | undefined {
  const api = apis.find((candidate) => candidate.api === wanted.api) ?? apis[0];
  if (!api) return undefined;
  const products = productsOf(api);
  const product = products.find((candidate) => candidate === wanted.product) ?? products[0] ?? '';
  const samples = api.samples.filter((sample) => sample.product === product);
  const sample = samples.find((candidate) => candidate.title === wanted.sample) ?? samples[0];
  return sample && { api, product, products, sample, samples };
}

/** One draft per environment and template. */
export function draftKey(environment: string, choice: Choice): string {
  return [environment, choice.api.api, choice.product, choice.sample.title].join('\n');
}
