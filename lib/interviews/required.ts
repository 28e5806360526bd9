import type { Problem } from '@/lib/domain/problem';
import type { LeverUser } from '@/lib/lever/types';
import type { Facts } from './facts';
import { oneLine } from './one-line';

/** `need` of the `members` (Lever user ids) have to be there. */
export interface RequiredGroup {
  label: string;
  members: string[];
  need: number;
}

/** A role held by more people than this names nobody in particular. */
const LARGEST_POOL = 8;

/**
 * Who has to interview, as Lever says it: the requisition's custom field `required_interviewers` (names, e-mail
 * addresses or roles), else the hiring manager. What cannot be resolved is added to `problems`.
 */
export function readRequired(
  facts: Facts,
  problems: Problem[],
): { groups: RequiredGroup[]; source: 'requisition' | 'posting' | 'lever' } {
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

/** Lever user id of the hiring manager: requisition, else posting, else application. */
export function hiringManagerOf(facts: Facts): string | null {
  return (
    facts.requisition?.hiringManager ??
    facts.posting?.hiringManager ??
    facts.application?.postingHiringManager ??
    null
  );
}

function groupOf(item: string, facts: Facts, problems: Problem[]): RequiredGroup {
  const wanted = item.toLowerCase();
  const active = facts.users.filter((u) => u.deactivatedAt === null);
  const one = (user: LeverUser | undefined): RequiredGroup | null =>
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
  if (exact.length === 1)
    return { ...(one(exact[0]) as RequiredGroup), label: exact[0]?.jobTitle ?? 'Interviewer' };
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

function unresolved(item: string, why: string, problems: Problem[]): RequiredGroup {
  problems.push({
    code: 'interviewer-not-chosen',
    subject: item,
    message: `“${item}” is required, but it is not known who that is: ${why}`,
    next: `Choose who can be “${item}” in the set-up; Fulcrum remembers it for this posting and stage.`,
  });
  return { label: item, members: [], need: 1 };
}
