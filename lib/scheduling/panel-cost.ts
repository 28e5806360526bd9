import { type Bits, hasBit } from './bits';
import type { PanelPerson, RankTerm } from './panel';
import { interviewLoad, mondayOf } from './panel-blocks';
import type { PanelModel, PersonModel } from './panel-model';
import { CORE, minutesInside, type WeeklyWindow, workingSpans } from './working-time';
import { localDay, wallAt } from './zone';

/**
 * What a slot costs, in whole points; lower is better. One point is one minute of one ordinary person's meeting
 * outside 10:00-16:00 local time, as in the plain `common-slot` search; the rest is set against that.
 */
const POINTS = {
  /** A minute outside 10:00-16:00 of a chosen person's day. */
  outsideCoreMinute: 1,
  /** A tentative block under the meeting (only when tentative counts as soft). */
  tentative: 45,
  /** A block with a soft word in its title under the meeting. */
  soft: 30,
  /** An optional person who cannot come, or whose calendar is unknown. */
  optionalMissing: 40,
  /** No free room although one is preferred. */
  noRoom: 60,
  /** A minute outside 09:00-17:00 of the candidate's day. */
  candidateMinute: 1,
  /** A calendar block that ends exactly at the start, or begins exactly at the end. */
  backToBack: 5,
  /** An interview the person already has on that day / another one in that week. */
  loadDay: 6,
  loadWeek: 2,
} as const;

/** Hours that are comfortable for a candidate. */
const CANDIDATE_DAY: readonly WeeklyWindow[] = [{ days: [0, 1, 2, 3, 4, 5, 6], from: '09:00', to: '17:00' }];

/** Discomfort counts three times for priority 0 (the hiring manager), twice for 1, once for everybody else. */
function weightOf(person: PanelPerson): number {
  return Math.max(1, 3 - Math.max(0, person.priority));
}

export interface PricedChoice {
  cost: number;
  /** Indices of the required people chosen, ascending. */
  who: number[];
  optionalFree: number[];
  optionalBusy: number[];
  roomId: string | null;
}

type Emit = (code: RankTerm['code'], points: number) => void;

/** Prices starts of one model; tables by zone are made on first use. */
export function createPricing(model: PanelModel) {
  const { grid, people, request } = model;
  const outsideCore = perZone((zone) => minutesOutside(model, zone, CORE));
  const dayOf = perZone((zone) => {
    const days = new Int32Array(grid.size);
    for (let i = 0; i < grid.size; i++) days[i] = localDay(zone, grid.first + i * grid.step);
    return days;
  });
  const candidateDay = minutesOutside(model, request.candidate.zone, CANDIDATE_DAY);
  const loads = people.map((entry) =>
    entry.person.interviews.length > 0 ? interviewLoad(entry.person) : null,
  );
  const edges = people.map(edgesOf);
  const required = new Set(model.groups.flatMap((group) => group.members));
  const optional = people.flatMap((entry, p) => (entry.person.optional && !required.has(p) ? [p] : []));
  const rooms = [...model.rooms].sort(
    (a, b) =>
      (a.room.capacity ?? Number.POSITIVE_INFINITY) - (b.room.capacity ?? Number.POSITIVE_INFINITY) || 0,
  );

  /** Emits what it costs this person to come at start `i`; zero terms are left out. */
  const personTerms = (p: number, i: number, emit: Emit): void => {
    const { person, soft } = people[p] as PersonModel;
    const weight = weightOf(person);
    const late = outsideCore(person.zone)[i] as number;
    if (late > 0) emit('outside-core', late * POINTS.outsideCoreMinute * weight);
    for (const range of soft) {
      if (range.lo <= i && i <= range.hi) emit(range.code, POINTS[range.code] * weight);
    }
    const start = grid.first + i * grid.step;
    const touching = Number(edges[p]?.ends.has(start)) + Number(edges[p]?.starts.has(start + grid.dur));
    if (touching > 0) emit('back-to-back', touching * POINTS.backToBack * weight);
    const load = loads[p];
    if (load) {
      const day = dayOf(person.zone)[i] as number;
      const today = load.days.get(day) ?? 0;
      const others = (load.weeks.get(mondayOf(day)) ?? 0) - today;
      const points = today * POINTS.loadDay + others * POINTS.loadWeek;
      if (points > 0) emit('load', points);
    }
  };
  const personCost = (p: number, i: number): number => {
    let sum = 0;
    personTerms(p, i, (_, points) => {
      sum += points;
    });
    return sum;
  };

  /** Chooses people and room for a feasible start: each group its cheapest free members, ties by priority. */
  const choose = (i: number): PricedChoice => {
    const chosen = new Set<number>();
    for (const group of model.groups) {
      const free = group.members.filter((m) => hasBit((people[m] as PersonModel).free, i));
      if (free.length > group.need) {
        const costs = new Map(free.map((m) => [m, personCost(m, i)]));
        free.sort(
          (a, b) =>
            (costs.get(a) as number) - (costs.get(b) as number) ||
            (people[a] as PersonModel).person.priority - (people[b] as PersonModel).person.priority ||
            a - b,
        );
      }
      for (const m of free.slice(0, group.need)) chosen.add(m);
    }
    const who = [...chosen].sort((a, b) => a - b);
    const optionalFree = optional.filter((p) => hasBit((people[p] as PersonModel).free, i));
    const optionalBusy = optional.filter((p) => !hasBit((people[p] as PersonModel).free, i));
    const room = rooms.find((entry) => hasBit(entry.free as Bits, i));
    let cost =
      (candidateDay[i] as number) * POINTS.candidateMinute + optionalBusy.length * POINTS.optionalMissing;
    for (const p of who) cost += personCost(p, i);
    if (request.roomPolicy === 'preferred' && !room) cost += POINTS.noRoom;
    return { cost, who, optionalFree, optionalBusy, roomId: room?.room.id ?? null };
  };

  /** The terms behind a choice, most expensive first, told for a reader. */
  const explain = (i: number, choice: PricedChoice): RankTerm[] => {
    const start = (grid.first + i * grid.step) * 60_000;
    const terms: RankTerm[] = [];
    for (const p of choice.who) {
      const { person } = people[p] as PersonModel;
      personTerms(p, i, (code, points) => {
        terms.push({ code, points, personId: person.id, text: personText(code, person, start, grid.dur) });
      });
    }
    const early = candidateDay[i] as number;
    if (early > 0) {
      const { name, zone } = request.candidate;
      const text = `${name || 'The candidate'} starts at ${wallAt(zone, start).time} local time`;
      terms.push({ code: 'candidate-early-late', points: early * POINTS.candidateMinute, text });
    }
    for (const p of choice.optionalBusy) {
      const { person } = people[p] as PersonModel;
      const unknown = person.availability.state === 'unknown' && !person.assumeFree;
      const text = unknown
        ? `${person.name} is optional and the calendar could not be read`
        : `${person.name} is optional and cannot come`;
      terms.push({ code: 'optional-missing', points: POINTS.optionalMissing, personId: person.id, text });
    }
    if (request.roomPolicy === 'preferred' && choice.roomId === null) {
      terms.push({ code: 'no-room', points: POINTS.noRoom, text: 'No room is free' });
    }
    return terms.sort((a, b) => b.points - a.points);
  };
  return { choose, explain };
}

function personText(code: RankTerm['code'], person: PanelPerson, start: number, dur: number): string {
  const at = wallAt(person.zone, start);
  const ends = wallAt(person.zone, start + dur * 60_000);
  switch (code) {
    case 'tentative':
      return `${person.name} has a tentative meeting then`;
    case 'soft':
      return `${person.name} has soft time then that may be booked over`;
    case 'back-to-back':
      return `${person.name} has a meeting right next to it`;
    case 'load':
      return `${person.name} already has interviews that week`;
    default:
      return at.minuteOfDay < 600
        ? `${person.name} starts at ${at.time} local time`
        : `${person.name} ends at ${ends.time} local time`;
  }
}

/** Ends and starts (epoch minutes) of the blocks a calendar showed. */
function edgesOf(entry: PersonModel): { ends: Set<number>; starts: Set<number> } {
  const ends = new Set<number>();
  const starts = new Set<number>();
  if (entry.person.availability.state === 'known') {
    for (const block of entry.person.availability.busy) {
      if (block.status === 'elsewhere') continue;
      ends.add(Math.ceil(block.end / 60_000));
      starts.add(Math.floor(block.start / 60_000));
    }
  }
  return { ends, starts };
}

function minutesOutside(model: PanelModel, zone: string, hours: readonly WeeklyWindow[]): Int32Array {
  const { grid, span } = model;
  const spans = workingSpans(zone, hours, [], span.start, span.end);
  const outside = new Int32Array(grid.size);
  for (let i = 0; i < grid.size; i++) {
    const from = grid.first + i * grid.step;
    outside[i] = grid.dur - minutesInside(spans, from, from + grid.dur);
  }
  return outside;
}

function perZone(make: (zone: string) => Int32Array): (zone: string) => Int32Array {
  const made = new Map<string, Int32Array>();
  return (zone) => {
    let table = made.get(zone);
    if (!table) {
      table = make(zone);
      made.set(zone, table);
    }
    return table;
  };
}
