import { mostDeclineProof } from '@/lib/scheduling/loop/decline-proof';
import { explainInfeasible, type LoopExplanation } from '@/lib/scheduling/loop/explain';
import type { LoopFact } from '@/lib/scheduling/loop/fact-types';
import { factsOf } from '@/lib/scheduling/loop/facts';
import { type RepairReport, repairsFor } from '@/lib/scheduling/loop/repairs';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance, LoopPlan, LoopProgress, LoopResult } from '@/lib/scheduling/loop/types';
import type { Variant } from '../explain/variants';
import { breaksOf } from '../rules';
import { type Checked, checkAnswer } from './check';
import { type FoundRemedy, findRemedies } from './remedies';

/**
 * Work limits instead of deadlines: the same question gives the same answer on every machine. The first is several
 * seconds of search on a slow laptop; questions asked beside the main one get less.
 */
const MAIN_WORK = 60_000_000;
const SIDE_WORK = 8_000_000;
const CHECK_STEPS = 30_000_000;

/** Why there is no plan. */
export interface Explained {
  explanation: LoopExplanation;
  /** Null when the clash could not be narrowed down within the work allowed. */
  facts: LoopFact[] | null;
}

/** The equally good plan with most stand-ins, in words of the engine; null when it could not be told. */
export interface DeclineProofPlan {
  plan: LoopPlan;
  withoutStandIn: number[];
  critical: number[];
  compared: number;
  exact: boolean;
}

export interface Alternative {
  id: 'other-days' | 'other-people' | 'other-order';
  plan: LoopPlan;
  objective: number;
}

/** A plan for when somebody cannot come. */
export interface PlanB {
  kind: 'stand-in' | 'move' | 'none' | 'unknown';
  plan: LoopPlan | null;
}

export interface Job {
  solve: { instance: LoopInstance; pin?: (number | null)[] };
  check: { instance: LoopInstance; result: LoopResult; explanation: LoopExplanation | null };
  explain: { instance: LoopInstance };
  remedies: { instance: LoopInstance; explanation: LoopExplanation; variants: Variant[] };
  declineProof: { instance: LoopInstance };
  repairs: { instance: LoopInstance; plan: LoopPlan };
  alternatives: { instance: LoopInstance; plan: LoopPlan };
  planB: { instance: LoopInstance; plan: LoopPlan; gone: number[] };
}

export interface JobAnswer {
  solve: LoopResult;
  check: Checked;
  explain: Explained;
  remedies: FoundRemedy[];
  declineProof: DeclineProofPlan | null;
  repairs: RepairReport;
  alternatives: Alternative[];
  planB: PlanB;
}

export type JobName = keyof Job;

/** Does one job, synchronously. `onProgress` is told of every better plan of a `solve`. */
export function runJob<N extends JobName>(
  name: N,
  input: Job[N],
  onProgress: (progress: LoopProgress) => void,
): JobAnswer[N] {
  const jobs: { [K in JobName]: (given: Job[K]) => JobAnswer[K] } = {
    solve: ({ instance, pin }) =>
      solveLoop(instance, { maxWork: MAIN_WORK, onProgress, ...(pin ? { pin } : {}) }),
    check: ({ instance, result, explanation }) => checkAnswer(instance, result, explanation, CHECK_STEPS),
    explain,
    remedies: ({ instance, explanation, variants }) =>
      findRemedies(instance, explanation, variants, SIDE_WORK),
    declineProof: ({ instance }) => mostDeclineProof(instance, { maxWork: SIDE_WORK }),
    repairs: ({ instance, plan }) => repairsFor(instance, plan, { maxWork: SIDE_WORK }),
    alternatives,
    planB,
  };
  return jobs[name](input);
}

function explain({ instance }: Job['explain']): Explained {
  const explanation = explainInfeasible(instance, { maxWork: SIDE_WORK });
  return { explanation, facts: explanation.conflict ? factsOf(instance, explanation.conflict) : null };
}

const without = (
  instance: LoopInstance,
  gone: (person: number, session: number) => boolean,
): LoopInstance => ({
  ...instance,
  sessions: instance.sessions.map((session, s) => ({
    ...session,
    seats: session.seats.map(({ pool }) => ({ pool: pool.filter(([p]) => !gone(p, s)) })),
  })),
});

/** Plans that really differ from the given one: on other days, with other people, in another order. */
function alternatives({ instance, plan }: Job['alternatives']): Alternative[] {
  const options = { maxWork: SIDE_WORK };
  const ask = (id: Alternative['id'], other: LoopInstance): Alternative[] => {
    const found = solveLoop(other, options);
    return found.plan && found.objective !== null
      ? [{ id, plan: found.plan, objective: found.objective }]
      : [];
  };
  const used = new Set(
    plan.start.map((start) => instance.days.findIndex((d) => d.start <= start && start < d.end)),
  );
  const otherDays = {
    ...instance,
    candidate: instance.candidate.filter(
      ([from, to]) =>
        ![...used].some((d) => from < (instance.days[d]?.end ?? 0) && to > (instance.days[d]?.start ?? 0)),
    ),
  };
  const chosen = plan.who.flat();
  // Whoever is the only one for a seat stays; a plan with the fewest of today's people is the most different.
  const replaceable = (p: number): boolean =>
    instance.sessions.every(({ seats }) =>
      seats.every(({ pool }) => !pool.some(([m]) => m === p) || pool.some(([m]) => !chosen.includes(m))),
    );
  const gone = new Set(chosen.filter(replaceable));
  const order = plan.start.map((_, s) => s).sort((a, b) => (plan.start[a] ?? 0) - (plan.start[b] ?? 0));
  const openings =
    instance.rules.first === null
      ? order
          .slice(1)
          .flatMap((first) => ask('other-order', { ...instance, rules: { ...instance.rules, first } }))
      : [];
  const best = openings.sort((a, b) => a.objective - b.objective)[0];
  return [
    ...ask('other-days', otherDays),
    ...(gone.size > 0
      ? ask(
          'other-people',
          without(instance, (p) => gone.has(p)),
        )
      : []),
    ...(best ? [best] : []),
  ];
}

/** Same times first; only then may anything move, as little as possible. */
function planB({ instance, plan, gone }: Job['planB']): PlanB {
  const left = new Set(gone);
  const other = { ...without(instance, (p) => left.has(p)), prev: { start: plan.start, who: plan.who } };
  const same = solveLoop(other, { maxWork: SIDE_WORK, pin: plan.start });
  if (same.plan) return { kind: 'stand-in', plan: keepRooms(instance, plan, same.plan) };
  const free = solveLoop(other, { maxWork: MAIN_WORK });
  if (free.plan) return { kind: 'move', plan: keepRooms(instance, plan, free.plan) };
  return { kind: free.status === 'INFEASIBLE' ? 'none' : 'unknown', plan: null };
}

/** A room is changed only where it must be: the objective does not count rooms as changes. */
function keepRooms(instance: LoopInstance, before: LoopPlan, after: LoopPlan): LoopPlan {
  const all = { ...after, room: [...before.room] };
  if (breaksOf(instance, all).length === 0) return all;
  let plan = after;
  for (const [s, room] of before.room.entries()) {
    const kept = { ...plan, room: plan.room.map((old, i) => (i === s ? room : old)) };
    if (breaksOf(instance, kept).length === 0) plan = kept;
  }
  return plan;
}
