import { interviewOf, panelSpan } from '@/sandbox/world/panel-records';
import type { Json } from '@/sandbox/world/types';
import { badRequest, bodyOf, notFound, one, page } from './answer';
import { type Kit, type LeverContext, ownedBy, routes } from './kit';
import { applicationsFrom, interviewFrom, reminderOf, textField, zoneOf } from './panel-body';

/** Panels made inside Lever's app cannot be touched through the API. */
function demandExternal(panel: Json): void {
  if (!panel.externallyManaged)
    throw badRequest('Only externally managed panels can be changed through the API.');
}

/** Panels and interviews. The panel holds the truth; the interview records are derived from it after every change. */
export function panels(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const byCreation = (record: Json) => [record.createdAt, record.id];

  const postingsOf = (panel: Json): string[] =>
    panel.applications.map((id: string) => lever.applications.get(id)?.posting).filter(Boolean);
  const derive = (opportunity: Json, panel: Json) => {
    Object.assign(panel, panelSpan(panel.interviews));
    const old = ownedBy(lever.interviews, opportunity);
    const fresh = panel.interviews.map((interview: Json) =>
      interviewOf(
        panel,
        interview,
        opportunity.id,
        postingsOf(panel),
        old.find(({ id }) => id === interview.id),
      ),
    );
    lever.interviews.set(opportunity.id, [
      ...old.filter((interview) => interview.panel !== panel.id),
      ...fresh,
    ]);
  };
  const remove = (opportunity: Json, panel: Json) => {
    lever.panels.set(
      opportunity.id,
      ownedBy(lever.panels, opportunity).filter(({ id }) => id !== panel.id),
    );
    lever.interviews.set(
      opportunity.id,
      ownedBy(lever.interviews, opportunity).filter((interview) => interview.panel !== panel.id),
    );
  };
  const panelById = (opportunity: Json, id: string): Json => {
    const panel = ownedBy(lever.panels, opportunity).find((own) => own.id === id);
    if (!panel) throw notFound('panel', id);
    return panel;
  };
  const interviewById = (opportunity: Json, id: string) => {
    const interview = ownedBy(lever.interviews, opportunity).find((own) => own.id === id);
    if (!interview) throw notFound('interview', id);
    return { interview, panel: panelById(opportunity, interview.panel) };
  };
  const listOf = (body: Json): Json[] => {
    if (!Array.isArray(body.interviews) || !body.interviews.length)
      throw badRequest('interviews must hold at least one interview.');
    return body.interviews;
  };

  app.get('/:opportunity/panels', (c) => page(c, ownedBy(lever.panels, kit.opportunity(c)), byCreation));
  app.get('/:opportunity/panels/:panel', (c) => one(c, panelById(kit.opportunity(c), c.req.param('panel'))));
  app.post('/:opportunity/panels', async (c) => {
    const opportunity = kit.opportunity(c);
    const actor = kit.actor(c, 'required');
    const body = await bodyOf(c);
    const panel: Json = {
      id: kit.newId('panel'),
      applications: applicationsFrom(kit, body, opportunity),
      canceledAt: null,
      createdAt: kit.now(),
      end: 0,
      externallyManaged: true,
      externalUrl: textField(body, 'externalUrl'),
      feedbackReminder: reminderOf(body.feedbackReminder),
      interviews: listOf(body).map((given) => interviewFrom(kit, given, kit.newId('interview'))),
      note: textField(body, 'note'),
      stage: opportunity.stage,
      start: 0,
      timezone: zoneOf(body.timezone),
      user: actor!.id,
    };
    ownedBy(lever.panels, opportunity).push(panel);
    derive(opportunity, panel);
    return one(c, panel, 201);
  });
  app.put('/:opportunity/panels/:panel', async (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const panel = panelById(opportunity, c.req.param('panel'));
    demandExternal(panel);
    const body = await bodyOf(c);
    const interviews = listOf(body).map((given) => {
      const previous = panel.interviews.find((own: Json) => own.id === given?.id);
      if (given?.id && !previous) throw notFound('interview', String(given.id));
      return interviewFrom(kit, given, previous?.id ?? kit.newId('interview'), previous);
    });
    Object.assign(panel, {
      applications: applicationsFrom(kit, body, opportunity),
      externalUrl: textField(body, 'externalUrl'),
      feedbackReminder: reminderOf(body.feedbackReminder),
      note: textField(body, 'note'),
      timezone: zoneOf(body.timezone),
      interviews,
    });
    derive(opportunity, panel);
    return one(c, panel);
  });
  app.delete('/:opportunity/panels/:panel', (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const panel = panelById(opportunity, c.req.param('panel'));
    demandExternal(panel);
    remove(opportunity, panel);
    return c.body(null, 204);
  });

  const expanded = (c: LeverContext, interview: Json): Json => {
    const names = (c.req.queries('expand') ?? []).flatMap((name) => name.split(','));
    return {
      ...interview,
      ...(names.includes('user') ? { user: kit.users.get(interview.user) ?? interview.user } : {}),
      ...(names.includes('stage')
        ? { stage: lever.stages.find(({ id }) => id === interview.stage) ?? interview.stage }
        : {}),
      ...(names.includes('postings')
        ? { postings: interview.postings.map((id: string) => lever.postings.get(id) ?? id) }
        : {}),
    };
  };
  app.get('/:opportunity/interviews', (c) =>
    page(
      c,
      ownedBy(lever.interviews, kit.opportunity(c)).map((interview) => expanded(c, interview)),
      byCreation,
    ),
  );
  app.get('/:opportunity/interviews/:interview', (c) =>
    one(c, expanded(c, interviewById(kit.opportunity(c), c.req.param('interview')).interview)),
  );
  app.post('/:opportunity/interviews', async (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const body = await bodyOf(c);
    if (typeof body.panel !== 'string') throw badRequest('panel is required.');
    const panel = panelById(opportunity, body.panel);
    demandExternal(panel);
    const added = interviewFrom(kit, body, kit.newId('interview'));
    panel.interviews.push(added);
    derive(opportunity, panel);
    return one(c, interviewById(opportunity, added.id).interview, 201);
  });
  app.put('/:opportunity/interviews/:interview', async (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const { interview, panel } = interviewById(opportunity, c.req.param('interview'));
    demandExternal(panel);
    const changed = interviewFrom(kit, await bodyOf(c), interview.id, interview);
    panel.interviews = panel.interviews.map((own: Json) => (own.id === interview.id ? changed : own));
    derive(opportunity, panel);
    return one(c, interviewById(opportunity, interview.id).interview);
  });
  app.delete('/:opportunity/interviews/:interview', (c) => {
    const opportunity = kit.opportunity(c);
    kit.actor(c, 'required');
    const { interview, panel } = interviewById(opportunity, c.req.param('interview'));
    demandExternal(panel);
    panel.interviews = panel.interviews.filter((own: Json) => own.id !== interview.id);
    if (panel.interviews.length) derive(opportunity, panel);
    else remove(opportunity, panel);
    return c.body(null, 204);
  });
  return app;
}
