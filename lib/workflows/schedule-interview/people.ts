import type { CalendarProvider } from '@/lib/calendar/port';
import type { Interval } from '@/lib/domain/interval';
import { providerOfAddress } from '@/lib/domain/provider-of-address';
import type { Settings } from '@/lib/domain/settings';
import type { RoleLevel } from '@/lib/governance/policy';
import type { Reading } from '@/lib/interviews/read-calendars';
import type { Plan } from '@/lib/ledger/plan';
import type { LeverUser } from '@/lib/lever/types';
import type { Interviewer } from './rules';

/** What a finished booking keeps about itself, for limits and for the panel. */
export interface BookingContext {
  slot: { start: number; end: number; zone: string; candidateZone: string };
  /** Lever user ids. */
  who: string[];
  drafts: { to: string[]; subject: string; body: string; audience: 'panel' | 'candidate' | 'lever' }[];
  /** What it was decided on; absent in plans of older versions. */
  about?: {
    candidate: string;
    posting: string | null;
    stage: string | null;
    stageId: string;
    leverUrl: string;
    /** When the calendars were read, ms epoch. */
    readAt: number;
    /** Place of the slot among those proposed, from 0; null when it was none of them. */
    rank: number | null;
    roleLevel: RoleLevel;
    /** Whole sentences for whoever approves. */
    critical: string[];
  };
}

/** Interviews booked through Fulcrum, by Lever user id; Lever has no account-wide list of interviews. */
export function bookedInterviews(plans: readonly Plan[]): Map<string, Interval[]> {
  const byPerson = new Map<string, Interval[]>();
  for (const plan of plans) {
    if (plan.state !== 'done' && plan.state !== 'running' && plan.state !== 'parked') continue;
    const context = plan.context as BookingContext | null;
    if (!context?.slot) continue;
    for (const id of context.who)
      byPerson.set(id, [...(byPerson.get(id) ?? []), { start: context.slot.start, end: context.slot.end }]);
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
