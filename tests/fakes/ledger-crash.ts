import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import type { Plan } from '@/lib/ledger/plan';
import type { KeyStore, LedgerStore } from '@/lib/ledger/store';
import { bookingHandlers, bookingPlan } from './ledger-booking';
import { instantClock, memoryLedgerStore, memoryLock } from './ledger-memory';
import { emptyWorld, type Fault, visible, type World } from './ledger-world';
import { type Dying, mortal } from './mortal';

export interface Place {
  world: World;
  disk: LedgerStore & KeyStore;
  clock: ReturnType<typeof instantClock>;
}

export const newPlace = (): Place => ({
  world: emptyWorld(),
  disk: memoryLedgerStore(),
  clock: instantClock(),
});

/** One process over disk and world that outlive it. `died` resolves at its death; from then on nothing it awaits returns. */
export function live({ world, disk, clock }: Place, dying: Dying = null) {
  const { store, use, died, steps } = mortal(disk, dying);
  const handlers = bookingHandlers(world).map((handler) => ({
    ...handler,
    execute: (payload: unknown, context: Parameters<typeof handler.execute>[1]) =>
      use(() => handler.execute(payload, context)),
    reconcile: (payload: unknown, context: Parameters<typeof handler.execute>[1]) =>
      use(() => handler.reconcile(payload, context)),
    ...(handler.compensate && {
      compensate: (payload: unknown, result: unknown, context: Parameters<typeof handler.execute>[1]) =>
        use(async () => handler.compensate?.(payload, result, context)),
    }),
  }));

  const lock = memoryLock();
  const audit = createAudit({ store, keys: store, clock, lock });
  const ledger = createLedger({ store, audit, handlers, clock, lock });
  return { ledger, audit, died, steps };
}

/** Proposes, approves and runs a booking, dying on the way; then new processes resume until nothing is left. */
export async function bookAcrossDeaths(
  place: Place,
  deaths: Dying[],
  fault?: { actionId: string; fault: Fault },
): Promise<number> {
  place.world.armed = fault && fault.fault !== 'none' ? { ...fault, undo: false } : null;
  const first = live(place);
  const { id } = await first.ledger.propose(await bookingPlan());
  await first.ledger.approve(id, 'user-rec');
  return acrossDeaths(place, deaths, (ledger) => ledger.run(id));
}

/** Undoes the booking, dying on the way. */
export async function undoAcrossDeaths(
  place: Place,
  deaths: Dying[],
  fault?: { actionId: string; fault: Fault },
): Promise<number> {
  place.world.armed = fault && fault.fault !== 'none' ? { ...fault, undo: true } : null;
  return acrossDeaths(place, deaths, async (ledger) => {
    const plan = await ledger.plan('plan-1');
    // Dead before the wish to undo was stored: the person asks again, as they would.
    return plan?.state === 'done' || plan?.state === 'parked'
      ? ledger.undo('plan-1', 'user-rec')
      : ledger.resumeAll();
  });
}

/** Number of deaths that really happened. */
async function acrossDeaths(
  place: Place,
  deaths: Dying[],
  job: (ledger: ReturnType<typeof live>['ledger']) => Promise<unknown>,
): Promise<number> {
  let died = 0;
  for (const dying of deaths) {
    const life = live(place, dying);
    const start = died === 0 ? job(life.ledger) : life.ledger.resumeAll().then(() => job(life.ledger));
    if ((await Promise.race([life.died, start])) === 'died') died++;
  }
  const last = live(place).ledger;
  for (const { problem, state } of await last.resumeAll())
    if (state === null) throw new Error(problem?.message);
  await job(last);
  return died;
}

/** Everything that must be the same as without deaths. */
export async function endState(place: Place) {
  const plan = (await place.disk.plan('plan-1')) as Plan;
  return JSON.stringify({
    ...visible(place.world),
    plan: plan.state,
    problem: plan.problem?.code ?? null,
    actions: plan.actions.map((r) => `${r.action.id} ${r.state}`),
  });
}

export const ACTIONS = (await bookingPlan()).actions.map((a) => a.id);
export const UNDOABLE = ['hold-google', 'hold-microsoft', 'panel', 'note'];
