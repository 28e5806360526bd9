import { Failure } from '@/lib/domain/problem';
import type { Facts } from '@/lib/interviews/facts';
import { covers, type Reading, readCalendars } from '@/lib/interviews/read-calendars';
import { readFacts } from '@/lib/interviews/read-facts';
import type { Caller, Implementation } from '@/lib/messaging/contract';
import type { Change, PanelAnswer } from '@/lib/scheduling/panel';
import { searchPanel } from '@/lib/scheduling/search-panel';
import { bookingPlan, doubleBookingWarning, PREVIEW_LIFE_MS, planView } from './book';
import { buildView, type Prepared, prepare, question } from './build-view';
import {
  type CandidateState,
  mergeAdjustment,
  readState,
  rememberedSetup,
  rememberSetup,
  writeState,
} from './candidate-state';
import type { PlanView, ScheduleView, scheduleInterview } from './contract';
import type { ScheduleInterviewPorts } from './ports';
import { interviewSetupSchema } from './schema';

/** Prefetched facts and calendars older than this are read again before they are shown as the answer. */
const FACTS_LIFE_MS = 5 * 60_000;
const READING_LIFE_MS = 10 * 60_000;
const ASKED_OF_PEOPLE: ReadonlySet<Change['kind']> = new Set(['move-meeting', 'ask-candidate']);

/** Where the panel is: told by the browser, not by the message. */
export interface Screen {
  current(caller: Caller): Promise<{ opportunityId: string | null; theme: 'light' | 'dark' | null }>;
  closePanel(caller: Caller): Promise<void>;
}

interface Searched {
  prepared: Prepared;
  reading: Reading | null;
  answer: PanelAnswer | null;
  asked: ReturnType<typeof question>;
  view: ScheduleView;
}

/** The workflow in the background worker. Holds no state of its own: everything is in the injected stores. */
export function createScheduleInterview(ports: ScheduleInterviewPorts, screen: Screen) {
  const { ledger, memory, kept, clock } = ports;
  const underway = new Map<string, Promise<Searched>>();

  async function factsOf(opportunityId: string, refresh: boolean): Promise<Facts> {
    const key = `facts:${opportunityId}`;
    const known = await memory.get<Facts>(key);
    if (known && !refresh && clock.now() - known.readAt < FACTS_LIFE_MS) return known;
    const { api } = await ports.lever();
    const facts = await readFacts(api, memory, opportunityId, clock.now(), refresh);
    await memory.set(key, facts);
    return facts;
  }

  async function prepared(opportunityId: string, refresh: boolean): Promise<Prepared> {
    const facts = await factsOf(opportunityId, refresh);
    const [settings, accounts, state, remembered, plans, loops] = await Promise.all([
      ports.settings(),
      ports.accounts(),
      readState(kept, opportunityId),
      rememberedSetup(kept, facts),
      ledger.plans({ workflow: 'schedule-interview', limit: 500 }),
      // Sessions of on-sites count towards everybody's limits too.
      ledger.plans({ workflow: 'schedule-loop', limit: 500 }),
    ]);
    const needsRooms =
      (state.adjustment.setup?.roomPolicy ?? remembered?.roomPolicy ?? settings.roomPolicy) !== 'none';
    const rooms = needsRooms ? await ports.rooms() : [];
    return prepare({
      facts,
      settings,
      accounts,
      state,
      remembered,
      rooms,
      plans: [...plans, ...loops],
      localZone: ports.localZone(),
      now: clock.now(),
    });
  }

  async function readingFor(
    ready: Prepared,
    refresh: boolean,
  ): Promise<{ reading: Reading; network: number }> {
    const key = `reading:${ready.input.facts.opportunity.id}`;
    const known = await memory.get<Reading>(key);
    if (
      !refresh &&
      covers(known, ready.wanted, ready.horizon) &&
      clock.now() - known.readAt < READING_LIFE_MS
    )
      return { reading: known, network: 0 };
    const started = clock.now();
    const reading = await readCalendars(ports.calendar, ready.wanted, ready.window, started);
    await memory.set(key, reading);
    return { reading, network: clock.now() - started };
  }

  async function search(opportunityId: string, refresh: boolean): Promise<Searched> {
    const ready = await prepared(opportunityId, refresh);
    const { reading, network } = await readingFor(ready, refresh);
    const asked = question(ready, reading);
    const started = clock.now();
    const answer = asked.request ? searchPanel(asked.request) : null;
    const timing = { network, search: clock.now() - started };
    const view = buildView(ready, {
      request: asked.request,
      answer,
      problems: asked.problems,
      interviewers: asked.interviewers,
      readAt: reading.readAt,
      timing,
    });
    return { prepared: ready, reading, answer, asked, view };
  }

  /** Two panels (or a prefetch and a panel) asking for the same candidate share one reading. */
  function shared(opportunityId: string, refresh: boolean): Promise<Searched> {
    const key = `${opportunityId}:${refresh}`;
    const running = underway.get(key) ?? search(opportunityId, refresh).finally(() => underway.delete(key));
    underway.set(key, running);
    return running;
  }

  async function change(
    opportunityId: string,
    edit: (state: CandidateState, now: Searched | null) => CandidateState,
    withAnswer = false,
  ): Promise<ScheduleView> {
    const now = withAnswer ? await search(opportunityId, false) : null;
    await writeState(kept, opportunityId, edit(await readState(kept, opportunityId), now));
    return (await search(opportunityId, false)).view;
  }

  async function mustFind(planId: string) {
    const plan = await ledger.plan(planId);
    if (plan) return plan;
    throw new Failure({
      code: 'plan-unknown',
      message: 'This booking is not known on this machine.',
      next: 'Preview it again.',
    });
  }

  async function organizerOf(ready: Prepared) {
    const { settings, accounts } = ready.input;
    const account = accounts.find((a) => a.provider === settings.organizer) ?? accounts[0];
    if (account) return account;
    throw new Failure({
      code: 'no-calendar-connected',
      message: 'No calendar is connected, so no event can be created.',
      next: 'Connect Google or Microsoft in the control room.',
    });
  }

  async function preview(opportunityId: string, start: number, roomId: string | null): Promise<PlanView> {
    const { api, me } = await ports.lever();
    const found = await search(opportunityId, false);
    const { request } = found.asked;
    if (!request)
      throw new Failure(
        found.view.problems[0] ?? {
          code: 'no-search',
          message: 'There is nothing to book yet.',
          next: 'Complete the set-up.',
        },
      );
    const end = start + request.durationMinutes * 60_000;
    const rooms = roomId ? request.rooms.filter((r) => r.id === roomId) : request.rooms;
    const slot = searchPanel({ ...request, rooms, horizon: { start, end }, count: 1 }).slots[0];
    if (!slot) {
      throw new Failure({
        code: 'slot-not-free',
        message: 'That time is not free for everybody required any more.',
        next: 'Choose one of the proposed times, or refresh.',
      });
    }
    found.prepared.input.facts.panels = await api.panels(opportunityId);
    const organizer = await organizerOf(found.prepared);
    const draft = await bookingPlan({
      prepared: found.prepared,
      interviewers: found.asked.interviewers,
      request,
      slot,
      me,
      organizer,
      planId: ports.newId(),
    });
    return planView(await ledger.propose(draft), { warning: doubleBookingWarning(found.prepared) });
  }

  async function book(planId: string): Promise<PlanView> {
    const plan = await mustFind(planId);
    if (plan.state === 'proposed') {
      const slot = planView(plan).slot;
      if (clock.now() - plan.createdAt > PREVIEW_LIFE_MS || (slot && slot.start < clock.now())) {
        throw new Failure({
          code: 'preview-expired',
          message: 'This preview is too old to book.',
          next: 'Preview the time again; the calendars are read anew.',
        });
      }
      const { me } = await ports.lever();
      try {
        await ledger.approve(planId, me.id);
      } catch (error) {
        // Another tab approved it a moment ago: both get the one booking.
        if ((await mustFind(planId)).state === 'proposed') throw error;
      }
    }
    const done = await ledger.run(planId);
    await memory.remove(`facts:${plan.opportunityId}`);
    if (done.state === 'done') {
      await memory.remove(`reading:${plan.opportunityId}`);
      return planView(done);
    }
    const again = await search(plan.opportunityId, true);
    const next = again.answer?.slots[0];
    return planView(done, { nextBest: next ? { start: next.start, end: next.end } : null });
  }

  async function undo(planId: string, force: boolean): Promise<PlanView> {
    const plan = await mustFind(planId);
    const { me } = await ports.lever();
    const undone = await ledger.undo(planId, me.id, { force });
    await Promise.all([
      memory.remove(`facts:${plan.opportunityId}`),
      memory.remove(`reading:${plan.opportunityId}`),
    ]);
    return planView(undone);
  }

  async function applyChange(opportunityId: string, changeId: string): Promise<ScheduleView> {
    return change(
      opportunityId,
      (state, now) => {
        const wanted = now?.answer?.changes.find((c) => c.id === changeId);
        if (!wanted)
          throw new Failure({
            code: 'change-gone',
            message: 'That change would not open an earlier time any more.',
            next: 'Look at the list again; it was read anew.',
          });
        if (ASKED_OF_PEOPLE.has(wanted.kind)) {
          throw new Failure({
            code: 'change-needs-people',
            message: 'Somebody else has to make this change.',
            next: 'Copy the message, ask them, and refresh when it is done.',
          });
        }
        return { ...state, applied: [...state.applied, wanted] };
      },
      true,
    );
  }

  const implementation: Implementation<typeof scheduleInterview> = {
    async current(_input, caller) {
      const [seen, { theme }] = await Promise.all([screen.current(caller), ports.settings()]);
      return theme === 'auto' ? seen : { ...seen, theme };
    },
    closePanel: async (_input, caller) => {
      await screen.closePanel(caller);
      return null;
    },
    load: async ({ opportunityId, refresh }) => (await shared(opportunityId, refresh)).view,
    adjust: ({ opportunityId, adjustment }) =>
      change(opportunityId, (state) => ({
        ...state,
        adjustment: mergeAdjustment(state.adjustment, adjustment),
      })),
    applyChange: ({ opportunityId, changeId }) => applyChange(opportunityId, changeId),
    remember: async ({ opportunityId }) => {
      const { prepared: ready } = await search(opportunityId, false);
      await rememberSetup(kept, ready.input.facts, interviewSetupSchema.parse(ready.setup));
      return (await search(opportunityId, false)).view;
    },
    reset: ({ opportunityId }) =>
      change(opportunityId, (state) => ({ ...state, adjustment: {}, applied: [] })),
    decide: ({ opportunityId, constraintId, decision }) =>
      change(opportunityId, (state) => ({
        ...state,
        decisions: { ...state.decisions, [constraintId]: decision },
      })),
    preview: ({ opportunityId, start, roomId }) => preview(opportunityId, start, roomId),
    book: ({ planId }) => book(planId),
    discard: async ({ planId }) => {
      const { me } = await ports.lever();
      return planView(await ledger.discard(planId, me.id));
    },
    status: async ({ planId }) => planView(await mustFind(planId)),
    undo: ({ planId, force }) => undo(planId, force),
    plans: async ({ opportunityId }) =>
      (await ledger.plans({ opportunityId, workflow: 'schedule-interview', limit: 50 })).map((p) =>
        planView(p),
      ),
  };

  return {
    implementation,
    /** Reads everything ahead when a candidate page opens, so that the shortcut shows slots at once. */
    prefetch: async (opportunityId: string): Promise<void> => {
      await shared(opportunityId, false);
    },
  };
}
