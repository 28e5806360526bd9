import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import type { QueueGain, QueuePlan, QueueProgress } from '@/lib/scheduling/queue/types';
import { AT_ONCE, type CandidateState, type planQueueContract, type QueueList } from './contract';
import { choiceOf, heldByPosition, type QueueQuestion } from './rules';
import { type Solver, Stopped } from './solver/solver';

export type QueueClient = Client<typeof planQueueContract>;

export interface QueueState {
  list: QueueList | null;
  /** Why the list could not be read. */
  listProblem: Problem | null;
  loading: boolean;
  /** What Lever says about each candidate, by id; those not read yet are missing. */
  states: Record<string, CandidateState>;
  /** Candidates still being read; null = done. */
  reading: { done: number; of: number } | null;
  phase: 'idle' | 'asking' | 'solving' | 'done' | 'stopped';
  progress: QueueProgress | null;
  question: QueueQuestion | null;
  plan: QueuePlan | null;
  /** Why planning did not work. */
  problem: Problem | null;
  help: {
    phase: 'idle' | 'running' | 'done' | 'stopped';
    gains: QueueGain[];
    done: number;
    of: number;
    /** Combinations of a person and a session that are not tried. */
    untried: number;
  };
  /** Candidates whose on-site was opened from here. */
  opened: ReadonlySet<string>;
}

export interface QueueActions {
  load(refresh?: boolean): Promise<void>;
  choose(stageIds: string[] | null): Promise<void>;
  /** Plans everybody who waits. `refresh` reads the calendars again. */
  planTogether(refresh?: boolean): Promise<void>;
  stop(): void;
  askWhatHelps(): Promise<void>;
  /** Hands the plan of a candidate over; true when the candidate's page may be opened. */
  takeOver(candidate: number): Promise<boolean>;
  /** Looks again at the candidates that were opened from here. */
  lookAgain(): Promise<void>;
  dispose(): void;
}

export type QueueStore = StoreApi<QueueState & QueueActions>;

const NO_HELP = { phase: 'idle' as const, gains: [], done: 0, of: 0, untried: 0 };
const NO_PLAN = {
  phase: 'idle' as const,
  progress: null,
  question: null,
  plan: null,
  problem: null,
  help: NO_HELP,
};

/** Candidates who wait, in the order in which they came. */
export const waitingOf = ({ list, states }: Pick<QueueState, 'list' | 'states'>): string[] =>
  (list?.candidates ?? []).flatMap(({ opportunityId }) =>
    states[opportunityId]?.state === 'waiting' ? [opportunityId] : [],
  );

/** Whoever could not be read has the name of the list. */
function named(question: QueueQuestion, list: QueueList | null): QueueQuestion {
  const nameOf = (id: string): string => list?.candidates.find((one) => one.opportunityId === id)?.name ?? '';
  return {
    ...question,
    left: question.left.map((one) => ({ ...one, name: one.name || nameOf(one.opportunityId) })),
  };
}

export const byGain = (a: QueueGain, b: QueueGain): number =>
  b.placed - a.placed || b.days - a.days || b.points - a.points;

/** The page's state over a client and a solver. Answers to what is not asked any more are dropped. */
export function createQueueStore({ client, solver }: { client: QueueClient; solver: Solver }): QueueStore {
  return createStore<QueueState & QueueActions>((set, get) => {
    let turn = 0;

    /** Reads the list in turn, a few candidates a call; what fails is in the row of the candidate. */
    async function readAll(mine: number, refresh: boolean): Promise<void> {
      const ids = (get().list?.candidates ?? []).map(({ opportunityId }) => opportunityId);
      for (let done = 0; done < ids.length; done += AT_ONCE) {
        set({ reading: { done, of: ids.length } });
        const found = await client.read({ opportunityIds: ids.slice(done, done + AT_ONCE), refresh });
        if (mine !== turn) return;
        set({
          states: { ...get().states, ...Object.fromEntries(found.map((one) => [one.opportunityId, one])) },
        });
      }
      set({ reading: null });
    }

    async function show(ask: () => Promise<QueueList>, refresh: boolean): Promise<void> {
      const mine = ++turn;
      solver.stop();
      set({ ...NO_PLAN, loading: true, reading: null, listProblem: null });
      try {
        const list = await ask();
        if (mine !== turn) return;
        set({ list, loading: false, states: {} });
        await readAll(mine, refresh);
      } catch (error) {
        if (mine === turn) set({ listProblem: problemOf(error), loading: false, reading: null });
      }
    }

    return {
      ...NO_PLAN,
      list: null,
      listProblem: null,
      loading: true,
      states: {},
      reading: null,
      opened: new Set<string>(),

      load: (refresh = false) => show(() => client.list({}), refresh),
      choose: (stageIds) => show(() => client.choose({ stageIds }), false),

      async planTogether(refresh = false) {
        const ids = waitingOf(get());
        if (ids.length === 0) return;
        const mine = ++turn;
        solver.stop();
        set({ ...NO_PLAN, phase: 'asking' });
        try {
          const asked = await client.ask({ opportunityIds: ids, refresh });
          if (mine !== turn) return;
          const question = named(asked, get().list);
          set({ question });
          if (!question.queue) return set({ phase: 'done' });
          set({ phase: 'solving' });
          const plan = await solver.run('plan', { queue: question.queue }, (news) => {
            if (mine !== turn || get().phase !== 'solving') return;
            if (news.kind === 'progress') set({ progress: news.progress });
            if (news.kind === 'better') set({ plan: news.plan });
          });
          if (mine === turn) set({ plan, phase: 'done' });
        } catch (error) {
          if (mine === turn && !(error instanceof Stopped)) set({ problem: problemOf(error), phase: 'idle' });
        }
      },

      stop() {
        const { phase, help, plan } = get();
        if (phase === 'asking') turn++;
        solver.stop();
        if (phase === 'asking' || phase === 'solving') set({ phase: plan ? 'stopped' : 'idle' });
        if (help.phase === 'running') set({ help: { ...help, phase: 'stopped' } });
      },

      async askWhatHelps() {
        const { question, plan } = get();
        if (!question?.queue || !plan) return;
        const mine = turn;
        set({ help: { ...NO_HELP, phase: 'running' }, problem: null });
        try {
          const input = { queue: question.queue, plan, closed: heldByPosition(question) };
          await solver.run('gains', input, (news) => {
            if (mine !== turn || news.kind !== 'gain') return;
            const gains = [...get().help.gains, news.gain].sort(byGain);
            set({ help: { phase: 'running', gains, ...news.progress } });
          });
          if (mine === turn) set({ help: { ...get().help, phase: 'done' } });
        } catch (error) {
          if (mine !== turn || error instanceof Stopped) return;
          set({ problem: problemOf(error), help: NO_HELP });
        }
      },

      async takeOver(candidate) {
        const { question, plan } = get();
        const own = plan?.best.places[candidate]?.plan;
        const opportunityId = question?.candidates[candidate]?.opportunityId;
        if (!question || !opportunityId) return false;
        set({ problem: null });
        try {
          if (own) await client.takeOver({ opportunityId, choice: choiceOf(question, candidate, own) });
          set({ opened: new Set([...get().opened, opportunityId]) });
          return true;
        } catch (error) {
          set({ problem: problemOf(error) });
          return false;
        }
      },

      async lookAgain() {
        const ids = [...get().opened].filter((id) => get().states[id]?.state === 'waiting');
        if (ids.length === 0) return;
        try {
          for (let i = 0; i < ids.length; i += AT_ONCE) {
            const found = await client.read({ opportunityIds: ids.slice(i, i + AT_ONCE), refresh: true });
            set({
              states: {
                ...get().states,
                ...Object.fromEntries(found.map((one) => [one.opportunityId, one])),
              },
            });
          }
        } catch (error) {
          set({ problem: problemOf(error) });
        }
      },

      dispose() {
        turn++;
        solver.stop();
      },
    };
  });
}
