import type { CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import type { SchedulingConstraint } from '@/lib/domain/scheduling-constraint';
import type { Settings } from '@/lib/domain/settings';
import { candidateWindows, constrainPerson } from '@/lib/interviews/apply-constraints';
import { constraintViews } from '@/lib/interviews/constraint-views';
import { dateOfDay, dayNumber } from '@/lib/interviews/dates-in-words';
import type { Facts } from '@/lib/interviews/facts';
import { oneLine } from '@/lib/interviews/one-line';
import { bookedInterviews, toInterviewers } from '@/lib/interviews/people';
import type { Reading, Wanted } from '@/lib/interviews/read-calendars';
import { zoneOfPlace } from '@/lib/interviews/zone-of-place';
import type { Plan } from '@/lib/ledger/plan';
import type { PanelAnswer, PanelPerson, PanelRequest } from '@/lib/scheduling/panel';
import { previewChange } from '@/lib/scheduling/preview-change';
import { isZone, startOfLocalDate, wallAt } from '@/lib/scheduling/zone';
import type { CandidateState } from './candidate-state';
import type { BookedInterview, PersonView, ScheduleView, Source } from './contract';
import { proposeSetup } from './propose-setup';
import {
  blockers,
  businessDaysEnd,
  constrainSetup,
  type Interviewer,
  toPanelPerson,
  toRequest,
  unknownReason,
  zoneOf,
} from './rules';
import type { InterviewSetup } from './schema';

export interface ViewInput {
  facts: Facts;
  settings: Settings;
  state: CandidateState;
  remembered: InterviewSetup | null;
  /** Times are proposed as soon as somebody enters this posting and stage. */
  automatic: boolean;
  accounts: readonly { provider: CalendarProvider; email: string }[];
  rooms: readonly CalendarRoom[];
  plans: readonly Plan[];
  localZone: string;
  now: number;
}

/** Everything that can be decided before a calendar is read. */
export interface Prepared {
  input: ViewInput;
  setup: InterviewSetup;
  sources: Partial<Record<keyof InterviewSetup, Source>>;
  constraints: ReturnType<typeof constraintViews>;
  confirmed: SchedulingConstraint[];
  horizon: Interval;
  /** What to read: everybody who may be needed, and the rooms. */
  wanted: Wanted[];
  window: Interval;
  recruiterZone: string;
  candidateZone: { zone: string; source: Source };
  rooms: CalendarRoom[];
  problems: Problem[];
}

const DAY_MS = 24 * 3_600_000;
const timed = (who: string, confirmed: readonly SchedulingConstraint[]) =>
  confirmed.flatMap((c) => ((c.kind === 'unavailable' || c.kind === 'only') && c.who === who ? [c] : []));

function candidateZoneOf({ facts, state, localZone }: ViewInput): { zone: string; source: Source } {
  const set = state.adjustment.candidateZone;
  if (set && isZone(set)) return { zone: set, source: 'you' };
  const guess =
    zoneOfPlace(facts.opportunity.location) ?? zoneOfPlace(facts.posting?.categories.location ?? '');
  return { zone: guess ?? localZone, source: 'guess' };
}

/** Weekly limits count whole weeks (Monday to Sunday, any zone), so whole weeks are read, with a day on both sides. */
function wholeWeeks(start: number, end: number, zone: string): Interval {
  const monday = (wallAt(zone, start).weekday + 6) % 7;
  const sunday = 6 - ((wallAt(zone, end - 1).weekday + 6) % 7);
  return { start: start - (monday + 1) * DAY_MS, end: end + (sunday + 1) * DAY_MS };
}

export function prepare(input: ViewInput): Prepared {
  const { facts, settings, state, now } = input;
  const recruiterZone = settings.zone && isZone(settings.zone) ? settings.zone : input.localZone;
  const constraints = constraintViews(facts, state.decisions, recruiterZone);
  const confirmed = constraints.filter((c) => c.decision === 'confirmed').map((c) => c.constraint);
  const proposal = proposeSetup(facts, settings, input.remembered);
  const mine = state.adjustment.setup ?? {};
  const sources = { ...proposal.sources };
  for (const key of Object.keys(mine) as (keyof InterviewSetup)[]) sources[key] = 'you';
  const setup = constrainSetup({ ...proposal.setup, ...mine }, confirmed);
  const from = Math.max(now, state.adjustment.from ?? now);
  const wall = wallAt(recruiterZone, from);
  const days = businessDaysEnd(wall.weekday, state.adjustment.windowDays ?? settings.windowDays);
  const end = startOfLocalDate(recruiterZone, dateOfDay(dayNumber(wall.date) + days));
  const rooms = input.rooms.filter((r) => settings.rooms.length === 0 || settings.rooms.includes(r.email));
  const ids = new Set([...setup.groups.flatMap((g) => g.members), ...setup.optional]);
  const interviewers = people(input, null).filter((p) => ids.has(p.id) && p.calendar);
  const wanted: Wanted[] = [
    ...interviewers.map((p) => p.calendar as Wanted),
    ...(setup.roomPolicy === 'none' ? [] : rooms.map((r) => ({ provider: r.provider, email: r.email }))),
  ];
  return {
    input,
    setup,
    sources,
    constraints,
    confirmed,
    horizon: { start: from, end },
    wanted,
    window: wholeWeeks(from, end, recruiterZone),
    recruiterZone,
    candidateZone: candidateZoneOf(input),
    rooms,
    problems: proposal.problems.filter(
      (p) => p.code !== 'interviewer-not-chosen' && p.code !== 'nobody-required',
    ),
  };
}

const people = (input: ViewInput, reading: Reading | null): Interviewer[] =>
  toInterviewers({
    users: input.facts.users,
    settings: input.settings,
    accounts: input.accounts,
    reading,
    booked: bookedInterviews(input.plans),
  });

/** The question for the engine; null (with the reasons) when it cannot be asked. */
export function question(
  prepared: Prepared,
  reading: Reading | null,
): { request: PanelRequest | null; problems: Problem[]; interviewers: Interviewer[] } {
  const { input, setup, confirmed, horizon, recruiterZone } = prepared;
  const all = people(input, reading);
  const required = new Set(setup.groups.flatMap((g) => g.members));
  const interviewers = [...required, ...setup.optional.filter((id) => !required.has(id))].flatMap(
    (id) => all.find((p) => p.id === id) ?? [],
  );
  const problems = blockers(setup, interviewers, input.facts.opportunity.archived !== null);
  if (input.accounts.length === 0) {
    problems.unshift({
      code: 'no-calendar-connected',
      message: 'No calendar is connected, so nobody’s time can be read.',
      next: 'Connect Google or Microsoft under Connections in the control room.',
    });
  }
  if (problems.length > 0 || !reading) return { request: null, problems, interviewers };
  const usable = interviewers.filter((p) => p.active && !p.settings.optedOut);
  const roleOf = (id: string): string | null =>
    setup.groups.find((g) => g.members.includes(id))?.label ?? null;
  const panel = usable.map((p) =>
    constrainPerson(
      toPanelPerson(p, {
        settings: input.settings,
        recruiterZone,
        adjustment: input.state.adjustment,
        role: roleOf(p.id),
        optional: !required.has(p.id),
        readAt: reading.readAt,
      }),
      timed(p.id, confirmed),
      horizon,
    ),
  );
  const rooms = prepared.rooms.map((r) => ({
    id: r.email,
    name: r.name,
    capacity: r.capacity,
    availability: reading.byEmail[r.email.toLowerCase()] ?? {
      state: 'unknown' as const,
      readAt: reading.readAt,
      problem: { code: 'calendar-not-read', message: `${r.name} was not read.`, next: 'Refresh.' },
    },
  }));
  const { zone } = prepared.candidateZone;
  const request = toRequest({
    now: input.now,
    horizon,
    setup,
    settings: input.settings,
    adjustment: input.state.adjustment,
    people: panel,
    rooms,
    candidate: {
      name: oneLine(input.facts.opportunity.name, 80) || 'the candidate',
      zone,
      hours: input.settings.candidateHours,
      windows: candidateWindows(
        zone,
        input.state.adjustment.candidateWindows ?? null,
        timed('candidate', confirmed),
        horizon,
      ),
    },
    displayZone: recruiterZone,
  });
  return {
    request: input.state.applied.reduce((r, change) => previewChange(r, change), request),
    problems,
    interviewers,
  };
}

function personView(person: Interviewer, prepared: Prepared, asked: PanelPerson | undefined): PersonView {
  const { setup, input, recruiterZone } = prepared;
  const reason = unknownReason(person);
  const assumed = asked?.assumeFree ?? input.state.adjustment.assumeFree?.includes(person.id) ?? false;
  const { zone, source } = zoneOf(person, input.settings, recruiterZone);
  const group = setup.groups.find((g) => g.members.includes(person.id));
  return {
    id: person.id,
    name: person.name,
    role: group?.label ?? null,
    jobTitle: person.jobTitle,
    optional: asked?.optional ?? !group,
    calendar: person.calendar,
    zone,
    zoneSource: source,
    state: !person.active
      ? 'inactive'
      : person.settings.optedOut
        ? 'opted-out'
        : !reason
          ? 'known'
          : assumed
            ? 'assumed'
            : 'unknown',
    problem: reason,
  };
}

function bookedView({ facts, plans }: ViewInput): BookedInterview[] {
  return facts.panels.flatMap((panel) =>
    panel.interviews.map((interview) => ({
      panelId: panel.id,
      start: interview.date,
      end: interview.date + interview.duration * 60_000,
      zone: panel.timezone,
      subject: interview.subject ?? 'Interview',
      interviewers: interview.interviewers.map((i) => i.name),
      location: interview.location,
      madeInLever: !panel.externallyManaged,
      cancelled: panel.canceledAt !== null,
      planId:
        plans.find((p) =>
          p.actions.some((a) => (a.result as { panelId?: string } | undefined)?.panelId === panel.id),
        )?.id ?? null,
    })),
  );
}

/** The view model of the panel. */
export function buildView(
  prepared: Prepared,
  result: {
    /** As it was asked, accepted changes included. */
    request: PanelRequest | null;
    answer: PanelAnswer | null;
    problems: Problem[];
    interviewers: Interviewer[];
    readAt: number | null;
    timing: ScheduleView['timing'];
  },
): ScheduleView {
  const { input, setup, recruiterZone, horizon } = prepared;
  const { facts, settings, state } = input;
  const { opportunity } = facts;
  const problems = [...result.problems, ...facts.problems, ...prepared.problems];
  if (opportunity.emails.length === 0) {
    problems.push({
      code: 'candidate-without-email',
      subject: opportunity.name,
      message: `${oneLine(opportunity.name, 80)} has no e-mail address in Lever, so no invitation can be sent to them.`,
      next: 'Add the address in Lever and refresh, or book for the panel and tell the candidate yourself.',
    });
  }
  return {
    opportunityId: opportunity.id,
    candidate: {
      name: opportunity.name,
      email: opportunity.emails[0] ?? null,
      zone: prepared.candidateZone.zone,
      zoneSource: prepared.candidateZone.source,
      location: opportunity.location,
      confidential: opportunity.confidentiality === 'confidential',
      archived: opportunity.archived !== null,
    },
    posting: facts.posting
      ? {
          id: facts.posting.id,
          title: facts.posting.text,
          location: facts.posting.categories.location ?? null,
        }
      : null,
    requisition: facts.requisition
      ? { code: facts.requisition.requisitionCode, name: facts.requisition.name }
      : null,
    stage: facts.stage ? { id: facts.stage.id, name: facts.stage.text } : null,
    setup: {
      ...setup,
      durationMinutes: result.request?.durationMinutes ?? setup.durationMinutes,
      roomPolicy: result.request?.roomPolicy ?? setup.roomPolicy,
      sources: prepared.sources,
      remembered: input.remembered !== null,
    },
    automatic: input.automatic,
    people: result.interviewers.map((p) =>
      personView(
        p,
        prepared,
        result.request?.people.find((one) => one.id === p.id),
      ),
    ),
    directory: facts.users
      .filter((u) => u.deactivatedAt === null)
      .map((u) => ({ id: u.id, name: u.name, jobTitle: u.jobTitle ?? null })),
    constraints: prepared.constraints,
    applied: state.applied.map(({ id, text }) => ({ id, text })),
    booked: bookedView(input),
    answer: result.answer,
    readAt: result.readAt,
    recruiterZone,
    search: {
      from: horizon.start,
      to: horizon.end,
      windowDays: state.adjustment.windowDays ?? settings.windowDays,
      rank: state.adjustment.rank ?? settings.rank,
      noticeMinutes: state.adjustment.noticeMinutes ?? settings.noticeMinutes,
      tentative: state.adjustment.tentative ?? settings.tentative,
      candidateWindows: state.adjustment.candidateWindows ?? null,
      stepMinutes: settings.stepMinutes,
    },
    timing: result.timing,
    problems,
    rooms: prepared.rooms.map((r) => ({ id: r.email, name: r.name, capacity: r.capacity })),
  };
}
