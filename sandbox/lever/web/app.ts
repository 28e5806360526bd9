import { Hono } from 'hono';
import type { SandboxContext, Service } from '@/sandbox/service';
import { LEVER_HOSTS } from '../hosts';
import { bootstrap, candidateRows, interviewRows, jobRows, profile } from './internal';
import { moveStage, writeNote } from './internal-writes';
import { assets, DOCUMENT, POLICY } from './page';

/** Pause between the renders that throw away everything inside the app root. */
const RERENDER_MS = 20_000;

/**
 * A single-page look-alike of Lever's web app, for trying the extension on. It reads its own `/internal` endpoints and
 * never the public API. Named conditions: `lever-web-no-csp` drops the content security policy,
 * `lever-web-rerender-ms` sets the pause between forced renders (0 = never).
 */
export function createLeverWeb(ctx: SandboxContext): Service {
  const app = new Hono();
  const { lever } = ctx.world;

  app.use('*', async (c, next) => {
    await next();
    if (!ctx.faults.get('lever-web-no-csp')) c.header('content-security-policy', POLICY);
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
  });
  app.get('/assets/:name', (c) => {
    const asset = assets.get(c.req.param('name'));
    return asset ? c.body(asset.body, 200, { 'content-type': asset.type }) : c.notFound();
  });

  app.get('/internal/bootstrap', (c) =>
    c.json({ ...bootstrap(ctx), rerenderMs: Number(ctx.faults.get('lever-web-rerender-ms') ?? RERENDER_MS) }),
  );
  app.get('/internal/candidates', (c) =>
    c.json(
      candidateRows(
        ctx,
        c.req.query('segment') ?? 'all',
        c.req.query('posting') ?? '',
        c.req.query('q') ?? '',
      ),
    ),
  );
  app.get('/internal/candidates/:id', (c) => {
    const found = profile(ctx, c.req.param('id'));
    return found ? c.json(found) : c.json({ error: 'not found' }, 404);
  });
  app.post('/internal/candidates/:id/:what{notes|stage}', async (c) => {
    const opportunity = lever.opportunities.get(c.req.param('id'));
    if (!opportunity) return c.json({ error: 'not found' }, 404);
    const body = await c.req.json();
    const saved =
      c.req.param('what') === 'notes'
        ? writeNote(ctx, opportunity, body.value)
        : moveStage(ctx, opportunity, body.stage);
    return saved ? c.body(null, 204) : c.json({ error: 'invalid' }, 400);
  });
  app.get('/internal/interviews', (c) => c.json(interviewRows(ctx)));
  app.get('/internal/jobs', (c) => c.json(jobRows(ctx)));
  app.get('/candidates/:id/:kind{resumes|files}/:file/download', (c) => {
    const owned = (c.req.param('kind') === 'resumes' ? lever.resumes : lever.files).get(c.req.param('id'));
    const blob = owned?.some((file) => file.id === c.req.param('file'))
      ? lever.blobs.get(c.req.param('file'))
      : undefined;
    return blob ? c.body(blob.bytes.slice().buffer, 200, { 'content-type': blob.type }) : c.notFound();
  });

  app.get('/', (c) => c.redirect('/candidates'));
  for (const path of [
    '/candidates',
    '/candidates/*',
    '/interviews',
    '/interviews/*',
    '/jobs',
    '/jobs/*',
    '/settings',
    '/settings/*',
    '/search/*',
  ]) {
    app.get(path, (c) => c.html(DOCUMENT));
  }
  return { name: 'Lever web app', hosts: LEVER_HOSTS.web, app };
}
