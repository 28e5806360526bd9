import { Failure } from '@/lib/domain/problem';
import type { Facts } from '@/lib/interviews/facts';
import { covers, type Reading, readCalendars } from '@/lib/interviews/read-calendars';
import { readFacts } from '@/lib/interviews/read-facts';
import type { PlanDraft } from '@/lib/ledger/propose';
import type { PanelAnswer, ProposedSlot } from '@/lib/scheduling/panel';
import { searchPanel } from '@/lib/scheduling/search-panel';
import { bookingPlan } from './book';
import { buildView, type Prepared, prepare, question } from './build-view';
import { readState, rememberedSetup } from './candidate-state';
import type { ScheduleView } from './contract';
import type { ScheduleInterviewPorts } from './ports';
import { isWatched } from './stage-watch';
import { readWatch } from './watch-store';

/** Prefetched facts and calendars older than this are read again before they are shown as the answer. */
const FACTS_LIFE_MS = 5 * 60_000;
const READING_LIFE_MS = 10 * 60_000;

/** Why Lever is read; the log of readings says so. */
type Purpose = 'panel' | 'prefetch' | 'trigger';

/** One question and its answer, with everything it was made from. */
export interface Searched {
  prepared: Prepared;
  reading: Reading;
  answer: PanelAnswer | null;
  asked: ReturnType<typeof question>;
  view: ScheduleView;
}

export type InterviewSearch = ReturnType<typeof createInterviewSearch>;

/**
 * Reading and searching for one candidate: the same for the panel, for proposals Fulcrum makes by itself and
 * for the check right before one of them is booked.
 */
export function createInterviewSearch(ports: ScheduleInterviewPorts) {
  const { ledger, memory, kept, clock } = ports;
  const underway = new Map<string, Promise<Searched>>();

  async function factsOf(opportunityId: string, refresh: boolean, purpose: Purpose): Promise<Facts> {
    const key = `facts:${opportunityId}`;
    const known = await memory.get<Facts>(key);
    if (known && !refresh && clock.now() - known.readAt < FACTS_LIFE_MS) return known;
    const { api } = await ports.lever(purpose);
    const facts = await readFacts(api, memory, opportunityId, clock.now(), refresh);
    await memory.set(key, facts);
    return facts;
  }

  async function prepared(opportunityId: string, refresh: boolean, purpose: Purpose): Promise<Prepared> {
    const facts = await factsOf(opportunityId, refresh, purpose);
    const [settings, accounts, state, remembered, watch, plans, loops] = await Promise.all([
      ports.settings(),
      ports.accounts(),
      readState(kept, opportunityId),
      rememberedSetup(kept, facts),
      readWatch(kept),
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
      automatic: isWatched(watch.watches, facts.posting?.id ?? null, facts.opportunity.stage),
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

  /** `refresh` reads Lever and the calendars again. */
  async function search(
    opportunityId: string,
    refresh: boolean,
    purpose: Purpose = 'panel',
  ): Promise<Searched> {
    const ready = await prepared(opportunityId, refresh, purpose);
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

  function organizerOf(ready: Prepared) {
    const { settings, accounts } = ready.input;
    const account = accounts.find((a) => a.provider === settings.organizer) ?? accounts[0];
    if (account) return account;
    throw new Failure({
      code: 'no-calendar-connected',
      message: 'No calendar is connected, so no event can be created.',
      next: 'Connect Google or Microsoft in the control room.',
    });
  }

  return {
    search,
    /** Two panels (or a prefetch and a panel) asking for the same candidate share one reading. */
    shared(opportunityId: string, refresh: boolean, purpose: Purpose = 'panel'): Promise<Searched> {
      const key = `${opportunityId}:${refresh}`;
      const running =
        underway.get(key) ?? search(opportunityId, refresh, purpose).finally(() => underway.delete(key));
      underway.set(key, running);
      return running;
    },
    /** What was read about the candidate no longer holds. */
    async forget(opportunityId: string): Promise<void> {
      await Promise.all([memory.remove(`facts:${opportunityId}`), memory.remove(`reading:${opportunityId}`)]);
    },
    /** The booking of one slot as a plan that may be proposed. @throws Failure when nobody could be invited. */
    async draft(found: Searched, slot: ProposedSlot, planId: string): Promise<PlanDraft> {
      const { me } = await ports.lever();
      const { request } = found.asked;
      if (!request)
        throw new Failure(
          found.view.problems[0] ?? {
            code: 'no-search',
            message: 'There is nothing to book yet.',
            next: 'Complete the set-up.',
          },
        );
      const shown = found.answer?.slots.findIndex((s) => s.start === slot.start) ?? -1;
      return bookingPlan({
        prepared: found.prepared,
        interviewers: found.asked.interviewers,
        request,
        slot,
        me,
        organizer: organizerOf(found.prepared),
        planId,
        rank: shown < 0 ? null : shown,
        readAt: found.reading.readAt,
      });
    },
  };
}
