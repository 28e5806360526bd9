import Anthropic from '@anthropic-ai/sdk';
import { Failure } from '@/lib/domain/problem';
import type { HttpStreams } from '@/lib/platform/http-stream';
import { failureOf } from './failures';

export const HOME = 'https://api.anthropic.com';
/** Longest call in ms; a stream that falls silent is given up long before. */
const TIMEOUT_MS = 600_000;
const RETRIES = 2;
/** Answers of 429 that waiting a little does not help against. */
const SPENT = ['enforced_spend_limit_reached', 'contract_spend_limit_reached', 'ramp_limit_exceeded'];

export interface ConnectionDeps {
  http: HttpStreams;
  /** Null: there is no key. */
  key(): Promise<string | null>;
  /** Origin of the API or of a company proxy in front of it: `https://api.anthropic.com`. */
  baseUrl(): Promise<string>;
  /** Runs work while the browser must not stop this script. */
  awake<T>(work: () => Promise<T>): Promise<T>;
}

export interface CallOptions {
  purpose: string;
  candidateData: boolean;
  guard?(body: string): void;
  /** Called when an attempt was answered with 2xx: from now on it may be charged. */
  accepted?(): void;
  signal?: AbortSignal;
}

export interface Connection {
  /**
   * Runs `work` with a client of the SDK whose every attempt goes through the audited door. Throws `Failure` with a code of the port; an
   * error of the guard or the door comes out as it is.
   */
  call<T>(options: CallOptions, work: (client: Anthropic) => Promise<T>): Promise<T>;
}

/** The one place where the SDK is made. */
export function createConnection({ http, key, baseUrl, awake }: ConnectionDeps): Connection {
  return {
    async call(options, work) {
      const apiKey = await key();
      if (!apiKey)
        throw new Failure({
          code: 'engine-not-connected',
          subject: 'Anthropic',
          message: 'There is no Anthropic key.',
          next: 'Enter one under Connections in the control room, or use the rules without a model.',
        });
      let stopped: Failure | undefined;
      const client = new Anthropic({
        apiKey,
        baseURL: await baseUrl(),
        // The server wants the header this sets from everything that runs in a browser.
        dangerouslyAllowBrowser: true,
        maxRetries: RETRIES,
        timeout: TIMEOUT_MS,
        // Anything louder prints request bodies.
        logLevel: 'off',
        openTelemetry: false,
        fetch: async (input, init) => {
          try {
            return await attempt(http, options, new URL(String(input)), init);
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            // The SDK would take a thrown error for a lost connection and try again.
            stopped = error;
            return new Response('{}', { status: 400, headers: { 'x-should-retry': 'false' } });
          }
        },
      });
      try {
        return await awake(() => work(client));
      } catch (error) {
        throw stopped ?? failureOf(error, options.signal);
      }
    },
  };
}

async function attempt(
  http: HttpStreams,
  { purpose, candidateData, guard, accepted }: CallOptions,
  url: URL,
  init: RequestInit | undefined,
): Promise<Response> {
  const body = init?.body ?? undefined;
  if (body !== undefined && typeof body !== 'string')
    throw new Failure({
      code: 'blinding-leak',
      message: 'The request was not sent: its content could not be looked at.',
      next: 'Report this: it is an error in Fulcrum.',
    });
  const response = await http.open({
    host: url.host,
    method: (init?.method ?? 'GET') as 'GET' | 'POST' | 'DELETE',
    path: `${url.pathname}${url.search}`,
    loggedPath: url.pathname
      .replace(/\/batches\/[^/]+/, '/batches/{batch}')
      .replace(/\/models\/[^/]+/, '/models/{model}'),
    headers: Object.fromEntries(new Headers(init?.headers)),
    ...(body === undefined ? {} : { body }),
    purpose,
    candidateData,
    ...(guard ? { guard } : {}),
    ...(init?.signal ? { signal: init.signal } : {}),
  });
  if (response.ok) accepted?.();
  if (response.status !== 429) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  if (SPENT.some((code) => text.includes(`"${code}"`))) headers.set('x-should-retry', 'false');
  return new Response(text, { status: 429, headers });
}
