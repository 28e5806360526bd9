import type { CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Availability } from '@/lib/domain/availability';
import { type Interval, overlaps } from '@/lib/domain/interval';
import { type Interviewer, unknownReason, zoneOf } from '@/lib/domain/interviewer';
import type { Problem } from '@/lib/domain/problem';
import type { Settings } from '@/lib/domain/settings';
import type { Timed } from '@/lib/interviews/apply-constraints';
import { type ConstraintView, constraintViews, type Decisions } from '@/lib/interviews/constraint-views';
import type { Facts } from '@/lib/interviews/facts';
import { oneLine } from '@/lib/interviews/one-line';
import { bookedInterviews, toInterviewers } from '@/lib/interviews/people';
import type { Reading, Wanted } from '@/lib/interviews/read-calendars';
import { zoneOfPlace } from '@/lib/interviews/zone-of-place';
import type { Plan } from '@/lib/ledger/plan';
import { isZone, startOfLocalDate, wallAt } from '@/lib/scheduling/zone';
import { contextOf, type LoopLine, lineOf } from './booked';
import { compileLoop, type LoopPersonFacts } from './compile';
import type { LoopPersonView, LoopReply, LoopView } from './contract';
import { proposeLoop } from './propose-setup';
import type { LoopQuestion } from './question';
import { checkSetup } from './rules';
import type { LoopChoice, LoopDraft, LoopSetup } from './schema';

export interface LoopInput {
  facts: Facts;
  settings: Settings;
  draft: LoopDraft;
  remembered: LoopSetup | null;
  /** What was decided about sentences of the notes when a single interview was scheduled. */
  decided: Decisions;
  accounts: readonly { provider: CalendarProvider; email: string }[];
  rooms: readonly CalendarRoom[];
  /** Bookings of every workflow, for limits; those of this candidate's on-sites tell what stands. */
  plans: readonly Plan[];
  localZone: string;
  now: number;
}

/** Everything that can be decided before a calendar is read. */
export interface PreparedLoop {
  input: LoopInput;
  line: LoopLine | null;
  setup: LoopSetup;
  setupFrom: LoopView['setupFrom'];
  problems: Problem[];
  horizon: Interval;
  windowDays: number;
  wanted: Wanted[];
  /** Whole weeks around the horizon: weekly limits count them. */
  window: Interval;
  recruiterZone: string;
  candidateZone: { zone: string; isGuess: boolean };
  rooms: CalendarRoom[];
  /** Sentences of notes that are about this on-site. */
  wishes: ConstraintView[];
}

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 10;

export function prepareLoop(input: LoopInput): PreparedLoop {
  const { facts, settings, draft, now } = input;
  const recruiterZone = settings.zone && isZone(settings.zone) ? settings.zone : input.localZone;
  const mine = input.plans.filter(
    (p) => p.workflow === 'schedule-loop' && p.opportunityId === facts.opportunity.id,
  );
  const line = lineOf(mine, now);
  const proposal = proposeLoop(facts, settings, input.rooms, recruiterZone);
  const stored = draft.setup ?? input.remembered;
  // An on-site booked by an earlier version knows no groups.
  const setup = line
    ? { ...contextOf(line.newest).setup, groups: contextOf(line.newest).setup.groups ?? [] }
    : (stored ?? proposal.setup);
  const windowDays = draft.windowDays ?? Math.max(settings.windowDays, DEFAULT_DAYS);
  const from = Math.max(now, draft.from ?? now);
  const end = horizonEnd(
    setup.zone,
    line ? Math.max(from, contextOf(line.newest).slot.end) : from,
    windowDays,
  );
  const rooms = input.rooms.filter(
    (r) => setup.rooms.emails.length === 0 || setup.rooms.emails.includes(r.email),
  );
  const ids = membersOf(setup);
  const wanted: Wanted[] = [
    ...interviewers(input, null, line).flatMap((p) => (ids.has(p.id) && p.calendar ? [p.calendar] : [])),
    ...(setup.sessions.some((s) => s.room)
      ? rooms.map((r) => ({ provider: r.provider, email: r.email }))
      : []),
  ];
  const set = draft.candidateZone && isZone(draft.candidateZone) ? draft.candidateZone : null;
  const guess =
    zoneOfPlace(facts.opportunity.location) ?? zoneOfPlace(facts.posting?.categories.location ?? '');
  return {
    input,
    line,
    setup,
    setupFrom: line ? 'booked' : draft.setup ? 'you' : input.remembered ? 'remembered' : 'lever',
    problems: stored || line ? [] : proposal.problems,
    horizon: { start: from, end },
    windowDays,
    wanted,
    window: { start: from - 8 * DAY_MS, end: end + 8 * DAY_MS },
    recruiterZone,
    candidateZone: { zone: set ?? guess ?? input.localZone, isGuess: set === null },
    rooms,
    wishes: wishesOf(input, recruiterZone, ids),
  };
}

/**
 * Sentences about the candidate or somebody of the stage plan. One about the length of an interview says nothing about
 * which session is meant. What was decided for a single interview counts here too, until it is decided otherwise.
 */
function wishesOf(
  { facts, draft, decided }: LoopInput,
  zone: string,
  ids: ReadonlySet<string>,
): ConstraintView[] {
  return constraintViews(facts, { ...decided, ...draft.wishes }, zone).filter(
    ({ constraint }) =>
      constraint.kind !== 'duration' && (constraint.who === 'candidate' || ids.has(constraint.who)),
  );
}

const confirmed = ({ wishes }: PreparedLoop) =>
  wishes.flatMap(({ decision, constraint }) => (decision === 'confirmed' ? [constraint] : []));

const timesOf = (prepared: PreparedLoop, who: string): Timed[] =>
  confirmed(prepared).flatMap((one) =>
    (one.kind === 'unavailable' || one.kind === 'only') && one.who === who ? [one] : [],
  );

/** Everybody the stage plan names, shadows included. */
const membersOf = (setup: LoopSetup): Set<string> =>
  new Set(
    setup.sessions.flatMap((s) => [...s.roles.flatMap((r) => r.members), ...(s.shadow ? [s.shadow] : [])]),
  );

/** End of the n-th working day of the place, counted from the day of `from`. */
function horizonEnd(zone: string, from: number, days: number): number {
  let left = days;
  for (let t = from; ; t += DAY_MS) {
    const { weekday } = wallAt(zone, t);
    if (weekday !== 0 && weekday !== 6) left--;
    if (left <= 0) return startOfLocalDate(zone, wallAt(zone, t + DAY_MS).date);
  }
}

function interviewers(input: LoopInput, reading: Reading | null, line: LoopLine | null): Interviewer[] {
  // What is about to be changed does not count against anybody.
  const own = new Set(line?.ids);
  return toInterviewers({
    users: input.facts.users,
    settings: input.settings,
    accounts: input.accounts,
    reading,
    booked: bookedInterviews(input.plans.filter((plan) => !own.has(plan.id))),
  });
}

const ownTime = (
  choice: LoopChoice | null,
  pick: (session: LoopChoice['sessions'][number]) => boolean,
): Interval[] => (choice?.sessions ?? []).filter(pick).map(({ start, end }) => ({ start, end }));

function personFacts(person: Interviewer, prepared: PreparedLoop, readAt: number): LoopPersonFacts {
  const { settings, draft } = prepared.input;
  const own = person.settings;
  const choice = prepared.line ? contextOf(prepared.line.newest).choice : null;
  const mine = ownTime(choice, (s) => s.who.includes(person.id));
  const organizer = prepared.line ? contextOf(prepared.line.newest).organizer.email.toLowerCase() : null;
  const holdsAll = organizer !== null && person.calendar?.email.toLowerCase() === organizer;
  const reason = unknownReason(person);
  const reported = person.availability?.state === 'known' ? person.availability.hours : undefined;
  const lifted = draft.liftLimits?.includes(person.id) ?? false;
  const limit = (set: number | null | undefined, usual: number | null): number | null =>
    lifted ? null : set === undefined ? usual : set;
  return {
    id: person.id,
    name: person.name,
    zone: zoneOf(person, settings, prepared.recruiterZone).zone,
    hours: own.hours ?? (reported?.length ? reported : settings.hours),
    availability: reason
      ? { state: 'unknown', problem: reason, readAt }
      : (person.availability as Availability),
    assumeFree: draft.assumeFree?.includes(person.id) ?? false,
    bufferBefore: own.bufferBefore ?? settings.bufferBefore,
    bufferAfter: own.bufferAfter ?? settings.bufferAfter,
    dailyLimit: limit(own.dailyLimit, settings.dailyLimit),
    weeklyLimit: limit(own.weeklyLimit, settings.weeklyLimit),
    interviews: person.interviews.filter((one) => !mine.some((span) => overlaps(span, one))),
    agreed: (draft.agreed ?? []).filter((a) => a.who === person.id),
    wishes: timesOf(prepared, person.id),
    own: mine,
    ours: holdsAll ? ownTime(choice, () => true) : mine,
  };
}

/** The question for the engine; null (with the reasons) when it cannot be asked. */
export function loopQuestion(
  prepared: PreparedLoop,
  reading: Reading,
): { question: LoopQuestion | null; problems: Problem[]; interviewers: Interviewer[] } {
  const { input, setup, line } = prepared;
  const { facts, settings, draft } = input;
  const all = interviewers(input, reading, line);
  const ids = membersOf(setup);
  const named = all.filter((p) => ids.has(p.id));
  const excluded = confirmed(prepared).flatMap((one) => (one.kind === 'not-with' ? [one.who] : []));
  const usable = (id: string): boolean =>
    !excluded.includes(id) && named.some((p) => p.id === id && p.active && !p.settings.optedOut);
  const problems = checkSetup(
    setup,
    usable,
    (id) => all.find((p) => p.id === id)?.name ?? 'somebody not in Lever',
  );
  if (!isZone(setup.zone))
    problems.unshift({
      code: 'unknown-zone',
      message: `“${oneLine(setup.zone, 64)}” is not a time zone.`,
      next: 'Choose the zone of the place in the stage plan.',
    });
  if (facts.opportunity.archived)
    problems.unshift({
      code: 'candidate-archived',
      message: 'This candidate is archived in Lever.',
      next: 'Unarchive the candidate in Lever if the on-site should still happen, then refresh.',
    });
  if (input.accounts.length === 0)
    problems.unshift({
      code: 'no-calendar-connected',
      message: 'No calendar is connected, so nobody’s time can be read.',
      next: 'Connect Google or Microsoft under Connections in the control room.',
    });
  if (problems.length > 0) return { question: null, problems, interviewers: named };
  const choice = line ? contextOf(line.newest).choice : null;
  const decide = new Set(setup.sessions.flatMap((s) => s.roles.flatMap((r) => r.members)));
  const question = compileLoop({
    id: facts.opportunity.id,
    setup,
    people: named
      .filter((p) => decide.has(p.id) && usable(p.id))
      .map((p) => personFacts(p, prepared, reading.readAt)),
    rooms: prepared.rooms.map((r) => ({
      email: r.email,
      name: r.name,
      capacity: r.capacity,
      own: ownTime(choice, (s) => s.room === r.email),
      availability: reading.byEmail[r.email.toLowerCase()] ?? {
        state: 'unknown' as const,
        readAt: reading.readAt,
        problem: { code: 'calendar-not-read', message: `${r.name} was not read.`, next: 'Refresh.' },
      },
    })),
    candidate: {
      zone: prepared.candidateZone.zone,
      hours: settings.candidateHours,
      windows: draft.windows ?? null,
      // The candidate said yes to what is booked.
      extra: [...(draft.extraWindows ?? []), ...ownTime(choice, () => true)],
      wishes: timesOf(prepared, 'candidate'),
    },
    excluded,
    horizon: prepared.horizon,
    earliest: input.now + settings.noticeMinutes * 60_000,
    stepMinutes: settings.stepMinutes,
    tentative: settings.tentative,
    softWords: settings.softWords,
    before: choice,
  });
  return { question, problems, interviewers: named };
}

function personView(person: Interviewer, prepared: PreparedLoop): LoopPersonView {
  const { settings, draft } = prepared.input;
  const reason = unknownReason(person);
  const { zone, source } = zoneOf(person, settings, prepared.recruiterZone);
  return {
    id: person.id,
    name: person.name,
    jobTitle: person.jobTitle,
    zone,
    zoneIsGuess: source === 'guess',
    calendar: person.calendar,
    state: !person.active
      ? 'inactive'
      : person.settings.optedOut
        ? 'opted-out'
        : !reason
          ? 'known'
          : draft.assumeFree?.includes(person.id)
            ? 'assumed'
            : 'unknown',
    problem: reason,
  };
}

export function buildLoopView(
  prepared: PreparedLoop,
  found: ReturnType<typeof loopQuestion>,
  more: { readAt: number; replies: LoopReply[]; unread: Problem | null },
): LoopView {
  const { input, line, setup } = prepared;
  const { opportunity, posting, stage, users } = input.facts;
  const problems = [...found.problems, ...input.facts.problems, ...prepared.problems];
  if (opportunity.emails.length === 0)
    problems.push({
      code: 'candidate-without-email',
      subject: opportunity.name,
      message: `${oneLine(opportunity.name, 80)} has no e-mail address in Lever, so no itinerary can be sent to them.`,
      next: 'Add the address in Lever and refresh, or book for the interviewers and tell the candidate yourself.',
    });
  return {
    opportunityId: opportunity.id,
    candidate: {
      name: opportunity.name,
      email: opportunity.emails[0] ?? null,
      zone: prepared.candidateZone.zone,
      zoneIsGuess: prepared.candidateZone.isGuess,
      location: opportunity.location,
    },
    posting: posting
      ? { id: posting.id, title: posting.text, confidential: posting.confidentiality === 'confidential' }
      : null,
    stage: stage ? { id: stage.id, name: stage.text } : null,
    setup,
    setupFrom: prepared.setupFrom,
    draft: input.draft,
    people: found.interviewers.map((p) => personView(p, prepared)),
    directory: users
      .filter((u) => u.deactivatedAt === null)
      .map((u) => ({ id: u.id, name: u.name, jobTitle: u.jobTitle ?? null })),
    rooms: input.rooms.map(({ email, name, capacity, provider }) => ({ email, name, capacity, provider })),
    wishes: prepared.wishes.flatMap(({ id, constraint, text, quote, decision }) =>
      constraint.kind === 'duration' ? [] : [{ id, who: constraint.who, text, quote, decision }],
    ),
    question: found.question,
    booked: line
      ? {
          planId: line.newest.id,
          changed: line.newest.id !== line.base.id,
          choice: contextOf(line.newest).choice,
          replies: more.replies,
          unread: more.unread,
        }
      : null,
    problems,
    readAt: more.readAt,
    recruiterZone: prepared.recruiterZone,
    horizon: prepared.horizon,
    windowDays: prepared.windowDays,
  };
}
