import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import type { Client } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { PlanView, ScheduleView, scheduleInterview } from './contract';
import type { Adjustment } from './schema';

export type PanelClient = Client<typeof scheduleInterview>;

/** What is under way; the screen stays usable while calendars are read again. */
export type Task = 'load' | 'refresh' | 'search' | 'preview';

export interface PanelState {
  /** `starting` until the worker said which candidate is in front. */
  phase: 'starting' | 'no-candidate' | 'ready';
  opportunityId: string | null;
  theme: 'light' | 'dark' | null;
  view: ScheduleView | null;
  task: Task | null;
  /** The last call that failed, and how to try it again. */
  failed: { problem: Problem; retry: (() => Promise<void>) | null } | null;
  /** Start of the chosen slot, ms epoch. */
  selected: number | null;
  /** The plan in front: previewed, running, or finished. */
  plan: PlanView | null;
  /** Plans of this candidate, newest first; null = not read yet. */
  plans: PlanView[] | null;
}

export interface PanelActions {
  /** Asks which candidate is in front; loads when it changed. Call on start, on focus, and every few seconds. */
  look(): Promise<void>;
  refresh(): Promise<void>;
  adjust(adjustment: Adjustment): Promise<boolean>;
  applyChange(changeId: string): Promise<void>;
  decide(constraintId: string, decision: ConstraintView['decision']): Promise<void>;
  remember(): Promise<void>;
  /** Switches on or off that times are proposed by themselves for this posting and stage. */
  automate(on: boolean): Promise<void>;
  reset(): Promise<void>;
  select(start: number): void;
  preview(start: number, roomId?: string | null): Promise<void>;
  book(): Promise<void>;
  /** Takes everything back; `force` also where something changed since. */
  undo(force?: boolean): Promise<void>;
  /** What undoing the plan would meet; rejects when it could not be asked. */
  compare(planId: string): ReturnType<PanelClient['compare']>;
  open(plan: PlanView): void;
  /** Leaves the preview or the result; a plan only previewed is discarded. */
  closePlan(): Promise<void>;
  loadPlans(): Promise<void>;
  closePanel(): Promise<void>;
  dismissFailure(): void;
  /** Stops polling. */
  dispose(): void;
}

export type PanelStore = StoreApi<PanelState & PanelActions>;

/** A reading older than this is read again while the panel is looked at, ms. */
const FRESH_FOR = 90_000;

/** How often a running plan is asked for its state, ms; slower while the worker does not answer. */
const POLL = 300;
const POLL_AFTER_FAILURE = 1500;

export const isMoving = (plan: PlanView): boolean => plan.state === 'running' || plan.state === 'undoing';

/** The panel's state over a client. Every rejected call ends in `failed`; answers for a candidate left behind are dropped. */
export function createPanelStore({ client, clock }: { client: PanelClient; clock: Clock }): PanelStore {
  return createStore<PanelState & PanelActions>((set, get) => {
    let searches = 0;
    let freshened = 0;
    let previews = 0;
    let watching: AbortController | null = null;

    const fail = (error: unknown, retry: (() => Promise<void>) | null) =>
      set({ failed: { problem: problemOf(error), retry } });

    const showView = (view: ScheduleView) => {
      const slots = view.answer?.slots ?? [];
      const kept = slots.find((slot) => slot.start === get().selected) ?? slots[0];
      set({ view, selected: kept?.start ?? null });
    };

    /** Runs one call that answers with a view; only the newest answer counts. True when it was shown. */
    async function search(
      task: Task,
      call: (opportunityId: string) => Promise<ScheduleView>,
    ): Promise<boolean> {
      const { opportunityId } = get();
      if (!opportunityId) return false;
      const mine = ++searches;
      set({ task, failed: null });
      try {
        const view = await call(opportunityId);
        if (mine !== searches) return false;
        showView(view);
        set({ task: null });
        return true;
      } catch (error) {
        if (mine !== searches) return false;
        set({ task: null });
        fail(error, async () => void (await search(task, call)));
        return false;
      }
    }

    const reload = (refresh: boolean) =>
      search(get().view ? 'refresh' : 'load', (opportunityId) => client.load({ opportunityId, refresh }));

    /** An answer that grew old in front of somebody is read again; a failed try waits as long as a good one. */
    const freshen = () => {
      const { view, task, plan } = get();
      const now = clock.now();
      if (!view?.readAt || task || plan || now - Math.max(view.readAt, freshened) < FRESH_FOR) return;
      freshened = now;
      void reload(true);
    };

    /** A plan came to rest: the calendars are not what they were, so they are read again behind the result. */
    const rest = (plan: PlanView) => {
      watching?.abort();
      set({ plan });
      void reload(true);
      void get().loadPlans();
    };

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

    /** Shows the answer of `book` or `undo`, unless the plan was left meanwhile. */
    const settle = (plan: PlanView) => {
      if (get().plan?.id !== plan.id) return;
      if (isMoving(plan)) set({ plan });
      else rest(plan);
    };

    return {
      phase: 'starting',
      opportunityId: null,
      theme: null,
      view: null,
      task: null,
      failed: null,
      selected: null,
      plan: null,
      plans: null,

      async look() {
        try {
          const { opportunityId, theme } = await client.current({});
          const state = get();
          if (theme !== state.theme) set({ theme });
          if (opportunityId === state.opportunityId && state.phase !== 'starting') {
            freshen();
            return;
          }
          if (state.plan && isMoving(state.plan)) return;
          searches++;
          previews++;
          watching?.abort();
          set({
            opportunityId,
            phase: opportunityId ? 'ready' : 'no-candidate',
            view: null,
            plan: null,
            plans: null,
            selected: null,
            failed: null,
            task: null,
          });
          if (!opportunityId) return;
          await Promise.all([reload(false), get().loadPlans()]);
          freshen();
        } catch (error) {
          fail(error, () => get().look());
        }
      },

      refresh: async () => void (await reload(true)),
      adjust: (adjustment) =>
        search('search', (opportunityId) => client.adjust({ opportunityId, adjustment })),
      applyChange: async (changeId) =>
        void (await search('search', (opportunityId) => client.applyChange({ opportunityId, changeId }))),
      decide: async (constraintId, decision) =>
        void (await search('search', (opportunityId) =>
          client.decide({ opportunityId, constraintId, decision }),
        )),
      remember: async () =>
        void (await search('search', (opportunityId) => client.remember({ opportunityId }))),
      automate: async (on) =>
        void (await search('search', (opportunityId) => client.automate({ opportunityId, on }))),
      reset: async () => void (await search('search', (opportunityId) => client.reset({ opportunityId }))),
      select: (start) => set({ selected: start }),

      async preview(start, roomId) {
        const { opportunityId, task, view } = get();
        if (!opportunityId || task === 'preview') return;
        const mine = ++previews;
        set({ task: 'preview', failed: null });
        const room = roomId ?? view?.answer?.slots.find((slot) => slot.start === start)?.roomId ?? null;
        try {
          const plan = await client.preview({ opportunityId, start, roomId: room });
          if (mine === previews) set({ plan, task: null });
        } catch (error) {
          if (mine !== previews) return;
          set({ task: null });
          fail(error, () => get().preview(start, roomId));
        }
      },

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

      async closePlan() {
        const { plan } = get();
        watching?.abort();
        previews++;
        set((state) => ({ plan: null, failed: null, task: state.task === 'preview' ? null : state.task }));
        if (!plan) return;
        if (plan.state !== 'proposed') return isMoving(plan) ? get().loadPlans() : undefined;
        try {
          await client.discard({ planId: plan.id });
        } catch (error) {
          fail(error, null);
        }
      },

      async loadPlans() {
        const { opportunityId } = get();
        if (!opportunityId) return;
        try {
          const plans = await client.plans({ opportunityId });
          if (get().opportunityId === opportunityId) set({ plans });
        } catch (error) {
          if (get().opportunityId === opportunityId) fail(error, () => get().loadPlans());
        }
      },

      async closePanel() {
        try {
          await client.closePanel({});
        } catch (error) {
          fail(error, null);
        }
      },

      dismissFailure: () => set({ failed: null }),
      dispose: () => watching?.abort(),
    };
  });
}
