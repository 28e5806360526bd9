import type { CandidateSeed } from './candidate-seed';
import { opportunityIdOf } from './known';
import { userIdOf } from './people';
import { automaticTags, JOBS, type Job, OWNER, postingIdOf } from './postings';
import { createRandom, uuidOf } from './random';
import { ARCHIVE_REASONS, STAGES, stageIdOf, stageIndexOf } from './stages';
import type { Json } from './types';

const DAY = 86_400_000;
const SOURCE: Record<CandidateSeed['origin'], string> = {
  agency: 'Harbour Search',
  applied: 'Job site',
  internal: 'Internal',
  referred: 'Referral',
  sourced: 'LinkedIn',
  university: 'Campus day',
};
const contactIdOf = (candidate: CandidateSeed) => uuidOf('contact', candidate.person);
const jobOf = (candidate: CandidateSeed): Job | null => JOBS.find((job) => job.key === candidate.job) ?? null;
const phonesOf = (candidate: CandidateSeed) =>
  candidate.phone ? [{ type: 'mobile', value: candidate.phone }] : [];
const linksOf = (candidate: CandidateSeed) =>
  candidate.anonymized ? [] : [`https://www.linkedin.com/in/example-${candidate.person}`];

export function contactRecord(candidate: CandidateSeed): Json {
  return {
    id: contactIdOf(candidate),
    name: candidate.name,
    headline: candidate.headline,
    isAnonymized: candidate.anonymized ?? false,
    location: { name: candidate.location },
    emails: candidate.email ? [candidate.email] : [],
    phones: phonesOf(candidate),
    dataProtection: { interviewIntelligence: { allowed: true, expiresAt: null } },
  };
}

/** One change per stage passed, spread over the life of the candidacy. */
function stageChanges(candidate: CandidateSeed, created: number, now: number): Json[] {
  const target = stageIdOf(candidate.stage);
  const from = candidate.origin === 'sourced' ? 0 : 3;
  const path = STAGES.slice(from, stageIndexOf(target) + 1).filter(
    (stage) => stage.pipeline !== 'lead' || stage.id === target,
  );
  const step = Math.floor((now - created) / (path.length + 1));
  return path.map((stage, n) => ({
    toStageId: stage.id,
    toStageIndex: stageIndexOf(stage.id),
    updatedAt: created + n * step,
    userId: OWNER,
  }));
}

export function opportunityRecord(candidate: CandidateSeed, now: number): Json {
  const id = opportunityIdOf(candidate.key);
  const job = jobOf(candidate);
  const created = now - candidate.daysAgo * DAY - createRandom(candidate.key).int(0, 600) * 60_000;
  const changes = stageChanges(candidate, created, now);
  const advanced = changes[changes.length - 1]?.updatedAt ?? created;
  const reason = ARCHIVE_REASONS.find((one) => one.text === candidate.archived);
  const application = job ? [uuidOf('application', candidate.key)] : [];
  return {
    id,
    name: candidate.name,
    contact: contactIdOf(candidate),
    headline: candidate.headline,
    stage: stageIdOf(candidate.stage),
    confidentiality: job?.confidential ? 'confidential' : 'non-confidential',
    location: candidate.location,
    phones: phonesOf(candidate),
    emails: candidate.email ? [candidate.email] : [],
    links: linksOf(candidate),
    archived: reason ? { reason: reason.id, archivedAt: Math.min(now, advanced + 2 * DAY) } : null,
    tags: [...(job ? automaticTags(job) : []), ...(candidate.tags ?? [])],
    sources: [SOURCE[candidate.origin]],
    stageChanges: changes,
    origin: candidate.origin,
    sourcedBy: candidate.origin === 'sourced' ? OWNER : null,
    owner: OWNER,
    followers: job ? [...new Set([OWNER, userIdOf(job.hiringManager)])] : [OWNER],
    applications: application,
    createdAt: created,
    updatedAt: candidate.daysAgo > 300 ? null : advanced,
    lastInteractionAt: advanced,
    lastAdvancedAt: advanced,
    snoozedUntil: null,
    urls: { list: 'https://hire.lever.co/candidates', show: `https://hire.lever.co/candidates/${id}` },
    isAnonymized: candidate.anonymized ?? false,
    dataProtection: null,
    ...(job ? { opportunityLocation: job.location } : {}),
  };
}

export function applicationRecord(candidate: CandidateSeed, opportunity: Json): Json | null {
  const job = jobOf(candidate);
  if (!job) return null;
  const applied = candidate.origin !== 'sourced' && !candidate.anonymized;
  return {
    id: opportunity.applications[0],
    type: applied ? 'posting' : 'user',
    candidateId: opportunity.id,
    opportunityId: opportunity.id,
    posting: postingIdOf(job.key),
    postingHiringManager: userIdOf(job.hiringManager),
    postingOwner: OWNER,
    name: applied ? candidate.name : null,
    company: applied ? candidate.headline : null,
    phone: applied && candidate.phone ? { type: null, value: candidate.phone } : null,
    email: applied ? candidate.email : null,
    links: applied ? opportunity.links : [],
    comments: null,
    user: applied ? null : OWNER,
    customQuestions: [],
    createdAt: opportunity.createdAt,
    archived: opportunity.archived,
    requisitionForHire: null,
    ipAddress: applied ? '203.0.113.10' : null,
    referer: applied ? 'https://jobs.lever.co/larkspur' : null,
    userAgent: applied ? 'Mozilla/5.0' : null,
    acceptLanguage: applied ? 'en' : null,
    timezone: candidate.zone,
  };
}

export function noteRecords(candidate: CandidateSeed, opportunity: Json, now: number): Json[] {
  return (candidate.notes ?? []).map((note, n) => {
    const at = now - note.daysAgo * DAY - 3_600_000;
    const user = userIdOf(note.by);
    return {
      id: uuidOf('note', candidate.key, n),
      text: 'Note',
      fields: [
        {
          createdAt: at,
          score: null,
          stage: opportunity.stage,
          text: 'Comment',
          type: 'note',
          user,
          value: note.text,
        },
      ],
      user,
      secret: note.secret ?? false,
      completedAt: at,
      deletedAt: null,
      createdAt: at,
    };
  });
}

/** One resume could not be read by Lever: no parsed data, and its download is refused. */
export function resumeRecord(candidate: CandidateSeed, opportunity: Json, size: number): Json {
  const broken = candidate.key === 'hostile' || candidate.document?.status === 'error';
  const extension = candidate.document?.extension ?? 'pdf';
  const id = uuidOf('resume', candidate.key);
  return {
    id,
    createdAt: opportunity.createdAt,
    file: {
      name: `resume-${candidate.person}.${extension}`,
      ext: extension,
      downloadUrl: `https://hire.lever.co/candidates/${opportunity.id}/resumes/${id}/download`,
      uploadedAt: opportunity.createdAt,
      status: broken ? 'error' : 'processed',
      size,
    },
    ...(broken
      ? {}
      : {
          parsedData: {
            positions: [
              {
                org: candidate.headline,
                title: jobOf(candidate)?.text ?? '',
                summary: '',
                location: candidate.location,
                start: { year: 2021, month: 3 },
                end: null,
              },
            ],
            schools: [],
          },
        }),
  };
}

export function offerRecord(candidate: CandidateSeed, opportunity: Json, now: number): Json | null {
  const job = jobOf(candidate);
  if (!job) return null;
  const id = uuidOf('offer', candidate.key);
  const sent = now - DAY;
  const field = (text: string, identifier: string, value: unknown) => ({ text, identifier, value });
  return {
    id,
    posting: postingIdOf(job.key),
    createdAt: sent - DAY,
    status: 'sent',
    creator: OWNER,
    fields: [
      field('Job posting', 'job_posting', opportunity.applications[0]),
      field('Job title', 'job_title', job.text),
      field('Candidate name', 'candidate_name', candidate.name),
      field('Team', 'team', job.team),
      field('Office location', 'location/office', job.location),
      field('Offered compensation amount', 'salary_amount', job.salary?.[0] ?? 60000),
      field('Compensation currency', 'compensation_currency', job.salary?.[2] ?? 'GBP'),
      field('Type of earnings', 'salary_interval', 'per-year-salary'),
      field('Hiring manager', 'hiring_manager', userIdOf(job.hiringManager)),
      field('Anticipated start date', 'anticipated_start_date', null),
    ],
    signatures: {
      candidate: {
        role: 'candidate',
        name: candidate.name,
        email: candidate.email,
        firstOpenedAt: null,
        lastOpenedAt: null,
        signedAt: null,
        signed: false,
      },
    },
    approved: null,
    approvedAt: sent - 3_600_000,
    sentAt: sent,
    sentDocument: {
      fileName: 'offer.pdf',
      uploadedAt: sent,
      downloadUrl: `https://api.lever.co/v1/opportunities/${opportunity.id}/offers/${id}/download?status=sent`,
    },
    signedDocument: null,
  };
}
