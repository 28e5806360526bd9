import type { Escalation } from '@/lib/domain/escalation';
import type { ActionRecord, Plan } from '@/lib/ledger/plan';
import type { EscalationRecord } from '@/lib/storage/escalations';
import type { EscalationView, ExceptionChoice, ExceptionItem } from './contract';
import { CHANNEL_NAME, WORKFLOW_NAME } from './schema';

/** What the ledger says about a plan; passed in, because it is computed there. */
export interface LedgerWords {
  actionId: string | null;
  choices: readonly ('retry' | 'skip' | 'undo' | 'force-undo')[];
}

/** What a hand-over plan keeps about itself. */
export interface HandOverContext {
  /** Plan that was handed over. */
  of: string;
  to: { id: string; name: string };
  by: { id: string; name: string };
  note: string;
}

/** The hand-over in force of each plan, by plan id: done and not taken back. */
export function handOversOf(plans: readonly Plan[]): Map<string, Plan> {
  const done = plans.filter((plan) => plan.workflow === 'handle-exceptions' && plan.state === 'done');
  return new Map(done.map((plan) => [(plan.context as HandOverContext).of, plan]));
}

/** A failed or expired plan is settled once somebody has made a newer one for the same candidate. */
export function isSuperseded(plan: Plan, all: readonly Plan[]): boolean {
  return all.some(
    (other) =>
      other.id !== plan.id &&
      other.opportunityId === plan.opportunityId &&
      other.workflow === plan.workflow &&
      other.createdAt > plan.createdAt &&
      (other.state === 'done' || other.state === 'running' || other.state === 'parked'),
  );
}

const FAILED_FOR_DAYS = 14;
const DAY = 86_400_000;

/** Whether a plan needs a person now. `now`: ms epoch. */
export function isOpen(
  plan: Plan,
  all: readonly Plan[],
  dismissed: ReadonlySet<string>,
  now: number,
): boolean {
  if (plan.state === 'parked') return true;
  if (plan.state !== 'expired' && plan.state !== 'rolled-back') return false;
  // A hand-over that was rolled back has told the person at once, and the plan it was about is still listed.
  if (plan.workflow === 'handle-exceptions') return false;
  return !dismissed.has(plan.id) && now - plan.updatedAt < FAILED_FOR_DAYS * DAY && !isSuperseded(plan, all);
}

const isEffect = ({ action }: ActionRecord): boolean => action.effect !== 'check';

function kindOf(plan: Plan, stuck: ActionRecord | undefined): ExceptionItem['kind'] {
  if (plan.state === 'expired') return 'expired';
  if (plan.state === 'rolled-back') return 'failed';
  if (stuck?.state === 'unknown') return 'cannot-tell';
  return plan.undo ? 'undo-stopped' : 'stopped';
}

function happenedOf(plan: Plan, kind: ExceptionItem['kind'], stuck: ActionRecord | undefined): string {
  const step = stuck ? `“${stuck.action.summary}”` : 'a step';
  switch (kind) {
    case 'expired':
      return 'It was proposed and nobody decided in time, so it is not offered any more. Nothing was sent.';
    case 'failed':
      return 'It failed, and everything it had done by then was taken back. Nobody was told.';
    case 'cannot-tell':
      return `${step} was sent, and no answer came. Whether it took effect could not be found out.`;
    case 'undo-stopped':
      return `It was being taken back and stopped at ${step}.`;
    case 'stopped': {
      const told = plan.actions.some((one) => one.action.effect === 'mail' && one.state === 'done');
      return `It stopped at ${step}${told ? ' after people had been told' : ''}.`;
    }
  }
}

/** A message cannot be looked up, so trying to find out again would only end here again. */
const unreadable = (stuck: ActionRecord | undefined): boolean =>
  stuck?.state === 'unknown' && stuck.action.kind === 'post-message';

function choicesFor(
  plan: Plan,
  words: LedgerWords,
  stuck: ActionRecord | undefined,
  handedOver: boolean,
): ExceptionItem['choices'] {
  const rows: ExceptionItem['choices'] = [];
  const add = (choice: ExceptionChoice, label: string, effect: string) =>
    rows.push({ choice, label, effect });
  if (handedOver) {
    add('take-back', 'Take back', 'It is yours again: the note in Lever is deleted. The message stays sent.');
    return rows;
  }
  const back = plan.undo !== undefined;
  const step = stuck ? `“${stuck.action.summary}”` : 'the step';
  const left = plan.actions.filter((one) => one.state === 'planned' && isEffect(one)).length;
  for (const choice of words.choices) {
    if (choice === 'retry' && !unreadable(stuck))
      add(
        'retry',
        'Retry',
        stuck?.state === 'unknown'
          ? `Looks again whether ${step} took effect; only if it surely did not, it is sent again.`
          : back
            ? `Tries again to take back ${step}, then goes on with the rest.`
            : `Tries ${step} again, then goes on${left > 0 ? ` with ${left === 1 ? 'the write' : `the ${left} writes`} after it` : ''}.`,
      );
    if (choice === 'skip' && stuck)
      add(
        'skip',
        'Skip this step',
        back
          ? `Leaves ${step} as it is for you to tidy up, and takes back the rest.`
          : stuck.state === 'unknown'
            ? `You have looked: counts ${step} as settled and goes on without doing it again.`
            : `Goes on without ${step}${dependents(plan, stuck) > 0 ? ', and without what needs it' : ''}.`,
      );
    if (choice === 'undo' || choice === 'force-undo') {
      const undoable = plan.actions.filter((one) => one.state === 'done' && isEffect(one)).length;
      add(
        choice,
        choice === 'undo' ? 'Undo the rest' : 'Undo although it was changed',
        choice === 'undo'
          ? `Compares first, then takes back what is done (${undoable === 1 ? '1 write' : `${undoable} writes`}).`
          : 'Compares first, then takes it back with what somebody changed meanwhile.',
      );
    }
  }
  if (plan.state === 'parked' && plan.workflow !== 'handle-exceptions')
    add(
      'hand-over',
      'Hand over',
      'A colleague takes it on: a note in Lever and a message, shown to you first.',
    );
  if (plan.state === 'expired' || plan.state === 'rolled-back')
    add('dismiss', 'Dismiss', 'Takes it off this list. It stays in Activity and in the log.');
  return rows;
}

const dependents = (plan: Plan, stuck: ActionRecord): number =>
  plan.actions.filter((one) => one.action.after?.includes(stuck.action.id)).length;

/** One plan in words: what happened, what is certain and what is not, and what each choice would do. */
export function itemOf(plan: Plan, words: LedgerWords, handOver: Plan | undefined): ExceptionItem {
  const stuck = plan.actions.find((one) => one.action.id === words.actionId);
  const kind = kindOf(plan, stuck);
  const summaries = (fits: (one: ActionRecord) => boolean) =>
    plan.actions.filter((one) => isEffect(one) && fits(one)).map((one) => one.action.summary);
  const context = handOver?.context as HandOverContext | undefined;
  const open = plan.state === 'parked';
  return {
    planId: plan.id,
    workflow: plan.workflow,
    title: plan.title,
    opportunityId: plan.opportunityId,
    leverUrl: `https://hire.lever.co/candidates/${encodeURIComponent(plan.opportunityId)}`,
    kind,
    since: plan.updatedAt,
    problem: plan.problem ?? stuck?.problem ?? null,
    happened: happenedOf(plan, kind, stuck),
    done: open ? summaries((one) => one.state === 'done') : [],
    notDone: open ? summaries((one) => ['planned', 'failed', 'skipped', 'undone'].includes(one.state)) : [],
    unknown: open ? summaries((one) => one.state === 'unknown' || one.state === 'undo-failed') : [],
    cannotRecall: open
      ? plan.actions.flatMap(({ action, state }) =>
          action.irrevocable && state !== 'planned' && state !== 'skipped' ? [action.irrevocable] : [],
        )
      : [],
    waitsFor: words.actionId,
    choices: choicesFor(plan, words, stuck, context !== undefined),
    handedOver:
      handOver && context
        ? {
            to: context.to.name,
            by: context.by.name,
            at: handOver.updatedAt,
            note: context.note,
            planId: handOver.id,
          }
        : null,
  };
}

const WHERE = { lever: 'Lever', google: 'Google', microsoft: 'Microsoft', fulcrum: 'Fulcrum' } as const;

/** A stopped plan as an escalation: built from what it is, never from its sentences, which name the candidate. */
export function parkedEscalation(plan: Plan, words: LedgerWords): Escalation {
  const stuck = plan.actions.findIndex((one) => one.action.id === words.actionId);
  const record = plan.actions[stuck];
  const name = WORKFLOW_NAME[plan.workflow] ?? plan.workflow.replaceAll('-', ' ');
  const told = plan.actions.some((one) => one.action.effect === 'mail' && one.state === 'done');
  const code = plan.problem?.code.replaceAll('-', ' ');
  return {
    key: parkedKey(plan),
    workflow: plan.workflow,
    opportunityId: plan.opportunityId,
    postingId: plan.postingId,
    planId: plan.id,
    title: `A stopped ${name} waits for a person`,
    reasons: [
      record
        ? `Step ${stuck + 1} of ${plan.actions.length} (${WHERE[record.action.system]}) ${record.state === 'unknown' ? 'was sent and no answer came' : plan.undo ? 'could not be taken back' : 'did not work'}${code ? `: ${code}` : ''}.`
        : `It stopped${code ? `: ${code}` : ''}.`,
      told ? 'People have been told of it already.' : 'Nobody has been told of it yet.',
    ],
    suggestions: [
      `In Fulcrum under Exceptions: ${words.choices.map((one) => SHORT[one]).join(', ')}, or hand it over.`,
    ],
    link: `https://hire.lever.co/candidates/${encodeURIComponent(plan.opportunityId)}`,
    since: plan.updatedAt,
  };
}
const SHORT = {
  retry: 'retry',
  skip: 'skip the step',
  undo: 'undo the rest',
  'force-undo': 'undo it anyway',
};

/** A plan that stops again after somebody tried is a new occasion. */
export const parkedKey = (plan: Pick<Plan, 'id' | 'updatedAt'>): string =>
  `parked:${plan.id}:${plan.updatedAt}`;

/** Which stopped plans are due to be escalated, and when the next one is. Times: ms epoch. */
export function dueOf(
  parked: readonly Plan[],
  handedOver: ReadonlyMap<string, Plan>,
  delay: number,
  now: number,
): { due: Plan[]; next: number | null } {
  const waiting = parked.filter((plan) => plan.state === 'parked' && !handedOver.has(plan.id));
  const later = waiting.map((plan) => plan.updatedAt + delay).filter((at) => at > now);
  return {
    due: waiting.filter((plan) => plan.updatedAt + delay <= now),
    next: later.length > 0 ? Math.min(...later) : null,
  };
}

const STATE_WORDS: Record<EscalationRecord['state'], string> = {
  unsent: 'Not sent: no channel is set up. It waits here.',
  sending: 'Being sent.',
  sent: 'Sent.',
  unknown: 'It may have arrived, or not: no answer came. Send again only if it is not there.',
  failed: 'Not sent: no channel took it.',
  waiting: 'Not sent yet: it is tried again by itself.',
};

export function escalationOf(record: EscalationRecord): EscalationView {
  const last = record.attempts.at(-1);
  const words =
    record.state === 'sent' && last
      ? `${last.state === 'delivered' ? 'Sent' : 'Accepted, not certainly delivered'}: ${CHANNEL_NAME[last.channel]}.`
      : STATE_WORDS[record.state];
  return {
    key: record.key,
    title: record.message.title,
    lines: [...record.message.lines],
    lists: record.message.lists.map(({ title, items }) => ({ title, items: [...items] })),
    link: record.message.link.url,
    since: record.since,
    raisedAt: record.raisedAt,
    state: record.state,
    words,
    attempts: record.attempts.map(({ channel, at, state, words: said }) => ({
      channel,
      at,
      state,
      words: said,
    })),
    retryAt: record.retryAt,
    settled: record.settled !== null,
    open: record.settled === null && ['unsent', 'unknown', 'failed', 'waiting'].includes(record.state),
  };
}

const oneLine = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

/** The note in Lever about a hand-over. Lever knows the candidate, so the plan's title may stand here. */
export function handOverNote(input: {
  title: string;
  happened: string;
  to: string;
  by: string;
  note: string;
  marker: string;
}): string {
  return [
    `[Fulcrum] Handed over to ${oneLine(input.to, 80)} by ${oneLine(input.by, 80)}: ${oneLine(input.title, 200)}`,
    `State: ${oneLine(input.happened, 300)}`,
    ...(input.note ? [`Note: ${input.note}`] : []),
    `Ref ${input.marker}`,
  ].join('\n');
}

/** The message to a colleague before names are taken out of it. */
export function handOverEscalation(
  plan: Plan,
  words: LedgerWords,
  input: { to: string; by: string; note: string },
): Escalation {
  const parked = parkedEscalation(plan, words);
  return {
    ...parked,
    title: `${oneLine(input.by, 80)} hands over to ${oneLine(input.to, 80)}: a stopped ${WORKFLOW_NAME[plan.workflow] ?? plan.workflow}`,
    suggestions: input.note ? [input.note] : [],
  };
}
