import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Proposal } from '@/lib/governance/policy';
import { spanText } from '@/lib/interviews/times';
import type { Plan } from '@/lib/ledger/plan';
import type { PanelRequest, ProposedSlot } from '@/lib/scheduling/panel';
import { searchPanel } from '@/lib/scheduling/search-panel';
import { interviewAhead } from './book';
import { withHeld } from './held-times';
import type { BookingContext } from './people';
import type { ScheduleInterviewPorts } from './ports';
import type { InterviewSearch, Searched } from './search';

export type InterviewApproval = ReturnType<typeof createInterviewApproval>;

/** `again`: a new proposal in its place makes sense. */
export type Rechecked = { ok: true } | { ok: false; problem: Problem; again: boolean };

const WORKFLOW = 'schedule-interview';
const contextOf = (plan: Plan) => plan.context as BookingContext | null;

/** The same meeting with the people of the plan and nobody else, at its time and nowhere else. */
function exactly(request: PanelRequest, plan: BookingContext, room: string | null): PanelRequest {
  const who = new Set(plan.who);
  const groups = request.groups.map((g) => ({ ...g, members: g.members.filter((id) => who.has(id)) }));
  return {
    ...request,
    groups,
    people: request.people.filter((p) => who.has(p.id) && !p.optional),
    rooms: request.rooms.filter((r) => r.id === room),
    horizon: { start: plan.slot.start, end: plan.slot.end },
    durationMinutes: Math.round((plan.slot.end - plan.slot.start) / 60_000),
    // Divides every step there is, so that a time proposed under another setting is still found.
    stepMinutes: 5,
    count: 1,
  };
}

/** What the approvals inbox has to know about bookings: what they are about, whether they still hold, and the next best. */
export function createInterviewApproval(ports: ScheduleInterviewPorts, search: InterviewSearch) {
  const { ledger, governance, clock } = ports;

  function proposalOf(plan: Pick<Plan, 'postingId' | 'context'>): Proposal {
    const about = (plan.context as BookingContext | null)?.about;
    return {
      workflow: WORKFLOW,
      postingId: plan.postingId,
      roleLevel: about?.roleLevel ?? 'critical',
      critical: about?.critical ?? [
        'This proposal is of an older version and does not say what it was decided on.',
      ],
      rejects: false,
    };
  }

  function gone(plan: Plan, found: Searched): Rechecked {
    const { slot } = contextOf(plan) as BookingContext;
    const { opportunity } = found.prepared.input.facts;
    const about = contextOf(plan)?.about;
    const no = (code: string, message: string, next: string, again = false): Rechecked => ({
      ok: false,
      problem: { code, message, next, subject: opportunity.id },
      again,
    });
    if (opportunity.archived)
      return no('candidate-archived', 'The candidate has been archived meanwhile.', 'Turn this down.');
    if (opportunity.stage !== about?.stageId)
      return no(
        'candidate-moved',
        `The candidate is not in ${about?.stage ?? 'that stage'} any more${found.view.stage ? `, but in ${found.view.stage.name}` : ''}.`,
        'Turn this down, or open the candidate to schedule for the new stage.',
      );
    const ahead = interviewAhead(found.prepared.input.facts, clock.now());
    if (ahead)
      return no(
        'already-scheduled',
        `An interview in this stage was booked meanwhile: ${spanText(ahead.start, ahead.end, slot.zone)}.`,
        'Turn this down.',
      );
    const { request, problems } = found.asked;
    if (!request) {
      const first = problems[0];
      return no(
        'cannot-check',
        first?.message ?? 'The calendars cannot be checked.',
        first?.next ?? 'Open the candidate.',
      );
    }
    const room = roomOf(plan);
    const here = searchPanel(exactly(request, contextOf(plan) as BookingContext, room));
    if (here.slots[0]?.start === slot.start && (!room || here.slots[0].roomId === room)) return { ok: true };
    const why = [...new Set(here.whyNot.map(reasonOf))].join(' ');
    return no(
      'slot-gone',
      `${spanText(slot.start, slot.end, slot.zone)} is not free for everybody any more. ${why}`.trim(),
      'Nothing is booked and nobody is told; the next best time is proposed in its place.',
      true,
    );
  }

  /** Saves the booking of a slot as a proposal of Fulcrum, with the reasons why a person has to decide. */
  async function propose(found: Searched, slot: ProposedSlot, planId: string): Promise<Plan> {
    const draft = await search.draft(found, slot, planId);
    const { proposalHours, noticeMinutes } = await ports.settings();
    const proposal = proposalOf({ postingId: draft.postingId ?? null, context: draft.context });
    const { reasons } = await governance.decide(proposal);
    const latest = slot.start - (found.view.search.noticeMinutes ?? noticeMinutes) * 60_000;
    return ledger.propose({
      ...draft,
      origin: 'fulcrum',
      expiresAt: Math.min(clock.now() + proposalHours * 3_600_000, latest),
      needs: reasons.map((reason) => reason.text),
    });
  }

  /** The first slot that no other open proposal is about; the very first where all of them are. */
  async function best(found: Searched): Promise<ProposedSlot | null> {
    const { request } = found.asked;
    const { opportunity } = found.prepared.input.facts;
    if (!request || !found.answer?.slots[0]) return null;
    const open = await ledger.plans({ workflow: WORKFLOW, states: ['proposed'], limit: 500 });
    const apart = searchPanel({ ...withHeld(request, open, opportunity.id, clock.now()), count: 1 });
    return apart.slots[0] ?? found.answer.slots[0];
  }

  return {
    proposalOf,
    propose,
    best,

    /** Nothing here is read again: it is what the plan was made from. */
    describe(plan: Plan) {
      const context = contextOf(plan);
      const about = context?.about;
      return {
        candidate: about?.candidate ?? null,
        posting: about?.posting ?? null,
        stage: about?.stage ?? null,
        when: context ? { ...context.slot } : null,
        factsAt: about?.readAt ?? plan.createdAt,
        link: about?.leverUrl ?? null,
        texts: context?.drafts ?? [],
      };
    },

    /** Reads Lever and the calendars again. */
    async recheck(plan: Plan): Promise<Rechecked> {
      try {
        return gone(plan, await search.search(plan.opportunityId, true));
      } catch (error) {
        const problem = problemOf(error);
        if (problem.code === 'forbidden' || problem.code === 'not-found')
          return {
            ok: false,
            again: false,
            problem: {
              ...problem,
              code: 'candidate-not-visible',
              message:
                'Lever does not show this candidate to this account any more: deleted, or made confidential.',
            },
          };
        return { ok: false, problem, again: false };
      }
    },

    /** The best slot there is now, as a new proposal. @throws Failure when there is none. */
    async again(plan: Plan): Promise<Plan> {
      const found = await search.search(plan.opportunityId, true);
      const slot = await best(found);
      if (slot) return propose(found, slot, ports.newId());
      const first = found.view.problems[0];
      throw new Failure({
        code: 'no-time',
        message: found.answer
          ? `No other time is free. ${found.answer.whyNot
              .map((w) => w.text)
              .slice(0, 3)
              .join(' ')}`
          : (first?.message ?? 'No time can be looked for.'),
        next: found.answer?.changes[0]?.text ?? first?.next ?? 'Open the candidate and change the set-up.',
        subject: plan.opportunityId,
      });
    },
  };
}

/** The reason alone: the time is said before it. */
const reasonOf = ({ text }: { text: string }): string => `${text.slice(text.indexOf(': ') + 2)}.`;

/** The room of a plan, by mailbox; rooms are checked like people. */
function roomOf(plan: Plan): string | null {
  const context = contextOf(plan);
  const check = plan.actions.find((a) => a.action.kind === 'check-availability')?.action.payload as
    | { people?: { id: string }[] }
    | undefined;
  return check?.people?.find((p) => p.id.includes('@') && !context?.who.includes(p.id))?.id ?? null;
}
