import {
  ACTIONS,
  bookAcrossDeaths,
  endState,
  live,
  newPlace,
  type Place,
  UNDOABLE,
  undoAcrossDeaths,
} from './ledger-crash';
import { FAULTS, type Fault, visible } from './ledger-world';
import { DEATHS, type Death } from './mortal';

/** One run of the matrix and how it compares with the run in which nothing died. */
export interface Cell {
  actionId: string;
  undo: boolean;
  fault: Fault;
  death: Death;
  lost: number;
  doubled: number;
  /** Same plan, same action states, same services as without the death. */
  same: boolean;
  /** After undo the services are as at the start, and everybody invited was told exactly once. */
  restored: boolean;
  /** The chain on disk verifies. */
  chain: boolean;
  died: number;
  state: string;
}

/** Faults that mean something for an action; the others are shown as a dash. */
export function applies(actionId: string, undo: boolean, fault: Fault): boolean {
  if (undo) return UNDOABLE.includes(actionId) && fault !== '409' && fault !== '412';
  if (fault === '409') return UNDOABLE.includes(actionId);
  if (fault === '412') return actionId.startsWith('invite');
  return true;
}

const passing = (fault: Fault) => !['409', 'exception-after'].includes(fault);

async function run(
  actionId: string,
  undo: boolean,
  fault: Fault,
  death: Death,
): Promise<{ place: Place; died: number; booked: Booked }> {
  const place = newPlace();
  const deaths = death === 'none' ? [] : [{ actionId, undo, death }];
  const ahead = await bookAcrossDeaths(place, undo ? [] : deaths, undo ? undefined : { actionId, fault });
  const booked = { state: await endState(place), seen: visible(place.world) };
  const back = await undoAcrossDeaths(place, undo ? deaths : [], undo ? { actionId, fault } : undefined);
  return { place, died: ahead + back, booked };
}

interface Booked {
  state: string;
  seen: ReturnType<typeof visible>;
}

const things = (seen: Booked['seen']) =>
  Object.entries(seen).flatMap(([where, rows]) => rows.map((row) => `${where} ${row}`));

/** How many of `rows` are not matched, one for one, in `others`. */
function surplus(rows: string[], others: string[]): number {
  const left = [...others];
  return rows.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
}

const calm = new Map<string, Promise<Awaited<ReturnType<typeof run>>>>();

/** The same run without deaths; for a passing fault it must be the run without any trouble. */
function calmRun(actionId: string, undo: boolean, fault: Fault) {
  const name = passing(fault) || undo ? 'none' : `${actionId} ${fault}`;
  const there =
    calm.get(name) ??
    run(name === 'none' ? 'check' : actionId, false, name === 'none' ? 'none' : fault, 'none');
  calm.set(name, there);
  return there;
}

export async function crashCell(actionId: string, undo: boolean, fault: Fault, death: Death): Promise<Cell> {
  const { place, died, booked } = await run(actionId, undo, fault, death);
  const expected = await calmRun(actionId, undo, fault);
  const [now, then] = [things(booked.seen), things(expected.booked.seen)];
  const seen = visible(place.world);
  const told = (word: string) =>
    seen.outbox.filter((line) => line.startsWith(word)).map((line) => line.replace(word, ''));
  const [invited, cancelled] = [told('invitation'), told('cancellation')];
  const gone = [seen.google, seen.microsoft, seen.panels, seen.notes].every((rows) => rows.length === 0);
  const { audit } = live(place);
  return {
    actionId,
    undo,
    fault,
    death,
    lost: surplus(then, now),
    doubled: surplus(now, then),
    same:
      booked.state === expected.booked.state && (await endState(place)) === (await endState(expected.place)),
    restored: gone && invited.join() === cancelled.join() && new Set(invited).size === invited.length,
    chain: (await audit.check()).ok,
    died,
    state: (JSON.parse(booked.state) as { plan: string }).plan,
  };
}

export const isSound = (cell: Cell): boolean =>
  cell.lost === 0 &&
  cell.doubled === 0 &&
  cell.same &&
  cell.restored &&
  cell.chain &&
  (cell.death === 'none' || cell.died === 1);

/** Every action, every fault that applies to it, every death: doing and undoing. */
export function* cells(): Generator<[string, boolean, Fault, Death]> {
  for (const undo of [false, true])
    for (const actionId of ACTIONS)
      for (const fault of FAULTS)
        if (applies(actionId, undo, fault)) for (const death of DEATHS) yield [actionId, undo, fault, death];
}
