import { overlaps } from '@/lib/domain/interval';
import { type Interviewer, unknownReason, zoneOf } from '@/lib/domain/interviewer';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { HeldEvent } from '@/lib/interviews/held-event';
import { bookedInterviews, toInterviewers } from '@/lib/interviews/people';
import { type Reading, readCalendars, type Wanted } from '@/lib/interviews/read-calendars';
import type { Plan } from '@/lib/ledger/plan';
import type { LeverUser } from '@/lib/lever/types';
import type { Implementation } from '@/lib/messaging/contract';
import { mondayOf } from '@/lib/scheduling/panel-blocks';
import { isZone, startOfDay, wallAt } from '@/lib/scheduling/zone';
import { type InterviewerLoad, type LoadView, type reviewLoad, TITLES_HIDDEN } from './contract';
import type { PlannedPool, ReviewLoadPorts } from './port';
import { WEEKS_AHEAD, WEEKS_BACK } from './rules';

const READING_LIFE_MS = 10 * 60_000;
const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;
/** People whose calendars are read; whoever interviews by a stage plan or a booking comes first. */
const MOST_PEOPLE = 250;
/** Events whose guests are looked at for declines, the newest first. */
const MOST_EVENTS = 80;

type Answers = Map<string, { invited: number; declined: number }>;

/** The load of interviewers in the background worker. Reads only. */
export function createReviewLoad(ports: ReviewLoadPorts) {
  const { clock, ledger } = ports;
  let last: { reading: Reading; asked: string } | null = null;

  async function readFor(wanted: readonly Wanted[], window: Reading['window'], refresh: boolean) {
    const asked = JSON.stringify([wanted, window]);
    const fresh = last !== null && clock.now() - last.reading.readAt < READING_LIFE_MS;
    if (last && fresh && !refresh && last.asked === asked) return last.reading;
    const reading = await readCalendars(ports.calendar, wanted, window, clock.now());
    last = { reading, asked };
    return reading;
  }

  /** Bookings of all kinds, as limits count them. */
  async function bookings(): Promise<Plan[]> {
    const [single, loops] = await Promise.all([
      ledger.plans({ workflow: 'schedule-interview', limit: 500 }),
      ledger.plans({ workflow: 'schedule-loop', limit: 500 }),
    ]);
    return [...single, ...loops];
  }

  /** What guests have answered to interviews booked here, by lower-case address. */
  async function answersTo(plans: readonly Plan[], window: Reading['window']) {
    const answers: Answers = new Map();
    let unanswered: Problem | null = null;
    const events = eventsOf(plans).filter((event) => overlaps(event, window));
    for (const { provider, id } of events.slice(0, MOST_EVENTS)) {
      try {
        const event = await (await ports.calendar(provider)).read(id);
        for (const { email, response, resource } of event && !event.cancelled ? event.guests : []) {
          if (resource) continue;
          const known = answers.get(email.toLowerCase()) ?? { invited: 0, declined: 0 };
          known.invited++;
          if (response === 'declined') known.declined++;
          answers.set(email.toLowerCase(), known);
        }
      } catch (error) {
        unanswered = problemOf(error);
      }
    }
    if (events.length > MOST_EVENTS && !unanswered)
      unanswered = {
        code: 'many-events',
        message: `Declines are counted in the newest ${MOST_EVENTS} of ${events.length} interviews booked here.`,
        next: 'Older answers are in the calendars.',
      };
    return { answers, unanswered };
  }

  async function read(refresh: boolean): Promise<LoadView> {
    const { api } = await ports.lever();
    const [users, postings, settings, accounts, planned, plans] = await Promise.all([
      api.users(),
      api.postings(),
      ports.settings(),
      ports.accounts(),
      ports.pools(),
      bookings(),
    ]);
    const here = settings.zone && isZone(settings.zone) ? settings.zone : ports.localZone();
    const thisMonday = mondayOf(wallAt(here, clock.now()).day);
    const weeks = Array.from(
      { length: WEEKS_BACK + 1 + WEEKS_AHEAD },
      (_, w) => thisMonday + 7 * (w - WEEKS_BACK),
    );
    const first = weeks[0] ?? thisMonday;
    // A day more on both sides: weeks begin at other moments in other zones.
    const window = {
      start: startOfDay('UTC', first) * MINUTE - DAY_MS,
      end: startOfDay('UTC', first + 7 * weeks.length) * MINUTE + DAY_MS,
    };
    const booked = bookedInterviews(plans);
    const pools = planned.map((pool) => ({ ...pool, id: poolId(pool) }));
    const active = users.filter(({ deactivatedAt }) => deactivatedAt === null);
    const chosen = chosenFirst(active, booked, planned).slice(0, MOST_PEOPLE);
    const make = (reading: Reading | null) =>
      toInterviewers({ users: chosen, settings, accounts, reading, booked });
    const wanted = make(null).flatMap(({ calendar }) => (calendar ? [calendar] : []));
    const [reading, { answers, unanswered }] = await Promise.all([
      readFor(wanted, window, refresh),
      answersTo(plans, window),
    ]);
    const postingsBy = bookedPostings(plans);
    return {
      people: make(reading).map((person): InterviewerLoad => {
        const mine = pools.filter(({ members }) => members.includes(person.id));
        const answer = answers.get(person.calendar?.email.toLowerCase() ?? '');
        return {
          id: person.id,
          name: person.name,
          jobTitle: person.jobTitle,
          zone: zoneOf(person, settings, here).zone,
          optedOut: person.settings.optedOut ?? false,
          weeklyLimit:
            person.settings.weeklyLimit === undefined ? settings.weeklyLimit : person.settings.weeklyLimit,
          problem: unknownReason(person) ?? withoutTitles(person),
          interviews: person.interviews
            .filter((one) => overlaps(one, window))
            .sort((a, b) => a.start - b.start),
          invited: answer?.invited ?? 0,
          declined: answer?.declined ?? 0,
          pools: [...new Set(mine.map(({ id }) => id))],
          postings: [
            ...new Set([...mine.map(({ postingId }) => postingId), ...(postingsBy.get(person.id) ?? [])]),
          ],
        };
      }),
      pools: [...new Map(pools.map(({ id, label, postingId }) => [id, { id, label, postingId }])).values()],
      postings: postings.map(({ id, text }) => ({ id, title: text })),
      weeks,
      thisWeek: WEEKS_BACK,
      leftOut: active.length - chosen.length,
      unanswered,
      readAt: reading.readAt,
    };
  }

  const implementation: Implementation<typeof reviewLoad> = { read: ({ refresh }) => read(refresh) };
  return { implementation };
}

/**
 * Free/busy without titles (always so with Google) shows that somebody is busy, not that it is an interview. What was
 * booked here is then all there is to count, and that may be too little.
 */
function withoutTitles({ name, availability }: Interviewer): Problem | null {
  if (availability?.state !== 'known' || availability.busy.length === 0) return null;
  if (availability.busy.some(({ title }) => title !== undefined)) return null;
  return {
    code: TITLES_HIDDEN,
    subject: name,
    message: `${name}’s calendar shows when they are busy, but not with what.`,
    next: 'Only interviews booked with Fulcrum are counted for them.',
  };
}

const poolId = ({ postingId, stageId, label }: PlannedPool): string => `${postingId} ${stageId} ${label}`;

/** Whoever has a booking or stands in a stage plan, then everybody else. */
function chosenFirst(
  users: readonly LeverUser[],
  booked: ReadonlyMap<string, unknown>,
  pools: readonly PlannedPool[],
): LeverUser[] {
  const asked = new Set([...booked.keys(), ...pools.flatMap(({ members }) => members)]);
  return [...users].sort((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)));
}

/** Postings people were booked for, by Lever user id. */
function bookedPostings(plans: readonly Plan[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const plan of plans) {
    const { postingId } = plan;
    if (!postingId) continue;
    for (const id of bookedInterviews([plan]).keys()) found.set(id, [...(found.get(id) ?? []), postingId]);
  }
  return found;
}

/** Calendar events that stand, from what the ledger kept of making them; the newest first. */
function eventsOf(plans: readonly Plan[]): HeldEvent[] {
  const events = plans
    .filter(({ state }) => state === 'done')
    .flatMap(({ actions }) =>
      actions.flatMap(({ action, state, result }) => {
        const made = result as Partial<HeldEvent> | undefined;
        const event =
          action.effect === 'write' && state === 'done' && made?.provider && made.id && made.start;
        return event ? [made as HeldEvent] : [];
      }),
    );
  return [...new Map(events.map((event) => [`${event.provider} ${event.id}`, event])).values()].sort(
    (a, b) => b.start - a.start,
  );
}
