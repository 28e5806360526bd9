import type { Json } from '@/sandbox/world/types';
import { confidentialityFilter, demandConfidential } from './access';
import { badRequest, bodyOf, forbidden, inRange, notFound, one, page } from './answer';
import { type Kit, type LeverContext, routes } from './kit';

const STATES = new Set(['published', 'internal', 'closed', 'draft', 'pending', 'rejected']);
const byCreation = (record: Json) => [record.createdAt, record.id];
const newestFirst = (a: Json, b: Json) => b.createdAt - a.createdAt;

/** Postings. Updates are a partial POST; confidential postings cannot be changed. */
export function postings(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const postingOf = (c: LeverContext): Json => {
    const id = c.req.param('posting') ?? '';
    const posting = lever.postings.get(id);
    if (!posting) throw notFound('posting', id);
    demandConfidential(c.get('caller'), posting);
    return posting;
  };
  const expanded = (c: LeverContext, posting: Json): Json => {
    const out = { ...posting };
    for (const name of (c.req.queries('expand') ?? []).flatMap((one) => one.split(','))) {
      if (name === 'followers')
        out.followers = posting.followers.map((id: string) => kit.users.get(id) ?? id);
      else if (['user', 'owner', 'hiringManager'].includes(name))
        out[name] = kit.users.get(posting[name]) ?? posting[name];
    }
    return out;
  };
  app.get('/', (c) => {
    const visible = confidentialityFilter(c, c.get('caller'));
    const state = c.req.query('state');
    if (state !== undefined && !STATES.has(state))
      throw badRequest(`state ${state.slice(0, 30)} is not valid.`);
    const any = (name: string, value: unknown) =>
      !c.req.queries(name)?.length || c.req.queries(name)?.includes(String(value));
    const channel = c.req.queries('distributionChannel');
    const found = [...lever.postings.values()].filter(
      ({ categories, ...posting }) =>
        visible(posting) &&
        (state === undefined || posting.state === state) &&
        (!channel?.length || posting.distributionChannels?.some((one: string) => channel.includes(one))) &&
        ['team', 'department', 'location', 'commitment'].every((name) => any(name, categories[name])) &&
        inRange(c, 'updated_at', posting.updatedAt),
    );
    return page(
      c,
      found.sort(newestFirst).map((posting) => expanded(c, posting)),
      byCreation,
    );
  });
  app.get('/deleted', (c) => page(c, [], byCreation));
  app.get('/:posting', (c) => one(c, expanded(c, postingOf(c))));
  app.get('/:posting/users', (c) => {
    const posting = postingOf(c);
    return c.json({
      data: {
        posting: { id: posting.id, text: posting.text },
        users: posting.followers.map((id: string) => kit.users.get(id)),
        roles: [],
      },
    });
  });
  app.post('/:posting', async (c) => {
    kit.actor(c, 'required');
    const posting = postingOf(c);
    if (posting.confidentiality === 'confidential')
      throw forbidden('Confidential postings cannot be changed through the API.');
    const body = await bodyOf(c);
    for (const name of [
      'text',
      'state',
      'distributionChannels',
      'tags',
      'workplaceType',
      'requisitionCodes',
      'salaryRange',
    ])
      if (body[name] !== undefined) posting[name] = body[name];
    Object.assign(posting.categories, body.categories ?? {});
    posting.updatedAt = kit.now();
    return one(c, posting);
  });
  return app;
}

/** Requisitions. A write answers Lever's internal record instead of the object that GET shows. */
export function requisitions(kit: Kit) {
  const app = routes();
  const { lever } = kit;
  const requisitionOf = (c: LeverContext): Json => {
    const id = c.req.param('requisition') ?? '';
    const requisition = lever.requisitions.get(id);
    if (!requisition) throw notFound('requisition', id);
    demandConfidential(c.get('caller'), requisition);
    return requisition;
  };
  app.get('/', (c) => {
    const visible = confidentialityFilter(c, c.get('caller'));
    const code = c.req.query('requisition_code');
    const status = c.req.query('status');
    const found = [...lever.requisitions.values()].filter(
      (one) =>
        visible(one) &&
        (code === undefined || one.requisitionCode === code) &&
        (status === undefined || one.status === status) &&
        inRange(c, 'created_at', one.createdAt),
    );
    return page(c, found.sort(newestFirst), byCreation);
  });
  app.get('/:requisition', (c) => one(c, requisitionOf(c)));
  app.put('/:requisition', async (c) => {
    const old = requisitionOf(c);
    const body = await bodyOf(c);
    for (const name of ['name', 'requisitionCode', 'headcountTotal'])
      if (body[name] === undefined) throw badRequest(`${name} is required.`);
    Object.assign(old, {
      name: body.name,
      requisitionCode: body.requisitionCode,
      headcountTotal: body.headcountTotal,
      status: body.status ?? 'open',
      backfill: body.backfill ?? false,
      hiringManager: body.hiringManager ?? null,
      owner: body.owner ?? null,
      location: body.location ?? null,
      team: body.team ?? null,
      internalNotes: body.internalNotes ?? '',
      compensationBand: body.compensationBand ?? null,
      employmentStatus: body.employmentStatus ?? null,
      customFields: body.customFields ?? {},
      postings: body.postingIds ?? [],
      updatedAt: kit.now(),
    });
    return c.json({ data: rawRequisition(old) });
  });
  return app;
}

function rawRequisition(one: Json): Json {
  return {
    accountId: one.approval?.accountId,
    backfill: one.backfill,
    createdAt: one.createdAt,
    creatorUserId: one.creator,
    hasConfidentialPosting: one.confidentiality === 'confidential',
    internalNotes: one.internalNotes,
    name: one.name,
    ownerUserId: one.owner,
    postingIds: one.postings,
    requisitionCode: one.requisitionCode,
    reservedOfferIds: [],
    status: one.status,
    stateHistory: [
      {
        beginAt: one.createdAt,
        status: one.status,
        attribution: { timestamp: one.updatedAt, service: 'data-api' },
      },
    ],
    updatedAt: one.updatedAt,
    headcountInfinite: one.headcountInfinite,
    headcountTotal: one.headcountTotal,
    headcountHired: one.headcountHired,
    employmentStatus: one.employmentStatus,
    location: one.location,
    team: one.team,
    customFields: one.customFields,
    id: one.id,
    search: { nameCodeTokens: String(one.name).toLowerCase().split(/\W+/) },
  };
}
