import { Failure } from '@/lib/domain/problem';
import { oneLine } from '@/lib/interviews/one-line';
import type { Plan } from '@/lib/ledger/plan';
import type { Caller, Implementation } from '@/lib/messaging/contract';
import type { Change } from '@/lib/scheduling/panel';
import { searchPanel } from '@/lib/scheduling/search-panel';
import { createInterviewApproval } from './approval';
import { doubleBookingWarning, PREVIEW_LIFE_MS, planView } from './book';
import {
  type CandidateState,
  mergeAdjustment,
  readState,
  rememberSetup,
  writeState,
} from './candidate-state';
import type { PlanView, ScheduleView, scheduleInterview } from './contract';
import type { BookingContext } from './people';
import type { ScheduleInterviewPorts } from './ports';
import { createProposeEntered } from './propose-entered';
import { interviewSetupSchema } from './schema';
import { createInterviewSearch, type Searched } from './search';
import { createWatchStore } from './watch-store';

const ASKED_OF_PEOPLE: ReadonlySet<Change['kind']> = new Set(['move-meeting', 'ask-candidate']);
const startOf = (plan: Plan): number | null => (plan.context as BookingContext | null)?.slot.start ?? null;

/** Where the panel is: told by the browser, not by the message. */
export interface Screen {
  current(caller: Caller): Promise<{ opportunityId: string | null; theme: 'light' | 'dark' | null }>;
  closePanel(caller: Caller): Promise<void>;
}

/** The workflow in the background worker. Holds no state of its own: everything is in the injected stores. */
export function createScheduleInterview(ports: ScheduleInterviewPorts, screen: Screen) {
  const { ledger, memory, kept, clock } = ports;
  const finder = createInterviewSearch(ports);
  const { search, shared } = finder;
  const watch = createWatchStore(kept);
  const approval = createInterviewApproval(ports, finder);
  const entered = createProposeEntered({ ports, search: finder, approval, watch });

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

  async function preview(opportunityId: string, start: number, roomId: string | null): Promise<PlanView> {
    const { api } = await ports.lever();
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
    const facts = found.prepared.input.facts;
    [facts.panels, facts.notes] = await Promise.all([api.panels(opportunityId), api.notes(opportunityId)]);
    const draft = await finder.draft(found, slot, ports.newId());
    return planView(await ledger.propose(draft), { warning: doubleBookingWarning(found.prepared) });
  }

  /**
   * What a person chose, measured against what was proposed: a proposal that was waiting in the inbox if there is
   * one (it is overtaken now), else the first of the times the panel showed.
   */
  async function tellGovernance(plan: Plan, by: string): Promise<void> {
    const { opportunityId, workflow } = plan;
    const open = await ledger.plans({ opportunityId, workflow, states: ['proposed'] });
    const proposals = open.filter((one) => one.origin === 'fulcrum' && one.id !== plan.id);
    const verdict = { workflow, postingId: plan.postingId, by, at: clock.now() };
    for (const one of proposals) {
      await ledger.discard(one.id, by);
      const outcome = startOf(one) === startOf(plan) ? 'agreed' : 'changed';
      await ports.governance.record({ ...verdict, planId: one.id, outcome });
    }
    if (proposals.length > 0) return;
    const first = (plan.context as BookingContext | null)?.about?.rank === 0;
    await ports.governance.record({ ...verdict, planId: plan.id, outcome: first ? 'agreed' : 'changed' });
  }

  async function automate(opportunityId: string, on: boolean): Promise<ScheduleView> {
    const found = await search(opportunityId, false);
    const { facts, remembered } = found.prepared.input;
    if (!facts.posting)
      throw new Failure({
        code: 'no-posting',
        message: 'This candidate is not on a posting, so there is no stage of one to watch.',
        next: 'Move the candidate to a posting in Lever first.',
      });
    if (on && !remembered) await rememberSetup(kept, facts, interviewSetupSchema.parse(found.prepared.setup));
    const stageId = facts.opportunity.stage;
    await entered.automate(
      {
        postingId: facts.posting.id,
        stageId,
        posting: oneLine(facts.posting.text, 120),
        stage: oneLine(facts.stage?.text ?? stageId, 80),
      },
      on,
    );
    return (await search(opportunityId, false)).view;
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
      await tellGovernance(plan, me.id);
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
    await finder.forget(plan.opportunityId);
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
    automate: ({ opportunityId, on }) => automate(opportunityId, on),
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
    compare: ({ planId }) => ledger.compareBeforeUndo(planId),
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
      await shared(opportunityId, false, 'prefetch');
    },
    /** Proposals made by themselves, and what the approvals inbox needs to know about bookings. */
    entered,
    approval: { ...approval, forget: finder.forget },
  };
}
