import type { Clock } from '@/lib/platform/clock';
import type { LoopPlanView } from './contract';
import { isMoving, type LoopActions, type LoopClient, type LoopState } from './store-state';

const POLL = 300;
const POLL_AFTER_FAILURE = 1500;

type Store = LoopState & LoopActions;

export interface FollowDeps {
  client: LoopClient;
  clock: Clock;
  set(change: Partial<Store>): void;
  get(): Store;
  fail(error: unknown, retry: (() => Promise<void>) | null): void;
  /** The calendars are not what they were: read again behind the result. */
  reload(): void;
}

/** Booking and taking back: starts a plan in the worker and follows it until it rests. */
export function followPlans({ client, clock, set, get, fail, reload }: FollowDeps): {
  actions: Pick<LoopActions, 'book' | 'undo' | 'compare' | 'open' | 'openById' | 'closePlan'>;
  stop(): void;
} {
  let watching: AbortController | null = null;

  function rest(plan: LoopPlanView): void {
    watching?.abort();
    set({ plan });
    reload();
    void get().loadPlans();
  }

  /** Follows a moving plan until it rests. */
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
        if (mine.signal.aborted || get().plan?.id !== planId) return;
        if (wait !== POLL) set({ failed: null });
        wait = POLL;
        if (isMoving(plan)) set({ plan });
        else return rest(plan);
      } catch (error) {
        if (mine.signal.aborted) return;
        wait = POLL_AFTER_FAILURE;
        fail(error, null);
      }
    }
  }

  const settle = (plan: LoopPlanView): void => {
    if (get().plan?.id !== plan.id) return;
    if (isMoving(plan)) set({ plan });
    else rest(plan);
  };

  return {
    stop: () => watching?.abort(),
    actions: {
      async book() {
        const { plan } = get();
        if (plan?.state !== 'proposed') return;
        set({ plan: { ...plan, state: 'running' }, failed: null });
        const following = watch(plan.id);
        try {
          settle(await client.book({ planId: plan.id }));
        } catch (error) {
          fail(error, null);
        }
        await following;
      },

      async undo(force = false) {
        const { plan } = get();
        if (!plan || isMoving(plan)) return;
        set({ plan: { ...plan, state: 'undoing' }, failed: null });
        const following = watch(plan.id);
        try {
          settle(await client.undo({ planId: plan.id, force }));
        } catch (error) {
          watching?.abort();
          if (get().plan?.id === plan.id) set({ plan });
          fail(error, () => get().undo(true));
        }
        await following;
      },

      compare: (planId) => client.compare({ planId }),

      open(plan) {
        set({ plan, failed: null });
        if (isMoving(plan)) void watch(plan.id);
      },

      async openById(planId) {
        try {
          get().open(await client.status({ planId }));
        } catch (error) {
          fail(error, () => get().openById(planId));
        }
      },

      async closePlan() {
        const { plan } = get();
        watching?.abort();
        set({ plan: null, failed: null });
        if (!plan) return;
        if (plan.state !== 'proposed') return isMoving(plan) ? get().loadPlans() : undefined;
        try {
          await client.discard({ planId: plan.id });
        } catch (error) {
          fail(error, null);
        }
      },
    },
  };
}
