import type { AuditRead } from '@/lib/ledger/audit';
import type { Choice } from '@/lib/ledger/exceptions';
import type { Plan, PlanState } from '@/lib/ledger/plan';
import type { EgressEntry } from '@/lib/platform/http-types';
import type { ActivityPlan, AuditRow, EgressRow } from './contract';

type Names = Record<string, string>;

/** A Lever user id as a name; ids nobody knows stay readable as what they are. */
export function nameOf(actor: string, names: Names): string {
  if (actor === 'fulcrum') return 'Fulcrum';
  if (actor.startsWith('fulcrum:phase-')) return `Fulcrum, by the rules of phase ${actor.slice(-1)}`;
  return Object.hasOwn(names, actor) ? (names[actor] ?? actor) : actor;
}

/** What undoing would not take back, said before it is asked for. */
function irrevocableOf(plan: Plan): string[] {
  const happened = plan.actions.filter((record) => record.state !== 'planned' && record.state !== 'skipped');
  return happened.flatMap(({ action }) => (action.irrevocable ? [action.irrevocable] : []));
}

const FINISHED_BACKWARDS: readonly PlanState[] = ['undone', 'rolled-back'];

/**
 * One plan as Activity shows it. `parked` are the ledger's choices for a parked plan, `left` what a finished
 * undo left behind.
 */
export function activityOf(
  plan: Plan,
  parked: { actionId: string | null; choices: readonly Choice[] },
  left: readonly string[],
  names: Names,
): ActivityPlan {
  const undoable = plan.state === 'done' || plan.state === 'running';
  return {
    id: plan.id,
    workflow: plan.workflow,
    title: plan.title,
    opportunityId: plan.opportunityId,
    state: plan.state,
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
    approvedBy: plan.approvedBy === null ? null : nameOf(plan.approvedBy, names),
    problem: plan.problem ?? null,
    cannotRecall: FINISHED_BACKWARDS.includes(plan.state) ? [...left] : irrevocableOf(plan),
    choices: undoable ? ['undo'] : [...parked.choices],
    waitsFor: parked.actionId,
    writes: plan.actions.map(({ action, state, problem, at }) => ({
      id: action.id,
      summary: action.summary,
      system: action.system,
      effect: action.effect,
      state,
      problem: problem ?? null,
      at,
    })),
  };
}

/** `action-intended` as words; unknown events of a newer version read the same way. */
export function eventInWords(event: string): string {
  const words = event.replaceAll('-', ' ').replace(/\bai\b/g, 'AI');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const textIn = (details: unknown, field: string): string | null => {
  if (typeof details !== 'object' || details === null) return null;
  const value = (details as Record<string, unknown>)[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** One log entry as a row. Erased details are said to be erased, not left blank. */
export function rowOf({ entry, details, erased }: AuditRead, names: Names): AuditRow {
  const problem =
    typeof details === 'object' && details !== null ? (details as { problem?: unknown }).problem : null;
  const about = textIn(details, 'summary') ?? textIn(details, 'title');
  const parts = [
    about,
    textIn(problem, 'message'),
    erased ? 'Details were erased with the candidate.' : null,
  ];
  const said = parts.filter((part) => part !== null).join(' · ');
  return {
    seq: entry.seq,
    at: entry.at,
    actor: nameOf(entry.actor, names),
    workflow: entry.workflow,
    opportunityId: entry.opportunityId,
    planId: entry.planId,
    event: eventInWords(entry.event),
    summary: said || (entry.outcome ? eventInWords(entry.outcome) : ''),
    hash: entry.hash,
    erased,
  };
}

/** Whether a row holds every word of the search, in any case and any field. */
export function matches(row: AuditRow, text: string): boolean {
  const all =
    `${row.seq} ${row.actor} ${row.workflow} ${row.event} ${row.summary} ${row.opportunityId ?? ''} ${row.hash}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => all.includes(word));
}

export function egressOf(entry: EgressEntry): EgressRow {
  const { at, host, method, path, purpose, status, bytesOut, bytesIn, candidateData, ms } = entry;
  return {
    at,
    host,
    method,
    path,
    purpose,
    status,
    bytesOut,
    bytesIn,
    candidateData,
    ms,
    failure: entry.failure ?? null,
  };
}

/** The result of recomputing the chain, in words. */
export function verdictInWords(check: {
  ok: boolean;
  entries: number;
  head: string;
  bad: number | null;
}): string {
  if (check.entries === 0 && check.ok) return 'The log is empty.';
  if (check.ok) return `All ${check.entries} entries fit together; the last is ${check.head.slice(0, 12)}…`;
  if (check.bad !== null && check.bad < check.entries) {
    return `Entry ${check.bad} does not fit the one before it: the log was changed after it was written. Export it and tell your administrator.`;
  }
  return `The log ends too early: entries after ${check.entries - 1} are missing. Export it and tell your administrator.`;
}
