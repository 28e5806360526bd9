import { merge } from '@/lib/domain/interval';
import { Failure } from '@/lib/domain/problem';
import { addAll, type Bits, clearRange, emptyBits, fullBits, keepCommon, keepQuorum } from './bits';
import type { Quorum } from './blocked-run';
import { createGrid, type Grid, hitRange, indexFrom, setInside } from './grid';
import type { BlockingFact, PanelPerson, PanelRequest, PanelRoom } from './panel';
import { calendarRanges, type FactRange, hoursRanges, limitRanges, type SoftRange } from './panel-blocks';
import { gapsBetween, workingSpans } from './working-time';

const MINUTE = 60_000;

/** One person on the grid. */
export interface PersonModel {
  person: PanelPerson;
  /** Flat list of epoch minutes. */
  working: number[];
  /** Everything that keeps the person out; a start is free exactly when none of them holds it. */
  facts: FactRange[];
  soft: SoftRange[];
  inHours: Bits;
  free: Bits;
}

interface RoomModel {
  room: PanelRoom;
  facts: FactRange[];
  free: Bits;
}

/** A {@link PanelRequest} laid out on the grid: every search, explanation and change reads this one model. */
export interface PanelModel {
  request: PanelRequest;
  grid: Grid;
  /** Horizon, epoch minutes. */
  span: { start: number; end: number };
  people: PersonModel[];
  groups: Quorum[];
  /** Index of the first start that gives enough notice. */
  noticeIndex: number;
  candidateWindow: { ok: Bits; facts: FactRange[] };
  candidateHours: { ok: Bits; facts: FactRange[] };
  rooms: RoomModel[];
  /** Starts with a free room that seats the panel. */
  anyRoom: Bits;
  /** Starts that nobody's working hours and not the candidate's hours rule out. */
  hoursOk: Bits;
  feasible: Bits;
}

/** @throws Failure `bad-request` (names the field), `unknown-zone`, `bad-working-hours` */
export function compilePanel(request: PanelRequest): PanelModel {
  checkRequest(request);
  const span = {
    start: Math.ceil(request.horizon.start / MINUTE),
    end: Math.floor(request.horizon.end / MINUTE),
  };
  const grid = createGrid(span.start, span.end, request.stepMinutes, request.durationMinutes);
  const people = request.people.map((person) => compilePerson(person, request, span, grid));
  const index = new Map(request.people.map((person, p) => [person.id, p]));
  const groups = request.groups.map((group) => ({
    members: [...new Set(group.members)].map((id) => index.get(id) as number),
    need: group.need,
  }));
  const rooms =
    request.roomPolicy === 'none' ? [] : request.rooms.map((room) => compileRoom(room, request, grid));
  const candidateWindow = compileWindows(request, span, grid);
  const candidateHours = compileCandidateHours(request, span, grid);
  const notice = Math.ceil(request.now / MINUTE + request.noticeMinutes);
  const noticeIndex = Math.max(0, Math.min(grid.size, indexFrom(grid, notice)));

  const anyRoom = emptyBits(grid.size);
  for (const room of rooms) addAll(anyRoom, room.free);
  const hoursOk = candidateHours.ok.slice();
  const feasible = fullBits(grid.size);
  for (const group of groups) {
    const members = group.members.map((m) => people[m] as PersonModel);
    keepQuorum(
      hoursOk,
      members.map((m) => m.inHours),
      group.need,
    );
    keepQuorum(
      feasible,
      members.map((m) => m.free),
      group.need,
    );
  }
  clearRange(feasible, 0, noticeIndex - 1);
  keepCommon(feasible, candidateWindow.ok);
  keepCommon(feasible, candidateHours.ok);
  if (request.roomPolicy === 'required') keepCommon(feasible, anyRoom);
  return {
    request,
    grid,
    span,
    people,
    groups,
    noticeIndex,
    candidateWindow,
    candidateHours,
    rooms,
    anyRoom,
    hoursOk,
    feasible,
  };
}

/** The facts of a list that rule out a start. */
export function factsAt(facts: readonly FactRange[], i: number): FactRange[] {
  return facts.filter((range) => range.lo <= i && i <= range.hi);
}

function compilePerson(
  person: PanelPerson,
  request: PanelRequest,
  span: PanelModel['span'],
  grid: Grid,
): PersonModel {
  const working = workingSpans(person.zone, person.hours, person.overrides, span.start, span.end);
  const inHours = emptyBits(grid.size);
  setInside(inHours, grid, working);
  const { facts: blocks, soft } = calendarRanges(person, request, grid);
  const limits = limitRanges(person, span, grid);
  const free = inHours.slice();
  for (const range of blocks) clearRange(free, range.lo, range.hi);
  for (const range of limits) clearRange(free, range.lo, range.hi);
  return {
    person,
    working,
    facts: [...hoursRanges(person, working, span, grid), ...blocks, ...limits],
    soft,
    inHours,
    free,
  };
}

/** Seats a room needs: the required people and the candidate. */
function seatsNeeded(request: PanelRequest): number {
  return request.groups.reduce((sum, group) => sum + group.need, 1);
}

/** Anything but known free time rules a room out; rooms have no buffers and tentative bookings count. */
function compileRoom(room: PanelRoom, request: PanelRequest, grid: Grid): RoomModel {
  const facts: FactRange[] = [];
  const always = { lo: 0, hi: grid.size - 1 };
  const seats = seatsNeeded(request);
  if (room.capacity !== null && room.capacity < seats) {
    const fact: BlockingFact = {
      kind: 'no-room',
      personId: room.id,
      title: `seats ${room.capacity} of ${seats}`,
    };
    facts.push({ fact, ...always, bare: always });
  } else if (room.availability.state === 'unknown') {
    const fact: BlockingFact = { kind: 'no-room', personId: room.id, title: 'calendar could not be read' };
    facts.push({ fact, ...always, bare: always });
  } else {
    for (const block of room.availability.busy) {
      if (block.status === 'elsewhere' || block.end <= block.start) continue;
      const hit = hitRange(grid, Math.floor(block.start / MINUTE), Math.ceil(block.end / MINUTE), 0, 0);
      const interval = { start: block.start, end: block.end };
      if (hit) facts.push({ fact: { kind: 'no-room', personId: room.id, interval }, ...hit, bare: hit });
    }
  }
  const free = fullBits(grid.size);
  for (const range of facts) clearRange(free, range.lo, range.hi);
  return { room, facts, free };
}

function compileWindows(
  request: PanelRequest,
  span: PanelModel['span'],
  grid: Grid,
): PanelModel['candidateWindow'] {
  const windows = request.candidate.windows;
  if (windows === null) return { ok: fullBits(grid.size), facts: [] };
  const spans: number[] = [];
  for (const window of merge(windows)) {
    const from = Math.max(span.start, Math.ceil(window.start / MINUTE));
    const to = Math.min(span.end, Math.floor(window.end / MINUTE));
    if (from < to) spans.push(from, to);
  }
  return outsideOf(spans, 'candidate-window', span, grid);
}

function compileCandidateHours(
  request: PanelRequest,
  span: PanelModel['span'],
  grid: Grid,
): PanelModel['candidateHours'] {
  const { hours, zone } = request.candidate;
  if (hours.length === 0) return { ok: fullBits(grid.size), facts: [] };
  return outsideOf(workingSpans(zone, hours, [], span.start, span.end), 'candidate-hours', span, grid);
}

function outsideOf(
  spans: number[],
  kind: 'candidate-window' | 'candidate-hours',
  span: PanelModel['span'],
  grid: Grid,
): PanelModel['candidateHours'] {
  const ok = emptyBits(grid.size);
  setInside(ok, grid, spans);
  const facts: FactRange[] = [];
  const gaps = gapsBetween(spans, span.start, span.end);
  for (let g = 0; g < gaps.length; g += 2) {
    const hit = hitRange(grid, gaps[g] as number, gaps[g + 1] as number, 0, 0);
    const interval = { start: (gaps[g] as number) * MINUTE, end: (gaps[g + 1] as number) * MINUTE };
    if (hit) facts.push({ fact: { kind, interval }, ...hit, bare: hit });
  }
  return { ok, facts };
}

function checkRequest(request: PanelRequest): void {
  const refuse = (field: string, what: string, next: string): never => {
    throw new Failure({ code: 'bad-request', message: `${field} ${what}`, next, subject: field });
  };
  const minutes: [string, number, number][] = [
    ['stepMinutes', request.stepMinutes, 1],
    ['durationMinutes', request.durationMinutes, 1],
    ['noticeMinutes', request.noticeMinutes, 0],
  ];
  for (const person of request.people) {
    minutes.push([`${person.name}: bufferBefore`, person.bufferBefore, 0]);
    minutes.push([`${person.name}: bufferAfter`, person.bufferAfter, 0]);
  }
  for (const [field, value, least] of minutes) {
    if (!Number.isInteger(value) || value < least) {
      refuse(
        field,
        `must be a whole number of minutes, at least ${least}, not ${value}.`,
        'Correct it in the plan.',
      );
    }
  }
  if (!(request.horizon.start < request.horizon.end)) {
    refuse('horizon', 'ends before it starts.', 'Choose an end after the start.');
  }
  const ids = new Set(request.people.map((person) => person.id));
  if (ids.size < request.people.length) refuse('people', 'has the same person twice.', 'Remove one of them.');
  for (const group of request.groups) {
    const stranger = group.members.find((member) => !ids.has(member));
    if (stranger !== undefined) {
      refuse(
        `Group "${group.label}"`,
        `names ${stranger}, who is not among the people.`,
        'Add the person or drop the name.',
      );
    }
    const size = new Set(group.members).size;
    if (!Number.isInteger(group.need) || group.need < 0 || group.need > size) {
      refuse(
        `Group "${group.label}"`,
        `needs ${group.need} of ${size} people.`,
        'Lower the number or add people.',
      );
    }
  }
}
