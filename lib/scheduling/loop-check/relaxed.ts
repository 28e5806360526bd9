import type { LoopInstance } from '@/lib/scheduling/loop/types';

/** The instance with one constraint taken out, straight from the table of rules; null for an id that is not there. */
export function without(instance: LoopInstance, id: string): LoopInstance | null {
  const { rules, days, people, sessions } = instance;
  const [name, number] = id.split(':');
  const index = number === undefined ? -1 : Number(number);
  const rule = (change: Partial<LoopInstance['rules']>): LoopInstance => ({
    ...instance,
    rules: { ...rules, ...change },
  });
  const everyDay = days.map(({ start, end }) => [start, end] as const);
  const minus = <T>(list: T[]): T[] | null =>
    list[index] === undefined ? null : list.filter((_, i) => i !== index);
  switch (name) {
    case 'minGap':
      return rules.minGap > 0 ? rule({ minGap: 0 }) : null;
    case 'maxGap':
    case 'maxPerDay':
    case 'maxSpan':
    case 'lunch':
    case 'first':
    case 'last':
      return rules[name] === null ? null : rule({ [name]: null });
    case 'maxDays':
      return rule({ maxDays: days.length, consecutive: rules.consecutive && rules.maxDays > 1 });
    case 'consecutive':
      return rules.consecutive && rules.maxDays > 1 ? rule({ consecutive: false }) : null;
    case 'before':
    case 'sameDay':
    case 'group': {
      const key = name === 'group' ? 'groups' : name;
      const list = minus<unknown>(rules[key]);
      return list ? rule({ [key]: list }) : null;
    }
    case 'candidate':
      return { ...instance, candidate: everyDay };
    case 'distinct':
      return rule({ distinct: false });
    case 'load':
      return { ...instance, people: people.map((person) => ({ ...person, dayCap: 99, weekCap: 99 })) };
    case 'rooms':
      if (!sessions.some((session) => session.rooms)) return null;
      return {
        ...instance,
        sessions: sessions.map(({ rooms: _, ...session }) => session),
        rules: { ...rules, roomMode: null },
      };
    case 'oneRoom':
      return rules.roomMode === 'sameDay' ? rule({ roomMode: 'any' }) : null;
    case 'busy': {
      const pooled = sessions.some(({ seats }) =>
        seats.some(({ pool }) => pool.some(([person]) => person === index)),
      );
      if (!pooled) return null;
      return {
        ...instance,
        people: people.map((person, p) => (p === index ? { ...person, free: everyDay } : person)),
      };
    }
    default:
      return null;
  }
}

/**
 * Takes out several constraints. Numbered ones go from the highest number down, so that the numbers stay right;
 * `consecutive` before `maxDays`, because dropping the latter changes what the former means.
 */
export function withoutAll(instance: LoopInstance, ids: readonly string[]): LoopInstance | null {
  const number = (id: string): number => Number(id.split(':')[1] ?? -1);
  const order = [...ids].sort((a, b) => number(b) - number(a) || (a < b ? -1 : 1));
  let relaxed: LoopInstance | null = instance;
  for (const id of order) relaxed = relaxed && without(relaxed, id);
  return relaxed;
}

/** Every id that {@link without} accepts. */
export function constraints(instance: LoopInstance): string[] {
  const { rules, people } = instance;
  const numbered = (name: string, list: unknown[]): string[] => list.map((_, i) => `${name}:${i}`);
  const ids = [
    ...['minGap', 'maxGap', 'maxDays', 'consecutive', 'maxPerDay', 'maxSpan', 'lunch', 'first', 'last'],
    ...numbered('before', rules.before),
    ...numbered('sameDay', rules.sameDay),
    ...numbered('group', rules.groups),
    ...['candidate', 'distinct', 'load', 'rooms', 'oneRoom'],
    ...numbered('busy', people),
  ];
  return ids.filter((id) => without(instance, id) !== null);
}
