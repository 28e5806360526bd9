import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ApprovalItem, Approved, approvePlans, Inbox } from './contract';
import { moved, NOTHING, pruned, type Selection, toggled } from './rules';

export type ApprovalsClient = Client<typeof approvePlans>;
export type Doing = 'approve' | 'turn-down' | 'again' | 'undo' | 'open';
export type Asking = { what: 'several' | 'turn-down' | 'undo'; planIds: string[] };

export interface InboxState {
  inbox: Inbox | null;
  /** Why the list could not be read, or a call failed as a whole. */
  problem: Problem | null;
  selection: Selection;
  /** The card that shows every write, and since when it does (ms epoch). */
  opened: { planId: string; at: number } | null;
  asking: Asking | null;
  /** By plan id. */
  doing: Readonly<Record<string, Doing>>;
  /** What to read on a card: why it was refused, or why it stands in place of another one. */
  notices: Readonly<Record<string, Problem>>;
  /** Results of checks made for the preview of several, by plan id. */
  checks: Readonly<Record<string, { ok: boolean; problem: Problem | null }>>;
  /** Results of one bulk approval, by plan id. */
  results: Readonly<Record<string, Approved>>;
  /** How far the approval of several is. */
  several: 'asked' | 'running' | 'finished';
  /** Said aloud. */
  said: string;
}

export interface InboxActions {
  load(): Promise<void>;
  move(step: number, extend: boolean): void;
  toggle(planId: string, extend: boolean): void;
  chooseAll(on: boolean): void;
  open(planId: string | null): void;
  focus(planId: string): void;
  ask(asking: Asking | null): void;
  /** Checks all plans of the preview of several, one after the other. */
  check(planIds: readonly string[]): Promise<void>;
  /** One after the other; one that fails neither stops nor hides the others. */
  approve(planIds: readonly string[]): Promise<void>;
  turnDown(planIds: readonly string[], reason: string): Promise<void>;
  again(planId: string): Promise<void>;
  undo(planId: string, force: boolean): Promise<void>;
  change(planId: string): Promise<void>;
  openWaiting(id: string): Promise<void>;
  stopLooking(id: string): Promise<void>;
}

export type InboxStore = StoreApi<InboxState & InboxActions>;

/** How often a running plan is asked for, ms. */
const POLL = 400;

const REPLACED = 'Nothing was done and nobody was told. This is the next best; it needs a yes of its own.';

/** Cards in the order of the page. */
export const cardsOf = (inbox: Inbox | null): ApprovalItem[] =>
  inbox ? [...inbox.open, ...inbox.expired, ...inbox.decided] : [];

const without = <T>(all: Readonly<Record<string, T>>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== id));

/** The page's state over a client. What goes wrong with one plan stands on its card; nothing is dropped. */
export function createInboxStore({ client, clock }: { client: ApprovalsClient; clock: Clock }): InboxStore {
  return createStore<InboxState & InboxActions>((set, get) => {
    let turn = 0;
    const ids = () => cardsOf(get().inbox).map((item) => item.planId);
    const openIds = () => (get().inbox?.open ?? []).map((item) => item.planId);
    const noticed = (planId: string, problem: Problem | null) =>
      set(({ notices }) => ({
        notices: problem ? { ...notices, [planId]: problem } : without(notices, planId),
      }));

    /** Puts one changed item into the list at once; the next reading sorts it in. */
    const put = (item: ApprovalItem) =>
      set(({ inbox }) => {
        if (!inbox) return {};
        const swap = (items: ApprovalItem[]) => items.map((one) => (one.planId === item.planId ? item : one));
        return {
          inbox: {
            ...inbox,
            open: swap(inbox.open),
            expired: swap(inbox.expired),
            decided: swap(inbox.decided),
          },
        };
      });

    /** Runs one call about one plan, with the card marked; a problem ends on the card. */
    async function about<T>(planId: string, doing: Doing, call: () => Promise<T>): Promise<T | null> {
      if (get().doing[planId]) return null;
      set((state) => ({ doing: { ...state.doing, [planId]: doing } }));
      noticed(planId, null);
      try {
        return await call();
      } catch (error) {
        noticed(planId, problemOf(error));
        return null;
      } finally {
        set((state) => ({ doing: without(state.doing, planId) }));
      }
    }

    /** Shows how far a plan is while the call that runs it is under way. */
    async function follow(planId: string, signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        try {
          await clock.sleep(POLL, signal);
          const item = await client.item({ planId });
          if (!signal.aborted) put(item);
        } catch {
          // The call that runs the plan tells what is wrong; this is only its picture.
          if (signal.aborted) return;
        }
      }
    }

    async function approveOne(planId: string): Promise<void> {
      const watching = new AbortController();
      const result = await about(planId, 'approve', async () => {
        void follow(planId, watching.signal);
        return client.approve({ planId });
      });
      watching.abort();
      if (!result) return;
      put(result.item);
      set(({ results, selection }) => ({
        results: { ...results, [planId]: result },
        selection: { ...selection, chosen: selection.chosen.filter((id) => id !== planId) },
      }));
      if (!result.problem) return;
      if (!result.instead) return noticed(planId, result.problem);
      noticed(result.instead.planId, { ...result.problem, next: REPLACED });
      set(({ selection }) => ({ selection: { ...selection, at: result.instead?.planId ?? null } }));
      get().open(result.instead.planId);
    }

    const saidOf = (planIds: readonly string[]): string => {
      const outcomes = planIds.map((id) => get().results[id]?.outcome ?? 'refused');
      const good = outcomes.filter((one) => one === 'done' || one === 'running').length;
      return good === outcomes.length
        ? `${good} approved.`
        : `${good} approved, ${outcomes.length - good} not; the reason stands beside each.`;
    };

    return {
      inbox: null,
      problem: null,
      selection: NOTHING,
      opened: null,
      asking: null,
      doing: {},
      notices: {},
      checks: {},
      results: {},
      several: 'asked',
      said: '',

      async load() {
        const mine = ++turn;
        try {
          const inbox = await client.inbox({});
          if (mine !== turn) return;
          set(({ selection, opened }) => {
            const all = cardsOf(inbox).map((item) => item.planId);
            const chosen = pruned(
              selection,
              inbox.open.map((item) => item.planId),
            );
            const at = chosen.at !== null && all.includes(chosen.at) ? chosen.at : null;
            const selected = chosen.at === at ? chosen : { ...chosen, at };
            return {
              inbox,
              problem: null,
              selection: selected,
              opened: opened && all.includes(opened.planId) ? opened : null,
            };
          });
        } catch (error) {
          if (mine === turn) set({ problem: problemOf(error) });
        }
      },

      move: (step, extend) =>
        set(({ selection }) => ({ selection: pruned(moved(selection, ids(), step, extend), openIds()) })),
      toggle: (planId, extend) =>
        set(({ selection }) => ({ selection: pruned(toggled(selection, ids(), planId, extend), openIds()) })),
      chooseAll: (on) =>
        set(({ selection }) => ({ selection: { ...selection, anchor: null, chosen: on ? openIds() : [] } })),
      focus: (planId) => set(({ selection }) => ({ selection: { ...selection, at: planId } })),
      open: (planId) => set({ opened: planId === null ? null : { planId, at: clock.now() } }),
      ask: (asking) => set({ asking, checks: {}, results: {}, several: 'asked' }),

      async check(planIds) {
        for (const planId of planIds) {
          if (get().asking?.what !== 'several') return;
          let found: { ok: boolean; problem: Problem | null };
          try {
            found = await client.check({ planId });
          } catch (error) {
            found = { ok: false, problem: problemOf(error) };
          }
          set(({ checks }) => ({ checks: { ...checks, [planId]: found } }));
        }
      },

      async approve(planIds) {
        set({ several: 'running' });
        for (const planId of planIds) await approveOne(planId);
        set({ said: saidOf(planIds), several: 'finished' });
        await get().load();
      },

      async turnDown(planIds, reason) {
        set({ asking: null });
        for (const planId of planIds)
          await about(planId, 'turn-down', () => client.turnDown({ planId, reason }));
        await get().load();
        set({ said: planIds.length === 1 ? 'Turned down.' : `${planIds.length} turned down.` });
      },

      async again(planId) {
        const fresh = await about(planId, 'again', () => client.proposeAgain({ planId }));
        await get().load();
        if (!fresh) return;
        set(({ selection }) => ({ selection: { ...selection, at: fresh.planId }, said: 'Proposed again.' }));
        get().open(fresh.planId);
      },

      async undo(planId, force) {
        set({ asking: null });
        const watching = new AbortController();
        const undone = await about(planId, 'undo', async () => {
          void follow(planId, watching.signal);
          return client.undo({ planId, force });
        });
        watching.abort();
        if (undone) put(undone);
        await get().load();
        if (undone?.state === 'undone') set({ said: 'Everything was taken back.' });
      },

      change: async (planId) => void (await about(planId, 'open', () => client.change({ planId }))),

      async openWaiting(id) {
        await about(id, 'open', () => client.openWaiting({ id }));
      },
      async stopLooking(id) {
        await about(id, 'turn-down', () => client.stopLooking({ id }));
        await get().load();
      },
    };
  });
}
