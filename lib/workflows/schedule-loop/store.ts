import { createStore } from 'zustand/vanilla';
import { Failure, problemOf } from '@/lib/domain/problem';
import { followPlans, isMoving } from '@/lib/interviews/follow-plans';
import type { Clock } from '@/lib/platform/clock';
import { objectiveOf, termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopPlan, LoopResult } from '@/lib/scheduling/loop/types';
import type { LoopPlanView, LoopView } from './contract';
import { factViews } from './explain/clash';
import { relaxationsOf } from './explain/relaxations';
import { variantsOf } from './explain/variants';
import { choiceOf, type LoopQuestion } from './question';
import { type Solver, Stopped } from './solver/solver';
import {
  bookedPlan,
  canPreview,
  EMPTY,
  IDLE,
  type LoopActions,
  type LoopClient,
  type LoopState,
  type LoopStore,
  same,
  suggestedPlan,
  UNTOLD,
} from './store-state';

/** The page's state over a client and a solver. Answers for a candidate or a question left behind are dropped. */
export function createLoopStore({
  client,
  solver,
  clock,
}: {
  client: LoopClient;
  solver: Solver;
  clock: Clock;
}): LoopStore {
  return createStore<LoopState & LoopActions>((set, get) => {
    let asked = 0;
    /** Of the plan handed over that was left for a search of its own; it does not come back by itself. */
    let left = 0;

    const fail = (error: unknown, retry: (() => Promise<void>) | null): void => {
      if (error instanceof Stopped) return;
      set({ failed: { problem: problemOf(error), retry } });
    };

    /** Runs one call that answers with a view; only the newest answer counts. */
    async function call(
      task: NonNullable<LoopState['task']>,
      ask: (id: string) => Promise<LoopView>,
    ): Promise<boolean> {
      const { opportunityId } = get();
      if (!opportunityId) return false;
      const mine = ++asked;
      set({ task, failed: null });
      try {
        const view = await ask(opportunityId);
        if (mine !== asked) return false;
        set({ task: null });
        arrived(view);
        return true;
      } catch (error) {
        if (mine !== asked) return false;
        set({ task: null });
        fail(error, async () => void (await call(task, ask)));
        return false;
      }
    }

    /** A new question makes everything found for the old one void; the same question keeps it. */
    function arrived(view: LoopView): void {
      const before = get().view?.question;
      const unchanged =
        JSON.stringify(before) === JSON.stringify(view.question) && get().search.phase !== 'idle';
      // A search under way, and everything found, belongs to this very question.
      if (unchanged && before) {
        set({ view: { ...view, question: before }, outdated: false });
        return;
      }
      set({ view, outdated: false });
      const booked = bookedPlan(view);
      set({
        ...UNTOLD,
        search: IDLE,
        past: [],
        future: [],
        planB: null,
        gone: [],
        proposal: null,
        shown: booked,
      });
      solver.stop();
      if (!view.question) return;
      if (booked) {
        set({ search: { ...IDLE, phase: 'proven' } });
        void beside(view.question, booked, null);
      } else if (!begunWith(view.question, suggestedPlan(view))) void find(view.question);
    }

    /** A plan chosen elsewhere is shown as it is, pinned; whoever wants the best for this candidate alone searches on. */
    function begunWith(question: LoopQuestion, plan: LoopPlan | null): boolean {
      if (!plan || left === get().view?.suggested?.at) return false;
      set({
        shown: plan,
        proposal: plan,
        pinned: new Set(question.sessions.map(({ id }) => id)),
        search: { ...IDLE, phase: 'stopped', objective: objectiveOf(termsOf(question.instance, plan)) },
      });
      void beside(question, plan, null);
      return true;
    }

    const current = (question: LoopQuestion): boolean => get().view?.question === question;

    async function find(question: LoopQuestion, pin?: (number | null)[]): Promise<void> {
      set({ ...UNTOLD, search: { ...IDLE, phase: 'running' }, ...(pin ? {} : { shown: null }) });
      try {
        const result = await solver.run(
          'solve',
          { instance: question.instance, ...(pin ? { pin } : {}) },
          (progress) => {
            if (!current(question) || get().search.phase !== 'running') return;
            set({
              search: { ...get().search, objective: progress.objective, bound: progress.bound },
              ...(progress.plan ? { shown: progress.plan } : {}),
              ...(progress.plan && !pin ? { proposal: progress.plan } : {}),
            });
          },
        );
        if (!current(question)) return;
        const phase =
          result.status === 'OPTIMAL' ? 'proven' : result.status === 'INFEASIBLE' ? 'impossible' : 'unproven';
        set({ search: { phase, objective: result.objective, bound: result.bound, result } });
        if (result.plan) {
          set({ shown: result.plan, ...(pin ? {} : { proposal: result.plan }) });
          await beside(question, result.plan, pin ? null : result);
        } else if (phase === 'impossible' && !pin) await explain(question, result);
        else if (pin) fail(pinnedTooHard(), null);
      } catch (error) {
        if (current(question)) fail(error, () => get().searchAgain());
      }
    }

    /** What is worth knowing about a plan, found behind it; `result` = it is an answer that can be checked. */
    async function beside(question: LoopQuestion, plan: LoopPlan, result: LoopResult | null): Promise<void> {
      const { instance } = question;
      try {
        const repairs = await solver.run('repairs', { instance, plan });
        if (current(question) && same(get().shown, plan)) set({ repairs });
        if (get().view?.booked) return;
        const alternatives = await solver.run('alternatives', { instance, plan });
        if (current(question)) set({ alternatives });
        if (result?.status !== 'OPTIMAL') return;
        const declineProof = await solver.run('declineProof', { instance });
        if (current(question)) set({ declineProof });
        // Last, because it may take many seconds; whatever is asked meanwhile ends it.
        const checked = await solver.run('check', { instance, result, explanation: null });
        if (current(question)) set({ checked });
      } catch (error) {
        fail(error, null);
      }
    }

    async function explain(question: LoopQuestion, result: LoopResult): Promise<void> {
      const { view } = get();
      if (!view) return;
      const { instance } = question;
      const { explanation, facts } = await solver.run('explain', { instance });
      if (!current(question)) return;
      set({ facts: facts ? factViews(view, question, facts) : [] });
      const remedies = await solver.run('remedies', { instance, explanation, variants: variantsOf(view) });
      if (!current(question)) return;
      set({ relaxations: relaxationsOf(view, remedies) });
      const checked = await solver.run('check', { instance, result, explanation });
      if (current(question)) set({ checked });
    }

    const following = followPlans<LoopPlanView>({
      client,
      clock,
      plan: () => get().plan,
      show: (plan) => set({ plan }),
      fail: (error, retry) => fail(error, retry ?? null),
      cleared: () => set({ failed: null }),
      rested: () => {
        set({ outdated: true });
        void call('refresh', (opportunityId) => client.load({ opportunityId, refresh: true }));
        void get().loadPlans();
      },
      left: () => get().loadPlans(),
    });

    const change = (plan: LoopPlan): void => {
      const { shown, past } = get();
      if (!shown || same(shown, plan)) return;
      set({ past: [...past, shown].slice(-100), future: [], shown: plan, repairs: null });
    };

    return {
      ...EMPTY,
      phase: 'starting',
      opportunityId: null,
      theme: null,

      async look() {
        try {
          const { opportunityId, theme } = await client.current({});
          const state = get();
          if (theme !== state.theme) set({ theme });
          if (opportunityId === state.opportunityId && state.phase !== 'starting') return;
          if (state.plan && isMoving(state.plan)) return;
          if (opportunityId) await get().show(opportunityId);
          else set({ ...EMPTY, opportunityId: null, phase: 'no-candidate' });
        } catch (error) {
          fail(error, () => get().look());
        }
      },

      async show(opportunityId) {
        asked++;
        following.stop();
        solver.stop();
        set({ ...EMPTY, opportunityId, phase: 'ready' });
        await Promise.all([
          call('load', (id) => client.load({ opportunityId: id, refresh: false })),
          get().loadPlans(),
        ]);
      },

      refresh: async () =>
        void (await call('refresh', (opportunityId) => client.load({ opportunityId, refresh: true }))),

      async save(draft, text) {
        const before = get().view?.draft ?? {};
        const done = await call('save', (opportunityId) => client.save({ opportunityId, draft }));
        if (done) set({ drafts: [...get().drafts, { draft: before, text }] });
        return done;
      },

      async undoSave() {
        const last = get().drafts.at(-1);
        if (!last) return;
        const done = await call('save', (opportunityId) => client.save({ opportunityId, draft: last.draft }));
        if (done) set({ drafts: get().drafts.slice(0, -1) });
      },

      remember: async () => void (await call('save', (opportunityId) => client.remember({ opportunityId }))),

      async relax(relaxation) {
        const { view } = get();
        if (view) await get().save(relaxation.apply(view.draft), relaxation.text);
      },

      async decide(wishId, decision) {
        const { view } = get();
        const wish = view?.wishes.find(({ id }) => id === wishId);
        if (!view || !wish) return;
        const verb =
          decision === 'confirmed' ? 'Counts' : decision === 'dismissed' ? 'Ignored' : 'Open again';
        await get().save(
          { ...view.draft, wishes: { ...view.draft.wishes, [wishId]: decision } },
          `${verb}: ${wish.text}`,
        );
      },

      stop() {
        const { search } = get();
        solver.stop();
        if (search.phase === 'running') set({ search: { ...search, phase: 'stopped' } });
      },

      async searchAgain() {
        const { view, shown, pinned } = get();
        if (!view?.question) return;
        solver.stop();
        const question = view.question;
        const pin = shown
          ? question.sessions.map(({ id }, s) => (pinned.has(id) ? (shown.start[s] ?? null) : null))
          : [];
        if (shown) set({ past: [...get().past, shown], future: [] });
        await find(question, pin.some((start) => start !== null) ? pin : undefined);
      },

      async searchAlone() {
        left = get().view?.suggested?.at ?? 0;
        set({ pinned: new Set() });
        await get().searchAgain();
      },

      pin(sessionId, on) {
        const pinned = new Set(get().pinned);
        if (on) pinned.add(sessionId);
        else pinned.delete(sessionId);
        set({ pinned });
      },

      edit: change,
      take: change,
      undoEdit() {
        const { past, shown, future } = get();
        const last = past.at(-1);
        if (last && shown)
          set({ past: past.slice(0, -1), shown: last, future: [shown, ...future], repairs: null });
      },
      redoEdit() {
        const { past, shown, future } = get();
        const [next, ...left] = future;
        if (next && shown) set({ past: [...past, shown], shown: next, future: left, repairs: null });
      },

      async somebodyGone(ids) {
        const { view } = get();
        const booked = bookedPlan(view);
        if (!view?.question || !booked) return;
        const { question } = view;
        solver.stop();
        set({ gone: ids, planB: null, past: [], future: [], proposal: null, shown: booked });
        if (ids.length === 0) return void beside(question, booked, null);
        set({ search: { ...IDLE, phase: 'running' } });
        try {
          const gone = ids.map((id) => question.people.findIndex((p) => p.id === id)).filter((p) => p >= 0);
          const planB = await solver.run('planB', { instance: question.instance, plan: booked, gone });
          if (!current(question)) return;
          set({
            planB,
            proposal: planB.plan,
            search: { ...IDLE, phase: 'proven' },
            ...(planB.plan ? { shown: planB.plan } : {}),
          });
        } catch (error) {
          fail(error, () => get().somebodyGone(ids));
        }
      },

      async preview() {
        const { opportunityId, view, shown, task, gone, proposal } = get();
        if (!opportunityId || !view?.question || !shown || task === 'preview' || !canPreview(get())) return;
        const choice = choiceOf(view.question, shown);
        const proposed = proposal && choiceOf(view.question, proposal);
        set({ task: 'preview', failed: null });
        try {
          const plan = view.booked
            ? await client.previewChange({ opportunityId, choice, gone, proposed })
            : await client.preview({ opportunityId, choice, proposed });
          if (get().opportunityId === opportunityId) set({ plan, task: null });
        } catch (error) {
          set({ task: null });
          fail(error, () => get().refresh());
        }
      },

      ...following.actions,
      compare: (planId) => client.compare({ planId }),

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
      dispose() {
        following.stop();
        solver.stop();
      },
    };
  });
}

const pinnedTooHard = (): Failure =>
  new Failure({
    code: 'pinned-too-hard',
    message: 'No plan keeps the pinned sessions where they are.',
    next: 'Unpin one of them, or undo.',
  });
