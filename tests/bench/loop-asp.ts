import type { LoopInstance, Span } from '@/lib/scheduling/loop/types';

/**
 * The instance as an answer-set program (clingo): a choice of one start per session and one person per seat, cells of
 * the grid for overlap, waiting, spans and lunch, an order encoding for "before". Starts that cannot be are not stated.
 * Null when a session has no start at all.
 */
export function loopAsAsp(instance: LoopInstance): { program: string; constant: number } | null {
  const { sessions, people, days, step, rules, weights, candidate, prev, rooms } = instance;
  const base: number[] = [];
  let slots = 0;
  for (const { start, end } of days) {
    base.push(slots);
    slots += Math.floor((end - start) / step);
  }
  const oneRoom = rules.roomMode === 'sameDay' && sessions.some((session) => session.rooms);
  const facts: string[] = [`slot(0..${slots - 1}).`];
  days.forEach((day, d) => {
    const last = (base[d + 1] ?? slots) - 1;
    facts.push(`day(${d}). in(${base[d]}..${last},${d}).`);
    if (rules.lunch === null) return;
    const from = Math.max(day.lunch[0], day.start);
    for (let t = from; t + rules.lunch <= Math.min(day.lunch[1], day.end); t += step)
      facts.push(`lstart(${d},${base[d]! + (t - day.start) / step}).`);
    // A lunch that reaches beyond the day is free there.
    for (let t = day.lunch[0]; t + rules.lunch <= day.lunch[1]; t += step)
      if (t < day.start || t + rules.lunch > day.end) {
        const inside: Span = [Math.max(t, day.start), Math.min(t + rules.lunch, day.end)];
        const cells = `${base[d]! + (inside[0] - day.start) / step},${Math.max(0, (inside[1] - inside[0]) / step)}`;
        facts.push(`lpart(${d},${cells}).`);
      }
  });
  for (const [s, session] of sessions.entries()) {
    facts.push(`sess(${s}). dur(${s},${session.dur / step}).`);
    if (session.rooms) facts.push(`needs(${s}).`);
    session.seats.forEach((_, q) => {
      facts.push(`seat(${s},${q}).`);
    });
    let any = false;
    days.forEach((day, d) => {
      for (let t = day.start; t + session.dur <= day.end; t += step) {
        const end = t + session.dur;
        if (!covers(candidate, t, end)) continue;
        const free = (session.rooms ?? []).filter((r) => covers(rooms[r]!.free, t, end));
        if (session.rooms && free.length === 0) continue;
        const g = base[d]! + (t - day.start) / step;
        any = true;
        facts.push(`can(${s},${g},${d}).`);
        const change = prev && prev.start[s] !== t ? weights.change : 0;
        const room = session.rooms && !oneRoom ? Math.min(...free.map((r) => rooms[r]!.cost)) : 0;
        if (change + room !== 0) facts.push(`scost(${s},${g},${change + room}).`);
        if (oneRoom && session.rooms) for (const r of free) facts.push(`rok(${s},${g},${r}).`);
        for (const [q, { pool }] of session.seats.entries())
          for (const [p, cost] of pool) {
            const person = people[p]!;
            const load = person.weekLoad[day.week]!;
            if (!covers(person.free, t, end) || person.dayLoad[d]! >= person.dayCap || load >= person.weekCap)
              continue;
            const off = (session.dur - overlap(person.core, t, end)) / step;
            const changed = prev && prev.who[s]?.[q] !== p ? weights.change : 0;
            const points = cost + weights.fair * (2 * load + 1) + weights.off * off + changed;
            facts.push(`able(${s},${q},${p},${g},${points}).`);
          }
      }
    });
    if (!any) return null;
  }
  for (const [a, b] of rules.before) facts.push(`bef(${a},${b}).`);
  for (let s = 0; s < sessions.length; s++) {
    if (rules.first !== null && s !== rules.first) facts.push(`bef(${rules.first},${s}).`);
    if (rules.last !== null && s !== rules.last) facts.push(`bef(${s},${rules.last}).`);
  }
  rules.groups.forEach(({ members }, g) => {
    for (const p of members) facts.push(`mem(${g},${p}).`);
  });
  if (oneRoom) for (const [r, { cost }] of rooms.entries()) facts.push(`room(${r}). rcost(${r},${cost}).`);
  return { program: [...facts, ...constraints(instance, oneRoom)].join('\n'), constant: -weights.day };
}

function constraints({ rules, weights, step }: LoopInstance, oneRoom: boolean): string[] {
  const lines = [
    '1 { at(S,T) : can(S,T,_) } 1 :- sess(S).',
    'on(S,D) :- at(S,T), can(S,T,D).',
    'used(D) :- on(_,D).',
    '1 { sit(S,Q,P) : able(S,Q,P,_,_) } 1 :- seat(S,Q).',
    'fits(S,Q,P,T) :- able(S,Q,P,T,_).',
    ':- sit(S,Q,P), at(S,T), not fits(S,Q,P,T).',
    `:- at(S,T), can(S,T,D), at(S2,T2), can(S2,T2,D), S < S2, T = T2.`,
    `hold(S,C) :- at(S,T), can(S,T,D), dur(S,L), C = T..T+L-1+${rules.minGap / step}, in(C,D).`,
    ':- slot(C), #count { S : hold(S,C) } > 1.',
    'cell(C) :- at(S,T), dur(S,L), C = T..T+L-1.',
    'begun(C) :- cell(C).',
    'begun(C+1) :- begun(C), in(C,D), in(C+1,D).',
    'more(C) :- cell(C).',
    'more(C-1) :- more(C), in(C,D), in(C-1,D).',
    'idle(C) :- begun(C), more(C), not cell(C).',
    'started(S,T) :- at(S,T).',
    'started(S,T+1) :- started(S,T), slot(T+1).',
    ':- at(B,T), bef(A,B), dur(A,L), not started(A,T-L).',
    `:- #count { D : used(D) } > ${rules.maxDays}.`,
    'reach(D) :- used(D).',
    'reach(D-1) :- reach(D), D > 0.',
    `#minimize { ${weights.day},d,D : used(D); ${weights.delay},l,D : reach(D), D > 0; ${weights.idle},i,C : idle(C) }.`,
    '#minimize { V,s,S : at(S,T), scost(S,T,V) }.',
    '#minimize { V,p,S,Q : sit(S,Q,P), at(S,T), able(S,Q,P,T,V) }.',
    '#show at/2. #show sit/3.',
  ];
  if (rules.distinct !== false) lines.push(':- sit(S,Q,P), sit(S2,Q2,P), (S,Q) < (S2,Q2).');
  else lines.push(':- sit(S,Q,P), sit(S,Q2,P), Q < Q2.');
  if (rules.consecutive && rules.maxDays > 1)
    lines.push(':- used(A), used(C), day(B), A < B, B < C, not used(B).');
  if (rules.maxPerDay !== null) lines.push(`:- day(D), #count { S : on(S,D) } > ${rules.maxPerDay}.`);
  if (rules.maxSpan !== null)
    lines.push(`:- day(D), #count { C : begun(C), more(C), in(C,D) } > ${rules.maxSpan / step}.`);
  if (rules.maxGap !== null)
    lines.push(
      'run(C,1) :- idle(C), not idle(C-1).',
      `run(C+1,N+1) :- run(C,N), idle(C+1), N <= ${rules.maxGap / step}.`,
      `:- run(C,N), N > ${rules.maxGap / step}.`,
    );
  if (rules.lunch !== null)
    lines.push(
      `fed(D) :- lstart(D,C), #count { X : cell(X), X >= C, X < C+${rules.lunch / step} } = 0.`,
      'fed(D) :- lpart(D,C,N), #count { X : cell(X), X >= C, X < C+N } = 0.',
      ':- used(D), not fed(D).',
    );
  for (const [a, b] of rules.sameDay) lines.push(`:- on(${a},D), not on(${b},D).`);
  rules.groups.forEach(({ min, max }, g) => {
    const seats = `#count { S,Q : sit(S,Q,P), mem(${g},P) }`;
    if (max !== null) lines.push(`:- ${seats} > ${max}.`);
    if (min > 0) lines.push(`:- ${seats} < ${min}.`);
  });
  if (oneRoom)
    lines.push(
      '{ serve(D,R) : room(R) } 1 :- day(D).',
      'roomed(S) :- needs(S), at(S,T), can(S,T,D), serve(D,R), rok(S,T,R).',
      ':- needs(S), not roomed(S).',
      '#minimize { V,r,S : needs(S), on(S,D), serve(D,R), rcost(R,V) }.',
    );
  return lines;
}

function covers(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}

function overlap(spans: readonly Span[], start: number, end: number): number {
  return spans.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, end) - Math.max(a, start)), 0);
}
