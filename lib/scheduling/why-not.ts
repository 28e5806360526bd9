import { hasBit, nextClear, nextSet } from './bits';
import { type BlockedRun, longestBlockedRun } from './blocked-run';
import type { BlockingFact, WhyNot } from './panel';
import type { FactRange } from './panel-blocks';
import type { PanelModel, PersonModel } from './panel-model';
import { nameList, reasonText, spanText, zoneOfTexts } from './panel-text';

/** The order in which a person's facts are told; a later tier only where the earlier ones do not hold. */
const TIERS: readonly BlockingFact['kind'][][] = [
  ['outside-hours', 'day-off'],
  ['out-of-office'],
  ['busy', 'tentative'],
  ['unknown-calendar'],
  ['daily-limit', 'weekly-limit'],
];

/**
 * Why every grid start before `limit` (an index, excluded) that is not feasible fails. Each such start lies in
 * exactly one run, and the facts of the run that hold the start prove, on their own, that it cannot be:
 * - `notice`, `candidate-window`, `candidate-hours`: one fact is enough;
 * - people: of one group with `m` members that needs `n`, at least `m - n + 1` members are held by a listed fact
 *   (in a group where everybody is needed every listed person is a proof of their own);
 * - `no-room`: every room is held by a listed fact.
 *
 * The facts are minimal in this sense. A fact is listed only if it holds some start of its run; a kind of fact is
 * listed only where no more telling kind already keeps the person out (a meeting at night is not told to somebody
 * who does not work at night); people are listed only if they are out at *every* start of the run, and runs are as
 * long as one set of people allows. Nights and weekends, where hours alone rule a start out, are one run.
 */
export function explainStarts(model: PanelModel, limit: number): WhyNot[] {
  const runs: WhyNot[] = [];
  const zone = zoneOfTexts(model.request);
  const add = (from: number, to: number, ranges: FactRange[], tell: (facts: BlockingFact[]) => string) => {
    const facts = unique(ranges).map((range) => factIn(range, from, to));
    const { first, step } = model.grid;
    const start = (first + from * step) * 60_000;
    const until = (first + (to + 1) * step) * 60_000;
    const text = `${spanText(zone, start, until)}: ${tell(facts)}`;
    runs.push({ from: start, to: (first + to * step) * 60_000, facts, text });
  };
  for (let i = nextClear(model.feasible, 0, limit); i < limit; i = nextClear(model.feasible, i, limit)) {
    if (i < model.noticeIndex) {
      const to = Math.min(model.noticeIndex, limit) - 1;
      add(i, to, [noticeRange(model)], () => 'too soon for the notice people get');
      i = to + 1;
    } else if (!hasBit(model.candidateWindow.ok, i)) {
      const to = nextSet(model.candidateWindow.ok, i, limit) - 1;
      const name = model.request.candidate.name || 'the candidate';
      add(i, to, hitting(model.candidateWindow.facts, i, to), () => `${name} did not offer this time`);
      i = to + 1;
    } else if (!hasBit(model.hoursOk, i)) {
      const { to, ranges } = hoursRun(model, i, limit);
      add(i, to, ranges, (facts) => hoursText(model, facts));
      i = to + 1;
    } else {
      i = peopleOrRooms(model, i, limit, add) + 1;
    }
  }
  return runs;
}

/** The notice as a fact on the grid. */
export function noticeRange(model: PanelModel): FactRange {
  const { now, noticeMinutes } = model.request;
  const range = { lo: 0, hi: model.noticeIndex - 1 };
  return {
    fact: { kind: 'notice', interval: { start: now, end: now + noticeMinutes * 60_000 } },
    ...range,
    bare: range,
  };
}

/** Nights, weekends and other time outside somebody's hours, as one run with the fewest facts going forward. */
function hoursRun(model: PanelModel, from: number, limit: number): { to: number; ranges: FactRange[] } {
  const end = nextSet(model.hoursOk, from, limit) - 1;
  const inHours = model.people.map((entry) => entry.inHours);
  const ranges: FactRange[] = [];
  let i = from;
  while (i <= end) {
    const people = longestBlockedRun(model.groups, inHours, i, end);
    const candidate = hasBit(model.candidateHours.ok, i)
      ? i - 1
      : nextSet(model.candidateHours.ok, i, end + 1) - 1;
    if (people && people.to > candidate) {
      const hours = (m: number) => (model.people[m] as PersonModel).facts.filter((range) => inTier(range, 0));
      for (const m of enoughOf(model, people)) ranges.push(...hitting(hours(m), i, people.to));
      i = people.to + 1;
    } else {
      ranges.push(...hitting(model.candidateHours.facts, i, candidate));
      i = candidate + 1;
    }
  }
  return { to: i - 1, ranges };
}

/** As many of the run's blocked members as it takes; hours need no more than the proof. */
function enoughOf(model: PanelModel, run: BlockedRun): number[] {
  const found = run.groups[0] as BlockedRun['groups'][number];
  const group = model.groups[found.group] as { members: readonly number[]; need: number };
  return found.blocked.slice(0, group.members.length - group.need + 1);
}

type Add = (from: number, to: number, ranges: FactRange[], tell: (facts: BlockingFact[]) => string) => void;

function peopleOrRooms(model: PanelModel, i: number, limit: number, add: Add): number {
  const free = model.people.map((entry) => entry.free);
  const blockers = emptyStretch(model, i, limit);
  const run = longestBlockedRun(model.groups, free, i, blockers);
  if (!run) {
    const to = Math.min(blockers, nextSet(model.anyRoom, i, limit) - 1);
    const ranges = model.rooms.flatMap((room) => hitting(room.facts, i, to));
    add(i, to, ranges, () =>
      model.rooms.length === 0 ? 'there is no room to choose from' : 'no room is free',
    );
    return to;
  }
  const ranges: FactRange[] = [];
  const told: string[] = [];
  for (const { group, blocked } of run.groups) {
    for (const m of blocked) ranges.push(...tellingFacts((model.people[m] as PersonModel).facts, i, run.to));
    const { label, need, members } = model.request.groups[group] as PanelModel['request']['groups'][number];
    if (need < members.length) told.push(`${label || 'the pool'} needs ${need} of ${members.length}`);
  }
  add(i, run.to, ranges, (facts) => [...told, ...personLines(model, facts)].join('; '));
  return run.to;
}

/** Last start from `i` on that neither hours nor the candidate's windows rule out. */
function emptyStretch(model: PanelModel, i: number, limit: number): number {
  return Math.min(nextClear(model.hoursOk, i, limit), nextClear(model.candidateWindow.ok, i, limit)) - 1;
}

function personLines(model: PanelModel, facts: readonly BlockingFact[]): string[] {
  const zone = zoneOfTexts(model.request);
  const lines = model.people.flatMap(({ person }) => {
    const own = facts.filter((fact) => fact.personId === person.id);
    return own.length > 0 ? [`${person.name} ${reasonText(own, zone)}`] : [];
  });
  return lines.length > 4 ? [...lines.slice(0, 3), `and ${lines.length - 3} others cannot`] : lines;
}

function hoursText(model: PanelModel, facts: readonly BlockingFact[]): string {
  const off = facts.filter((fact) => fact.kind === 'day-off');
  const lines = off.length > 0 ? personLines(model, off) : [];
  const hours = facts.filter((fact) => fact.kind !== 'day-off');
  if (hours.length > 0) lines.unshift(`outside working hours${whose(model, hours)}`);
  return lines.join('; ');
}

function whose(model: PanelModel, facts: readonly BlockingFact[]): string {
  const ids = new Set(facts.map((fact) => fact.personId));
  const names = model.people.filter(({ person }) => ids.has(person.id)).map(({ person }) => person.name);
  if (facts.some((fact) => fact.kind === 'candidate-hours'))
    names.push(model.request.candidate.name || 'the candidate');
  return names.length > 0 && names.length < model.people.length ? ` for ${nameList(names)}` : '';
}

/** A person's facts over a run in which they are never free, the most telling kind first. */
function tellingFacts(facts: readonly FactRange[], from: number, to: number): FactRange[] {
  const near = hitting(facts, from, to);
  for (const [t] of TIERS.entries()) {
    const own = near.filter((range) => inTier(range, t));
    if (own.length > 0 && uncovered(own, from, to).length === 0) return own;
  }
  const told: FactRange[] = [];
  for (const [t] of TIERS.entries()) {
    const open = uncovered(told, from, to);
    const own = near.filter((range) => inTier(range, t));
    told.push(...own.filter((range) => open.some((i) => range.lo <= i && i <= range.hi)));
  }
  return told;
}

function uncovered(ranges: readonly FactRange[], from: number, to: number): number[] {
  const open: number[] = [];
  for (let i = from; i <= to; i++) {
    if (!ranges.some((range) => range.lo <= i && i <= range.hi)) open.push(i);
  }
  return open;
}

function inTier(range: FactRange, tier: number): boolean {
  return (TIERS[tier] as BlockingFact['kind'][]).includes(range.fact.kind);
}

function hitting(facts: readonly FactRange[], from: number, to: number): FactRange[] {
  return facts.filter((range) => range.lo <= to && range.hi >= from);
}

function unique(ranges: readonly FactRange[]): FactRange[] {
  return [...new Set(ranges)];
}

/** The fact as it looks over a run of starts: `bufferOnly` when the meeting itself never overlaps the block. */
export function factIn(range: FactRange, from: number, to: number): BlockingFact {
  const overlapsBlock = range.bare !== null && range.bare.lo <= to && range.bare.hi >= from;
  return overlapsBlock ? range.fact : { ...range.fact, bufferOnly: true };
}
