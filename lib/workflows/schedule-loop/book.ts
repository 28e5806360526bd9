import type { Interviewer } from '@/lib/domain/interviewer';
import { Failure, type Problem } from '@/lib/domain/problem';
import { agendaText } from '@/lib/interviews/agenda';
import { oneLine } from '@/lib/interviews/one-line';
import type { CheckedPerson } from '@/lib/interviews/payloads';
import { spanText } from '@/lib/interviews/times';
import { actionKey, type PlanDraft } from '@/lib/ledger/propose';
import type { LeverPanel, LeverUser } from '@/lib/lever/types';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import {
  contextOf,
  firstItineraries,
  itineraryEvents,
  type LoopContext,
  type LoopLine,
  sameChoice,
  sessionEvent,
} from './booked';
import type { PreparedLoop } from './build-view';
import { changeActionIds, changeActions, changeTitle, differenceOf } from './change-plan';
import {
  agendaOf,
  type BookedSession,
  daysOfLoop,
  itineraryText,
  type LoopBookingFacts,
  type LoopPerson,
  loopNote,
  loopTitle,
  sessionDraft,
  sessionGuests,
} from './drafts';
import { loopActionIds, loopActions } from './plan';
import { type LoopQuestion, planOf } from './question';
import type { LoopChoice } from './schema';

/** A preview older than this is made anew: the calendars have moved on. */
export const PREVIEW_LIFE_MS = 30 * 60_000;

export interface LoopBooking {
  prepared: PreparedLoop;
  question: LoopQuestion;
  interviewers: Interviewer[];
  choice: LoopChoice;
  /** What was proposed first; null = nothing was. */
  proposed: LoopChoice | null;
  me: Pick<LeverUser, 'id' | 'name' | 'email'>;
  organizer: { provider: 'google' | 'microsoft'; email: string };
  planId: string;
}

/** Refuses a choice that breaks a rule, judged from the definitions and not by the search that found it. */
export function mustHold(question: LoopQuestion, choice: LoopChoice, gone: readonly string[] = []): void {
  const plan = planOf(question, choice);
  const errors = plan
    ? judgeSchedule(question.instance, plan).errors
    : ['it names somebody who is not in the stage plan'];
  const away = choice.sessions.some((s) => s.who.some((id) => gone.includes(id)));
  if (errors.length === 0 && !away) return;
  throw new Failure({
    code: 'plan-does-not-hold',
    message:
      'This plan does not hold any more: a calendar, a limit or the stage plan changed since it was found.',
    next: 'Search again; the calendars have been read anew.',
  });
}

function bookedSessions({ prepared, interviewers, choice }: LoopBooking): BookedSession[] {
  const { facts } = prepared.input;
  const person = (id: string, role: string | null): LoopPerson[] => {
    const found = interviewers.find((p) => p.id === id);
    const email = found?.calendar?.email ?? facts.users.find((u) => u.id === id)?.email;
    return found && email ? [{ id, name: found.name, email, role, jobTitle: found.jobTitle }] : [];
  };
  return prepared.setup.sessions
    .flatMap((session) => {
      const chosen = choice.sessions.find((s) => s.id === session.id);
      if (!chosen) return [];
      const roles = session.roles.flatMap((role) => Array.from({ length: role.need }, () => role.label));
      const room = prepared.input.rooms.find((r) => r.email === chosen.room);
      return [
        {
          id: session.id,
          name: session.name,
          start: chosen.start,
          end: chosen.end,
          who: chosen.who.flatMap((id, q) => person(id, roles[q] ?? null)),
          shadow: shadowOf(session.shadow, chosen, interviewers)
            ? (person(session.shadow ?? '', null)[0] ?? null)
            : null,
          room: room ? { email: room.email, name: room.name } : null,
          video: session.video,
          focus: session.focus,
        },
      ];
    })
    .sort((a, b) => a.start - b.start);
}

/** A shadow comes along only when they are known to be free then, and do not decide in this loop anyway. */
function shadowOf(
  id: string | null,
  session: LoopChoice['sessions'][number],
  interviewers: readonly Interviewer[],
): boolean {
  const found = interviewers.find((p) => p.id === id);
  if (!found || session.who.includes(found.id) || !found.active || found.settings.optedOut) return false;
  if (found.availability?.state !== 'known') return false;
  return !found.availability.busy.some(
    (b) => b.status !== 'elsewhere' && b.start < session.end && session.start < b.end,
  );
}

export function bookingFacts(input: LoopBooking): LoopBookingFacts {
  const { prepared, me, organizer } = input;
  const { facts } = prepared.input;
  return {
    opportunityId: facts.opportunity.id,
    leverUrl: facts.opportunity.urls.show,
    candidateName: facts.opportunity.name,
    candidateEmail: facts.opportunity.emails[0] ?? null,
    candidateZone: prepared.candidateZone.zone,
    recruiterName: me.name,
    recruiterEmail: organizer.email,
    recruiterZone: prepared.recruiterZone,
    zone: prepared.setup.zone,
    jobTitle: facts.posting?.text ?? null,
    stage: facts.stage?.text ?? null,
    candidateNote: prepared.setup.candidateNote,
    sessions: bookedSessions(input),
  };
}

/** Whose time is read again just before the booking: everybody whose calendar can be read, and the rooms. */
function checkedBySession(input: LoopBooking): Record<string, CheckedPerson[]> {
  const { prepared, interviewers, choice } = input;
  const { settings, draft } = prepared.input;
  return Object.fromEntries(
    choice.sessions.map((session) => {
      const people = session.who.flatMap((id): CheckedPerson[] => {
        const person = interviewers.find((p) => p.id === id);
        const given = draft.agreed?.some(
          (a) => a.who === id && a.start <= session.start && a.end >= session.end,
        );
        if (!person?.calendar || given || draft.assumeFree?.includes(id)) return [];
        return [
          {
            id,
            name: person.name,
            ...person.calendar,
            bufferBefore: person.settings.bufferBefore ?? settings.bufferBefore,
            bufferAfter: person.settings.bufferAfter ?? settings.bufferAfter,
            tentativeOk: settings.tentative !== 'busy',
          },
        ];
      });
      const room = prepared.input.rooms.find((r) => r.email === session.room);
      const place: CheckedPerson[] = room
        ? [
            {
              id: room.email,
              name: room.name,
              email: room.email,
              provider: room.provider,
              bufferBefore: 0,
              bufferAfter: 0,
              tentativeOk: false,
            },
          ]
        : [];
      return [session.id, [...people, ...place]];
    }),
  );
}

const slotOf = (facts: LoopBookingFacts): LoopContext['slot'] => ({
  start: facts.sessions[0]?.start ?? 0,
  end: facts.sessions.at(-1)?.end ?? 0,
  zone: facts.recruiterZone,
  candidateZone: facts.candidateZone,
});

const heldBy = (facts: LoopBookingFacts): LoopContext['interviews'] =>
  facts.sessions.map(({ start, end, who }) => ({ start, end, who: who.map((p) => p.id) }));

async function keysOf(planId: string, ids: string[]): Promise<(id: string) => string> {
  const keys = new Map(
    await Promise.all(ids.map(async (id) => [id, await actionKey(planId, id, 1)] as const)),
  );
  return (id) => keys.get(id) ?? '';
}

function softWordsOf({ prepared }: LoopBooking): string[] {
  const { tentative, softWords } = prepared.input.settings;
  return tentative === 'busy' ? [] : softWords;
}

const seenOf = ({ prepared: { input } }: LoopBooking) => ({
  stage: input.facts.opportunity.stage,
  known: input.facts.panels.map((panel) => panel.id),
  knownNotes: input.facts.notes.map((note) => note.id),
});

const asProposed = ({ choice, proposed }: LoopBooking): boolean | null =>
  proposed && sameChoice(choice, proposed);

/** The plan of a whole on-site, ready to be proposed to the ledger. */
export async function loopBookingPlan(input: LoopBooking): Promise<PlanDraft> {
  const facts = bookingFacts(input);
  const keyOf = await keysOf(input.planId, loopActionIds(facts));
  const actions = loopActions({
    facts,
    performAs: input.me.id,
    applicationId: input.prepared.input.facts.application?.id ?? null,
    organizer: input.organizer.provider,
    organizerEmail: input.organizer.email,
    checked: checkedBySession(input),
    softWords: softWordsOf(input),
    seen: seenOf(input),
    keyOf,
  });
  const days = daysOfLoop(facts);
  const link = { link: '(the video link, as soon as it exists)' };
  const context: LoopContext = {
    kind: 'loop',
    replaces: null,
    base: input.planId,
    setup: input.prepared.setup,
    choice: input.choice,
    sessions: facts.sessions,
    organizer: input.organizer,
    slot: slotOf(facts),
    interviews: heldBy(facts),
    itineraries: facts.candidateEmail ? firstItineraries(days.length) : [],
    asProposed: asProposed(input),
    difference: [],
    drafts: [
      ...(facts.candidateEmail
        ? days.map((day, n) => ({
            audience: 'candidate' as const,
            to: [facts.candidateEmail as string],
            subject: oneLine(
              `Your interviews${facts.jobTitle ? `: ${facts.jobTitle}` : ''}${days.length > 1 ? ` (day ${n + 1} of ${days.length})` : ''}`,
            ),
            body: `${itineraryText(facts, n, days.length)}${agendaText(
              agendaOf(day, facts.candidateZone, (s) => (s.video ? link : {})),
              () => '',
            )}`,
          }))
        : []),
      ...facts.sessions.map((session) => ({
        audience: 'panel' as const,
        to: sessionGuests(session, input.organizer.email).map((g) => g.email),
        subject: sessionDraft(session, facts).title,
        body: sessionDraft(session, facts).description,
      })),
      {
        audience: 'lever' as const,
        to: [],
        subject: 'Note in Lever',
        body: loopNote(
          facts,
          `fulcrum-${keyOf('lever-note').slice(0, 16)}`,
          `On-site scheduled: ${facts.sessions.length} sessions`,
        ),
      },
    ],
  };
  return {
    id: input.planId,
    workflow: 'schedule-loop',
    title: loopTitle(facts),
    opportunityId: facts.opportunityId,
    postingId: input.prepared.input.facts.posting?.id ?? null,
    context,
    actions,
  };
}

/** The plan that turns the booked on-site into the chosen one. */
export async function loopChangePlan(
  input: LoopBooking & { line: LoopLine; panel: LeverPanel },
): Promise<PlanDraft> {
  const { line } = input;
  const was = contextOf(line.newest);
  const now = bookingFacts(input);
  // Shadows stay where they are: whether they are free now says nothing about what was agreed.
  const shadows = new Map(was.sessions.map((s) => [s.id, s.shadow]));
  const after = { ...now, sessions: now.sessions.map((s) => ({ ...s, shadow: shadows.get(s.id) ?? null })) };
  const before: LoopBookingFacts = { ...after, sessions: was.sessions };
  const all = checkedBySession(input);
  // Whoever keeps session and time has our own event there; the others are read again.
  const checked = Object.fromEntries(
    after.sessions.map((session) => {
      const old = was.sessions.find((s) => s.id === session.id);
      const moved = old?.start !== session.start;
      const stays = new Set([...(old?.who.map((p) => p.id) ?? []), old?.room?.email]);
      return [session.id, (all[session.id] ?? []).filter((p) => moved || !stays.has(p.id))];
    }),
  );
  const keyOf = await keysOf(input.planId, changeActionIds(before, after));
  const { actions, itineraries } = changeActions({
    before,
    after,
    performAs: input.me.id,
    organizer: was.organizer.provider,
    organizerEmail: was.organizer.email,
    events: Object.fromEntries(
      after.sessions.flatMap((s) => {
        const event = sessionEvent(line, s.id);
        return event ? [[s.id, event]] : [];
      }),
    ),
    itineraries: itineraryEvents(line),
    panel: input.panel,
    checked,
    softWords: softWordsOf(input),
    seen: seenOf(input),
    keyOf,
  });
  const difference = differenceOf(before, after, was.organizer.email);
  const context: LoopContext = {
    kind: 'change',
    replaces: line.newest.id,
    base: line.base.id,
    setup: was.setup,
    choice: input.choice,
    sessions: after.sessions,
    organizer: was.organizer,
    slot: slotOf(after),
    interviews: heldBy(after),
    itineraries,
    asProposed: asProposed(input),
    difference,
    drafts: actions.flatMap((action) => draftOf(action.id, action.payload)),
  };
  return {
    id: input.planId,
    workflow: 'schedule-loop',
    title: changeTitle(before, after, was.organizer.email),
    opportunityId: after.opportunityId,
    postingId: input.prepared.input.facts.posting?.id ?? null,
    context,
    actions,
  };
}

/** The texts a change writes, exactly as the actions carry them. */
function draftOf(id: string, payload: unknown): LoopContext['drafts'] {
  const { text, change } = payload as { text?: string; change?: { description?: string } };
  if (id === 'lever-note' && text)
    return [{ audience: 'lever', to: [], subject: 'Note in Lever', body: text }];
  if (id.startsWith('itinerary-') && change?.description)
    return [{ audience: 'candidate', to: [], subject: 'Updated itinerary', body: change.description }];
  return [];
}

/** Something worth knowing before approving: the candidate already has an interview ahead in this stage. */
export function loopWarning(prepared: PreparedLoop): Problem | null {
  const { facts, now } = prepared.input;
  const ahead = facts.panels.find(
    (p) => p.canceledAt === null && p.end > now && p.stage === facts.opportunity.stage,
  );
  if (!ahead) return null;
  return {
    code: 'already-scheduled',
    message: `${oneLine(facts.opportunity.name, 80)} already has an interview in this stage: ${spanText(ahead.start, ahead.end, prepared.recruiterZone)}.`,
    next: 'Book the on-site only if that is meant; this plan does not change the existing one.',
  };
}
