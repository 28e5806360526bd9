import { uuidOf } from '@/sandbox/world/random';
import { STAGES } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';
import { notFound, one, page, Refusal } from './answer';
import { type Kit, routes } from './kit';

/** The account's vocabularies: stages, archive reasons, templates, fields, tags, sources, account events. */
export function catalog(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const byText = (record: Json) => [record.text];
  const byId = (record: Json) => [record.id];

  const vocabulary = (
    path: string,
    name: string,
    records: () => Json[],
    missing = (id: string) => notFound(name, id),
  ) => {
    app.get(`/${path}`, (c) => {
      const type = c.req.query('type');
      return page(
        c,
        records().filter((record) => type === undefined || record.type === type),
        byId,
      );
    });
    app.get(`/${path}/:id`, (c) => {
      const record = records().find(({ id }) => id === c.req.param('id'));
      if (!record) throw missing(c.req.param('id') ?? '');
      return one(c, record);
    });
  };
  vocabulary('stages', 'stage', () => lever.stages);
  vocabulary('archive_reasons', 'archive reason', () => lever.archiveReasons);
  vocabulary('feedback_templates', 'feedback template', () => lever.feedbackTemplates);
  vocabulary('form_templates', 'form template', () => lever.formTemplates);
  vocabulary(
    'requisition_fields',
    'requisition field',
    () => lever.requisitionFields,
    (id) => new Refusal(404, 'NotFoundError', `requisition field ${id} was not found`),
  );

  // Not in the public reference but answered by the live service: the only place that says which stages have interviews.
  app.get('/disposition_stages', (c) =>
    c.json({
      data: {
        stages: STAGES,
        archiveReasons: lever.archiveReasons.map((reason) => ({
          ...reason,
          type: reason.type === 'hired' ? 'hired' : null,
        })),
      },
    }),
  );

  const counted = (field: 'tags' | 'sources') => {
    const counts = new Map<string, number>();
    for (const opportunity of lever.opportunities.values())
      for (const text of opportunity[field]) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts]
      .map(([text, count]) => ({ text, count }))
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  };
  app.get('/tags', (c) => page(c, counted('tags'), byText));
  app.get('/sources', (c) => page(c, counted('sources'), byText));

  const [first, second] = [...kit.users.values()].filter((user) => user.accessRole === 'super admin');
  const events: Json[] =
    first && second
      ? [0, 1, 2].map((n) => ({
          id: uuidOf('audit', n),
          createdAt: kit.now() - n * 86_400_000,
          type: ['key:added', 'user.role:changed', 'account:loggedIn'][n],
          user: { id: first.id, email: first.email, name: first.name, role: first.accessRole },
          target: { id: second.id, type: 'user', label: second.name },
          meta: {},
        }))
      : [];
  app.get('/audit_events', (c) => {
    const type = c.req.query('type');
    return page(
      c,
      events.filter((event) => type === undefined || event.type === type),
      (event) => [event.createdAt, event.id],
    );
  });
  return app;
}
