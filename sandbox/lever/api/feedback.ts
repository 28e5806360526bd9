import { uuidOf } from '@/sandbox/world/random';
import type { Json } from '@/sandbox/world/types';
import { badRequest, bodyOf, notFound, one, page } from './answer';
import { type Kit, type LeverContext, ownedBy, routes } from './kit';

const byCreation = (record: Json) => [record.createdAt, record.id];

/** The template's fields with the given values; unknown field ids are refused. */
function filled(template: Json, given: Json[]): Json[] {
  const stranger = given.find((value) => !template.fields.some((field: Json) => field.id === value?.id));
  if (stranger) throw badRequest(`field ${String(stranger?.id).slice(0, 60)} is not part of the template.`);
  return template.fields.map((field: Json) => ({
    ...field,
    value: given.find((value) => value.id === field.id)?.value ?? null,
  }));
}

/** Feedback forms and profile forms of a candidacy. */
export function feedbackAndForms(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const feedbackOf = (c: LeverContext): Json => {
    const id = c.req.param('feedback') ?? '';
    const form = ownedBy(lever.feedback, kit.opportunity(c)).find((own) => own.id === id);
    if (!form) throw notFound('feedback', id);
    return form;
  };

  app.get('/:opportunity/feedback', (c) =>
    page(
      c,
      ownedBy(lever.feedback, kit.opportunity(c)).filter((form) => form.deletedAt === null),
      byCreation,
    ),
  );
  // A deleted form can still be fetched by its id.
  app.get('/:opportunity/feedback/:feedback', (c) => one(c, feedbackOf(c)));
  app.post('/:opportunity/feedback', async (c) => {
    const opportunity = kit.opportunity(c);
    const actor = kit.actor(c, 'required');
    const body = await bodyOf(c);
    const template = lever.feedbackTemplates.find(({ id }) => id === body.baseTemplateId);
    if (!template)
      throw badRequest(`baseTemplateId ${String(body.baseTemplateId).slice(0, 60)} was not found`);
    if ((body.panel === undefined) !== (body.interview === undefined))
      throw badRequest('panel and interview go together.');
    const interview =
      body.interview === undefined
        ? null
        : ownedBy(lever.interviews, opportunity).find(
            (own) => own.id === body.interview && own.panel === body.panel,
          );
    if (interview === undefined) throw notFound('interview', String(body.interview));
    const form: Json = {
      id: kit.newId('feedback'),
      type: 'interview',
      text: template.text,
      instructions: template.instructions,
      fields: filled(template, body.fieldValues ?? []),
      baseTemplateId: template.id,
      interview: interview?.id ?? null,
      panel: interview?.panel ?? null,
      user: actor!.id,
      createdAt: body.createdAt ?? kit.now(),
      completedAt: body.completedAt ?? kit.now(),
      updatedAt: null,
      deletedAt: null,
    };
    ownedBy(lever.feedback, opportunity).push(form);
    interview?.feedbackForms.push(form.id);
    return one(c, form, 201);
  });
  app.put('/:opportunity/feedback/:feedback', async (c) => {
    kit.actor(c, 'required');
    const form = feedbackOf(c);
    const body = await bodyOf(c);
    form.fields = filled(form, body.fieldValues ?? []);
    form.completedAt = body.completedAt ?? form.completedAt;
    form.updatedAt = kit.now();
    // The answer is Lever's internal record, not the object that GET shows.
    const { user, interview: _i, panel: _p, deletedAt: _d, ...rest } = form;
    return c.json({
      data: { ...rest, accountId: uuidOf('account'), userId: user, profileId: kit.opportunity(c).id },
    });
  });
  app.delete('/:opportunity/feedback/:feedback', (c) => {
    kit.actor(c, 'required');
    const form = feedbackOf(c);
    if (form.deletedAt !== null) throw notFound('feedback', form.id);
    form.deletedAt = kit.now();
    return c.body(null, 204);
  });

  app.get('/:opportunity/forms', (c) => page(c, ownedBy(lever.forms, kit.opportunity(c)), byCreation));
  app.get('/:opportunity/forms/:form', (c) => {
    const form = ownedBy(lever.forms, kit.opportunity(c)).find(({ id }) => id === c.req.param('form'));
    if (!form) throw notFound('form', c.req.param('form'));
    return one(c, form);
  });
  app.post('/:opportunity/forms', async (c) => {
    const opportunity = kit.opportunity(c);
    const actor = kit.actor(c, 'optional');
    const body = await bodyOf(c);
    const template = lever.formTemplates.find(({ id }) => id === body.baseTemplateId);
    if (!template)
      throw badRequest(`baseTemplateId ${String(body.baseTemplateId).slice(0, 60)} was not found`);
    const given: Json[] = body.fields ?? [];
    const missing = template.fields.find((field: Json) => !given.some(({ id }) => id === field.id));
    if (missing) throw badRequest(`field ${missing.text} is missing.`);
    const form: Json = {
      id: kit.newId('form'),
      type: 'form',
      text: template.text,
      instructions: template.instructions,
      baseTemplateId: template.id,
      fields: filled(template, given),
      user: actor?.id ?? opportunity.owner,
      stage: opportunity.stage,
      completedAt: kit.now(),
      createdAt: kit.now(),
      deletedAt: null,
    };
    ownedBy(lever.forms, opportunity).push(form);
    return one(c, form, 201);
  });
  return app;
}
