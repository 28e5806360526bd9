import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract, Method } from '@/lib/messaging/contract';
import { validInputs } from './message-fuzz-schema';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OWN_ORIGIN = `chrome-extension://${ID}`;
const LEVER = ['https://hire.lever.co', 'https://hire.eu.lever.co', 'https://hire.sandbox.lever.co'];
/** Every implementation answers or throws with this in it, so that it is seen wherever it comes out. */
const CANARY = 'ya29.canary-7f3a91';
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'valueOf',
  '',
  'x'.repeat(5000),
];
const VALID_INPUTS = 12;

export interface FuzzResult {
  count: number;
  contracts: number;
  methods: number;
  /** Sorted by what became of the message. */
  tally: Record<string, number>;
  /** What must not have happened; empty is good. */
  defects: string[];
}

/** Small seeded generator (mulberry32): the same seed gives the same messages. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'name' in value && 'methods' in value;

/** Every contract there is, found by its file, so that a new workflow is fuzzed without anybody thinking of it. */
async function allContracts(): Promise<Contract[]> {
  const root = resolve(import.meta.dirname, '../..');
  const workflows = readdirSync(resolve(root, 'lib/workflows')).flatMap((name) =>
    readdirSync(resolve(root, 'lib/workflows', name))
      .filter((file) => /(^|-)contract\.ts$/.test(file))
      .map((file) => `lib/workflows/${name}/${file}`),
  );
  const files = [...workflows, 'lib/lever/page/contract.ts', 'lib/messaging/surfaces.ts'];
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(resolve(root, file)).href) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module, n) => {
    const found = Object.values(module).filter(isContract);
    if (found.length === 0) throw new Error(`${files[n]} holds no contract.`);
    return found;
  });
}

/** The server as the worker makes it; outside a browser the messaging library only has to be loadable. */
async function loadServer() {
  const nothing = { runtime: { id: ID } };
  Object.assign(globalThis, { chrome: nothing, browser: nothing });
  return (await import('@/lib/messaging/serve')).createServer;
}

/**
 * Sends `count` made-up messages, as a hostile content script would, to the real server with every real
 * contract and spies behind them.
 */
export async function fuzzMessages(count: number, seed: number): Promise<FuzzResult> {
  const contracts = await allContracts();
  const createServer = await loadServer();
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  let now = 1_000_000;
  const server = createServer(OWN_ORIGIN, ID, LEVER, () => now);

  const tally: Record<string, number> = {};
  const defects: string[] = [];
  const wrong = (what: string): void => {
    if (defects.length < 20) defects.push(what);
  };
  /** What the message in hand made run. */
  let ran: { name: string; method: Method; input: unknown; value: unknown } | null = null;

  const methods = contracts.flatMap((contract) =>
    Object.entries(contract.methods).map(([name, method], n) => ({
      contract: contract.name,
      name,
      method,
      inputs: validInputs(`${contract.name}.${name}`, method.input, VALID_INPUTS, seed + n),
    })),
  );
  const forPages = methods.filter((m) => m.method.from.includes('page'));
  for (const contract of contracts) {
    const spies = Object.entries(contract.methods).map(([name, method]) => [
      name,
      async (input: unknown) => {
        const forPage = method.from.includes('page');
        ran = {
          name: `${contract.name}.${name}`,
          method,
          input,
          value: forPage ? { drawn: below(1e6) } : CANARY,
        };
        if (below(4) === 0) throw new Error(`GET https://api.lever.co/?access_token=${CANARY} failed`);
        return ran.value;
      },
    ]);
    server.serve(contract, Object.fromEntries(spies));
  }

  const polluted = (text: string): unknown => JSON.parse(text);
  const junk = (): unknown =>
    pick([
      () => null,
      () => [],
      () => 'x'.repeat(below(3000)),
      () => below(2 ** 31) - 2 ** 30,
      () => polluted('{"__proto__":{"polluted":true,"from":["page"]}}'),
      () => polluted('{"constructor":{"prototype":{"polluted":true}}}'),
      () => JSON.parse('['.repeat(60) + ']'.repeat(60)),
      () => ({ toString: 'load', length: 4 }),
      () => true,
    ])();
  const claims = (): object =>
    pick<object>([
      {},
      { sender: 'own', origin: OWN_ORIGIN, id: ID, url: `${OWN_ORIGIN}/options.html` },
      { from: ['page'], caller: { sender: 'own', tabId: null } },
      polluted('{"__proto__":{"sender":"own"}}') as object,
    ]);
  const message = (): unknown => {
    const target = below(5) === 0 ? pick(forPages) : pick(methods);
    const valid = { fulcrum: 1, contract: target.contract, method: target.name, input: pick(target.inputs) };
    switch (below(8)) {
      case 0:
        return junk();
      case 1:
        return { ...valid, input: junk() };
      case 2:
        return { ...valid, method: below(2) ? pick(NAMES) : pick(methods).name };
      case 3:
        return { ...valid, contract: below(2) ? pick(NAMES) : pick(contracts).name };
      case 4:
        return {
          ...valid,
          [pick(['method', 'contract', 'fulcrum'])]: pick<unknown>([[target.name], junk()]),
        };
      case 5: {
        const input = valid.input as Record<string, unknown>;
        const field = pick(Object.keys(input)) as string | undefined;
        return { ...valid, input: { ...input, ...(field ? { [field]: junk() } : {}), extra: junk() } };
      }
      default:
        return { ...valid, ...claims() };
    }
  };
  const page = (): object => {
    const origin = pick(LEVER);
    const url = `${origin}/candidates/39ca916a-8096-4cdd-9b0f-39396b52fba8`;
    return { id: ID, origin, url, frameId: 0, tab: { id: below(5), url } };
  };
  const stranger = (): object =>
    pick<object>([
      { ...page(), frameId: 1 + below(9) },
      { ...page(), id: 'ponmlkjihgfedcbaponmlkjihgfedcba' },
      { ...page(), origin: 'https://elsewhere.example' },
      { ...page(), origin: 'null' },
      { ...page(), tab: undefined },
      {},
    ]);

  function judge(answer: unknown, isPage: boolean): string {
    const text = JSON.stringify(answer);
    if (text.includes(CANARY)) wrong(`An answer holds a secret: ${text.slice(0, 300)}`);
    if (ran && !isPage) wrong(`${ran.name} ran for a stranger.`);
    if (ran && !ran.method.from.includes('page')) wrong(`${ran.name} ran for a page.`);
    if (ran && JSON.stringify(ran.input) !== JSON.stringify(ran.method.input.parse(ran.input)))
      wrong(`${ran.name} got input its schema does not give.`);
    const given = answer as { ok?: unknown; value?: unknown; problem?: Record<string, unknown> };
    if (given.ok === true) {
      if (!ran || given.value !== ran.value || Object.keys(given).join() !== 'ok,value')
        wrong(`An answer that is not the page's own: ${text.slice(0, 300)}`);
      return `answered ${ran?.name}`;
    }
    const { problem } = given;
    const plain = given.ok === false && problem && Object.keys(problem).join() === 'code,message,next';
    if (!plain || !['message-refused', 'not-now'].includes(String(problem.code)) || text.length > 400)
      wrong(`Not a plain refusal: ${text.slice(0, 300)}`);
    if (ran && problem?.code !== 'not-now') wrong(`${ran.name} ran, and was said to be refused.`);
    if (problem?.code === 'not-now') return `failed ${ran?.name}`;
    return String(problem?.message)
      .replace(/bad input for .*/, 'bad input')
      .slice(0, 60);
  }

  for (let n = 0; n < count; n++) {
    // Mostly slow enough to get past the rate limit, in bursts to reach it.
    now += n % 1000 < 100 ? 1 : 40 + below(40);
    const isPage = below(10) > 0;
    ran = null;
    try {
      // Over the wire everything is JSON.
      const wire = JSON.parse(JSON.stringify(message())) as unknown;
      const outcome = judge(await server.answer(wire, (isPage ? page() : stranger()) as never), isPage);
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    } catch (error) {
      wrong(`No answer at all: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  if ('polluted' in {}) wrong('Object.prototype was changed.');
  // The worker is alive: one of ours is served at once, whatever came before.
  const first = methods.find((m) => !m.method.from.includes('page'));
  if (!first) throw new Error('There is no privileged method to protect.');
  const own = { id: ID, origin: OWN_ORIGIN, url: `${OWN_ORIGIN}/options.html` } as never;
  ran = null;
  await server.answer(
    { fulcrum: 1, contract: first.contract, method: first.name, input: first.inputs[0] },
    own,
  );
  if (!ran) wrong('After it all, a page of the extension itself was not served.');
  return { count, contracts: contracts.length, methods: methods.length, tally, defects };
}
