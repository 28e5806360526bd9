import type { Availability } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import { type Interviewer, unknownReason, zoneOf } from '@/lib/domain/interviewer';
import type { Problem } from '@/lib/domain/problem';
import type { SchedulingConstraint } from '@/lib/domain/scheduling-constraint';
import type { Settings } from '@/lib/domain/settings';
import type { PanelPerson, PanelRequest } from '@/lib/scheduling/panel';
import type { Adjustment, InterviewSetup } from './schema';

export { type Interviewer, unknownReason, zoneOf };

/** Wall-clock minutes a window is widened by on both sides, kept inside the day. */
function widen(clock: string, by: number): string {
  const minutes = Math.min(1440, Math.max(0, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) + by));
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** One person of the question to the engine: settings, then what their calendar reports, then the defaults. */
export function toPanelPerson(
  person: Interviewer,
  context: {
    settings: Settings;
    recruiterZone: string;
    adjustment: Adjustment;
    role: string | null;
    optional: boolean;
    readAt: number;
  },
): PanelPerson {
  const { settings, adjustment } = context;
  const own = person.settings;
  const change = adjustment.people?.[person.id];
  const reported = person.availability?.state === 'known' ? person.availability.hours : undefined;
  const extend = change?.extendHours ?? 0;
  const hours = (own.hours ?? (reported?.length ? reported : undefined) ?? settings.hours).map((w) =>
    extend && w.from < w.to ? { ...w, from: widen(w.from, -extend), to: widen(w.to, extend) } : w,
  );
  const reason = unknownReason(person);
  const manager = /hiring manager/i.test(context.role ?? '');
  return {
    id: person.id,
    name: person.name,
    ...(context.role ? { role: context.role } : {}),
    zone: zoneOf(person, settings, context.recruiterZone).zone,
    hours,
    overrides: [],
    availability: reason
      ? { state: 'unknown', problem: reason, readAt: context.readAt }
      : (person.availability as Availability),
    assumeFree: adjustment.assumeFree?.includes(person.id) ?? false,
    bufferBefore: change?.bufferBefore ?? own.bufferBefore ?? settings.bufferBefore,
    bufferAfter: change?.bufferAfter ?? own.bufferAfter ?? settings.bufferAfter,
    optional: context.optional,
    priority: own.priority ?? (manager ? 0 : 3),
    dailyLimit: change?.liftLimits
      ? null
      : own.dailyLimit !== undefined
        ? own.dailyLimit
        : settings.dailyLimit,
    weeklyLimit: change?.liftLimits
      ? null
      : own.weeklyLimit !== undefined
        ? own.weeklyLimit
        : settings.weeklyLimit,
    interviews: person.interviews,
  };
}

/** Why there can be no search at all; empty when there can. */
export function blockers(
  setup: InterviewSetup,
  people: readonly Interviewer[],
  archived: boolean,
): Problem[] {
  const problems: Problem[] = [];
  if (archived) {
    problems.push({
      code: 'candidate-archived',
      message: 'This candidate is archived in Lever.',
      next: 'Unarchive the candidate in Lever if the interview should still happen, then refresh.',
    });
  }
  for (const group of setup.groups) {
    const usable = group.members.filter((id) =>
      people.some((p) => p.id === id && p.active && !p.settings.optedOut),
    );
    if (usable.length >= group.need) continue;
    const away = group.members
      .filter((id) => !usable.includes(id))
      .map((id) => people.find((p) => p.id === id)?.name ?? 'somebody not in Lever');
    problems.push({
      code: group.members.length === 0 ? 'interviewer-not-chosen' : 'too-few-interviewers',
      subject: group.label,
      message:
        group.members.length === 0
          ? `Nobody is chosen for “${group.label}”.`
          : `“${group.label}” needs ${group.need}, but only ${usable.length} can be asked${away.length ? ` (${away.join(', ')} opted out or inactive)` : ''}.`,
      next: 'Choose people for it in the set-up.',
    });
  }
  if (setup.groups.length === 0) {
    problems.push({
      code: 'nobody-required',
      message: 'No interviewer is required yet.',
      next: 'Add at least one interviewer in the set-up.',
    });
  }
  return problems;
}

/** Confirmed `not-with` and duration constraints change the set-up itself. */
export function constrainSetup(
  setup: InterviewSetup,
  confirmed: readonly SchedulingConstraint[],
): InterviewSetup {
  const avoid = new Set(confirmed.flatMap((c) => (c.kind === 'not-with' ? [c.who] : [])));
  const minutes = confirmed.flatMap((c) => (c.kind === 'duration' ? [c.minutes] : [])).at(-1);
  return {
    ...setup,
    durationMinutes: minutes ?? setup.durationMinutes,
    groups: setup.groups.map((g) => ({ ...g, members: g.members.filter((m) => !avoid.has(m)) })),
    optional: setup.optional.filter((m) => !avoid.has(m)),
  };
}

/** End of the n-th business day (Monday to Friday) counted from the day of `from`, in local days. */
export function businessDaysEnd(fromWeekday: number, days: number): number {
  let left = days;
  let day = 0;
  for (;;) {
    const weekday = (fromWeekday + day) % 7;
    if (weekday !== 0 && weekday !== 6) left--;
    day++;
    if (left <= 0) return day;
  }
}

/** The complete question. Everything is decided before; this only puts it together. */
export function toRequest(input: {
  now: number;
  horizon: Interval;
  setup: InterviewSetup;
  settings: Settings;
  adjustment: Adjustment;
  people: PanelPerson[];
  rooms: PanelRequest['rooms'];
  candidate: PanelRequest['candidate'];
  displayZone: string;
}): PanelRequest {
  const { settings, adjustment, setup } = input;
  return {
    now: input.now,
    noticeMinutes: adjustment.noticeMinutes ?? settings.noticeMinutes,
    horizon: input.horizon,
    stepMinutes: settings.stepMinutes,
    durationMinutes: setup.durationMinutes,
    count: settings.options,
    rank: adjustment.rank ?? settings.rank,
    spread: settings.spread,
    people: input.people,
    groups: setup.groups
      .map((g) => ({
        ...g,
        members: g.members.filter((m) => input.people.some((p) => p.id === m && !p.optional)),
      }))
      .filter((g) => g.members.length > 0),
    rooms: setup.roomPolicy === 'none' ? [] : input.rooms,
    roomPolicy: setup.roomPolicy,
    candidate: input.candidate,
    tentative: adjustment.tentative ?? settings.tentative,
    softWords: settings.softWords,
    displayZone: input.displayZone,
  };
}
