import type { Clock } from '@/lib/platform/clock';
import { createHttp } from '@/lib/platform/http';
import type { EgressEntry } from '@/lib/platform/http-types';
import type { LaunchWebAuthFlow } from '@/lib/platform/oauth-flow';
import { createChats } from '@/sandbox/chats';
import { createFaults, type Fault } from '@/sandbox/faults';
import { createGoogle } from '@/sandbox/google/app';
import { createLeverApi as createLeverSimulator } from '@/sandbox/lever/api/app';
import { createLeverAuth } from '@/sandbox/lever/oauth';
import { createOffice } from '@/sandbox/meetings';
import { createMicrosoft } from '@/sandbox/microsoft/app';
import type { Service } from '@/sandbox/service';
import { createSlack } from '@/sandbox/slack/app';
import { createTeams } from '@/sandbox/teams/app';
import { createWorld } from '@/sandbox/world/world';

/** Monday 8 March 2027, 08:00 UTC: the week before the clocks change in North America. */
export const NOW = Date.UTC(2027, 2, 8, 8);
export const REDIRECT = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';

/** A pretend company whose services are reached through the extension's own http, with time that jumps over waits. */
export function createKit() {
  let now = NOW;
  const jobs: { at: number; job: () => void }[] = [];
  const faults = createFaults();
  const world = createWorld({ seed: 1, now: NOW });
  const advance = (ms: number) => {
    now += ms;
    for (const due of jobs.filter((one) => one.at <= now)) {
      jobs.splice(jobs.indexOf(due), 1);
      due.job();
    }
  };
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      advance(ms);
    },
  };
  const context = {
    world,
    faults,
    now: () => now,
    later: (ms: number, job: () => void) => void jobs.push({ at: now + ms, job }),
  };
  const office = createOffice(context);
  const chats = createChats(() => now);
  const services: Service[] = [
    ...createGoogle(office),
    ...createMicrosoft(office),
    createLeverSimulator(context),
    createLeverAuth(context),
    createSlack(context, chats),
    createTeams(context, chats),
  ];

  async function reach(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const service = services.find((one) => one.hosts.includes(url.host));
    if (!service) throw new TypeError(`no simulated service answers for ${url.host}`);
    return service.app.fetch(request);
  }

  function cut(fault: Fault | null, when: 'before' | 'after'): void {
    if (fault?.effect.kind === `cut-${when}`) throw new TypeError('connection reset');
  }

  /** As a browser would: an extension's POST carries its origin; faults hit on the way. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, {
      ...init,
      headers: { ...init?.headers, origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop' },
    });
    const url = new URL(request.url);
    const fault = faults.hit(url.host, request.method, url.pathname + url.search);
    cut(fault, 'before');
    if (fault?.effect.kind === 'status') {
      return new Response(JSON.stringify(fault.effect.body ?? {}), {
        status: fault.effect.status,
        headers: fault.effect.headers,
      });
    }
    if (fault?.effect.kind === 'garbage')
      return new Response(fault.effect.body, { headers: { 'content-type': 'text/html' } });
    const answer = await reach(request);
    cut(fault, 'after');
    if (fault?.effect.kind === 'status-after') return new Response('{}', { status: fault.effect.status });
    return answer;
  };

  const egress: EgressEntry[] = [];
  const http = createHttp({ fetch, clock, log: (entry) => egress.push(entry) });

  const cookies = new Map<string, string>();
  async function browse(url: string, form?: URLSearchParams): Promise<Response> {
    const headers: Record<string, string> = {};
    const { host } = new URL(url);
    const jar = cookies.get(host);
    if (jar) headers.cookie = jar;
    const answer = await reach(
      new Request(url, { headers, ...(form ? { method: 'POST', body: form } : {}) }),
    );
    const set = answer.headers.get('set-cookie')?.split(';')[0];
    if (set) cookies.set(host, set);
    return answer;
  }

  const unescaped = (text: string) =>
    text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

  /** A person who answers the sign-in page by `decision`, choosing `account` when one is offered. */
  function person(decision: string, account?: string): LaunchWebAuthFlow {
    return async (url, interactive) => {
      let answer = await browse(url);
      if (answer.status === 200) {
        if (!interactive) throw new Error('User interaction required.');
        const html = await answer.text();
        const form = new URLSearchParams();
        for (const [, name, value] of html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g))
          form.append(unescaped(name ?? ''), unescaped(value ?? ''));
        for (const [, value] of html.matchAll(/type="checkbox" name="scope" value="([^"]*)" checked/g))
          form.append('scope', unescaped(value ?? ''));
        const chosen = account ?? /name="account" value="([^"]*)" checked/.exec(html)?.[1];
        if (chosen) form.set('account', unescaped(chosen));
        form.set('decision', decision);
        const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1];
        if (!action)
          throw new Error(`The user did not approve access. ${html.replace(/<style>.*?<\/style>/s, '')}`);
        answer = await browse(new URL(unescaped(action), url).href, form);
      }
      return answer.headers.get('location') ?? undefined;
    };
  }

  return {
    world,
    faults,
    office,
    chats,
    clock,
    advance,
    http,
    fetch,
    egress,
    person,
    forgetSession: () => cookies.clear(),
  };
}
