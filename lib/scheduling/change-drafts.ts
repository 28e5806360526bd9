import { hasBit } from './bits';
import type { Quorum } from './blocked-run';
import type { BlockingFact, Change } from './panel';
import { factsAt, type PanelModel, type PersonModel } from './panel-model';
import { factIn, noticeRange } from './why-not';
import { minutesInside } from './working-time';

/** A change before it is checked; drafts with the same key ask the same thing of the same person. */
export type Draft = Omit<Change, 'id' | 'text' | 'gainMinutes'> & { key: string };

/** Working hours and the candidate's hours are stretched by this much at most, minutes. */
const STRETCH = 60;

/** Single changes that remove the only obstacle of an infeasible start; none when there are several obstacles. */
export function draftsAt(model: PanelModel, i: number): Draft[] {
  const tooSoon = i < model.noticeIndex;
  const notOffered = !hasBit(model.candidateWindow.ok, i) || !hasBit(model.candidateHours.ok, i);
  const noRoom = model.request.roomPolicy === 'required' && !hasBit(model.anyRoom, i);
  const others = Number(tooSoon) + Number(notOffered) + Number(noRoom);
  if (others > 1) return [];
  const failing: Quorum[] = [];
  for (const group of model.groups) {
    let free = 0;
    for (const m of group.members) if (hasBit((model.people[m] as PersonModel).free, i)) free++;
    if (free >= group.need) continue;
    // Two people short: no single person's change can help.
    if (others > 0 || group.need - free > 1) return [];
    failing.push(group);
  }
  if (others > 0) return elsewhereDrafts(model, i, tooSoon, notOffered);
  const [first, ...rest] = failing;
  if (!first) return [];
  return first.members
    .filter(
      (m) =>
        !hasBit((model.people[m] as PersonModel).free, i) && rest.every((group) => group.members.includes(m)),
    )
    .flatMap((m) => personDrafts(model, m, failing, i));
}

function elsewhereDrafts(model: PanelModel, i: number, tooSoon: boolean, notOffered: boolean): Draft[] {
  const opens = opening(model, i);
  if (tooSoon) {
    if (opens < model.request.now) return [];
    return [{ key: 'less-notice', kind: 'less-notice', opens, facts: [noticeRange(model).fact] }];
  }
  if (notOffered) {
    const facts = [...factsAt(model.candidateWindow.facts, i), ...factsAt(model.candidateHours.facts, i)];
    const from = opens / 60_000;
    const outside = facts
      .filter((range) => range.fact.kind === 'candidate-hours')
      .reduce((sum, { fact }) => sum + overlapMinutes(fact, from, from + model.grid.dur), 0);
    if (outside > STRETCH) return [];
    return [{ key: 'ask-candidate', kind: 'ask-candidate', opens, facts: facts.map((range) => range.fact) }];
  }
  const facts = model.rooms.flatMap((room) => factsAt(room.facts, i).map((range) => range.fact));
  return [{ key: 'no-room', kind: 'no-room', opens, facts }];
}

function personDrafts(model: PanelModel, m: number, failing: readonly Quorum[], i: number): Draft[] {
  const entry = model.people[m] as PersonModel;
  const personId = entry.person.id;
  const opens = opening(model, i);
  const facts = factsAt(entry.facts, i).map((range) => factIn(range, i, i));
  const drafts: Draft[] = [];
  const add = (kind: Change['kind'], key = `${kind}:${personId}`, more: Partial<Draft> = {}) =>
    drafts.push({ key, kind, personId, opens, facts, ...more });
  const only = (...kinds: BlockingFact['kind'][]) => facts.every((fact) => kinds.includes(fact.kind));
  const [fact] = facts;
  if (facts.every((one) => one.bufferOnly)) add('drop-buffer');
  else if (facts.length === 1 && fact?.interval && only('busy', 'tentative')) {
    add('move-meeting', `move-meeting:${personId}:${fact.interval.start}`);
  } else if (only('outside-hours') && outsideMinutes(model, entry, i) <= STRETCH) add('extend-hours');
  else if (only('daily-limit', 'weekly-limit')) add('lift-limit');
  else if (only('unknown-calendar')) add('assume-free');
  const seats = model.groups.filter((group) => group.members.includes(m));
  const required = model.groups.reduce((sum, group) => sum + group.need, 0);
  if (seats.every((group) => group.need === group.members.length) && required > seats.length)
    add('make-optional');
  const other = standIn(model, m, failing, seats, i);
  if (other !== null) add('swap-person', `swap-person:${personId}:${other}`, { swapWith: other });
  return drafts;
}

/** Somebody free, outside this person's groups, of the same role; never for the most important person. */
function standIn(
  model: PanelModel,
  m: number,
  failing: readonly Quorum[],
  seats: readonly Quorum[],
  i: number,
): string | null {
  const { person } = model.people[m] as PersonModel;
  if (person.priority === 0 || failing.length > 1) return null;
  const bound = new Set(
    model.groups.flatMap((group) => (group.need === group.members.length ? group.members : [])),
  );
  const found = model.people
    .map((entry, q) => ({ entry, q }))
    .filter(
      ({ entry, q }) =>
        hasBit(entry.free, i) &&
        !bound.has(q) &&
        seats.every((group) => !group.members.includes(q)) &&
        entry.person.role === person.role,
    )
    .sort((a, b) => a.entry.person.priority - b.entry.person.priority || a.q - b.q)[0];
  return found?.entry.person.id ?? null;
}

function opening(model: PanelModel, i: number): number {
  return (model.grid.first + i * model.grid.step) * 60_000;
}

function outsideMinutes(model: PanelModel, entry: PersonModel, i: number): number {
  const from = model.grid.first + i * model.grid.step;
  return model.grid.dur - minutesInside(entry.working, from, from + model.grid.dur);
}

function overlapMinutes(fact: BlockingFact, from: number, to: number): number {
  if (!fact.interval) return 0;
  return Math.max(0, Math.min(to, fact.interval.end / 60_000) - Math.max(from, fact.interval.start / 60_000));
}
