import type { QueueInstance, QueuePlan, QueueTotal } from '@/lib/scheduling/queue/types';
import { usageOf } from '@/lib/scheduling/queue/usage';
import type { QueueQuestion } from './rules';

/** One candidate in the plan, as the page shows it. Days are indexes into the question's days. */
export interface Row {
  candidate: number;
  opportunityId: string;
  name: string;
  /** Sessions on each day; null = no plan. */
  byDay: number[] | null;
  lastDay: number | null;
  /** Last day had everybody been booked in the order they came; null = no plan then. */
  greedyDay: number | null;
  aloneDay: number | null;
}

/** One interviewer in the plan. */
export interface Load {
  person: number;
  name: string;
  unknown: string | null;
  /** Interviews the plan adds on each day, and those there were before. */
  byDay: { added: number; before: number; full: boolean }[];
  total: number;
  /** At a limit on some day or in some week the plan uses. */
  atLimit: boolean;
}

export function rowsOf(question: QueueQuestion, { best, greedy }: QueuePlan): Row[] {
  const { queue } = question;
  if (!queue) return [];
  return question.candidates.map(({ opportunityId, name }, c) => {
    const place = best.places[c];
    const own = queue.candidates[c]?.days ?? queue.days;
    const byDay = place?.plan
      ? own.map(({ start, end }) => place.plan?.start.filter((t) => start <= t && t < end).length ?? 0)
      : null;
    return {
      candidate: c,
      opportunityId,
      name,
      byDay,
      lastDay: place?.lastDay ?? null,
      greedyDay: greedy.places[c]?.lastDay ?? null,
      aloneDay: place?.aloneLastDay ?? null,
    };
  });
}

/** Interviewers of the queue, the most used first. */
export function loadsOf(question: QueueQuestion, total: QueueTotal): Load[] {
  const { queue } = question;
  if (!queue) return [];
  const added = queue.people.map(() => queue.days.map(() => 0));
  for (const { candidate, plan } of total.places) {
    const own = queue.candidates[candidate]?.days ?? queue.days;
    plan?.who.forEach((who, s) => {
      const start = plan.start[s] ?? 0;
      const d = own.findIndex((day) => start < day.end);
      for (const p of who) {
        const days = added[p];
        if (days) days[d] = (days[d] ?? 0) + 1;
      }
    });
  }
  return usageOf(queue, total)
    .map(({ person, interviews, atLimit }): Load => {
      const { dayLoad = [], dayCap = 0 } = queue.people[person] ?? {};
      const named = question.people[person];
      return {
        person,
        name: named?.name ?? '',
        unknown: named?.unknown ?? null,
        byDay: queue.days.map((_, d) => {
          const [more, before] = [added[person]?.[d] ?? 0, dayLoad[d] ?? 0];
          return { added: more, before, full: more > 0 && more + before >= dayCap };
        }),
        total: interviews,
        atLimit: atLimit && interviews > 0,
      };
    })
    .sort((a, b) => b.total - a.total || (a.name < b.name ? -1 : 1));
}

/** Candidates who end earlier, later, or only now or only then have a plan, against first come, first served. */
export interface Regret {
  earlier: number;
  earlierDays: number;
  later: number;
  laterDays: number;
  placed: number;
  same: boolean;
}

export function regretOf(rows: readonly Row[], { regret }: QueuePlan): Regret {
  const moved = rows.flatMap(({ lastDay, greedyDay }) =>
    lastDay === null || greedyDay === null ? [] : [greedyDay - lastDay],
  );
  const earlier = moved.filter((days) => days > 0);
  const later = moved.filter((days) => days < 0);
  const sum = (list: readonly number[]): number => list.reduce((total, days) => total + Math.abs(days), 0);
  return {
    earlier: earlier.length,
    earlierDays: sum(earlier),
    later: later.length,
    laterDays: sum(later),
    placed: regret.placed,
    same: regret.points === 0,
  };
}

/** How far the plan can be from the best there is. */
export type Gap =
  | { kind: 'proven' }
  /** `places`: more candidates who could have a plan at best; `days`: about so many days in sum, over all candidates. */
  | { kind: 'open'; points: number; places: number; days: number };

export function gapOf({ unplaced, candidates }: QueueInstance, { status, best, bound }: QueuePlan): Gap {
  if (status === 'OPTIMAL') return { kind: 'proven' };
  const points = best.points - bound;
  const aDay = Math.max(1, ...candidates.map(({ weights }) => weights.delay));
  const missing = best.places.filter(({ plan, alone }) => plan === null && alone !== null).length;
  // A place found saves what being without one costs, less what the plan costs; whoever cannot be placed alone never can.
  const places = Math.min(missing, Math.floor(points / (unplaced * 0.9)));
  const rest = places > 0 ? Math.max(0, points - places * unplaced) : points;
  return { kind: 'open', points, places, days: Math.ceil(rest / aDay) };
}
