import type { ZodType } from 'zod';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { HttpAnswer, HttpCode, HttpRequest } from './http-types';

const TELL: Record<HttpCode, { what: string; next: (who: string) => string; retryable?: boolean }> = {
  aborted: { what: 'the call was stopped', next: () => 'Start it again when you need it.', retryable: true },
  conflict: {
    what: 'it was changed by somebody else meanwhile',
    next: () => 'Refresh and try again.',
    retryable: true,
  },
  forbidden: {
    what: 'access was refused',
    next: (who) => `Check what ${who} allows under Connections, or ask its administrator.`,
  },
  gone: { what: 'it is not there any more', next: () => 'Refresh to see the present state.' },
  'invalid-request': {
    what: 'the request was refused as wrong',
    next: () => 'Check the values named above.',
  },
  'malformed-answer': {
    what: 'the answer was not what its documentation describes',
    next: () => 'Try again; if it stays, check for a proxy in between and report the field named above.',
  },
  'not-found': {
    what: 'it does not exist there, or is not visible to this account',
    next: () => 'Check that it still exists.',
  },
  offline: {
    what: 'it could not be reached',
    next: () => 'Check the network connection and try again.',
    retryable: true,
  },
  'quota-exceeded': {
    what: 'the usage limit of the account is used up',
    next: () => 'Wait some hours; sending it again at once does not help.',
  },
  'rate-limited': {
    what: 'it asks for a rest after too many calls',
    next: () => 'Wait a minute and try again.',
    retryable: true,
  },
  'server-error': {
    what: 'it had an error of its own',
    next: () => 'Try again in a minute.',
    retryable: true,
  },
  timeout: {
    what: 'it did not answer in time',
    next: () => 'Try again; if it stays, check the network.',
    retryable: true,
  },
  unauthorised: {
    what: 'the sign-in is not accepted any more',
    next: (who) => `Reconnect ${who} under Connections in the control room.`,
  },
};

type Asked = Pick<HttpRequest, 'who' | 'purpose' | 'method' | 'path' | 'effect'>;

/** What the provider said about it, shortened; line breaks removed because it is shown in one line. */
function quote(detail: string): string {
  const line = detail.replace(/\s+/g, ' ').trim();
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}

/**
 * The `Failure` of one call: who, what for, why, and the way out. `unknown` marks a write that may have
 * happened; it is ignored for calls that change nothing.
 */
export function httpFailure(
  asked: Asked,
  code: HttpCode,
  more: { detail?: string; next?: string; unknown?: boolean } = {},
): Failure {
  const tell = TELL[code];
  const unknown = more.unknown === true && asked.effect !== 'none';
  const detail = more.detail ? ` (${quote(more.detail)})` : '';
  const maybe = unknown ? ' It may have taken effect all the same.' : '';
  const problem: Problem = {
    code,
    message: `${asked.who}: could not ${asked.purpose}: ${tell.what}${detail}.${maybe}`,
    next: more.next ?? tell.next(asked.who),
    subject: asked.who,
  };
  if (tell.retryable) problem.retryable = true;
  if (unknown) problem.unknownOutcome = true;
  return new Failure(problem);
}

/** JSON of an answer, or undefined when it is not JSON (a proxy's HTML page, an empty body). */
export function jsonOf(answer: HttpAnswer): unknown {
  if (answer.bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes)) as unknown;
  } catch {
    // Not JSON is an ordinary, visible result here: callers turn undefined into `malformed-answer`.
    return undefined;
  }
}

/** The answer as `schema` describes it; otherwise a `malformed-answer` naming endpoint and first bad field. */
export function decode<T>(asked: Asked, answer: HttpAnswer, schema: ZodType<T>): T {
  const where = `${asked.method} ${asked.path}`;
  const body = jsonOf(answer);
  if (body === undefined) {
    const kind = answer.headers.get('content-type')?.split(';')[0] ?? 'no content type';
    throw httpFailure(asked, 'malformed-answer', {
      detail: `${where} answered ${kind} instead of JSON`,
      unknown: true,
    });
  }
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const field = issue?.path.length ? issue.path.map(String).join('.') : 'the whole answer';
  throw httpFailure(asked, 'malformed-answer', {
    detail: `${where}, field ${field}: ${issue?.message ?? 'does not fit'}`,
    unknown: true,
  });
}
