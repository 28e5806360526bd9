import type { Hono } from 'hono';
import { take } from '../../conditions';
import type { OfficeContext } from '../../meetings';
import type { MicrosoftIdentity } from '../identity';
import { type GraphEnv, signedIn } from './access';
import { graphError } from './errors';

const MAX = 20;
const AT_ONCE = 4;

interface Part {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
  dependsOn?: string[];
}

interface Answer {
  id: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
}

/** `POST /$batch`: up to twenty requests; the outer 200 says nothing about the inner ones. */
export function addBatch(
  app: Hono<GraphEnv>,
  { faults }: OfficeContext,
  identity: MicrosoftIdentity,
  inner: (request: Request) => Response | Promise<Response>,
): void {
  app.post('/$batch', signedIn(identity), async (c) => {
    const body: { requests?: Part[] } = await c.req.json().catch(() => ({}));
    const parts = body.requests ?? [];
    const bad = (message: string) => graphError(400, 'BadRequest', message);
    if (parts.length === 0 || parts.length > MAX)
      throw bad(`Invalid batch payload format: between 1 and ${MAX} requests are allowed.`);
    if (new Set(parts.map((part) => String(part.id).toLowerCase())).size !== parts.length)
      throw bad('Request Id has to be unique in a batch.');
    for (const part of parts) {
      const typed = Object.keys(part.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
      if (part.body !== undefined && !typed)
        throw bad(`Write request id : ${part.id} does not contain Content-Type header or body.`);
    }
    const authorization = c.req.header('authorization') ?? '';
    const running = new Map<string, Promise<Answer>>();
    let active = 0;
    const waiting: (() => void)[] = [];

    async function send(part: Part): Promise<Answer> {
      for (const id of part.dependsOn ?? []) {
        const before = await running.get(id);
        if (!before || before.status >= 400)
          return {
            id: part.id,
            status: 424,
            headers: {},
            body: { error: { code: 'FailedDependency', message: 'A request this one depends on failed.' } },
          };
      }
      if (take(faults, 'microsoft-batch-throttle')) {
        return {
          id: part.id,
          status: 429,
          headers: { 'Retry-After': String(faults.get('microsoft-retry-after') ?? 1) },
          body: {
            error: {
              code: 'ApplicationThrottled',
              message: 'Application is over its MailboxConcurrency limit.',
            },
          },
        };
      }
      while (active >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
      active++;
      try {
        const answer = await inner(
          new Request(`https://graph.microsoft.com/v1.0${part.url.startsWith('/') ? '' : '/'}${part.url}`, {
            method: part.method,
            headers: { ...part.headers, authorization },
            ...(part.body === undefined ? {} : { body: JSON.stringify(part.body) }),
          }),
        );
        const text = await answer.text();
        const headers: Record<string, string> = {};
        for (const name of ['content-type', 'retry-after', 'location']) {
          const value = answer.headers.get(name);
          if (value) headers[name.replace(/(^|-)\w/g, (char) => char.toUpperCase())] = value;
        }
        return { id: part.id, status: answer.status, headers, ...(text ? { body: JSON.parse(text) } : {}) };
      } finally {
        active--;
        waiting.shift()?.();
      }
    }
    for (const part of parts) running.set(part.id, send(part));
    const answers = await Promise.all(running.values());
    // The order of answers is not the order of requests.
    return c.json({ responses: answers.reverse() });
  });
}
