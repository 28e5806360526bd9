import type { LoopInstance, Span } from '@/lib/scheduling/loop/types';

/** A start a session may have: its day, its slot on the padded axis, and what it costs by itself. */
interface Start {
  day: number;
  time: number;
  at: number;
  cost: number;
  rooms: number[];
}

/**
 * The instance as a MiniZinc model for constraint solvers (Gecode, Chuffed). One index per session over its possible
 * starts and one per seat over the pairs of start and person that are possible (cheapest first), tied by element
 * constraints; days lie one after the other with room for the gap between, so one `disjunctive` holds them all.
 * Null when a session or a seat has no possibility at all. The objective is printed as `obj=N`.
 */
export function loopAsMiniZinc(instance: LoopInstance): string | null {
  const { sessions, days, rules, weights, step, rooms } = instance;
  const gap = rules.minGap / step;
  const width = Math.max(...days.map(({ start, end }) => (end - start) / step)) + Math.max(gap, 1);
  const oneRoom = rules.roomMode === 'sameDay' && sessions.some((session) => session.rooms);
  const lines = ['include "disjunctive.mzn";', 'include "all_different.mzn";'];
  const starts = sessions.map((_, s) => startsOf(instance, s, width, oneRoom));
  const seats: string[] = [];
  const held: { name: string; s: number }[] = [];
  const costs: string[] = [];
  for (const [s, list] of starts.entries()) {
    if (list.length === 0) return null;
    lines.push(
      `var 1..${list.length}: i${s};`,
      `var 0..${days.length - 1}: d${s} = [${list.map(({ day }) => day)}][i${s}];`,
      `var 0..${width * days.length}: t${s} = [${list.map(({ at }) => at)}][i${s}];`,
    );
    if (list.some(({ cost }) => cost !== 0)) costs.push(`[${list.map(({ cost }) => cost)}][i${s}]`);
    for (const [q] of sessions[s]!.seats.entries()) {
      const pairs = takersOf(instance, s, q, list);
      if (pairs.length === 0) return null;
      const name = `${s}_${q}`;
      lines.push(
        `var 1..${pairs.length}: j${name};`,
        `constraint i${s} = [${pairs.map(({ index }) => index + 1)}][j${name}];`,
        `var ${range(pairs.map(({ person }) => person))}: p${name} = [${pairs.map(({ person }) => person)}][j${name}];`,
      );
      seats.push(`j${name}`);
      held.push({ name: `p${name}`, s });
      costs.push(`[${pairs.map(({ cost }) => cost)}][j${name}]`);
    }
  }
  const list = (name: string): string => sessions.map((_, s) => `${name}${s}`).join(', ');
  const dur = sessions.map(({ dur: minutes }) => minutes / step);
  lines.push(
    `array[0..${sessions.length - 1}] of var int: t = array1d(0..${sessions.length - 1}, [${list('t')}]);`,
    `array[0..${sessions.length - 1}] of var int: d = array1d(0..${sessions.length - 1}, [${list('d')}]);`,
    `array[0..${sessions.length - 1}] of int: dur = array1d(0..${sessions.length - 1}, [${dur}]);`,
    `set of int: S = 0..${sessions.length - 1};`,
    `constraint disjunctive([t[s] | s in S], [dur[s] + ${gap} | s in S]);`,
    `constraint all_different([${held.map(({ name }) => name)}]);`,
    ...groupRules(instance, held),
    ...dayRules(instance, width),
    ...orderRules(instance),
  );
  if (oneRoom) {
    lines.push(`array[0..${days.length - 1}] of var 0..${rooms.length - 1}: r;`);
    for (const [s, session] of sessions.entries()) {
      if (!session.rooms) continue;
      lines.push(`var 0..${rooms.length - 1}: r${s} = r[d${s}];`);
      for (const room of rooms.keys()) {
        const able = starts[s]!.flatMap((start, i) => (start.rooms.includes(room) ? [i + 1] : []));
        lines.push(
          able.length === 0
            ? `constraint r${s} != ${room};`
            : `constraint r${s} = ${room} -> i${s} in {${able}};`,
        );
      }
      costs.push(`[${rooms.map(({ cost }) => cost)}][r${s} + 1]`);
    }
  }
  const work = dur.reduce((sum, slots) => sum + slots, 0);
  costs.push(
    `${weights.day} * (sum(used) - 1)`,
    `${weights.delay} * max(d)`,
    `${weights.idle} * (sum([e[k] - f[k] | k in Days]) - ${work})`,
  );
  lines.push(
    `var int: obj = ${costs.join(' + ')};`,
    `solve :: seq_search([int_search([${list('i')}], first_fail, indomain_min), int_search([${seats}], first_fail, indomain_min)]) minimize obj;`,
    'output ["obj=\\(obj)\\n"];',
  );
  return `${lines.join('\n')}\n`;
}

function startsOf(instance: LoopInstance, s: number, width: number, oneRoom: boolean): Start[] {
  const { sessions, days, step, candidate, rooms, prev, weights } = instance;
  const { dur, rooms: own } = sessions[s]!;
  const found: Start[] = [];
  for (const [day, { start, end }] of days.entries())
    for (let time = start; time + dur <= end; time += step) {
      if (!covers(candidate, time, time + dur)) continue;
      const free = own?.filter((room) => covers(rooms[room]!.free, time, time + dur)) ?? [];
      if (own && free.length === 0) continue;
      const change = prev && prev.start[s] !== time ? weights.change : 0;
      const room = own && !oneRoom ? Math.min(...free.map((r) => rooms[r]!.cost)) : 0;
      found.push({ day, time, at: day * width + (time - start) / step, cost: change + room, rooms: free });
    }
  return found;
}

/** Possible pairs of start (by index) and person for one seat, cheapest first. */
function takersOf(
  { sessions, people, weights, prev, step, days }: LoopInstance,
  s: number,
  q: number,
  starts: Start[],
): { index: number; person: number; cost: number }[] {
  const { dur, seats } = sessions[s]!;
  const pairs = starts.flatMap(({ day, time }, index) =>
    seats[q]!.pool.flatMap(([person, preference]) => {
      const { free, core, dayLoad, dayCap, weekLoad, weekCap } = people[person]!;
      const load = weekLoad[days[day]!.week]!;
      if (dayLoad[day]! >= dayCap || load >= weekCap || !covers(free, time, time + dur)) return [];
      const inside = core.reduce(
        (sum, [a, b]) => sum + Math.max(0, Math.min(b, time + dur) - Math.max(a, time)),
        0,
      );
      const change = prev && prev.who[s]?.[q] !== person ? weights.change : 0;
      const cost =
        preference + weights.fair * (2 * load + 1) + (weights.off * (dur - inside)) / step + change;
      return [{ index, person, cost }];
    }),
  );
  return pairs.sort((a, b) => a.cost - b.cost || a.index - b.index || a.person - b.person);
}

function groupRules({ rules }: LoopInstance, held: { name: string }[]): string[] {
  return rules.groups.flatMap(({ members, min, max }) => {
    const count = `sum([bool2int(p in {${members}}) | p in [${held.map(({ name }) => name)}]])`;
    return [
      ...(min > 0 ? [`constraint ${count} >= ${min};`] : []),
      ...(max !== null ? [`constraint ${count} <= ${max};`] : []),
    ];
  });
}

function dayRules({ days, rules, step, sessions }: LoopInstance, width: number): string[] {
  const last = days.length - 1;
  const longest = Math.max(...days.map(({ start, end }) => (end - start) / step));
  const lines = [
    `set of int: Days = 0..${last};`,
    'array[Days] of var bool: used;',
    `array[Days] of var 0..${longest}: f;`,
    `array[Days] of var 0..${longest}: e;`,
    'constraint forall(k in Days)(used[k] = exists(s in S)(d[s] = k));',
    `constraint forall(k in Days, s in S)(d[s] = k -> f[k] <= t[s] - k * ${width} /\\ e[k] >= t[s] + dur[s] - k * ${width});`,
    'constraint forall(k in Days)(e[k] >= f[k] /\\ (not used[k] -> e[k] = 0 /\\ f[k] = 0));',
    `constraint sum(used) <= ${rules.maxDays};`,
  ];
  if (rules.consecutive && rules.maxDays > 1) lines.push('constraint max(d) - min(d) + 1 = sum(used);');
  if (rules.maxPerDay !== null)
    lines.push(`constraint forall(k in Days)(sum([bool2int(d[s] = k) | s in S]) <= ${rules.maxPerDay});`);
  if (rules.maxSpan !== null)
    lines.push(`constraint forall(k in Days)(e[k] - f[k] <= ${rules.maxSpan / step});`);
  if (rules.maxGap !== null && sessions.length > 1)
    lines.push(
      `constraint forall(s in S)(exists(o in S where o != s)(d[o] = d[s] /\\ t[o] >= t[s] + dur[s] /\\ t[o] <= t[s] + dur[s] + ${rules.maxGap / step})` +
        ' \\/ forall(o in S where o != s)(d[o] != d[s] \\/ t[o] < t[s]));',
    );
  if (rules.lunch === null) return lines;
  const meal = rules.lunch / step;
  for (const [k, { start, lunch }] of days.entries()) {
    const from = (lunch[0] - start) / step;
    const to = (lunch[1] - start) / step - meal;
    if (to < from) lines.push(`constraint not used[${k}];`);
    else
      lines.push(
        `var ${from}..${to}: l${k};`,
        `constraint forall(s in S)(d[s] = ${k} -> t[s] + dur[s] <= ${k * width} + l${k} \\/ t[s] >= ${k * width + meal} + l${k});`,
      );
  }
  return lines;
}

function orderRules({ sessions, rules }: LoopInstance): string[] {
  const { first, last } = rules;
  const pairs = [...rules.before];
  for (const s of sessions.keys()) {
    if (first !== null && s !== first) pairs.push([first, s]);
    if (last !== null && s !== last) pairs.push([s, last]);
  }
  return [
    ...pairs.map(([a, b]) => `constraint t[${a}] + dur[${a}] <= t[${b}];`),
    ...rules.sameDay.map(([a, b]) => `constraint d[${a}] = d[${b}];`),
  ];
}

function range(values: number[]): string {
  return `{${[...new Set(values)].sort((a, b) => a - b)}}`;
}

function covers(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}
