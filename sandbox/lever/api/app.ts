import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { SandboxContext, Service } from '@/sandbox/service';
import { LEVER_HOSTS } from '../hosts';
import { callerOf, demandScope } from './access';
import { Refusal } from './answer';
import { createRateLimit } from './bucket';
import { catalog } from './catalog';
import { feedbackAndForms } from './feedback';
import { files } from './files';
import { postings, requisitions } from './jobs';
import { createKit, type Env } from './kit';
import { notes } from './notes';
import { opportunityReads } from './opportunities';
import { opportunityWrites } from './opportunity-writes';
import { panels } from './panels';
import { contacts, users } from './people';

/**
 * Lever's Data API v1. Plain requests in, JSON out, no CORS headers: pages cannot call it, an extension with the host
 * permission can. The named condition `lever-rate-limit-off` lifts the token bucket.
 */
export function createLeverApi(ctx: SandboxContext): Service {
  const app = new Hono<Env>();
  const limit = createRateLimit();
  const kit = createKit(ctx);

  app.use('*', async (c, next) => {
    await next();
    c.header('server', 'lever-data-api');
    c.header('x-lever-region', 'global');
    c.header('x-stream-path', 'dapi');
    c.header('strict-transport-security', 'max-age=31536000');
    c.header('cache-control', 'no-store');
  });
  app.use('*', async (c, next) => {
    const caller = callerOf(ctx, c.req.header('authorization'));
    if (!ctx.faults.get('lever-rate-limit-off') && !limit.take(caller.key, ctx.now())) {
      throw new Refusal(429, 'TooManyRequestsError', 'Too many requests. Please slow down.');
    }
    demandScope(caller, c.req.method, c.req.path);
    c.set('caller', caller);
    await next();
  });

  // `/candidates` is the old name of the same resource and still answers.
  for (const base of ['/v1/opportunities', '/v1/candidates']) {
    for (const group of [opportunityReads, opportunityWrites, panels, notes, feedbackAndForms, files])
      app.route(base, group(kit));
  }
  app.route('/v1/users', users(kit));
  app.route('/v1/contacts', contacts(kit));
  app.route('/v1/postings', postings(kit));
  app.route('/v1/requisitions', requisitions(kit));
  app.route('/v1', catalog(kit));

  app.notFound((c) => c.json({ code: 'ResourceNotFound', message: `${c.req.path} does not exist` }, 404));
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ code: error.code, message: error.message }, error.status);
    if (error instanceof HTTPException) return error.getResponse();
    console.error(`Lever API simulator failed at ${c.req.method} ${c.req.path}:`, error);
    return c.json({ code: 'InternalServerError', message: 'An unexpected error happened.' }, 500);
  });
  return { name: 'Lever API', hosts: LEVER_HOSTS.api, app: app as unknown as Hono };
}
