import type { Availability, WorkingWindow } from '@/lib/domain/availability';
import { type Interval, intersect, merge, subtract } from '@/lib/domain/interval';
import { candidateWindows, constrainPerson, type Timed } from '@/lib/interviews/apply-constraints';
import type { LoopInstance, LoopPerson, Span } from '@/lib/scheduling/loop/types';
import { firmness } from '@/lib/scheduling/panel-blocks';
import { CORE, workingSpans } from '@/lib/scheduling/working-time';
import { instantOf, wallAt } from '@/lib/scheduling/zone';
import { type LoopQuestion, minuteAt, type PersonBlock, planOf } from './question';
import type { LoopChoice, LoopSetup } from './schema';

/** One person with everything decided that the search needs. */
export interface LoopPersonFacts {
  id: string;
  name: string;
  zone: string;
  hours: WorkingWindow[];
  availability: Availability;
  assumeFree: boolean;
  bufferBefore: number;
  bufferAfter: number;
  dailyLimit: number | null;
  weeklyLimit: number | null;
  /** Interviews already held, without those of the loop that is being changed. */
  interviews: Interval[];
  /** Time they agreed to give, whatever the calendar says. */
  agreed: Interval[];
  /** Time they already give to the loop that is being changed. */
  own: Interval[];
  /** Confirmed sentences of notes about their time. */
  wishes: Timed[];
  /** Time that the events of that loop take in their calendar; whoever organises it holds all of them. */
  ours: Interval[];
}

export interface LoopRoomFacts {
  email: string;
  name: string;
  capacity: number | null;
  availability: Availability;
  own: Interval[];
}

export interface LoopFacts {
  id: string;
  setup: LoopSetup;
  people: LoopPersonFacts[];
  rooms: LoopRoomFacts[];
  candidate: {
    zone: string;
    hours: WorkingWindow[];
    windows: Interval[] | null;
    extra: Interval[];
    wishes: Timed[];
  };
  /** People whom a confirmed sentence of a note keeps out of this on-site. */
  excluded: string[];
  /** The days searched, ms epoch. */
  horizon: Interval;
  /** Nothing may start before, ms epoch. */
  earliest: number;
  stepMinutes: number;
  tentative: 'busy' | 'soft' | 'free';
  softWords: string[];
  /** The plan to stay close to. */
  before: LoopChoice | null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NO_LIMIT = 99;
const QUARTER = 15;

/**
 * What a point of the objective is worth: a second day outweighs most comfort; waiting, late days and reluctant
 * hours weigh about the same; changing what is booked is dearer than anything but a further day.
 */
const WEIGHTS = { day: 40, delay: 8, idle: 2, fair: 2, off: 1, change: 30 };
/** A place further down an ordered pool. */
const PREFERENCE = 3;

/** The finest grid that keeps every length whole: never coarser than asked, so no session grows by rounding. */
export function stepOf({ sessions, gap, lunch, days }: LoopSetup, asked: number): number {
  const lengths = [
    ...sessions.map((s) => s.minutes),
    gap.least,
    gap.most ?? 0,
    lunch?.minutes ?? 0,
    days.spanMost ?? 0,
  ];
  return [60, 30, 15, 10].find((step) => step <= asked && lengths.every((l) => l % step === 0)) ?? 5;
}

/** The question for the engine: everything in minutes of one axis, free time rounded inward to the grid. */
export function compileLoop(facts: LoopFacts): LoopQuestion {
  const step = stepOf(facts.setup, facts.stepMinutes);
  const question = compileOn(facts, step);
  return step > QUARTER && step % QUARTER === 0
    ? { ...question, fine: compileOn(facts, QUARTER).instance }
    : question;
}

function compileOn(facts: LoopFacts, step: number): LoopQuestion {
  const { setup } = facts;
  const local = daysOf(facts);
  const origin = local[0]?.start ?? facts.horizon.start;
  const at = (instant: number): number => minuteAt({ origin }, instant);
  const up = (minute: number): number => Math.ceil(minute / step) * step;
  const down = (minute: number): number => Math.floor(minute / step) * step;
  const inward = (list: readonly Interval[]): Span[] =>
    merge(list).flatMap(({ start, end }) => {
      const span = [up(at(start)), down(at(end))] as const;
      return span[0] < span[1] ? [span] : [];
    });
  const weeks = [...new Set(local.map((d) => d.monday))];
  const days = local.flatMap((day) => {
    const start = up(at(Math.max(day.start, facts.earliest)));
    const end = down(at(day.end));
    const noon = down(at(instantOf(setup.zone, day.date, '12:00')));
    const lunch = setup.lunch
      ? ([
          down(at(instantOf(setup.zone, day.date, setup.lunch.from))),
          up(at(instantOf(setup.zone, day.date, setup.lunch.to))),
        ] as const)
      : ([noon, noon + step] as const);
    return start < end ? [{ start, end, week: weeks.indexOf(day.monday), lunch, date: day.date }] : [];
  });
  const whole = days.map((d) => ({
    start: origin + d.start * MINUTE,
    end: origin + d.end * MINUTE,
  }));
  const known = facts.people.map((person) => timeOf(person, facts, whole));
  const people = facts.people.map((person, p): LoopPerson => {
    const load = loadOf(
      person,
      days.map((d) => origin + ((d.start + d.end) / 2) * MINUTE),
      weeks.length,
      days,
    );
    return {
      id: person.id,
      free: inward(known[p]?.free ?? []),
      core: inward(known[p]?.core ?? []),
      dayCap: person.dailyLimit ?? NO_LIMIT,
      weekCap: person.weeklyLimit ?? NO_LIMIT,
      ...load,
    };
  });
  const index = new Map(facts.people.map((person, p) => [person.id, p]));
  const rooms = facts.rooms.map((room) => ({
    id: room.email,
    // The smallest room that fits is the kindest to everybody else.
    cost: Math.min(3, Math.floor((room.capacity ?? 8) / 8)),
    free: inward(roomTime(room, whole)),
  }));
  const place = new Map(setup.sessions.map((s, n) => [s.id, n]));
  const ref = (id: string | null): number | null => (id === null ? null : (place.get(id) ?? null));
  const pairs = (list: readonly (readonly [string, string])[]) =>
    list.flatMap(([a, b]) => {
      const pair = [place.get(a), place.get(b)] as const;
      return pair[0] !== undefined && pair[1] !== undefined ? [[pair[0], pair[1]] as const] : [];
    });
  const instance: LoopInstance = {
    kind: 'loop',
    v: 1,
    id: facts.id,
    origin: new Date(origin).toISOString(),
    step,
    days: days.map(({ start, end, week, lunch }) => ({ start, end, week, lunch })),
    candidate: inward(candidateTime(facts, whole)),
    people,
    sessions: setup.sessions.map((session) => {
      const heads = session.roles.reduce((sum, role) => sum + role.need, 1) + (session.shadow ? 1 : 0);
      const fitting = facts.rooms.flatMap((room, r) => ((room.capacity ?? 99) >= heads ? [r] : []));
      return {
        id: session.id,
        dur: up(session.minutes),
        seats: session.roles.flatMap((role) => {
          const pool = role.members.flatMap((id, rank) => {
            const p = index.get(id);
            return p === undefined || facts.excluded.includes(id)
              ? []
              : [[p, role.ordered ? PREFERENCE * rank : 0] as const];
          });
          return Array.from({ length: role.need }, () => ({ pool }));
        }),
        ...(session.room ? { rooms: fitting } : {}),
      };
    }),
    rooms,
    rules: {
      minGap: up(setup.gap.least),
      maxGap: setup.gap.most === null ? null : up(setup.gap.most),
      maxDays: setup.days.most,
      consecutive: setup.days.adjacent,
      maxPerDay: setup.days.sessionsMost,
      maxSpan: setup.days.spanMost === null ? null : up(setup.days.spanMost),
      lunch: setup.lunch ? up(setup.lunch.minutes) : null,
      first: ref(setup.order.first),
      last: ref(setup.order.last),
      before: pairs(setup.order.before),
      sameDay: pairs(setup.order.sameDay),
      groups: setup.groups.map(({ id, members, min, max }) => ({
        id,
        members: members.flatMap((one) => index.get(one) ?? []).sort((a, b) => a - b),
        min,
        max,
      })),
      roomMode: setup.sessions.some((s) => s.room) ? (setup.rooms.onePerDay ? 'sameDay' : 'any') : null,
    },
    weights: WEIGHTS,
    prev: null,
  };
  const question: LoopQuestion = {
    instance,
    fine: null,
    origin,
    people: facts.people.map((person, p) => ({
      id: person.id,
      name: person.name,
      zone: person.zone,
      blocks: known[p]?.blocks ?? [],
      unknown:
        person.availability.state === 'unknown' && !person.assumeFree
          ? person.availability.problem.message
          : null,
    })),
    rooms: facts.rooms.map(({ email, name }) => ({ email, name })),
    sessions: setup.sessions.map(({ id, name, roles, shadow, optional }) => ({
      id,
      name,
      seats: roles.flatMap((role) => Array.from({ length: role.need }, () => role.label)),
      shadow,
      optional,
    })),
    groups: setup.groups.map(({ id, name }) => ({ id, name })),
    zone: setup.zone,
    candidateZone: facts.candidate.zone,
  };
  const before = facts.before ? planOf(question, facts.before) : null;
  if (before) instance.prev = { start: before.start, who: before.who };
  return question;
}

/** Working days of the place within the horizon, with the hours of the stage plan. */
function daysOf({
  setup,
  horizon,
}: LoopFacts): { date: string; start: number; end: number; monday: number }[] {
  const days: { date: string; start: number; end: number; monday: number }[] = [];
  const seen = new Set<string>();
  for (let t = horizon.start; t < horizon.end + DAY; t += DAY / 2) {
    const wall = wallAt(setup.zone, t);
    if (seen.has(wall.date) || wall.weekday === 0 || wall.weekday === 6) continue;
    seen.add(wall.date);
    const start = instantOf(setup.zone, wall.date, setup.days.from);
    const end = instantOf(setup.zone, wall.date, setup.days.to);
    if (start < horizon.end && end > horizon.start)
      days.push({ date: wall.date, start, end, monday: wall.day - ((wall.weekday + 6) % 7) });
  }
  return days;
}

const spansOf = (flat: readonly number[]): Interval[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({
    start: (flat[2 * i] as number) * MINUTE,
    end: (flat[2 * i + 1] as number) * MINUTE,
  }));

function hoursIn(
  zone: string,
  hours: readonly WorkingWindow[],
  days: readonly Interval[],
  overrides: { date: string; hours: { from: string; to: string }[] }[] = [],
): Interval[] {
  return days.flatMap(({ start, end }) =>
    spansOf(workingSpans(zone, hours, overrides, Math.floor(start / MINUTE), Math.ceil(end / MINUTE))),
  );
}

/** Free and comfortable time of a person on the days searched, and what stands in the way. */
function timeOf(person: LoopPersonFacts, facts: LoopFacts, days: readonly Interval[]) {
  const usual = hoursIn(person.zone, person.hours, days);
  const wished = constrainPerson({ ...person, overrides: [] }, person.wishes, facts.horizon);
  const working = hoursIn(person.zone, person.hours, days, wished.overrides);
  const blocks: PersonBlock[] = [
    ...subtract(days, usual).map((span) => ({ ...span, kind: 'off-hours' as const, title: null })),
    ...subtract(usual, working).map((span) => ({ ...span, kind: 'note' as const, title: null })),
  ];
  const given = [...person.agreed, ...person.own];
  const core = hoursIn(person.zone, [...CORE] as WorkingWindow[], days);
  if (person.availability.state === 'unknown')
    return { free: person.assumeFree ? merge([...working, ...given]) : merge(given), core, blocks };
  const hard: Interval[] = [];
  const soft: Interval[] = [];
  for (const block of person.availability.busy) {
    const firm = firmness(block, facts);
    if (firm === 'free') continue;
    for (const span of subtract([block], person.ours)) {
      const shown = intersect([span], days).map((part) => ({
        ...part,
        kind: firm === 'hard' ? (block.status === 'out-of-office' ? 'away' : 'busy') : 'soft',
        title: block.isPrivate ? null : (block.title ?? null),
      }));
      blocks.push(...(shown as PersonBlock[]));
      // A meeting needs the buffer before its start and after its end, so the block reaches out the other way round.
      if (firm === 'hard')
        hard.push({
          start: span.start - person.bufferAfter * MINUTE,
          end: span.end + person.bufferBefore * MINUTE,
        });
      else soft.push(span);
    }
  }
  return {
    free: merge([...subtract(working, hard), ...given]),
    core: subtract(core, soft),
    blocks: blocks.sort((a, b) => a.start - b.start),
  };
}

function roomTime({ availability, own }: LoopRoomFacts, days: readonly Interval[]): Interval[] {
  // A room that cannot be read is not free, whatever people think of it.
  if (availability.state === 'unknown') return [...own];
  const taken = availability.busy.filter((b) => b.status !== 'elsewhere' && b.start < b.end);
  return subtract(days, subtract(taken, own));
}

function candidateTime({ candidate, horizon }: LoopFacts, days: readonly Interval[]): Interval[] {
  const usual = hoursIn(candidate.zone, candidate.hours, days);
  const named = candidate.windows ? intersect(candidate.windows, days) : usual;
  const wished = candidateWindows(candidate.zone, named, candidate.wishes, horizon) ?? named;
  return merge([...wished, ...intersect(candidate.extra, days)]);
}

/** Interviews held on each day searched and in each week, by the person's own calendar. */
function loadOf(
  person: LoopPersonFacts,
  noons: readonly number[],
  weeks: number,
  days: readonly { week: number }[],
): { dayLoad: number[]; weekLoad: number[] } {
  const walls = person.interviews.map((one) => wallAt(person.zone, one.start));
  const monday = (wall: { day: number; weekday: number }): number => wall.day - ((wall.weekday + 6) % 7);
  const weekLoad = Array.from({ length: weeks }, () => 0);
  const dayLoad = noons.map((noon, d) => {
    const wall = wallAt(person.zone, noon);
    weekLoad[days[d]?.week ?? 0] = walls.filter((w) => monday(w) === monday(wall)).length;
    return walls.filter((w) => w.day === wall.day).length;
  });
  return { dayLoad, weekLoad };
}
