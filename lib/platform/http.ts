import type { ZodType } from 'zod';
import { Failure } from '@/lib/domain/problem';
import { createLanes } from './budget';
import type { Clock } from './clock';
import { declaredHost } from './hosts';
import { decode, httpFailure, jsonOf } from './http-problem';
import type { EgressEntry, Http, HttpAnswer, HttpCode, HttpRequest, Verdict } from './http-types';
import { addressOf, bodyOf } from './http-wire';

/** A worker's fetch dies 30 s after the worker started, so a call gives up well before that. */
const TIMEOUT_MS = 20_000;
const ATTEMPTS = 5;
/** A lost connection or a silent server is tried once more; longer trouble is told instead of hidden. */
const SILENT_ATTEMPTS = 2;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** Everything together: attempts and the waits between them. */
const PATIENCE_MS = 60_000;

export interface HttpDeps {
  fetch: typeof globalThis.fetch;
  clock: Clock;
  /** Called once per attempt, synchronously; must not throw. */
  log: (entry: EgressEntry) => void;
  /** Told of every attempt to call a host nobody declared; must not throw. */
  refused?: (entry: EgressEntry) => void;
  /** False when the machine knows that it has no network (`navigator.onLine`). */
  online?: () => boolean;
}

type Attempt = { answer: HttpAnswer } | { silence: Extract<HttpCode, 'timeout' | 'offline' | 'aborted'> };

/** Seconds or HTTP date of `Retry-After` as ms from now; undefined when absent or unreadable. */
function retryAfter(answer: HttpAnswer, now: number): number | undefined {
  const value = answer.headers.get('retry-after');
  if (!value) return undefined;
  const at = /^\d+$/.test(value.trim()) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

const waitNext = (ms: number) => `Wait ${Math.ceil(ms / 1000)} seconds and try again.`;

/**
 * The one audited way out. Refuses undeclared hosts before anything is sent, keeps each host's budget, gives up
 * in time, repeats only what may be repeated (full-jitter exponential back-off), asks once for a new token, and
 * writes every attempt to the egress log. Throws `Failure`; a write that may have happened is marked
 * `unknownOutcome`.
 */
export function createHttp({ fetch, clock, log, refused, online }: HttpDeps): Http {
  const lane = createLanes(clock);

  async function attempt(
    request: HttpRequest,
    url: string,
    authorisation: Record<string, string>,
  ): Promise<Attempt> {
    const body = bodyOf(request);
    const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
    const at = clock.now();
    const entry = (status: number | null, bytesIn: number, failure?: HttpCode): void =>
      log({
        at,
        host: request.host,
        method: request.method,
        path: request.path,
        purpose: request.purpose,
        status,
        ...(failure ? { failure } : {}),
        bytesOut: body.bytes,
        bytesIn,
        candidateData: request.candidateData,
        ms: clock.now() - at,
      });
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: { accept: 'application/json', ...body.headers, ...request.headers, ...authorisation },
        ...(body.content === undefined ? {} : { body: body.content }),
        signal,
        // A redirect could lead to a host nobody declared, so it is an answer like any other.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      entry(response.status, bytes.length);
      return { answer: { status: response.status, headers: response.headers, bytes } };
    } catch {
      // The text of a network error differs by browser and may hold the URL; the kind is all that is kept.
      const silence = request.signal?.aborted ? 'aborted' : timeout.aborted ? 'timeout' : 'offline';
      entry(null, 0, silence);
      return { silence };
    }
  }

  function judge(request: HttpRequest, answer: HttpAnswer): Verdict | null {
    const { status } = answer;
    if ((status >= 200 && status < 300) || request.expect?.includes(status)) return null;
    if (status === 0 || (status >= 300 && status < 400)) {
      return { act: 'fail', code: 'malformed-answer', detail: 'it wants to redirect to another address' };
    }
    return request.classify({ status, body: jsonOf(answer) });
  }

  async function pause(request: HttpRequest, ms: number): Promise<void> {
    try {
      await clock.sleep(ms, request.signal);
    } catch {
      throw httpFailure(request, 'aborted');
    }
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const declared = declaredHost(request.host);
    if (!declared) {
      const entry: EgressEntry = {
        at: clock.now(),
        host: String(request.host).slice(0, 80),
        method: request.method,
        path: request.path,
        purpose: request.purpose,
        status: null,
        failure: 'undeclared-host',
        bytesOut: 0,
        bytesIn: 0,
        candidateData: request.candidateData,
        ms: 0,
      };
      log(entry);
      refused?.(entry);
      throw new Failure({
        code: 'undeclared-host',
        message: `Fulcrum refused to call ${String(request.host).slice(0, 80)}: it is not on the list of hosts it may talk to.`,
        next: 'Report this: it is an error in Fulcrum. Nothing was sent.',
      });
    }
    const url = addressOf(request);
    const way = lane(`${request.host} ${request.lane ?? ''}`, declared.budget);
    const started = clock.now();
    const repeatable = request.effect !== 'once';
    let renewed = false;
    let authorisation = (await request.authorise?.(false)) ?? {};

    for (let tries = 1; ; tries++) {
      if (online?.() === false) throw httpFailure(request, 'offline', { detail: 'this machine is offline' });
      const rest = way.restsFor();
      if (rest > LONGEST_WAIT_MS) throw httpFailure(request, 'rate-limited', { next: waitNext(rest) });
      let seen: Attempt;
      try {
        seen = await way.run(() => attempt(request, url, authorisation), request.signal);
      } catch (error) {
        if (request.signal?.aborted) throw httpFailure(request, 'aborted');
        throw error;
      }
      const backOff = clock.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
      const patient = (wait: number) => clock.now() + wait - started <= PATIENCE_MS;

      if ('silence' in seen) {
        const again = repeatable && seen.silence !== 'aborted' && tries < SILENT_ATTEMPTS && patient(backOff);
        if (!again) throw httpFailure(request, seen.silence, { unknown: true });
        await pause(request, backOff);
        continue;
      }

      const { answer } = seen;
      const verdict = judge(request, answer);
      if (!verdict) return answer;
      const detail = verdict.detail === undefined ? {} : { detail: verdict.detail };
      switch (verdict.act) {
        case 'fail':
          throw httpFailure(request, verdict.code, {
            ...detail,
            ...(verdict.next ? { next: verdict.next } : {}),
          });
        case 'unknown-outcome':
          throw httpFailure(request, verdict.code, { ...detail, unknown: true });
        case 'reauthorise':
          if (renewed || !request.authorise) throw httpFailure(request, 'unauthorised', detail);
          renewed = true;
          authorisation = await request.authorise(true);
          break;
        case 'retry': {
          const asked = retryAfter(answer, clock.now());
          const wait = Math.max(backOff, asked ?? 0);
          // The whole lane rests: calls sent meanwhile would only count against the limit.
          if (verdict.code === 'rate-limited') way.pause(clock.now() + wait);
          const allowed = repeatable || verdict.applied === 'no';
          if (!allowed || tries >= ATTEMPTS || wait > LONGEST_WAIT_MS || !patient(wait)) {
            throw httpFailure(request, verdict.code, {
              ...detail,
              unknown: verdict.applied === 'maybe',
              ...(asked ? { next: waitNext(asked) } : {}),
            });
          }
          await pause(request, wait);
        }
      }
    }
  }

  return {
    send,
    async read<T>(request: HttpRequest, schema: ZodType<T>): Promise<T> {
      return decode(request, await send(request), schema);
    },
  };
}
