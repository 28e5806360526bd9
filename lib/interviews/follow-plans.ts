import type { PlanState } from '@/lib/ledger/plan';
import type { Clock } from '@/lib/platform/clock';

/** How often a running plan is asked for its state, ms; slower while the worker does not answer. */
const POLL = 300;
const POLL_AFTER_FAILURE = 1500;

interface Followed {
  id: string;
  state: PlanState;
}

export interface PlanClient<P extends Followed> {
  status(asked: { planId: string }): Promise<P>;
  book(asked: { planId: string }): Promise<P>;
  undo(asked: { planId: string; force: boolean }): Promise<P>;
  discard(asked: { planId: string }): Promise<unknown>;
}

export interface FollowDeps<P extends Followed> {
  client: PlanClient<P>;
  clock: Clock;
  /** The plan in front; null when none is. */
  plan(): P | null;
  show(plan: P | null): void;
  /** `null` takes the last failure off the screen. */
  fail(error: unknown, retry?: () => Promise<void>): void;
  cleared(): void;
  /** A plan came to rest: the calendars are not what they were. */
  rested(): void;
  /** A plan that goes on was left. */
  left(): Promise<void>;
}

export interface PlanActions<P extends Followed> {
  book(): Promise<void>;
  /** Takes everything back; `force` also where something changed since. */
  undo(force?: boolean): Promise<void>;
  open(plan: P): void;
  openById(planId: string): Promise<void>;
  /** Leaves the preview or the result; a plan only previewed is discarded. */
  closePlan(): Promise<void>;
}

export const isMoving = ({ state }: { state: PlanState }): boolean =>
  state === 'running' || state === 'undoing';

/** Booking and taking back, from a page: starts a plan in the worker and follows it until it rests. */
export function followPlans<P extends Followed>(
  deps: FollowDeps<P>,
): {
  actions: PlanActions<P>;
  stop(): void;
} {
  const { client, clock, plan: front, show, fail } = deps;
  let watching: AbortController | null = null;

  function rest(plan: P): void {
    watching?.abort();
    show(plan);
    deps.rested();
  }

  async function watch(planId: string): Promise<void> {
    watching?.abort();
    const mine = new AbortController();
    watching = mine;
    let wait = POLL;
    while (!mine.signal.aborted) {
      try {
        await clock.sleep(wait, mine.signal);
      } catch {
        return;
      }
      try {
        const plan = await client.status({ planId });
        if (mine.signal.aborted || front()?.id !== planId) return;
        if (wait !== POLL) deps.cleared();
        wait = POLL;
        if (isMoving(plan)) show(plan);
        else return rest(plan);
      } catch (error) {
        if (mine.signal.aborted) return;
        wait = POLL_AFTER_FAILURE;
        fail(error);
      }
    }
  }

  /** Shows the answer of `book` or `undo`, unless the plan was left meanwhile. */
  const settle = (plan: P): void => {
    if (front()?.id !== plan.id) return;
    if (isMoving(plan)) show(plan);
    else rest(plan);
  };

  const actions: PlanActions<P> = {
    async book() {
      const plan = front();
      if (plan?.state !== 'proposed') return;
      deps.cleared();
      show({ ...plan, state: 'running' });
      const following = watch(plan.id);
      try {
        settle(await client.book({ planId: plan.id }));
      } catch (error) {
        fail(error);
      }
      await following;
    },

    async undo(force = false) {
      const plan = front();
      if (!plan || isMoving(plan)) return;
      deps.cleared();
      show({ ...plan, state: 'undoing' });
      const following = watch(plan.id);
      try {
        settle(await client.undo({ planId: plan.id, force }));
      } catch (error) {
        watching?.abort();
        if (front()?.id === plan.id) show(plan);
        fail(error, () => actions.undo(true));
      }
      await following;
    },

    open(plan) {
      deps.cleared();
      show(plan);
      if (isMoving(plan)) void watch(plan.id);
    },

    async openById(planId) {
      try {
        actions.open(await client.status({ planId }));
      } catch (error) {
        fail(error, () => actions.openById(planId));
      }
    },

    async closePlan() {
      const plan = front();
      watching?.abort();
      deps.cleared();
      show(null);
      if (!plan) return;
      if (plan.state !== 'proposed') return isMoving(plan) ? deps.left() : undefined;
      try {
        await client.discard({ planId: plan.id });
      } catch (error) {
        fail(error);
      }
    },
  };
  return { actions, stop: () => watching?.abort() };
}
