import type { SandboxContext } from '@/sandbox/service';
import { STAGES } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';

const SEGMENTS: readonly [id: string, text: string][] = [
  ['all', 'All active'],
  ['lead', 'Leads'],
  ['applicant', 'Applicants'],
  ['screen', 'Screen'],
  ['onsite', 'On-site'],
  ['offer', 'Offer'],
  ['archived', 'Archived'],
];
const pipelineOf = (opportunity: Json) =>
  STAGES.find((stage) => stage.id === opportunity.stage)?.pipeline ?? '';
const stageText = (id: string) => STAGES.find((stage) => stage.id === id)?.text ?? id;
const inSegment = (opportunity: Json, segment: string) =>
  segment === 'archived'
    ? opportunity.archived !== null
    : opportunity.archived === null && (segment === 'all' || pipelineOf(opportunity) === segment);

function postingOf(ctx: SandboxContext, opportunity: Json): Json | null {
  const application = ctx.world.lever.applications.get(opportunity.applications[0]);
  return ctx.world.lever.postings.get(application?.posting) ?? null;
}

const nameOf = (ctx: SandboxContext, id: string | null) =>
  ctx.world.people.find((person) => person.id === id)?.name ?? null;

/** What the frame of the app needs: who is signed in, the segments with their counts, the postings to filter by. */
export function bootstrap(ctx: SandboxContext) {
  const { recruiter, company, lever } = ctx.world;
  const all = [...lever.opportunities.values()];
  return {
    company: company.name,
    me: { name: recruiter.name, email: recruiter.email, zone: recruiter.zone },
    segments: SEGMENTS.map(([id, text]) => ({
      id,
      text,
      count: all.filter((one) => inSegment(one, id)).length,
    })),
    postings: [...lever.postings.values()].map(({ id, text }) => ({ id, text })),
  };
}

/** The pipeline list. The signed-in recruiter is a super admin, so confidential candidacies are in it. */
export function candidateRows(ctx: SandboxContext, segment: string, posting: string, query: string) {
  const words = query.toLowerCase();
  const rank = (opportunity: Json) => STAGES.findIndex((stage) => stage.id === opportunity.stage);
  return [...ctx.world.lever.opportunities.values()]
    .map((one) => ({ one, job: postingOf(ctx, one) }))
    .filter(
      ({ one, job }) =>
        inSegment(one, segment) &&
        (!posting || job?.id === posting) &&
        `${one.name} ${one.headline}`.toLowerCase().includes(words),
    )
    .sort((a, b) => rank(b.one) - rank(a.one) || b.one.lastInteractionAt - a.one.lastInteractionAt)
    .map(({ one, job }) => ({
      id: one.id,
      name: one.name,
      headline: one.headline,
      location: one.location,
      stage: stageText(one.stage),
      posting: job?.text ?? null,
      confidential: one.confidentiality === 'confidential',
      lastInteractionAt: one.lastInteractionAt,
      notes: (ctx.world.lever.notes.get(one.id) ?? []).filter((note) => note.deletedAt === null).length,
    }));
}

/** Everything on a candidate's page; null = no such candidacy. */
export function profile(ctx: SandboxContext, id: string) {
  const { lever } = ctx.world;
  const opportunity = lever.opportunities.get(id);
  if (!opportunity) return null;
  const job = postingOf(ctx, opportunity);
  const application = lever.applications.get(opportunity.applications[0]) ?? null;
  const hidden = new Set(job ? [job.text, ...Object.values(job.categories).flat()] : []);
  return {
    id,
    name: opportunity.name,
    headline: opportunity.headline,
    location: opportunity.location,
    emails: opportunity.emails,
    phones: opportunity.phones.map((phone: Json) => phone.value),
    links: opportunity.links,
    stage: stageText(opportunity.stage),
    stages: STAGES.filter((stage) => stage.pipeline !== 'lead' || stage.id === opportunity.stage).map(
      (stage) => ({
        id: stage.id,
        text: stage.text,
        current: stage.id === opportunity.stage,
        done: stage.rank < (STAGES.find((own) => own.id === opportunity.stage)?.rank ?? 0),
      }),
    ),
    archived: opportunity.archived
      ? {
          reason: lever.archiveReasons.find((one) => one.id === opportunity.archived.reason)?.text ?? '',
          at: opportunity.archived.archivedAt,
        }
      : null,
    confidential: opportunity.confidentiality === 'confidential',
    origin: opportunity.origin,
    sources: opportunity.sources,
    tags: opportunity.tags.filter((tag: string) => !hidden.has(tag)),
    owner: nameOf(ctx, opportunity.owner),
    posting: job && {
      text: job.text,
      team: job.categories.team,
      location: job.categories.location,
      hiringManager: nameOf(ctx, job.hiringManager),
      requisitionCodes: job.requisitionCodes,
    },
    appliedAt: application?.createdAt ?? null,
    createdAt: opportunity.createdAt,
    others: [...lever.opportunities.values()]
      .filter((one) => one.contact === opportunity.contact && one.id !== id)
      .map((one) => ({
        id: one.id,
        posting: postingOf(ctx, one)?.text ?? 'No posting',
        stage: stageText(one.stage),
      })),
    panels: (lever.panels.get(id) ?? []).map((panel) => ({
      ...panel,
      user: nameOf(ctx, panel.user),
      interviews: panel.interviews,
    })),
    notes: (lever.notes.get(id) ?? [])
      .filter((note) => note.deletedAt === null)
      .map((note) => ({
        id: note.id,
        secret: note.secret,
        fields: note.fields.map((field: Json) => ({
          value: field.value,
          at: field.createdAt,
          user: nameOf(ctx, field.user),
        })),
      }))
      .sort((a, b) => b.fields[0].at - a.fields[0].at),
    feedback: (lever.feedback.get(id) ?? [])
      .filter((form) => form.deletedAt === null)
      .map((form) => ({
        id: form.id,
        text: form.text,
        user: nameOf(ctx, form.user),
        at: form.completedAt,
        interview: form.interview,
        fields: form.fields
          .filter((field: Json) => typeof field.value === 'string' && field.value)
          .map((field: Json) => ({ text: field.text, value: field.value })),
      })),
    resumes: (lever.resumes.get(id) ?? []).map((resume) => ({ id: resume.id, name: resume.file.name })),
    files: (lever.files.get(id) ?? []).map((file) => ({ id: file.id, name: file.name })),
    offers: (lever.offers.get(id) ?? []).map((offer) => ({
      id: offer.id,
      status: offer.status,
      sentAt: offer.sentAt,
    })),
  };
}

/** Interviews of everybody, soonest first, from yesterday on. */
export function interviewRows(ctx: SandboxContext) {
  const since = ctx.now() - 86_400_000;
  return [...ctx.world.lever.interviews]
    .flatMap(([id, interviews]) => interviews.map((interview) => ({ id, interview })))
    .filter(({ interview }) => interview.date >= since && interview.canceledAt === null)
    .sort((a, b) => a.interview.date - b.interview.date)
    .map(({ id, interview }) => ({
      opportunityId: id,
      candidate: ctx.world.lever.opportunities.get(id)?.name ?? '',
      subject: interview.subject,
      at: interview.date,
      minutes: interview.duration,
      interviewers: interview.interviewers.map((one: Json) => one.name),
      location: interview.location,
    }));
}

export function jobRows(ctx: SandboxContext) {
  const counts = new Map<string, number>();
  for (const opportunity of ctx.world.lever.opportunities.values()) {
    const job = opportunity.archived ? null : postingOf(ctx, opportunity);
    if (job) counts.set(job.id, (counts.get(job.id) ?? 0) + 1);
  }
  return [...ctx.world.lever.postings.values()].map((posting) => ({
    id: posting.id,
    text: posting.text,
    state: posting.state,
    team: posting.categories.team,
    location: posting.categories.location,
    hiringManager: nameOf(ctx, posting.hiringManager),
    confidential: posting.confidentiality === 'confidential',
    active: counts.get(posting.id) ?? 0,
  }));
}
