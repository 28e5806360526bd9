import { Failure, type Problem } from '@/lib/domain/problem';
import type { Facts } from '@/lib/interviews/facts';
import type { HeldEvent } from '@/lib/interviews/held-event';
import { oneLine } from '@/lib/interviews/one-line';
import type { CheckedPerson } from '@/lib/interviews/payloads';
import { spanText } from '@/lib/interviews/times';
import type { Plan } from '@/lib/ledger/plan';
import { bookingPlanView } from '@/lib/ledger/plan-views';
import { actionKey, type PlanDraft } from '@/lib/ledger/propose';
import type { LeverUser } from '@/lib/lever/types';
import type { PanelRequest, ProposedSlot } from '@/lib/scheduling/panel';
import type { Prepared } from './build-view';
import { criticalOf, roleLevelOf } from './care';
import type { PlanView } from './contract';
import { type BookingFacts, candidateDraft, noteText, panelDraft, panelGuests, planTitle } from './drafts';
import type { BookingContext } from './people';
import { bookingActions } from './plan';
import type { Interviewer } from './rules';

/** A preview older than this is made anew: the calendars have moved on. */
export const PREVIEW_LIFE_MS = 30 * 60_000;

export interface BookingInput {
  prepared: Prepared;
  interviewers: Interviewer[];
  request: PanelRequest;
  slot: ProposedSlot;
  me: Pick<LeverUser, 'id' | 'name' | 'email'>;
  organizer: { provider: 'google' | 'microsoft'; email: string };
  planId: string;
  /** Place of the slot among those proposed, from 0; null when it was none of them. */
  rank: number | null;
  /** When the calendars were read, ms epoch. */
  readAt: number;
}

function bookingFacts({ prepared, interviewers, request, slot, me, organizer }: BookingInput): BookingFacts {
  const { facts } = prepared.input;
  const chosen = [...slot.who, ...slot.optionalFree];
  const room = prepared.rooms.find((r) => r.email === slot.roomId);
  return {
    opportunityId: facts.opportunity.id,
    leverUrl: facts.opportunity.urls.show,
    candidateName: facts.opportunity.name,
    candidateEmail: facts.opportunity.emails[0] ?? null,
    candidateZone: prepared.candidateZone.zone,
    recruiterName: me.name,
    recruiterEmail: organizer.email,
    recruiterZone: prepared.recruiterZone,
    company: null,
    jobTitle: facts.posting?.text ?? null,
    stage: facts.stage?.text ?? null,
    title: prepared.setup.title,
    start: slot.start,
    end: slot.end,
    interviewers: chosen.flatMap((id) => {
      const person = interviewers.find((p) => p.id === id);
      const asked = request.people.find((p) => p.id === id);
      if (!person || !asked) return [];
      const email = person.calendar?.email ?? facts.users.find((u) => u.id === id)?.email;
      if (!email) return [];
      return [
        {
          id,
          name: person.name,
          email,
          role: asked.role ?? null,
          jobTitle: person.jobTitle,
          zone: asked.zone,
          optional: asked.optional,
        },
      ];
    }),
    room: room ? { id: room.email, name: room.name } : null,
    video: prepared.setup.video,
    candidateNote: prepared.setup.candidateNote,
    focus: prepared.setup.focus,
  };
}

/** Whose time is read again just before the booking: everybody whose calendar can be read, and the room. */
function checkedPeople({ interviewers, request, slot, prepared }: BookingInput): CheckedPerson[] {
  const people = slot.who.flatMap((id): CheckedPerson[] => {
    const person = interviewers.find((p) => p.id === id);
    const asked = request.people.find((p) => p.id === id);
    if (!person?.calendar || !asked || asked.assumeFree) return [];
    const tentativeOk = request.tentative !== 'busy';
    return [
      {
        id,
        name: person.name,
        ...person.calendar,
        bufferBefore: asked.bufferBefore,
        bufferAfter: asked.bufferAfter,
        tentativeOk,
      },
    ];
  });
  const room = prepared.rooms.find((r) => r.email === slot.roomId);
  if (room)
    people.push({
      id: room.email,
      name: room.name,
      email: room.email,
      provider: room.provider,
      bufferBefore: 0,
      bufferAfter: 0,
      tentativeOk: false,
    });
  return people;
}

/** The plan of a booking, ready to be proposed to the ledger. */
export async function bookingPlan(input: BookingInput): Promise<PlanDraft> {
  const facts = bookingFacts(input);
  if (facts.interviewers.length === 0) {
    throw new Failure({
      code: 'nobody-to-invite',
      message: 'None of the chosen interviewers has an e-mail address.',
      next: 'Add calendar addresses under People in the control room.',
    });
  }
  const ids = [
    'check-lever',
    'check-free',
    'panel-event',
    'video-link',
    'candidate-event',
    'lever-panel',
    'lever-note',
    'check-lever-again',
    'check-free-again',
    'invite-panel',
    'invite-candidate',
    'verify',
  ];
  const keys = new Map(
    await Promise.all(ids.map(async (id) => [id, await actionKey(input.planId, id, 1)] as const)),
  );
  const keyOf = (id: string): string => keys.get(id) ?? '';
  const actions = bookingActions({
    facts,
    performAs: input.me.id,
    applicationId: input.prepared.input.facts.application?.id ?? null,
    organizer: input.organizer.provider,
    organizerEmail: input.organizer.email,
    checked: checkedPeople(input),
    softWords: input.request.tentative === 'busy' ? [] : input.request.softWords,
    seen: {
      stage: input.prepared.input.facts.opportunity.stage,
      known: input.prepared.input.facts.panels.map((panel) => panel.id),
      knownNotes: input.prepared.input.facts.notes.map((note) => note.id),
    },
    keyOf,
  });
  const panel = panelDraft(facts);
  const own = candidateDraft(facts);
  const link = facts.video ? '\n\nJoin: (the video link, as soon as it exists)' : '';
  const context: BookingContext = {
    slot: {
      start: facts.start,
      end: facts.end,
      zone: facts.recruiterZone,
      candidateZone: facts.candidateZone,
    },
    who: facts.interviewers.map((i) => i.id),
    drafts: [
      {
        audience: 'panel',
        to: panelGuests(facts).map((g) => g.email),
        subject: panel.title,
        body: panel.description,
      },
      ...(facts.candidateEmail
        ? [
            {
              audience: 'candidate' as const,
              to: [facts.candidateEmail],
              subject: own.title,
              body: `${own.description}${link}`,
            },
          ]
        : []),
      {
        audience: 'lever',
        to: [],
        subject: 'Note in Lever',
        body: noteText(facts, `fulcrum-${keyOf('lever-note').slice(0, 16)}`),
      },
    ],
    about: {
      candidate: oneLine(facts.candidateName, 120),
      posting: facts.jobTitle,
      stage: facts.stage,
      stageId: input.prepared.input.facts.opportunity.stage,
      leverUrl: facts.leverUrl,
      readAt: input.readAt,
      rank: input.rank,
      roleLevel: roleLevelOf(input.prepared.input.facts.posting),
      critical: criticalOf(input.prepared, input.interviewers, input.slot),
    },
  };
  return {
    id: input.planId,
    workflow: 'schedule-interview',
    title: planTitle(facts),
    opportunityId: facts.opportunityId,
    postingId: input.prepared.input.facts.posting?.id ?? null,
    context,
    actions,
  };
}

/** The interview the candidate already has ahead in this stage. */
export function interviewAhead(facts: Facts, now: number) {
  return facts.panels.find(
    (p) => p.canceledAt === null && p.end > now && p.stage === facts.opportunity.stage,
  );
}

/** Something worth knowing before approving: the candidate already has an interview ahead. */
export function doubleBookingWarning(prepared: Prepared): Problem | null {
  const { facts, now } = prepared.input;
  const ahead = interviewAhead(facts, now);
  if (!ahead) return null;
  return {
    code: 'already-scheduled',
    message: `${oneLine(facts.opportunity.name, 80)} already has an interview in this stage: ${spanText(ahead.start, ahead.end, prepared.recruiterZone)}.`,
    next: 'Book another one only if that is meant; this plan does not change the existing one.',
  };
}

/** A ledger plan as the panel shows it. */
export function planView(
  plan: Plan,
  extra: { nextBest?: PlanView['nextBest']; warning?: Problem | null } = {},
): PlanView {
  const context = plan.context as BookingContext | null;
  const held = plan.actions.map((a) => a.result as Partial<HeldEvent> | undefined).find((r) => r?.joinUrl);
  return {
    ...bookingPlanView(plan, context?.drafts ?? [], extra.warning),
    updatedAt: plan.updatedAt,
    slot: context?.slot ?? null,
    joinUrl: held?.joinUrl ?? null,
    nextBest: extra.nextBest ?? null,
  };
}
