import { stageIndexOf } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';
import { badRequest, forbidden, notFound } from './answer';
import type { Kit } from './kit';

/**
 * Creates a candidacy. A known e-mail address links it to the existing person (`deduped`), but always as a new
 * opportunity: posting twice makes two.
 */
export function opportunityRecordFrom(
  kit: Kit,
  body: Json,
  actor: string,
): { opportunity: Json; deduped: boolean } {
  const { lever } = kit;
  const now = kit.now();
  const emails: string[] = body.emails ?? [];
  const stage = body.stage ?? 'lead-new';
  if (!lever.stages.some((one) => one.id === stage))
    throw badRequest(`stage ${String(stage).slice(0, 60)} was not found`);
  const [postingId, ...more] = body.postings ?? [];
  if (more.length) throw badRequest('postings may name at most one posting.');
  const posting = postingId === undefined ? null : lever.postings.get(postingId);
  if (posting === undefined) throw notFound('posting', String(postingId));
  if (posting?.confidentiality === 'confidential')
    throw forbidden('Candidates cannot be added to a confidential posting.');

  const known = body.contact
    ? lever.contacts.get(body.contact)
    : [...lever.contacts.values()].find((one) => one.emails.some((email: string) => emails.includes(email)));
  if (body.contact && !known) throw notFound('contact', String(body.contact));
  if (known?.isAnonymized) throw badRequest('This contact is anonymized.');
  const contact: Json = known ?? {
    id: kit.newId('contact'),
    name: body.name ?? '',
    headline: body.headline ?? '',
    isAnonymized: false,
    location: { name: body.location ?? '' },
    emails,
    phones: body.phones ?? [],
    dataProtection: { interviewIntelligence: { allowed: true, expiresAt: null } },
  };
  lever.contacts.set(contact.id, contact);

  const id = kit.newId('opportunity');
  const application: Json | null = posting && {
    id: kit.newId('application'),
    type: 'user',
    candidateId: id,
    opportunityId: id,
    posting: posting.id,
    postingHiringManager: posting.hiringManager,
    postingOwner: posting.owner,
    name: null,
    company: null,
    phone: null,
    email: null,
    links: [],
    comments: null,
    user: actor,
    customQuestions: [],
    createdAt: now,
    archived: null,
    requisitionForHire: null,
    ipAddress: null,
    referer: null,
    userAgent: null,
    acceptLanguage: null,
    timezone: null,
  };
  if (application) lever.applications.set(application.id, application);
  const automatic = posting
    ? [
        posting.text,
        posting.categories.department,
        posting.categories.team,
        posting.categories.location,
        posting.categories.commitment,
      ]
    : [];
  const opportunity: Json = {
    id,
    name: contact.name,
    contact: contact.id,
    headline: contact.headline,
    stage,
    confidentiality: 'non-confidential',
    location: contact.location.name,
    phones: contact.phones,
    emails: contact.emails,
    links: body.links ?? [],
    archived: null,
    tags: [...new Set([...automatic, ...(body.tags ?? [])])],
    sources: body.sources ?? ['Added manually'],
    stageChanges: [{ toStageId: stage, toStageIndex: stageIndexOf(stage), updatedAt: now, userId: actor }],
    origin: body.origin ?? 'sourced',
    sourcedBy: actor,
    owner: body.owner ?? actor,
    followers: body.followers ?? [],
    applications: application ? [application.id] : [],
    createdAt: body.createdAt ?? now,
    updatedAt: now,
    lastInteractionAt: now,
    lastAdvancedAt: now,
    snoozedUntil: null,
    urls: { list: 'https://hire.lever.co/candidates', show: `https://hire.lever.co/candidates/${id}` },
    isAnonymized: false,
    dataProtection: null,
    ...(body.opportunityLocation ? { opportunityLocation: body.opportunityLocation } : {}),
  };
  lever.opportunities.set(id, opportunity);
  return { opportunity, deduped: known !== undefined };
}
