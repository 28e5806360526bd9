import type { Problem } from '@/lib/domain/problem';
import type { Settings } from '@/lib/domain/settings';
import type { Facts } from '@/lib/interviews/facts';
import type { LeverUser } from '@/lib/lever/types';
import type { Source } from './contract';
import { oneLine } from './drafts';
import type { InterviewSetup } from './schema';

export interface ProposedSetup {
  setup: InterviewSetup;
  sources: Partial<Record<keyof InterviewSetup, Source>>;
  problems: Problem[];
}

type Group = InterviewSetup['groups'][number];

/** A role held by more people than this names nobody in particular. */
const LARGEST_POOL = 8;

/**
 * The set-up of the interview from what Lever says: requisition custom fields `interview_duration` and
 * `required_interviewers`, hiring manager, posting title. What was remembered for this posting and stage wins.
 */
export function proposeSetup(
  facts: Facts,
  settings: Settings,
  remembered: InterviewSetup | null,
): ProposedSetup {
  const problems: Problem[] = [];
  const sources: ProposedSetup['sources'] = {};
  if (remembered) {
    for (const key of Object.keys(remembered) as (keyof InterviewSetup)[]) sources[key] = 'plan';
    sources.title = 'lever';
    return { setup: { ...remembered, title: titleOf(facts) }, sources, problems };
  }
  const duration = readDuration(facts, problems);
  const required = readRequired(facts, problems);
  sources.title = 'lever';
  sources.durationMinutes = duration === null ? 'settings' : 'requisition';
  sources.groups = required.source;
  for (const key of ['optional', 'roomPolicy', 'video', 'candidateNote', 'focus'] as const)
    sources[key] = 'settings';
  return {
    setup: {
      title: titleOf(facts),
      durationMinutes: duration ?? settings.durationMinutes,
      groups: required.groups,
      optional: [],
      roomPolicy: settings.roomPolicy,
      video: true,
      candidateNote: '',
      focus: '',
    },
    sources,
    problems,
  };
}

/** "Interview: Alex Rivera, Backend Engineer" */
export function titleOf(facts: Facts): string {
  const name = oneLine(facts.opportunity.name, 80) || 'Candidate';
  const job = facts.posting ? `, ${oneLine(facts.posting.text, 80)}` : '';
  return `Interview: ${name}${job}`;
}

function readDuration(facts: Facts, problems: Problem[]): number | null {
  const value = facts.requisition?.customFields.interview_duration;
  if (value === undefined || value === null || value === '') return null;
  const minutes =
    typeof value === 'number'
      ? value
      : Number(/^\s*(\d{1,3})\s*(?:m|min|mins|minutes)?\s*$/i.exec(String(value))?.[1]);
  if (Number.isInteger(minutes) && minutes >= 15 && minutes <= 480) return minutes;
  problems.push({
    code: 'bad-interview-duration',
    subject: facts.requisition?.requisitionCode ?? '',
    message: `Requisition ${facts.requisition?.requisitionCode} says interview_duration “${oneLine(String(value), 40)}”, which is not 15 to 480 minutes.`,
    next: 'Correct the field in Lever, or set the duration here.',
  });
  return null;
}

function readRequired(facts: Facts, problems: Problem[]): { groups: Group[]; source: Source } {
  const items = requiredItems(facts.requisition?.customFields.required_interviewers);
  if (items.length > 0) {
    const groups = items.map((item) => groupOf(item, facts, problems));
    return { groups, source: 'requisition' };
  }
  const manager = hiringManagerOf(facts);
  const user = facts.users.find((u) => u.id === manager);
  if (user)
    return {
      groups: [{ label: 'Hiring manager', members: [user.id], need: 1 }],
      source: facts.requisition?.hiringManager ? 'requisition' : 'posting',
    };
  problems.push({
    code: 'nobody-required',
    message: `Lever names no interviewers for ${facts.posting ? `“${oneLine(facts.posting.text, 80)}”` : 'this candidate'}: no required_interviewers on the requisition and no hiring manager.`,
    next: 'Add the interviewers in the set-up; Fulcrum remembers them for this posting and stage.',
  });
  return { groups: [], source: 'lever' };
}

/** Custom fields hold text ("Hiring Manager, Tech Lead"), or a list. */
function requiredItems(value: unknown): string[] {
  const parts = Array.isArray(value)
    ? value.map(String)
    : typeof value === 'string'
      ? value.split(/[,;\n]|\band\b/)
      : [];
  return parts
    .map((p) => oneLine(p, 80))
    .filter((p) => p.length > 0)
    .slice(0, 12);
}

function hiringManagerOf(facts: Facts): string | null {
  return (
    facts.requisition?.hiringManager ??
    facts.posting?.hiringManager ??
    facts.application?.postingHiringManager ??
    null
  );
}

function groupOf(item: string, facts: Facts, problems: Problem[]): Group {
  const wanted = item.toLowerCase();
  const active = facts.users.filter((u) => u.deactivatedAt === null);
  const one = (user: LeverUser | undefined): Group | null =>
    user ? { label: item, members: [user.id], need: 1 } : null;
  if (/^(the )?hiring manager$/.test(wanted)) {
    const group = one(active.find((u) => u.id === hiringManagerOf(facts)));
    if (group) return { ...group, label: 'Hiring manager' };
    return unresolved(
      item,
      'Lever has no active hiring manager on the requisition or the posting.',
      problems,
    );
  }
  if (/^(the )?recruiter$/.test(wanted)) {
    const group = one(active.find((u) => u.id === facts.opportunity.owner));
    if (group) return { ...group, label: 'Recruiter' };
  }
  // "Ana Sousa <ana@acme.example>" names one person twice; the address decides.
  const address = /<([^<>\s]+@[^<>\s]+)>$/.exec(wanted)?.[1];
  const same = (user: LeverUser): boolean =>
    address
      ? user.email.toLowerCase() === address
      : [user.name, user.email, user.username].some((v) => v.toLowerCase() === wanted);
  const exact = active.filter(same);
  if (exact.length === 1) return { ...(one(exact[0]) as Group), label: exact[0]?.jobTitle ?? 'Interviewer' };
  const gone = facts.users.find(
    (u) => u.deactivatedAt !== null && [u.name, u.email].some((v) => v.toLowerCase() === wanted),
  );
  if (gone) return unresolved(item, `${gone.name} is deactivated in Lever.`, problems);
  const pool = active.filter((u) => u.jobTitle?.toLowerCase().includes(wanted));
  if (pool.length > 0 && pool.length <= LARGEST_POOL)
    return { label: item, members: pool.map((u) => u.id), need: 1 };
  const why =
    pool.length > LARGEST_POOL
      ? `${pool.length} people have that in their job title.`
      : 'no active Lever user has that name or job title.';
  return unresolved(item, why, problems);
}

function unresolved(item: string, why: string, problems: Problem[]): Group {
  problems.push({
    code: 'interviewer-not-chosen',
    subject: item,
    message: `“${item}” is required, but it is not known who that is: ${why}`,
    next: `Choose who can be “${item}” in the set-up; Fulcrum remembers it for this posting and stage.`,
  });
  return { label: item, members: [], need: 1 };
}
