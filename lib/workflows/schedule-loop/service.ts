import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Facts } from '@/lib/interviews/facts';
import { covers, type Reading, readCalendars } from '@/lib/interviews/read-calendars';
import { readFacts } from '@/lib/interviews/read-facts';
import type { Comparison } from '@/lib/ledger/compare';
import type { Plan } from '@/lib/ledger/plan';
import type { Implementation } from '@/lib/messaging/contract';
import {
  type LoopBooking,
  loopBookingPlan,
  loopChangePlan,
  loopWarning,
  mustHold,
  PREVIEW_LIFE_MS,
} from './book';
import { contextOf, loopPlanView, panelOf, sessionEvent } from './booked';
import { buildLoopView, loopQuestion, type PreparedLoop, prepareLoop } from './build-view';
import type { LoopPlanView, LoopReply, LoopView, scheduleLoop } from './contract';
import { createHandedOver } from './handed-over';
import type { LoopScreen, ScheduleLoopPorts } from './ports';
import { type LoopChoice, type LoopDraft, loopDraftSchema, loopSetupSchema } from './schema';
import { createLoopsTogether } from './together';

/** What was read longer ago is read again before it is shown as the answer. */
const FACTS_LIFE_MS = 5 * 60_000;
const READING_LIFE_MS = 10 * 60_000;
const REPLIES_LIFE_MS = 60_000;

interface Answers {
  replies: LoopReply[];
  unread: LoopView['problems'][number] | null;
  readAt: number;
}

interface Found {
  prepared: PreparedLoop;
  reading: Reading;
  asked: ReturnType<typeof loopQuestion>;
}

const setupKey = (facts: Facts): string => `loop:${facts.posting?.id ?? 'none'}:${facts.opportunity.stage}`;
const draftKey = (opportunityId: string): string => `loop-candidate:${opportunityId}`;

/**
 * On-sites in the background worker: reads, compiles the question, judges what the page chose, books. It never
 * searches: a search may take seconds, and that belongs into a worker of the page.
 */
export function createScheduleLoop(ports: ScheduleLoopPorts, screen: LoopScreen) {
  const { ledger, memory, kept, clock } = ports;
  const handedOver = createHandedOver(memory, clock);

  async function factsOf(opportunityId: string, refresh: boolean): Promise<Facts> {
    const key = `facts:${opportunityId}`;
    const known = await memory.get<Facts>(key);
    if (known && !refresh && clock.now() - known.readAt < FACTS_LIFE_MS) return known;
    const { api } = await ports.lever();
    const facts = await readFacts(api, memory, opportunityId, clock.now(), refresh);
    await memory.set(key, facts);
    return facts;
  }

  /** Bookings of all kinds: limits count single interviews as well as sessions. */
  async function allPlans(): Promise<Plan[]> {
    const [single, loops] = await Promise.all([
      ledger.plans({ workflow: 'schedule-interview', limit: 500 }),
      ledger.plans({ workflow: 'schedule-loop', limit: 500 }),
    ]);
    return [...single, ...loops];
  }

  /** `given` = facts already at hand, which are not kept. */
  async function prepared(opportunityId: string, refresh: boolean, given?: Facts): Promise<PreparedLoop> {
    const facts = given ?? (await factsOf(opportunityId, refresh));
    const [settings, accounts, rooms, plans, draft, remembered, decided] = await Promise.all([
      ports.settings(),
      ports.accounts(),
      roomsOf(facts),
      allPlans(),
      kept.get(draftKey(opportunityId)),
      kept.get(setupKey(facts)),
      ports.decisions(opportunityId),
    ]);
    const known = loopSetupSchema.safeParse(remembered);
    return prepareLoop({
      facts,
      settings,
      accounts,
      rooms,
      plans,
      draft: loopDraftSchema.catch({}).parse(draft ?? {}),
      remembered: known.success ? known.data : null,
      decided,
      localZone: ports.localZone(),
      now: clock.now(),
    });
  }

  /** Without rooms an on-site can still be planned, so what keeps them away is said beside the rest. */
  async function roomsOf(facts: Facts) {
    try {
      return await ports.rooms();
    } catch (error) {
      const problem = problemOf(error);
      facts.problems = [
        ...facts.problems.filter((p) => p.code !== 'rooms-unreadable'),
        { ...problem, code: 'rooms-unreadable', message: `Rooms could not be read: ${problem.message}` },
      ];
      return [];
    }
  }

  async function readingFor(ready: PreparedLoop, refresh: boolean): Promise<Reading> {
    const key = `reading:${ready.input.facts.opportunity.id}`;
    const known = await memory.get<Reading>(key);
    const fresh = known !== null && clock.now() - known.readAt < READING_LIFE_MS;
    if (!refresh && fresh && covers(known, ready.wanted, ready.horizon)) return known;
    const reading = await readCalendars(ports.calendar, ready.wanted, ready.window, clock.now());
    await memory.set(key, reading);
    return reading;
  }

  async function find(opportunityId: string, refresh: boolean): Promise<Found> {
    const ready = await prepared(opportunityId, refresh);
    const reading = await readingFor(ready, refresh);
    return { prepared: ready, reading, asked: loopQuestion(ready, reading) };
  }

  /** What the guests of the booked sessions have answered in the calendar. */
  async function answersOf({ line }: PreparedLoop, refresh: boolean): Promise<Answers> {
    if (!line) return { replies: [], unread: null, readAt: clock.now() };
    const key = `replies:${line.newest.id}`;
    const known = await memory.get<Answers>(key);
    if (known && !refresh && clock.now() - known.readAt < REPLIES_LIFE_MS) return known;
    const { sessions, organizer } = contextOf(line.newest);
    const answers: Answers = { replies: [], unread: null, readAt: clock.now() };
    try {
      const calendar = await ports.calendar(organizer.provider);
      const events = await Promise.all(
        sessions.map(async (s) => {
          const event = sessionEvent(line, s.id);
          return [s, event ? await calendar.read(event.id) : null] as const;
        }),
      );
      for (const [session, event] of events)
        for (const person of session.who) {
          const guest = event?.guests.find((g) => g.email.toLowerCase() === person.email.toLowerCase());
          const response = guest?.response ?? 'none';
          answers.replies.push({ sessionId: session.id, personId: person.id, response });
        }
    } catch (error) {
      return { ...answers, unread: problemOf(error) };
    }
    await memory.set(key, answers);
    return answers;
  }

  async function view(opportunityId: string, refresh: boolean): Promise<LoopView> {
    const { prepared: ready, reading, asked } = await find(opportunityId, refresh);
    const answers = await answersOf(ready, refresh);
    const shown = buildLoopView(ready, asked, { ...answers, readAt: reading.readAt });
    return { ...shown, suggested: await handedOver.of(opportunityId) };
  }

  async function mustFind(planId: string): Promise<Plan> {
    const plan = await ledger.plan(planId);
    if (plan?.workflow === 'schedule-loop') return plan;
    throw new Failure({
      code: 'plan-unknown',
      message: 'This booking is not known on this machine.',
      next: 'Preview it again.',
    });
  }

  function organizerOf({ input }: PreparedLoop) {
    const account = input.accounts.find((a) => a.provider === input.settings.organizer) ?? input.accounts[0];
    if (account) return account;
    throw new Failure({
      code: 'no-calendar-connected',
      message: 'No calendar is connected, so no event can be created.',
      next: 'Connect Google or Microsoft in the control room.',
    });
  }

  async function booking(
    opportunityId: string,
    choice: LoopChoice,
    proposed: LoopChoice | null,
    gone: string[],
  ): Promise<LoopBooking> {
    const { api, me } = await ports.lever();
    const { prepared: ready, asked } = await find(opportunityId, false);
    if (!asked.question)
      throw new Failure(
        asked.problems[0] ?? {
          code: 'no-question',
          message: 'There is nothing to book yet.',
          next: 'Complete the stage plan.',
        },
      );
    mustHold(asked.question, choice, gone);
    const { facts } = ready.input;
    [facts.panels, facts.notes] = await Promise.all([api.panels(opportunityId), api.notes(opportunityId)]);
    return {
      prepared: ready,
      question: asked.question,
      interviewers: asked.interviewers,
      choice,
      proposed,
      me,
      organizer: organizerOf(ready),
      planId: ports.newId(),
    };
  }

  async function preview(
    opportunityId: string,
    choice: LoopChoice,
    proposed: LoopChoice | null,
  ): Promise<LoopPlanView> {
    const input = await booking(opportunityId, choice, proposed, []);
    if (input.prepared.line)
      throw new Failure({
        code: 'already-booked',
        message: 'This candidate already has an on-site ahead.',
        next: 'Change it, or undo it first.',
      });
    const plan = await ledger.propose(await loopBookingPlan(input));
    return loopPlanView(plan, loopWarning(input.prepared));
  }

  async function previewChange(
    opportunityId: string,
    choice: LoopChoice,
    proposed: LoopChoice | null,
    gone: string[],
  ): Promise<LoopPlanView> {
    const input = await booking(opportunityId, choice, proposed, gone);
    const { line } = input.prepared;
    const panelId = line ? panelOf(line) : null;
    const panel = input.prepared.input.facts.panels.find((p) => p.id === panelId && p.canceledAt === null);
    if (!line || !panel)
      throw new Failure({
        code: 'nothing-booked',
        message: line
          ? 'The panel of this on-site is not in Lever any more.'
          : 'This candidate has no on-site ahead that could be changed.',
        next: line ? 'Undo the on-site and book it again.' : 'Refresh.',
      });
    return loopPlanView(await ledger.propose(await loopChangePlan({ ...input, line, panel })));
  }

  async function forget(opportunityId: string): Promise<void> {
    await Promise.all([
      memory.remove(`facts:${opportunityId}`),
      memory.remove(`reading:${opportunityId}`),
      handedOver.drop(opportunityId),
    ]);
  }

  /** Whether the person took what was proposed first; what nobody proposed says nothing. */
  async function tellGovernance(plan: Plan, by: string): Promise<void> {
    const { asProposed = null } = contextOf(plan);
    if (asProposed === null) return;
    const { workflow, postingId, id: planId } = plan;
    const outcome = asProposed ? 'agreed' : 'changed';
    await ports.governance.record({ workflow, postingId, planId, outcome, by, at: clock.now() });
  }

  async function book(planId: string): Promise<LoopPlanView> {
    const plan = await mustFind(planId);
    if (plan.state === 'proposed') {
      if (clock.now() - plan.createdAt > PREVIEW_LIFE_MS || contextOf(plan).slot.start < clock.now())
        throw new Failure({
          code: 'preview-expired',
          message: 'This preview is too old to book.',
          next: 'Preview the plan again; the calendars are read anew.',
        });
      const { me } = await ports.lever();
      try {
        await ledger.approve(planId, me.id);
        await tellGovernance(plan, me.id);
      } catch (error) {
        // Another tab approved it a moment ago: both get the one booking.
        if ((await mustFind(planId)).state === 'proposed') throw error;
      }
    }
    const done = await ledger.run(planId);
    await forget(plan.opportunityId);
    return loopPlanView(done);
  }

  /** Changes are undone last first; null when nothing was built upon the plan. */
  async function changedSince({ id, opportunityId }: Plan): Promise<Problem | null> {
    const mine = await ledger.plans({ opportunityId, workflow: 'schedule-loop', limit: 100 });
    const after = mine.find((p) => p.state === 'done' && contextOf(p).replaces === id);
    if (!after) return null;
    return {
      code: 'changed-since',
      subject: after.id,
      message: 'This on-site was changed after it was booked.',
      next: 'Undo the change first, then the on-site.',
    };
  }

  async function compare(planId: string): Promise<Comparison> {
    const refusal = await changedSince(await mustFind(planId));
    return refusal ? { planId, items: [], read: 0, refusal } : ledger.compareBeforeUndo(planId);
  }

  async function undo(planId: string, force: boolean): Promise<LoopPlanView> {
    const plan = await mustFind(planId);
    const refusal = await changedSince(plan);
    if (refusal) throw new Failure(refusal);
    const { me } = await ports.lever();
    const undone = await ledger.undo(planId, me.id, { force });
    await forget(plan.opportunityId);
    return loopPlanView(undone);
  }

  const implementation: Implementation<typeof scheduleLoop> = {
    async current(_input, caller) {
      const [seen, { theme }] = await Promise.all([screen.current(caller), ports.settings()]);
      return theme === 'auto' ? seen : { ...seen, theme };
    },
    closePanel: async (_input, caller) => {
      await screen.closePanel(caller);
      return null;
    },
    load: ({ opportunityId, refresh }) => view(opportunityId, refresh),
    save: async ({ opportunityId, draft }) => {
      await kept.set(draftKey(opportunityId), draft satisfies LoopDraft);
      return view(opportunityId, false);
    },
    remember: async ({ opportunityId }) => {
      const ready = await prepared(opportunityId, false);
      await kept.set(setupKey(ready.input.facts), loopSetupSchema.parse(ready.setup));
      return view(opportunityId, false);
    },
    preview: ({ opportunityId, choice, proposed = null }) => preview(opportunityId, choice, proposed),
    previewChange: ({ opportunityId, choice, proposed = null, gone }) =>
      previewChange(opportunityId, choice, proposed, gone),
    book: ({ planId }) => book(planId),
    discard: async ({ planId }) => {
      const { me } = await ports.lever();
      await mustFind(planId);
      return loopPlanView(await ledger.discard(planId, me.id));
    },
    status: async ({ planId }) => loopPlanView(await mustFind(planId)),
    compare: ({ planId }) => compare(planId),
    undo: ({ planId, force }) => undo(planId, force),
    plans: async ({ opportunityId }) =>
      (await ledger.plans({ opportunityId, workflow: 'schedule-loop', limit: 50 })).map((p) =>
        loopPlanView(p),
      ),
  };
  return { implementation, together: createLoopsTogether({ ports, prepared }), suggest: handedOver.put };
}
