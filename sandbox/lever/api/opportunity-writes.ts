import { stageIndexOf } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';
import { badRequest, bodyOf, notFound } from './answer';
import { type Kit, type LeverContext, ownedBy, routes } from './kit';
import { opportunityRecordFrom } from './new-opportunity';

/** After most writes Lever answers the opportunity without the person's data; clients have to read it again. */
function blanked({ opportunityLocation: _, ...opportunity }: Json): Json {
  return { ...opportunity, name: '', headline: '', location: '', phones: [], emails: [], links: [] };
}

const texts = (body: Json, name: string): string[] => {
  const values = body[name];
  if (!Array.isArray(values) || !values.length || values.some((value) => typeof value !== 'string'))
    throw badRequest(`${name} must be a non-empty array of strings.`);
  return values;
};
const plus = (old: string[], more: string[]) => [...new Set([...old, ...more])];
const minus = (old: string[], less: string[]) => old.filter((one) => !less.includes(one));

function archive(kit: Kit, opportunity: Json, body: Json): void {
  const { lever } = kit;
  if (body.reason === undefined) throw badRequest('reason is required.');
  if (body.reason !== null && !lever.archiveReasons.some((one) => one.id === body.reason))
    throw badRequest(`archive reason ${body.reason} was not found`);
  if (body.requisitionId !== undefined && !lever.requisitions.has(body.requisitionId))
    throw notFound('requisition', String(body.requisitionId));
  opportunity.archived = body.reason === null ? null : { reason: body.reason, archivedAt: kit.now() };
  for (const id of opportunity.applications) {
    const application = lever.applications.get(id);
    application.archived = opportunity.archived;
    const requisition = lever.requisitions.get(body.requisitionId);
    application.requisitionForHire =
      requisition && body.reason !== null
        ? {
            id: requisition.id,
            requisitionCode: requisition.requisitionCode,
            hiringManagerOnHire: requisition.hiringManager,
          }
        : null;
  }
  if (body.cleanInterviews === true && body.reason !== null) {
    const gone = new Set(
      ownedBy(lever.panels, opportunity)
        .filter((panel) => panel.start > kit.now())
        .map((panel) => panel.id),
    );
    lever.panels.set(
      opportunity.id,
      ownedBy(lever.panels, opportunity).filter((panel) => !gone.has(panel.id)),
    );
    lever.interviews.set(
      opportunity.id,
      ownedBy(lever.interviews, opportunity).filter((one) => !gone.has(one.panel)),
    );
  }
}

/** Creating and changing candidacies. There is no PUT or PATCH on the opportunity itself. */
export function opportunityWrites(kit: Kit) {
  const app = routes();
  const touched = (opportunity: Json) => {
    opportunity.updatedAt = kit.now();
    opportunity.lastInteractionAt = kit.now();
    return opportunity;
  };

  app.post('/', async (c) => {
    const actor = kit.actor(c, 'required');
    const { opportunity, deduped } = opportunityRecordFrom(kit, await bodyOf(c), actor!.id);
    return c.json({ data: opportunity, deduped }, 201);
  });
  app.put('/:opportunity/stage', async (c) => {
    const opportunity = kit.opportunity(c);
    const actor = kit.actor(c, 'optional');
    const { stage } = await bodyOf(c);
    if (!kit.lever.stages.some((one) => one.id === stage))
      throw badRequest(`stage ${String(stage).slice(0, 60)} was not found`);
    opportunity.stage = stage;
    opportunity.stageChanges.push({
      toStageId: stage,
      toStageIndex: stageIndexOf(stage),
      updatedAt: kit.now(),
      ...(actor ? { userId: actor.id } : {}),
    });
    opportunity.lastAdvancedAt = kit.now();
    return c.json({ data: blanked(touched(opportunity)) });
  });
  app.put('/:opportunity/archived', async (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'optional');
    archive(kit, opportunity, await bodyOf(c));
    return c.json({ data: blanked(touched(opportunity)) });
  });

  const change = (
    path: string,
    field: 'tags' | 'sources' | 'links',
    how: (old: string[], given: string[]) => string[],
  ) =>
    app.post(`/:opportunity/${path}`, async (c: LeverContext) => {
      const opportunity = kit.opportunity(c);
      kit.actor(c, 'optional');
      const given = texts(await bodyOf(c), field);
      // Links belong to the person and show on all of their candidacies.
      const all =
        field === 'links'
          ? [...kit.lever.opportunities.values()].filter((one) => one.contact === opportunity.contact)
          : [opportunity];
      for (const one of all) one[field] = how(one[field], given);
      touched(opportunity);
      return c.json({ data: field === 'links' ? opportunity : blanked(opportunity) });
    });
  change('addTags', 'tags', plus);
  change('removeTags', 'tags', minus);
  change('addSources', 'sources', plus);
  change('removeSources', 'sources', minus);
  change('addLinks', 'links', plus);
  change('removeLinks', 'links', minus);
  return app;
}
