import type { LoopInstance, Span } from '@/lib/scheduling/loop/types';

interface Start {
  s: number;
  d: number;
  time: number;
  end: number;
  name: string;
}

/** Collects rows and the objective of a model in CPLEX LP format. */
class Lp {
  private readonly rows: string[] = [];
  private readonly costs: string[] = [];
  private readonly binaries = new Set<string>();
  private readonly bounds: string[] = [];
  private count = 0;

  binary(name: string, cost = 0): string {
    this.binaries.add(name);
    this.cost(name, cost);
    return name;
  }

  number(name: string, low: number, high: number, cost = 0): string {
    this.bounds.push(` ${low} <= ${name} <= ${high}`);
    this.cost(name, cost);
    return name;
  }

  row(terms: [number, string][], sense: '<=' | '>=' | '=', right: number): void {
    if (terms.length === 0) {
      if ((sense === '=' && right !== 0) || (sense === '>=' && right > 0) || (sense === '<=' && right < 0))
        this.rows.push(` c${this.count++}: 0 never >= 1`);
      return;
    }
    this.rows.push(
      ` c${this.count++}: ${terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join(' ')} ${sense} ${right}`,
    );
  }

  text(): string {
    const objective = this.costs.length > 0 ? this.costs.join(' ') : '0 never';
    return [
      'Minimize',
      ` obj: ${objective}`,
      'Subject To',
      ...this.rows,
      'Bounds',
      ' never <= 1',
      ...this.bounds,
      'Binary',
      ` ${[...this.binaries].join(' ')}`,
      'End',
      '',
    ].join('\n');
  }

  private cost(name: string, cost: number): void {
    if (cost !== 0) this.costs.push(`${cost < 0 ? '-' : '+'} ${Math.abs(cost)} ${name}`);
  }
}

/** The loop as a time-indexed mixed-integer program; `lp` is null when a session has no start at all. */
export function loopAsMip(instance: LoopInstance): { lp: string | null; constant: number } {
  const { sessions, people, days, rules, weights, rooms, prev, step, candidate } = instance;
  const lp = new Lp();
  const one = (list: Start[]): [number, string][] => list.map(({ name }) => [1, name]);
  const starts: Start[] = [];
  const byPerson = new Map<number, [number, string][]>();
  const oneRoom = rules.roomMode === 'sameDay';
  for (const [s, session] of sessions.entries()) {
    const before = starts.length;
    for (const [d, day] of days.entries())
      for (let time = day.start; time + session.dur <= day.end; time += step) {
        const end = time + session.dur;
        if (!covers(candidate, time, end)) continue;
        const free = (session.rooms ?? []).filter((r) => covers(rooms[r]!.free, time, end));
        if (session.rooms && free.length === 0) continue;
        const options = session.seats.map(({ pool }, q) =>
          pool.flatMap(([p, preference]) => {
            const person = people[p]!;
            const load = person.weekLoad[day.week]!;
            if (
              person.dayLoad[d]! >= person.dayCap ||
              load >= person.weekCap ||
              !covers(person.free, time, end)
            )
              return [];
            const core = person.core.reduce(
              (sum, [a, b]) => sum + Math.max(0, Math.min(b, end) - Math.max(a, time)),
              0,
            );
            const change = prev && prev.who[s]?.[q] !== p ? weights.change : 0;
            return [
              {
                p,
                cost:
                  preference +
                  weights.fair * (2 * load + 1) +
                  (weights.off * (session.dur - core)) / step +
                  change,
              },
            ];
          }),
        );
        if (options.some((list) => list.length === 0)) continue;
        const name = `x_${s}_${time}`;
        const roomCost = session.rooms && !oneRoom ? Math.min(...free.map((r) => rooms[r]!.cost)) : 0;
        starts.push({ s, d, time, end, name });
        lp.binary(name, roomCost + (prev && prev.start[s] !== time ? weights.change : 0));
        for (const [q, list] of options.entries()) {
          const seat = list.map(({ p, cost }) => {
            const held = lp.binary(`z_${s}_${q}_${p}_${time}`, cost);
            byPerson.set(p, [...(byPerson.get(p) ?? []), [1, held]]);
            return [1, held] as [number, string];
          });
          lp.row([...seat, [-1, name]], '=', 0);
        }
      }
    if (starts.length === before) return { lp: null, constant: 0 };
    lp.row(one(starts.slice(before)), '=', 1);
  }
  for (const held of byPerson.values()) lp.row(held, '<=', 1);
  for (const { members, min, max } of rules.groups) {
    const held = members.flatMap((p) => byPerson.get(p) ?? []);
    if (min > 0) lp.row(held, '>=', min);
    if (max !== null) lp.row(held, '<=', max);
  }
  addDays(lp, instance, starts);
  addOrder(lp, instance, starts);
  if (oneRoom) addRooms(lp, instance, starts);
  const work = sessions.reduce((sum, { dur }) => sum + dur, 0);
  return { lp: lp.text(), constant: -weights.day - (weights.idle * work) / step };
}

function addDays(lp: Lp, { sessions, days, rules, weights, step }: LoopInstance, starts: Start[]): void {
  const lastDay = lp.number('lastday', 0, days.length, weights.delay);
  const used = days.map((_, d) => lp.binary(`u_${d}`, weights.day));
  lp.row(
    used.map((name) => [1, name]),
    '<=',
    rules.maxDays,
  );
  if (rules.consecutive && rules.maxDays > 1)
    for (let a = 0; a < days.length; a++)
      for (let c = a + 2; c < days.length; c++)
        for (let b = a + 1; b < c; b++)
          lp.row(
            [
              [1, used[a]!],
              [1, used[c]!],
              [-1, used[b]!],
            ],
            '<=',
            1,
          );
  for (const [d, day] of days.entries()) {
    const today = starts.filter((start) => start.d === d);
    const length = (day.end - day.start) / step;
    const at = (time: number): number => (time - day.start) / step;
    const first = lp.number(`f_${d}`, 0, length);
    const last = lp.number(`e_${d}`, 0, length);
    const span = lp.number(
      `span_${d}`,
      0,
      rules.maxSpan === null ? length : rules.maxSpan / step,
      weights.idle,
    );
    lp.row(
      [
        [1, span],
        [-1, last],
        [1, first],
      ],
      '>=',
      0,
    );
    lp.row(
      [
        [1, lastDay],
        [-d, used[d]!],
      ],
      '>=',
      0,
    );
    const names = today.map(({ name }) => [1, name] as [number, string]);
    if (names.length > 0) lp.row([...names, [-1, used[d]!]], '>=', 0);
    else lp.row([[1, used[d]!]], '=', 0);
    if (rules.maxPerDay !== null) lp.row(names, '<=', rules.maxPerDay);
    for (let s = 0; s < sessions.length; s++) {
      const own = today.filter((start) => start.s === s);
      if (own.length === 0) continue;
      lp.row([[1, used[d]!], ...own.map(({ name }) => [-1, name] as [number, string])], '>=', 0);
      lp.row([[1, last], ...own.map(({ name, end }) => [-at(end), name] as [number, string])], '>=', 0);
      lp.row(
        [[1, first], ...own.map(({ name, time }) => [length - at(time), name] as [number, string])],
        '<=',
        length,
      );
    }
    for (let time = day.start; time < day.end; time += step) {
      const covering = today.filter((start) => start.time <= time && time < start.end + rules.minGap);
      if (covering.length > 1)
        lp.row(
          covering.map(({ name }) => [1, name]),
          '<=',
          1,
        );
    }
    if (rules.maxGap !== null) addGaps(lp, d, day.start, day.end, rules.maxGap, step, sessions.length, today);
    if (rules.lunch === null) continue;
    const meals: { from: number; name: string }[] = [];
    for (let from = day.lunch[0]; from + rules.lunch <= day.lunch[1]; from += step)
      meals.push({ from, name: lp.binary(`w_${d}_${from}`) });
    lp.row([...meals.map(({ name }) => [1, name] as [number, string]), [-1, used[d]!]], '>=', 0);
    for (let time = day.lunch[0]; time < day.lunch[1]; time += step) {
      const eating = meals.filter(({ from }) => from <= time && time < from + rules.lunch!);
      const meeting = today.filter((start) => start.time <= time && time < start.end);
      if (meeting.length > 0 && eating.length > 0)
        lp.row(
          [...eating, ...meeting].map(({ name }) => [1, name]),
          '<=',
          1,
        );
    }
  }
}

/** No idle window longer than allowed with something before it and something after it on the day. */
function addGaps(
  lp: Lp,
  d: number,
  open: number,
  close: number,
  maxGap: number,
  step: number,
  sessions: number,
  today: Start[],
): void {
  const window = maxGap + step;
  for (let from = open + step; from + window < close; from += step) {
    const before = lp.binary(`b_${d}_${from}`);
    const after = lp.binary(`a_${d}_${from}`);
    for (let s = 0; s < sessions; s++) {
      const own = today.filter((start) => start.s === s);
      lp.row(
        [
          [1, before],
          ...own.filter(({ end }) => end <= from).map(({ name }) => [-1, name] as [number, string]),
        ],
        '>=',
        0,
      );
      lp.row(
        [
          [1, after],
          ...own
            .filter(({ time }) => time >= from + window)
            .map(({ name }) => [-1, name] as [number, string]),
        ],
        '>=',
        0,
      );
    }
    const inside = today.filter(({ time, end }) => end > from && time < from + window);
    lp.row([[1, before], [1, after], ...inside.map(({ name }) => [-1, name] as [number, string])], '<=', 1);
  }
}

function addOrder(lp: Lp, { sessions, days, rules }: LoopInstance, starts: Start[]): void {
  const pairs = [...rules.before];
  for (let s = 0; s < sessions.length; s++) {
    if (rules.first !== null && s !== rules.first) pairs.push([rules.first, s]);
    if (rules.last !== null && s !== rules.last) pairs.push([s, rules.last]);
  }
  for (const [a, b] of pairs)
    for (const { time: at } of starts.filter(({ s }) => s === b)) {
      const late = starts.filter(({ s, end }) => s === a && end > at);
      const early = starts.filter(({ s, time }) => s === b && time <= at);
      if (late.length > 0)
        lp.row(
          [...late, ...early].map(({ name }) => [1, name]),
          '<=',
          1,
        );
    }
  for (const [a, b] of rules.sameDay)
    for (let d = 0; d < days.length; d++)
      lp.row(
        starts
          .filter((start) => start.d === d && (start.s === a || start.s === b) && a !== b)
          .map(({ s, name }) => [s === a ? 1 : -1, name]),
        '=',
        0,
      );
}

function addRooms(lp: Lp, { sessions, days, rooms }: LoopInstance, starts: Start[]): void {
  for (let d = 0; d < days.length; d++) {
    const chosen = rooms.map((_, r) => lp.binary(`r_${d}_${r}`));
    lp.row(
      chosen.map((name) => [1, name]),
      '<=',
      1,
    );
    for (const [s, session] of sessions.entries()) {
      if (!session.rooms) continue;
      const own = starts.filter((start) => start.d === d && start.s === s);
      for (const { name, time, end } of own) {
        const free = session.rooms.filter((r) => covers(rooms[r]!.free, time, end));
        lp.row([[1, name], ...free.map((r) => [-1, chosen[r]!] as [number, string])], '<=', 0);
      }
      for (const [r, { cost }] of rooms.entries()) {
        if (cost <= 0 || own.length === 0) continue;
        const paid = lp.number(`y_${s}_${d}_${r}`, 0, 1, cost);
        lp.row(
          [...own.map(({ name }) => [1, name] as [number, string]), [1, chosen[r]!], [-1, paid]],
          '<=',
          1,
        );
      }
    }
  }
}

function covers(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}
