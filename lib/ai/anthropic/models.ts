/**
 * Models and prices in US dollars for a million tokens, as the provider's documentation had them in November 2026; where two pages
 * disagree, the higher price. The model families whose use requires the provider to keep inputs for 30 days are left out on purpose:
 * candidate data should be usable under an agreement without retention.
 */
export interface Model {
  id: string;
  name: string;
  /** Dollars per million tokens. */
  price: { input: number; output: number; cacheRead: number };
  /** Prices of requests longer than so many input tokens. */
  long?: { from: number; input: number; output: number };
  context: number;
  mostOut: number;
  /** How hard it thinks when nothing is asked for. */
  effort: Effort;
}

export type Effort = 'low' | 'medium' | 'high';
export type Task = 'claims' | 'rubric';

export const MODELS: readonly Model[] = [
  {
    id: 'claude-haiku-5-5',
    name: 'Claude Haiku 5.5',
    price: { input: 0.1, output: 0.5, cacheRead: 0.01 },
    long: { from: 100_000, input: 0.5, output: 2.5 },
    context: 1_000_000,
    mostOut: 128_000,
    effort: 'medium',
  },
  {
    id: 'claude-sonnet-5-5',
    name: 'Claude Sonnet 5.5',
    price: { input: 2, output: 10, cacheRead: 0.2 },
    context: 1_000_000,
    mostOut: 128_000,
    effort: 'high',
  },
  {
    id: 'claude-opus-5-5',
    name: 'Claude Opus 5.5',
    price: { input: 4, output: 20, cacheRead: 0.2 },
    context: 1_000_000,
    mostOut: 128_000,
    effort: 'medium',
  },
];

/** Which model does what, unless the settings say otherwise. */
export const DEFAULT_MODELS: Record<Task, { model: string; effort: Effort; maxTokens: number }> = {
  claims: { model: 'claude-sonnet-5-5', effort: 'medium', maxTokens: 16_000 },
  rubric: { model: 'claude-sonnet-5-5', effort: 'medium', maxTokens: 16_000 },
};

/** One resume with its criteria, and an answer with what was thought about it; only to compare models by. */
const TYPICAL: TokenUse = { input: 4_500, output: 2_500, cacheRead: 0, cacheWrite: 0 };

/** Dollars for a usual applicant, one by one. */
export const typicalCost = (model: Model): number => costOf(model, TYPICAL) / 1e6;

/** Writing to the five-minute cache costs so many times the input price. */
const CACHE_WRITE = 1.25;
/** Batches cost half. */
const BATCH = 0.5;

/** The registered model; unknown ids are priced as the dearest one, so that a cap still holds. */
export function modelOf(id: string): Model {
  const known = MODELS.find((model) => id === model.id || id.startsWith(`${model.id}-`));
  if (known) return known;
  const dearest = MODELS.reduce((a, b) => (b.price.output > a.price.output ? b : a));
  return { ...dearest, id, name: id };
}

export interface TokenUse {
  /** Neither written to nor read from the cache. */
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/** Millionths of a dollar, rounded up. */
export function costOf(model: Model, use: TokenUse, batch = false): number {
  const all = use.input + use.cacheRead + use.cacheWrite;
  const { input, output } = model.long && all > model.long.from ? model.long : model.price;
  const dear = input / model.price.input;
  const micros =
    use.input * input +
    use.output * output +
    use.cacheRead * model.price.cacheRead * dear +
    use.cacheWrite * input * CACHE_WRITE;
  return Math.ceil(micros * (batch ? BATCH : 1) - 1e-9);
}

/**
 * The most a request can cost, in millionths of a dollar: a token stands for at least one byte, everything is written to the cache, and
 * the answer is as long as it may be.
 */
export function worstCost(model: Model, body: string, maxTokens: number, batch = false): number {
  const bytes = new TextEncoder().encode(body).length;
  return costOf(model, { input: 0, cacheRead: 0, cacheWrite: bytes, output: maxTokens }, batch);
}
