import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { OfficeContext } from '../../meetings';
import type { MicrosoftIdentity } from '../identity';
import { type GraphEnv, signedIn, throttled } from './access';
import { addBatch } from './batch';
import { addDirectory } from './directory';
import { graphError } from './errors';
import { addEventReads } from './read';
import { addSchedule } from './schedule';
import { createGraphStore } from './store';
import { addEventWrites } from './write';

const EXPOSED = [
  'ETag',
  'Location',
  'Preference-Applied',
  'Content-Range',
  'request-id',
  'client-request-id',
  'Retry-After',
];

/** graph.microsoft.com, v1.0. */
export function createGraphApi(ctx: OfficeContext, identity: MicrosoftIdentity): Hono {
  const store = createGraphStore(ctx);
  const routes = new Hono<GraphEnv>();
  routes.use('*', signedIn(identity));
  routes.use('*', throttled(ctx.faults));
  addDirectory(routes, ctx, identity);
  addSchedule(routes, ctx);
  addEventReads(routes, ctx, store);
  addEventWrites(routes, ctx, store);

  const batch = new Hono<GraphEnv>();
  const app = new Hono();
  app.use(
    '*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH'],
      exposeHeaders: EXPOSED,
      maxAge: 86_400,
    }),
  );
  app.notFound((c) =>
    graphError(
      400,
      'BadRequest',
      `Resource not found for the segment '${c.req.path.split('/').at(-1)}'.`,
    ).getResponse(),
  );
  // The batch itself takes no slot of the mailbox; its parts do.
  addBatch(batch, ctx, identity, (request) => app.fetch(request));
  app.route('/v1.0', batch as unknown as Hono);
  app.route('/v1.0', routes as unknown as Hono);
  return app;
}
