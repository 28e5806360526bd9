import { createFaults, type Faults } from '@/sandbox/faults';
import { createLeverApi } from '@/sandbox/lever/api/app';
import { createLeverAuth } from '@/sandbox/lever/oauth';
import { createLeverWeb } from '@/sandbox/lever/web/app';
import type { SandboxContext } from '@/sandbox/service';
import { API_KEYS } from '@/sandbox/world/known';
import type { Json, World } from '@/sandbox/world/types';
import { createWorld } from '@/sandbox/world/world';

export const NOW = Date.UTC(2027, 2, 2, 9, 0);

interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export interface LeverBench {
  world: World;
  faults: Faults;
  /** Moves the sandbox clock. */
  time: { now: number };
  call(method: string, path: string, body?: unknown, auth?: string): Promise<Answer>;
  auth(path: string, init?: RequestInit): Promise<Response>;
  /** GET, or POST when there is a body. */
  web(path: string, body?: unknown): Promise<Response>;
}

export const basic = (key: string) => `Basic ${btoa(`${key}:`)}`;

/** A fresh sandbox Lever with its clock in hand. The rate limit is off unless asked for. */
export function createLeverBench({ rateLimit = false } = {}): LeverBench {
  const time = { now: NOW };
  const faults = createFaults();
  if (!rateLimit) faults.set('lever-rate-limit-off', true);
  const world = createWorld({ now: NOW });
  const ctx: SandboxContext = { world, faults, now: () => time.now, later: () => undefined };
  const api = createLeverApi(ctx);
  const oauth = createLeverAuth(ctx);
  const web = createLeverWeb(ctx);
  return {
    world,
    faults,
    time,
    async call(method, path, body, auth = basic(API_KEYS.normal)) {
      const init: RequestInit = {
        method,
        headers: {
          authorization: auth,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      };
      if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
      const response = await api.app.request(`https://api.lever.co/v1${path}`, init);
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
    auth: async (path, init) => oauth.app.request(`https://auth.lever.co${path}`, init),
    web: async (path, body) =>
      web.app.request(
        `https://hire.lever.co${path}`,
        body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
      ),
  };
}
