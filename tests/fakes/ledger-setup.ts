import { Failure, type Problem } from '@/lib/domain/problem';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger, type LedgerDeps } from '@/lib/ledger/executor';
import type { ActionHandler, Plan } from '@/lib/ledger/plan';
import { bookingHandlers, bookingPlan } from './ledger-booking';
import { instantClock, memoryLedgerStore, memoryLock } from './ledger-memory';
import { emptyWorld, type World } from './ledger-world';

/** A ledger over fake services; `change` replaces parts of single handlers. */
export function setUp(
  change: Record<string, Partial<ActionHandler>> = {},
  deps: Partial<LedgerDeps> & { store?: ReturnType<typeof memoryLedgerStore> } = {},
) {
  const world = emptyWorld();
  const store = deps.store ?? memoryLedgerStore();
  const clock = instantClock();
  const lock = deps.lock ?? memoryLock();
  const handlers = bookingHandlers(world).map((handler) => ({ ...handler, ...change[handler.kind] }));
  const audit = createAudit({ store, keys: store, clock, lock });
  const ledger = createLedger({ store, audit, handlers, clock, lock, ...deps });
  const approved = async () => {
    const { id } = await ledger.propose(await bookingPlan());
    return ledger.approve(id, 'user-rec');
  };
  const booked = async () => ledger.run((await approved()).id);
  return { world, store, clock, audit, ledger, approved, booked };
}

/** A failure as a service would give it. */
export const failing = (code: string, more: Partial<Problem> = {}) =>
  new Failure({ code, message: `Answered ${code}.`, next: 'Wait.', ...more });
export const movedByAna = (world: World) => {
  for (const event of world.google) event.title += ' (moved)';
};
export const states = (plan: Plan) => plan.actions.map((r) => r.state).join(' ');
export const nothing = { google: [], microsoft: [], panels: [], notes: [], outbox: [] };
