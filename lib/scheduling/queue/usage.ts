import { dayOf } from './share';
import type { QueueInstance, QueueTotal } from './types';

export interface Usage {
  person: number;
  interviews: number;
  room: number;
  atLimit: boolean;
}

/** How much the queue takes of everybody in its pools, and who has no room left on a day or in a week of it. */
export function usageOf(queue: QueueInstance, { places }: Pick<QueueTotal, 'places'>): Usage[] {
  const weeks = [...new Set(queue.days.map(({ week }) => week))];
  const byDay = queue.people.map(() => queue.days.map(() => 0));
  for (const { candidate, plan } of places)
    plan?.who.forEach((who, s) => {
      for (const person of who) byDay[person]![dayOf(queue, candidate, plan.start[s]!)]!++;
    });
  const pooled = new Set(
    queue.candidates.flatMap(({ sessions }) =>
      sessions.flatMap(({ seats }) => seats.flatMap(({ pool }) => pool.map(([person]) => person))),
    ),
  );
  return queue.people.flatMap(({ dayLoad, dayCap, weekLoad, weekCap }, person) => {
    if (!pooled.has(person)) return [];
    const held = byDay[person]!;
    const room = weeks.map((week) => {
      const mine = held.reduce((sum, count, d) => (queue.days[d]!.week === week ? sum + count : sum), 0);
      return Math.max(0, weekCap - weekLoad[week]! - mine);
    });
    // Only limits this queue runs into: whoever was full before counts when the queue wants them at all.
    const full = held.some((count, d) => count > 0 && dayLoad[d]! + count >= dayCap) || room.includes(0);
    return [
      {
        person,
        interviews: held.reduce((sum, count) => sum + count, 0),
        room: room.reduce((sum, left) => sum + left, 0),
        atLimit: full,
      },
    ];
  });
}
