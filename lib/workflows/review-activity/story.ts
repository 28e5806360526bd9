import type { AuditRead } from '@/lib/ledger/audit';
import type { ActionState, PlanState } from '@/lib/ledger/plan';
import type { Story, StoryStep } from './contract';
import { eventInWords, nameOf, rowOf, textIn } from './rules';

const PLAN_AFTER: Record<string, PlanState> = {
  'plan-proposed': 'proposed',
  'plan-approved': 'running',
  'plan-done': 'done',
  'plan-parked': 'parked',
  'undo-parked': 'parked',
  'plan-rolled-back': 'rolled-back',
  'rollback-started': 'undoing',
  'undo-started': 'undoing',
  'undo-forced': 'undoing',
  'plan-undone': 'undone',
  'plan-discarded': 'discarded',
  'plan-expired': 'expired',
};
const ACTION_AFTER: Record<string, ActionState> = {
  'action-intended': 'intended',
  'action-done': 'done',
  'action-found': 'done',
  'action-failed': 'failed',
  'action-unknown': 'unknown',
  'action-interrupted': 'unknown',
  'action-absent': 'planned',
  'action-postponed': 'planned',
  'action-retried': 'planned',
  'action-skipped': 'skipped',
  'action-left': 'skipped',
  'undo-intended': 'undoing',
  'action-undone': 'undone',
  'undo-failed': 'undo-failed',
};
const PLAN_STATES = new Set<string>([...Object.values(PLAN_AFTER), 'running']);
const ACTION_STATES = new Set<string>(Object.values(ACTION_AFTER));

const MOST_FACTS = 60;
/** Fields that hold a moment, ms epoch. */
const MOMENT = /^(start|end|at|readAt|firstAt|lastAt|createdAt|expiresAt|from|to)$/;
/** Said elsewhere, or of no use to a person. */
const LEFT_OUT = /^(summary|title|actions|problem|attempt|key|iv)$/;

function inWords(name: string, value: string | number | boolean): string {
  if (typeof value === 'number' && MOMENT.test(name) && value > 1e11)
    return new Date(value).toISOString().replace('T', ' ').slice(0, 16).concat(' UTC');
  return String(value);
}

/** Everything an entry holds as lines a person can read: `slot, start` and its value. */
export function factsIn(details: unknown): { name: string; value: string }[] {
  const facts: { name: string; value: string }[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (facts.length >= MOST_FACTS || value === null || value === undefined || value === '') return;
    if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
      if (value.length > 0) facts.push({ name: path.join(', '), value: value.join(', ') });
      return;
    }
    if (typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) {
        if (path.length === 0 && LEFT_OUT.test(name)) continue;
        const said = Array.isArray(value) ? String(Number(name) + 1) : name;
        // The wrapper says nothing; what it holds does.
        walk(one, path.length === 0 && /^(context|more|result)$/.test(name) ? [] : [...path, said]);
      }
      return;
    }
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts.push({ name: path.join(', ') || 'value', value: inWords(path.at(-1) ?? '', value) });
  };
  walk(details, []);
  return facts;
}

interface Link {
  seq: number;
  before: string;
  content: boolean;
  continues: boolean;
}

const listOf = (details: unknown): { id: string; summary: string }[] => {
  const actions = (details as { actions?: unknown } | null)?.actions;
  if (!Array.isArray(actions)) return [];
  return actions.flatMap((one) => {
    const id = textIn(one, 'id');
    return id ? [{ id, summary: textIn(one, 'summary') ?? id }] : [];
  });
};

/**
 * The story the entries tell, oldest first, with the state of plan and writes after each of them. Nothing but the
 * log is asked, so it is told the same way when the plan itself was erased. @param reads oldest first
 */
export function storyOf(
  reads: readonly AuditRead[],
  links: readonly Link[],
  names: Record<string, string>,
): Story {
  const bySeq = new Map(links.map((link) => [link.seq, link]));
  const writes = new Map<string, string>();
  let plan: PlanState | null = null;
  let states: Record<string, ActionState> = {};
  let erased: Story['erased'] = null;
  let title: string | null = null;
  const steps: StoryStep[] = [];
  for (const read of reads) {
    const { entry, details } = read;
    for (const { id, summary } of listOf(details)) {
      writes.set(id, summary);
      states = { ...states, [id]: states[id] ?? 'planned' };
    }
    title ??= textIn(details, 'title');
    if (entry.actionId !== null) {
      writes.set(entry.actionId, textIn(details, 'summary') ?? writes.get(entry.actionId) ?? entry.actionId);
      const after = ACTION_STATES.has(entry.outcome ?? '')
        ? (entry.outcome as ActionState)
        : ACTION_AFTER[entry.event];
      if (after) states = { ...states, [entry.actionId]: after };
    } else if (entry.planId !== null) {
      plan = PLAN_STATES.has(entry.outcome ?? '')
        ? (entry.outcome as PlanState)
        : (PLAN_AFTER[entry.event] ?? plan);
    }
    if (entry.event === 'candidate-erased') erased = { at: entry.at, by: nameOf(entry.actor, names) };
    const link = bySeq.get(entry.seq);
    const row = rowOf(read, names);
    steps.push({
      seq: entry.seq,
      at: entry.at,
      actor: row.actor,
      event: row.event,
      summary: row.summary,
      facts: factsIn(details),
      plan,
      states,
      hash: entry.hash,
      before: link?.before ?? '',
      fits: link ? link.content && link.continues : false,
      erased: read.erased,
    });
  }
  const first = reads.find(({ entry }) => entry.planId !== null)?.entry ?? reads[0]?.entry;
  return {
    title: title ?? (erased ? 'Erased candidate' : eventInWords(first?.event ?? '')),
    workflow: first?.workflow ?? '',
    opportunityId: first?.opportunityId ?? null,
    planId: first?.planId ?? null,
    writes: [...writes].map(([id, summary]) => ({ id, summary })),
    steps,
    erased,
  };
}
