import type { LoopAction } from './fact-types';
import { drop } from './relax';
import type { LoopInstance, Span } from './types';

/** The instance as it is once the action is done (the person said yes, the limit is lifted, …). */
export function applyAction(instance: LoopInstance, action: LoopAction): LoopInstance {
  const { sessions, people, rules } = instance;
  const rule = (change: Partial<LoopInstance['rules']>): LoopInstance => ({
    ...instance,
    rules: { ...rules, ...change },
  });
  switch (action.kind) {
    case 'ask-person': {
      const spans = action.times.map(({ start, end }): Span => [start, end]);
      return {
        ...instance,
        people: people.map((person, p) =>
          p === action.person ? { ...person, free: joined([...person.free, ...spans]) } : person,
        ),
      };
    }
    case 'lift-limit':
      return {
        ...instance,
        people: people.map((person, p) => {
          const mine = action.people.filter((limit) => limit.person === p);
          const above = (which: 'day' | 'week', cap: number): number =>
            Math.max(cap, ...mine.flatMap((limit) => (limit.which === which ? [limit.load + 1] : [])));
          return {
            ...person,
            dayCap: above('day', person.dayCap),
            weekCap: above('week', person.weekCap),
          };
        }),
      };
    case 'shorten':
      return {
        ...instance,
        sessions: sessions.map((session, s) =>
          s === action.session ? { ...session, dur: action.to } : session,
        ),
      };
    case 'split-days':
      return rule({ maxDays: action.to, consecutive: rules.consecutive && rules.maxDays > 1 });
    case 'allow-days-between':
      return rule({ consecutive: false });
    case 'widen-window':
      return { ...instance, candidate: joined([...instance.candidate, ...action.times]) };
    case 'drop-room':
      return {
        ...instance,
        sessions: sessions.map((session, s) => {
          if (!action.sessions.includes(s)) return session;
          const { rooms: _, ...without } = session;
          return without;
        }),
      };
    case 'change-rooms':
      return rule({ roomMode: 'any' });
    case 'sit-twice':
      return rule({ distinct: false });
    case 'relax-rule':
      if (action.to === null) return drop(instance, [action.id]);
      return rule({ [action.rule]: action.to });
  }
}

/** Sorted, and joined where they touch. */
export function joined(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [a, b] of [...spans].sort((x, y) => x[0] - y[0])) {
    const last = result.at(-1);
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else result.push([a, b]);
  }
  return result;
}
