import { type ConnectionDeps, createConnection, HOME } from '@/lib/ai/anthropic/connection';
import { type AnthropicDeps, createAnthropicEngine } from '@/lib/ai/anthropic/engine';
import { DEFAULT_MODELS } from '@/lib/ai/anthropic/models';
import { createSpending, type SpendingCap } from '@/lib/ai/anthropic/spending';
import type { Clock } from '@/lib/platform/clock';
import { createHttpStreams } from '@/lib/platform/http-stream';
import type { EgressEntry } from '@/lib/platform/http-types';
import type { KeyValue } from '@/lib/platform/key-value';
import { createAnthropic, SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { createFaults } from '@/sandbox/faults';

export function memory(): KeyValue & { all: Map<string, unknown> } {
  const all = new Map<string, unknown>();
  return {
    all,
    get: async <T>(key: string) => (all.get(key) as T | undefined) ?? null,
    set: async (key, value) => void all.set(key, structuredClone(value)),
    remove: async (key) => void all.delete(key),
  };
}

export const NOW = Date.UTC(2026, 10, 22, 12);

/** The adapter in front of the pretend service, in one process; `sent` holds every body as it left. */
export function anthropicKit(
  more: { cap?: SpendingCap; key?: string | null; origin?: string; deps?: Partial<ConnectionDeps> } = {},
) {
  const faults = createFaults();
  let now = NOW;
  const clock: Clock = { now: () => now, random: () => 0.5, sleep: async () => undefined };
  const service = createAnthropic({ faults, now: clock.now });
  const sent: { path: string; body: string; headers: Headers }[] = [];
  const egress: EgressEntry[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input as string, init);
    if (more.origin) request.headers.set('origin', more.origin);
    sent.push({
      path: new URL(request.url).pathname,
      body: typeof init?.body === 'string' ? init.body : '',
      headers: new Headers(request.headers),
    });
    const fault = faults.hit('api.anthropic.com', request.method, new URL(request.url).pathname);
    if (fault?.effect.kind === 'cut-before') throw new TypeError('Failed to fetch');
    return service.app.fetch(request);
  };
  const http = createHttpStreams({ fetch, clock, log: (entry) => egress.push(entry) });
  const kept = memory();
  const connection = createConnection({
    http,
    key: async () => (more.key === undefined ? SANDBOX_KEY : more.key),
    baseUrl: async () => HOME,
    awake: (work) => work(),
    ...more.deps,
  });
  const spending = createSpending({ kept, clock, cap: async () => more.cap ?? { day: null, month: null } });
  let ids = 0;
  const deps: AnthropicDeps = {
    connection,
    spending,
    clock,
    newId: () => `id${++ids}`,
    choice: async (task) => DEFAULT_MODELS[task],
  };
  return {
    faults,
    sent,
    egress,
    kept,
    connection,
    spending,
    deps,
    engine: createAnthropicEngine(deps),
    advance: (ms: number) => {
      now += ms;
    },
  };
}
