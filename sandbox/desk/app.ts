import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { LoadedCalendars } from '../ics';
import type { Journal } from '../journal';
import type { OfficeContext } from '../meetings';
import type { Service } from '../service';
import { CONDITIONS, FAULTS } from './switches';

const conditionSchema = z.object({
  name: z.string().min(1).max(200),
  value: z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
});
const faultSchema = z.object({ id: z.string().max(100), on: z.boolean() });
const answerSchema = z.object({
  id: z.string(),
  email: z.string(),
  answer: z.enum(['none', 'accepted', 'declined', 'tentative']),
  comment: z.string().max(500).optional(),
});
const moveSchema = z.object({ id: z.string(), start: z.number(), end: z.number() });
const idSchema = z.object({ id: z.string() });

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** What browsers ask on their own. */
const NOISE = /^\/(favicon\.ico|ListAccounts)/;
const file = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');

interface Desk {
  office: OfficeContext;
  journal: Journal;
  services: readonly Service[];
  loaded: LoadedCalendars | null;
}

/** The page that shows what the outside world saw, with switches to make it fail. */
export function createDesk({ office, journal, services, loaded }: Desk): Service {
  const { world, faults, meetings, outbox } = office;
  const app = new Hono();
  const asset = (path: string, name: string, type: string) =>
    app.get(path, (c) =>
      c.body(file(name), 200, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': CSP,
        'cache-control': 'no-store',
      }),
    );
  asset('/', 'page.html', 'text/html');
  asset('/desk.js', 'desk.js', 'text/javascript');
  asset('/desk.css', 'desk.css', 'text/css');

  app.get('/api/state', (c) =>
    c.json({
      company: world.company.name,
      recruiter: { name: world.recruiter.name, email: world.recruiter.email },
      leverKey: world.lever.apiKeys[0]?.key ?? null,
      services: services.map(({ name, hosts }) => ({ name, hosts })),
      calendars: loaded,
      conditions: CONDITIONS.map((one) => ({ ...one, value: faults.get(one.name) ?? null })),
      faults: FAULTS.map(({ label, fault }) => ({
        id: fault.id,
        label,
        on: faults.list().some((one) => one.id === fault.id),
      })),
      journal: journal
        .list()
        .filter((one) => one.method !== 'OPTIONS' && !NOISE.test(one.path))
        .slice(-150)
        .reverse(),
      outbox: outbox.list().slice(-100).reverse(),
      meetings: meetings
        .list()
        .map(({ id, provider, owner, title, start, end, guests, cancelled }) => ({
          id,
          provider,
          owner,
          title,
          start,
          end,
          guests,
          cancelled,
        }))
        .reverse(),
    }),
  );

  /** Writes come from this page only: JSON from the same origin, which other sites cannot send without a preflight. */
  const command = <T>(path: string, schema: z.ZodType<T>, run: (input: T) => boolean) =>
    app.post(path, async (c: Context) => {
      const origin = c.req.header('origin');
      if (origin && new URL(origin).host !== c.req.header('host'))
        return c.json({ error: 'Only the desk itself may switch things.' }, 403);
      if (!c.req.header('content-type')?.startsWith('application/json'))
        return c.json({ error: 'Send JSON.' }, 415);
      const input = schema.safeParse(await c.req.json().catch(() => undefined));
      if (!input.success) return c.json({ error: z.prettifyError(input.error) }, 400);
      return run(input.data) ? c.json({ done: true }) : c.json({ error: 'There is no such thing.' }, 404);
    });

  command('/api/condition', conditionSchema, ({ name, value }) => {
    if (value === null || value === '') faults.clear(name);
    else faults.set(name, value);
    return true;
  });
  command('/api/fault', faultSchema, ({ id, on }) => {
    const known = FAULTS.find(({ fault }) => fault.id === id);
    faults.clear(id);
    if (known && on) faults.add({ ...known.fault });
    return known !== undefined;
  });
  command('/api/reset', z.object({}), () => {
    faults.clear();
    journal.clear();
    outbox.clear();
    return true;
  });
  command('/api/answer', answerSchema, ({ id, email, answer, comment }) =>
    meetings.answer(id, email, answer, comment),
  );
  command('/api/move', moveSchema, ({ id, start, end }) => meetings.move(id, start, end));
  command('/api/cancel', idSchema, ({ id }) => meetings.cancel(id));
  return { name: 'Desk', hosts: [], app };
}
