import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import { followPlans, isMoving, type PlanActions } from '@/lib/interviews/follow-plans';
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

export interface PanelActions extends Omit<PlanActions<PlanView>, 'openById'> {
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
  /** What undoing the plan would meet; rejects when it could not be asked. */
  compare(planId: string): ReturnType<PanelClient['compare']>;
  loadPlans(): Promise<void>;
  closePanel(): Promise<void>;
  dismissFailure(): void;
  /** Stops polling. */
  dispose(): void;
}

export type PanelStore = StoreApi<PanelState & PanelActions>;

/** A reading older than this is read again while the panel is looked at, ms. */
const FRESH_FOR = 90_000;

/** The panel's state over a client. Every rejected call ends in `failed`; answers for a candidate left behind are dropped. */
export function createPanelStore({ client, clock }: { client: PanelClient; clock: Clock }): PanelStore {
  return createStore<PanelState & PanelActions>((set, get) => {
    let searches = 0;
    let freshened = 0;
    let previews = 0;

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

    const { actions: planActions, stop: stopFollowing } = followPlans<PlanView>({
      client,
      clock,
      plan: () => get().plan,
      show: (plan) => set({ plan }),
      fail: (error, retry) => fail(error, retry ?? null),
      cleared: () => set({ failed: null }),
      rested: () => {
        void reload(true);
        void get().loadPlans();
      },
      left: () => get().loadPlans(),
    });

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
          stopFollowing();
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

      book: planActions.book,
      undo: planActions.undo,
      open: planActions.open,
      compare: (planId) => client.compare({ planId }),
      async closePlan() {
        previews++;
        if (get().task === 'preview') set({ task: null });
        await planActions.closePlan();
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
      dispose: stopFollowing,
    };
  });
}
