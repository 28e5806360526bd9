import type { ZodType } from 'zod';
import type { HostName } from './hosts';

/** What a failed call is called everywhere in Fulcrum. */
export type HttpCode =
  | 'aborted'
  | 'conflict'
  | 'forbidden'
  | 'gone'
  | 'invalid-request'
  | 'malformed-answer'
  | 'not-found'
  | 'offline'
  | 'quota-exceeded'
  | 'rate-limited'
  | 'server-error'
  | 'timeout'
  | 'unauthorised';

/** What the adapter makes of an answer that is neither 2xx nor expected. */
export type Verdict =
  /** `applied: 'no'` = the other side surely did nothing, so even a write may be sent again. */
  | { act: 'retry'; code: HttpCode; applied: 'no' | 'maybe'; detail?: string }
  /** The token is not good any more; nothing was done. */
  | { act: 'reauthorise'; detail?: string }
  | { act: 'fail'; code: HttpCode; detail?: string; next?: string }
  /** It may or may not have been done; only reading can tell. */
  | { act: 'unknown-outcome'; code: HttpCode; detail?: string };

/** `body` is the parsed JSON, or undefined when the answer was not JSON. */
export type Classifier = (seen: { status: number; body: unknown }) => Verdict;

export interface HttpRequest {
  host: HostName;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `{names}` for what changes; the log keeps this form, so ids never reach it. */
  path: string;
  params?: Record<string, string>;
  query?: readonly (readonly [name: string, value: string])[];
  headers?: Record<string, string>;
  /** At most one of `json` and `form`. */
  json?: unknown;
  form?: Record<string, string>;
  /** Whose service it is, for people: `Google Calendar (rec@acme.example)`. */
  who: string;
  /** What it is for, continuing "could not …": `read free/busy times`. */
  purpose: string;
  /** Whether the request carries or asks for data about a candidate. */
  candidateData: boolean;
  /**
   * `none` changes nothing; `repeatable` may be sent twice with the effect of once (own id, If-Match, delete);
   * `once` must not be repeated unless it surely did not take effect.
   */
  effect: 'none' | 'repeatable' | 'once';
  classify: Classifier;
  /** Statuses outside 2xx that the caller reads itself. */
  expect?: readonly number[];
  /** Headers that carry the token; called with `renew` once after the other side refused it. */
  authorise?: (renew: boolean) => Promise<Record<string, string>>;
  /** Mailbox or key whose budget is used; the host's own when absent. */
  lane?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
}

/** The one door to the network. Both methods throw `Failure`. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Sends and reads the JSON answer by `schema`; a misfit is a `malformed-answer` naming endpoint and field. */
  read<T>(request: HttpRequest, schema: ZodType<T>): Promise<T>;
}

/** One line of the egress log; one per attempt. Holds no id, no query value, no body, no token. */
export interface EgressEntry {
  /** ms epoch at sending. */
  at: number;
  host: string;
  method: string;
  /** Template: `/v1/opportunities/{opportunity}`. */
  path: string;
  purpose: string;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** Why there is no status; `undeclared-host` = it was refused here and nothing was sent. */
  failure?: HttpCode | 'undeclared-host';
  bytesOut: number;
  bytesIn: number;
  candidateData: boolean;
  ms: number;
}
