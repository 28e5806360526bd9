import type { CalendarProvider } from '@/lib/calendar/port';
import type { Interval } from '@/lib/domain/interval';
import type { Interviewer } from '@/lib/domain/interviewer';
import { providerOfAddress } from '@/lib/domain/provider-of-address';
import type { Settings } from '@/lib/domain/settings';
import type { Plan } from '@/lib/ledger/plan';
import type { LeverUser } from '@/lib/lever/types';
import type { Reading } from './read-calendars';

/** One booked interview, as limits count it. Times ms epoch, people by Lever user id. */
export interface HeldInterview extends Interval {
  who: string[];
}

/** What the context of a booking says about its interviews: one slot, or several sessions. */
interface HeldContext {
  slot?: Interval | null;
  who?: string[];
  interviews?: HeldInterview[];
  /** Plan that this one is a change of; its interviews do not count any more. */
  replaces?: string | null;
}

const heldBy = (plan: Plan): HeldInterview[] => {
  const context = plan.context as HeldContext | null;
  if (context?.interviews) return context.interviews;
  return context?.slot ? [{ ...context.slot, who: context.who ?? [] }] : [];
};

/** Interviews booked through Fulcrum, by Lever user id; Lever has no account-wide list of interviews. */
export function bookedInterviews(plans: readonly Plan[]): Map<string, Interval[]> {
  const byPerson = new Map<string, Interval[]>();
  const counted = plans.filter((p) => p.state === 'done' || p.state === 'running' || p.state === 'parked');
  const replaced = new Set(
    counted.flatMap((p) => (p.state === 'done' ? ((p.context as HeldContext | null)?.replaces ?? []) : [])),
  );
  for (const plan of counted) {
    if (replaced.has(plan.id)) continue;
    for (const { start, end, who } of heldBy(plan))
      for (const id of who) byPerson.set(id, [...(byPerson.get(id) ?? []), { start, end }]);
  }
  return byPerson;
}

const isInterview = (title: string | undefined): boolean =>
  /\b(interview|phone screen|on-?site)\b/i.test(title ?? '');

/** Lever users as the search needs them. */
export function toInterviewers(input: {
  users: readonly LeverUser[];
  settings: Settings;
  accounts: readonly { provider: CalendarProvider; email: string }[];
  reading: Reading | null;
  booked: ReadonlyMap<string, Interval[]>;
}): Interviewer[] {
  return input.users.map((user) => {
    const own = input.settings.people[user.id] ?? {};
    const email = own.calendarEmail === null ? null : (own.calendarEmail ?? user.email);
    const provider = email ? (own.provider ?? providerOfAddress(email, input.accounts)) : null;
    const availability = email ? (input.reading?.byEmail[email.toLowerCase()] ?? null) : null;
    const seen = availability?.state === 'known' ? availability.busy.filter((b) => isInterview(b.title)) : [];
    const mine = input.booked.get(user.id) ?? [];
    const interviews = [
      ...mine,
      ...seen.filter((s) => !mine.some((m) => m.start < s.end && s.start < m.end)),
    ];
    return {
      id: user.id,
      name: user.name,
      jobTitle: user.jobTitle ?? null,
      active: user.deactivatedAt === null,
      settings: own,
      calendar: email && provider ? { provider, email } : null,
      availability,
      interviews: interviews.map(({ start, end }) => ({ start, end })),
    };
  });
}
