import type { LoopInstance, Span } from '@/lib/scheduling/loop/types';
import { MaxFlow } from './max-flow';
import { restOf } from './share';
import type { QueueInstance } from './types';

/**
 * No plan of the queue costs less: every seat of every candidate needs an interview of somebody's day and week, and
 * the most seats that limits and free time can fill at once (a maximum flow) say how many candidates can have a plan
 * at all. The others cost `unplaced`; whoever has a plan costs what it would cost alone.
 */
export function capacityBound(
  queue: QueueInstance,
  loops: readonly LoopInstance[],
  leasts: readonly number[],
): number {
  const seats = loops.map(({ sessions }) => sessions.reduce((sum, one) => sum + one.seats.length, 0));
  const possible = loops.flatMap((_, c) => (Number.isFinite(leasts[c]!) ? [c] : []));
  const filled = mostSeats(
    queue,
    possible.map((c) => loops[c]!),
  );
  let placed = 0;
  let used = 0;
  for (const count of possible.map((c) => seats[c]!).sort((a, b) => a - b)) {
    used += count;
    if (used > filled) break;
    placed++;
  }
  const costs = leasts.map((least) => Math.min(queue.unplaced, least));
  // Of those who could be placed, the ones who save least by it stay without.
  const losses = possible.map((c) => queue.unplaced - costs[c]!).sort((a, b) => a - b);
  const lost = losses.slice(0, possible.length - placed).reduce((sum, loss) => sum + loss, 0);
  return costs.reduce((sum, cost) => sum + cost, 0) + lost;
}

/** The most seats that can be filled at once as far as limits and free time of each day go. */
function mostSeats(queue: QueueInstance, loops: readonly LoopInstance[]): number {
  const { people, days } = queue;
  const flow = new MaxFlow();
  const [source, sink] = [flow.node(), flow.node()];
  const shortest = Math.min(...loops.flatMap(({ sessions }) => sessions.map(({ dur }) => dur)));
  const inWeek = people.map(() => new Map<number, number>());
  const onDay = people.map(() => new Map<number, number>());
  const dayNode = (p: number, d: number): number => {
    const known = onDay[p]!.get(d);
    if (known !== undefined) return known;
    const { week } = days[d]!;
    const person = people[p]!;
    let weekNode = inWeek[p]!.get(week);
    if (weekNode === undefined) {
      weekNode = flow.node();
      inWeek[p]!.set(week, weekNode);
      flow.edge(weekNode, sink, Math.max(0, person.weekCap - (person.weekLoad[week] ?? 0)));
    }
    const node = flow.node();
    onDay[p]!.set(d, node);
    const rest = restOf(queue, p);
    // Hours of a date differ between candidates; whoever has most time there counts.
    const fits = Math.max(
      ...loops.map((loop) => fitting(loop.people[p]!.free, loop.days[d]!, shortest, rest)),
    );
    flow.edge(node, weekNode, Math.min(fits, Math.max(0, person.dayCap - (person.dayLoad[d] ?? 0))));
    return node;
  };
  for (const { sessions, candidate, days: own, people: known } of loops)
    for (const { dur, seats } of sessions) {
      const open = own.map(({ start, end }) =>
        candidate.map(([a, b]) => [Math.max(a, start), Math.min(b, end)]),
      );
      for (const { pool } of seats) {
        const seat = flow.node();
        flow.edge(source, seat, 1);
        for (const p of new Set(pool.map(([person]) => person)))
          open.forEach((windows, d) => {
            const { free } = known[p]!;
            const able = windows.some(([from, to]) =>
              free.some(([a, b]) => Math.min(b, to!) - Math.max(a, from!) >= dur),
            );
            if (able) flow.edge(seat, dayNode(p, d), 1);
          });
      }
    }
  return flow.most(source, sink);
}

/** How many interviews of `dur` minutes with `rest` minutes between them fit into a day's free time. */
function fitting(
  free: readonly Span[],
  day: { start: number; end: number },
  dur: number,
  rest: number,
): number {
  return free.reduce((sum, [a, b]) => {
    const length = Math.min(b, day.end) - Math.max(a, day.start);
    return length < dur ? sum : sum + Math.floor((length + rest) / (dur + rest));
  }, 0);
}
