import { stageIndexOf } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';
import { confidentialityFilter } from './access';
import { badRequest, inRange, page } from './answer';
import type { Kit, LeverContext } from './kit';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Replaces ids by objects where the caller asked for it. */
export function expandOpportunity(kit: Kit, c: LeverContext, opportunity: Json): Json {
  const names = (c.req.queries('expand') ?? []).flatMap((one) => one.split(','));
  const out = { ...opportunity };
  const user = (id: string | null) => (id === null ? null : (kit.users.get(id) ?? id));
  if (names.includes('applications'))
    out.applications = out.applications.map((id: string) => kit.lever.applications.get(id) ?? id);
  if (names.includes('stage'))
    out.stage = kit.lever.stages.find((stage) => stage.id === opportunity.stage) ?? opportunity.stage;
  if (names.includes('owner')) out.owner = user(opportunity.owner);
  if (names.includes('sourcedBy')) out.sourcedBy = user(opportunity.sourcedBy);
  if (names.includes('followers')) out.followers = opportunity.followers.map(user);
  if (names.includes('contact'))
    out.contact = kit.lever.contacts.get(opportunity.contact) ?? opportunity.contact;
  return out;
}

/** Filters of the list; a repeated name means any of its values. There is none for names or owners. */
export function listOpportunities(kit: Kit, c: LeverContext): Response {
  const { lever } = kit;
  const visible = confidentialityFilter(c, c.get('caller'));
  const email = c.req.query('email');
  if (email !== undefined && !EMAIL.test(email)) throw badRequest('Email address is not valid');
  const any = (name: string, values: (string | null | undefined)[]) => {
    const wanted = c.req.queries(name);
    return !wanted?.length || values.some((value) => value != null && wanted.includes(value));
  };
  const flag = (name: string, value: boolean) => {
    const wanted = c.req.query(name);
    return wanted === undefined || (wanted === 'true') === value;
  };
  const postings = (opportunity: Json, archived: boolean) =>
    opportunity.applications
      .map((id: string) => lever.applications.get(id))
      .filter((one: Json) => one && (one.archived !== null) === archived)
      .map((one: Json) => one.posting);
  const found = [...lever.opportunities.values()].filter(
    (one) =>
      visible(one) &&
      (email === undefined || one.emails.some((own: string) => own.toLowerCase() === email.toLowerCase())) &&
      any('tag', one.tags) &&
      any('origin', [one.origin]) &&
      any('source', one.sources) &&
      any('stage_id', [one.stage]) &&
      any('contact_id', [one.contact]) &&
      any('location', [one.opportunityLocation]) &&
      any('archive_reason_id', [one.archived?.reason]) &&
      any('posting_id', postings(one, false)) &&
      any('archived_posting_id', postings(one, true)) &&
      flag('archived', one.archived !== null) &&
      flag('snoozed', one.snoozedUntil !== null) &&
      inRange(c, 'created_at', one.createdAt) &&
      inRange(c, 'updated_at', one.updatedAt) &&
      inRange(c, 'advanced_at', one.lastAdvancedAt) &&
      inRange(c, 'archived_at', one.archived?.archivedAt ?? null),
  );
  const keyOf = (one: Json) => [
    stageIndexOf(typeof one.stage === 'string' ? one.stage : one.stage.id),
    one.createdAt,
    one.id,
  ];
  found.sort(
    (a, b) =>
      stageIndexOf(a.stage) - stageIndexOf(b.stage) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
  return page(
    c,
    found.map((one) => expandOpportunity(kit, c, one)),
    keyOf,
  );
}
