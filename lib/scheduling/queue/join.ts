import type { LoopDay, LoopInstance, LoopPerson, LoopPlan, Span } from '@/lib/scheduling/loop/types';
import { instantOf, wallAt } from '@/lib/scheduling/zone';
import type { QueueCandidate, QueueInstance, QueueSession } from './types';

const MINUTE = 60_000;

/** One candidate's loop with the identities its indexes stand for. */
export interface OneLoop {
  id: string;
  instance: LoopInstance;
  /** ms epoch of minute 0. */
  origin: number;
  /** Zone of the place (IANA), whose dates the days are. */
  zone: string;
  people: readonly string[];
  rooms: readonly string[];
  /** By session: what an interviewer must be trained in. */
  skills: readonly string[];
}

export interface JoinedLoops {
  queue: QueueInstance;
  /** ms epoch of minute 0. */
  origin: number;
  /** By index. */
  people: string[];
  rooms: string[];
  /** Local dates `YYYY-MM-DD`, by day index. */
  days: string[];
}

/**
 * One queue out of many loops: people and rooms by identity, days by local date, all times on one axis. What differs for
 * one candidate (hours of the place, lunch, grid, a person's limits or time) stays with that candidate, so a plan of the
 * queue is a plan of everybody's own loop. `rests`: minutes a person rests between interviews. Null without a day.
 */
export function joinLoops(
  loops: readonly OneLoop[],
  { rests, unplaced }: { rests: Readonly<Record<string, number>>; unplaced: number },
): JoinedLoops | null {
  const origin = Math.min(...loops.map((one) => one.origin));
  const dates = loops.map(({ instance, origin: from, zone }) =>
    instance.days.map(({ start }) => wallAt(zone, from + start * MINUTE).date),
  );
  const days = [...new Set(dates.flat())].sort();
  if (days.length === 0) return null;
  const people = [...new Set(loops.flatMap((one) => one.people))].sort();
  const rooms = [...new Set(loops.flatMap((one) => one.rooms))].sort();
  const axis: Axis = { origin, days, people, rooms };
  const parts = loops.map((loop, c) => partOf(loop, dates[c]!, axis));
  const step = parts.map((part) => part.grid).reduce(divisor);
  const common = commonPeople(parts, axis);
  return {
    origin,
    people,
    rooms,
    days,
    queue: {
      kind: 'queue',
      v: 1,
      id: 'queue',
      origin: new Date(origin).toISOString(),
      step,
      days: unionOf(parts, days),
      people: common,
      rooms: commonRooms(parts, axis),
      candidates: loops.map(({ id, instance, skills }, c): QueueCandidate => {
        const part = parts[c]!;
        const own = ownPeople(part, common);
        return {
          id,
          windows: part.windows,
          sessions: part.sessions.map((session, s): QueueSession => ({ ...session, skill: skills[s]! })),
          rules: part.rules,
          weights: instance.weights,
          prev: null,
          days: part.days,
          step: instance.step,
          ...(Object.keys(own).length > 0 ? { people: own } : {}),
        };
      }),
      unplaced,
      fair: Math.max(...loops.map(({ instance }) => instance.weights.fair)),
      rest: 0,
      rests: people.map((id) => Math.ceil((rests[id] ?? 0) / step) * step),
    },
  };
}

/** A candidate's plan of the joined queue in the indexes and minutes of their own loop. */
export function ownPlan(joined: JoinedLoops, loop: OneLoop, plan: LoopPlan): LoopPlan {
  const shift = Math.round((loop.origin - joined.origin) / MINUTE);
  return {
    start: plan.start.map((start) => start - shift),
    who: plan.who.map((who) => who.map((p) => loop.people.indexOf(joined.people[p]!))),
    room: plan.room.map((room) => (room === null ? null : loop.rooms.indexOf(joined.rooms[room]!))),
  };
}

interface Axis {
  origin: number;
  days: readonly string[];
  people: readonly string[];
  rooms: readonly string[];
}

/** One question on the common axis. */
interface Part {
  /** Everything in it is a multiple of this. */
  grid: number;
  days: LoopDay[];
  windows: Span[];
  /** By index of the axis; null = not in this question. */
  people: (LoopPerson | null)[];
  rooms: { free: Span[]; cost: number }[];
  sessions: Omit<QueueSession, 'skill'>[];
  rules: QueueCandidate['rules'];
}

function partOf(
  { instance, people, rooms, zone, origin }: OneLoop,
  dates: readonly string[],
  axis: Axis,
): Part {
  const { step } = instance;
  const shift = Math.round((origin - axis.origin) / MINUTE);
  const moved = (spans: readonly Span[]): Span[] => spans.map(([a, b]) => [a + shift, b + shift]);
  const person = people.map((id) => axis.people.indexOf(id));
  const room = rooms.map((id) => axis.rooms.indexOf(id));
  const weeks = weeksOf(axis.days);
  const days = axis.days.map((date, d): LoopDay => {
    const own = instance.days[dates.indexOf(date)];
    const week = weeks[d]!;
    if (own)
      return {
        start: own.start + shift,
        end: own.end + shift,
        week,
        lunch: [own.lunch[0] + shift, own.lunch[1] + shift],
      };
    // A date this candidate does not have: a moment at noon that no window of theirs covers.
    const noon = Math.floor((instantOf(zone, date, '12:00') - origin) / MINUTE / step) * step + shift;
    return { start: noon, end: noon + step, week, lunch: [noon, noon + step] };
  });
  const places = dates.map((date) => axis.days.indexOf(date));
  return {
    grid: [step, shift].reduce(divisor),
    days,
    windows: moved(instance.candidate),
    people: axis.people.map((_, index) => {
      const known = instance.people[person.indexOf(index)];
      if (!known) return null;
      const weekLoad = Array.from({ length: Math.max(...weeks) + 1 }, () => 0);
      const dayLoad = axis.days.map((_date, d) => {
        const own = places.indexOf(d);
        if (own < 0) return 0;
        const load = known.weekLoad[instance.days[own]!.week] ?? 0;
        weekLoad[weeks[d]!] = Math.max(weekLoad[weeks[d]!] ?? 0, load);
        return known.dayLoad[own] ?? 0;
      });
      return { ...known, free: moved(known.free), core: moved(known.core), dayLoad, weekLoad };
    }),
    rooms: axis.rooms.map((_, index) => {
      const known = instance.rooms[room.indexOf(index)];
      return { free: known ? moved(known.free) : [], cost: known?.cost ?? 0 };
    }),
    sessions: instance.sessions.map(({ id, dur, seats, rooms: fitting }) => ({
      id,
      dur,
      seats: seats.map(({ pool }) => ({ pool: pool.map(([p, cost]) => [person[p]!, cost] as const) })),
      ...(fitting ? { rooms: fitting.map((r) => room[r]!) } : {}),
    })),
    rules: {
      ...instance.rules,
      groups: instance.rules.groups.map((group) => ({
        ...group,
        members: group.members.map((p) => person[p]!).sort((a, b) => a - b),
      })),
    },
  };
}

/** What every question says about a person, at its most generous; what is narrower stays with the candidate. */
function commonPeople(parts: readonly Part[], axis: Axis): LoopPerson[] {
  return axis.people.map((id, p) => {
    const all = parts.flatMap((part) => part.people[p] ?? []);
    const least = (pick: (one: LoopPerson) => readonly number[], at: number): number =>
      Math.min(...all.map((one) => pick(one)[at] ?? 0));
    return {
      id,
      free: joined(all.flatMap(({ free }) => free)),
      core: joined(all.flatMap(({ core }) => core)),
      dayCap: Math.max(...all.map(({ dayCap }) => dayCap)),
      weekCap: Math.max(...all.map(({ weekCap }) => weekCap)),
      dayLoad: (all[0]?.dayLoad ?? []).map((_, d) => least((one) => one.dayLoad, d)),
      weekLoad: (all[0]?.weekLoad ?? []).map((_, w) => least((one) => one.weekLoad, w)),
    };
  });
}

/** People whose time or limits are others for this candidate than for the queue, on this candidate's days. */
function ownPeople(part: Part, common: readonly LoopPerson[]): NonNullable<QueueCandidate['people']> {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const here = (spans: readonly Span[]): Span[] =>
    part.days.flatMap(({ start, end }) =>
      spans.flatMap(([a, b]): Span[] => {
        const [from, to] = [Math.max(a, start), Math.min(b, end)];
        return from < to ? [[from, to]] : [];
      }),
    );
  const own: NonNullable<QueueCandidate['people']> = {};
  for (const [p, person] of part.people.entries()) {
    const usual = common[p];
    if (!person || !usual) continue;
    const { dayCap, weekCap, dayLoad, weekLoad } = person;
    const differs = {
      ...(same(here(person.free), here(usual.free)) ? {} : { free: person.free }),
      ...(same(here(person.core), here(usual.core)) ? {} : { core: person.core }),
      ...(dayCap === usual.dayCap ? {} : { dayCap }),
      ...(weekCap === usual.weekCap ? {} : { weekCap }),
      ...(same(dayLoad, usual.dayLoad) ? {} : { dayLoad }),
      ...(same(weekLoad, usual.weekLoad) ? {} : { weekLoad }),
    };
    if (Object.keys(differs).length > 0) own[p] = differs;
  }
  return own;
}

function commonRooms(parts: readonly Part[], axis: Axis): QueueInstance['rooms'] {
  return axis.rooms.map((id, r) => ({
    id,
    free: joined(parts.flatMap((part) => part.rooms[r]?.free ?? [])),
    cost: Math.max(...parts.map((part) => part.rooms[r]?.cost ?? 0)),
  }));
}

/** From the earliest start to the latest end of each date, as far as the next date leaves room. */
function unionOf(parts: readonly Part[], dates: readonly string[]): LoopDay[] {
  const days = dates.map((_, d): LoopDay => {
    const here = parts.map((part) => part.days[d]!);
    const first = here[0]!;
    return {
      ...first,
      start: Math.min(...here.map(({ start }) => start)),
      end: Math.max(...here.map(({ end }) => end)),
    };
  });
  return days.map((day, d) => ({ ...day, end: Math.min(day.end, days[d + 1]?.start ?? day.end) }));
}

/** Index of the calendar week of each date, from 0. */
function weeksOf(dates: readonly string[]): number[] {
  const mondays = dates.map((date) => {
    const wall = wallAt('UTC', instantOf('UTC', date, '12:00'));
    return wall.day - ((wall.weekday + 6) % 7);
  });
  const all = [...new Set(mondays)];
  return mondays.map((monday) => all.indexOf(monday));
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Spans in order, overlapping and touching ones as one. */
function joined(spans: readonly Span[]): Span[] {
  const out: [number, number][] = [];
  for (const [a, b] of [...spans].sort((x, y) => x[0] - y[0])) {
    const last = out.at(-1);
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else out.push([a, b]);
  }
  return out;
}
