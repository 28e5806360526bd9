import type { CalendarProvider } from '@/lib/calendar/port';
import type { HeldEvent } from '@/lib/interviews/held-event';
import type { HeldInterview } from '@/lib/interviews/people';
import { dateText } from '@/lib/interviews/times';
import type { Plan } from '@/lib/ledger/plan';
import { bookingPlanView } from '@/lib/ledger/plan-views';
import type { LoopPlanView } from './contract';
import type { BookedSession } from './drafts';
import { eventAction, itineraryAction } from './plan';
import type { LoopChoice, LoopSetup } from './schema';

/** What a booking or a change of an on-site keeps about itself in the ledger. JSON. */
export interface LoopContext {
  kind: 'loop' | 'change';
  /** For a change: the plan it was made upon. Undone last first. */
  replaces: string | null;
  /** The first plan of the line, whose results hold the events. */
  base: string;
  setup: LoopSetup;
  choice: LoopChoice;
  sessions: BookedSession[];
  organizer: { provider: CalendarProvider; email: string };
  /** First start to last end, for the badge on Lever's lists. */
  slot: { start: number; end: number; zone: string; candidateZone: string };
  /** Counted by limits. */
  interviews: HeldInterview[];
  /** The candidate's itineraries in order of days: made by an earlier plan, or by an action of this one. */
  itineraries: { eventId: string | null; action: string | null }[];
  /** True when this is what was proposed first, false when a person chose something else; null = nothing was proposed. */
  asProposed?: boolean | null;
  difference: string[];
  drafts: LoopPlanView['drafts'];
}

export const contextOf = (plan: Plan): LoopContext => plan.context as LoopContext;

/** True when both name the same sessions, times, people and rooms. */
export function sameChoice(a: LoopChoice, b: LoopChoice): boolean {
  const told = ({ sessions }: LoopChoice): string =>
    JSON.stringify(
      [...sessions]
        .sort((x, y) => (x.id < y.id ? -1 : 1))
        .map(({ id, start, end, who, room }) => [id, start, end, who, room]),
    );
  return told(a) === told(b);
}

/** The booked on-site of a candidate: its first plan and the newest change that stands. */
export interface LoopLine {
  base: Plan;
  newest: Plan;
  /** Ids of all plans of the line, the first one first. */
  ids: string[];
}

/** The newest on-site that stands, with its changes; null when there is none (or it is over). Plans of one candidate. */
export function lineOf(plans: readonly Plan[], now: number): LoopLine | null {
  const standing = plans.filter((plan) => plan.state === 'done' && contextOf(plan).slot.end > now);
  const bases = standing.filter((plan) => contextOf(plan).kind === 'loop');
  const base = bases.sort((a, b) => b.createdAt - a.createdAt)[0];
  if (!base) return null;
  let newest = base;
  const ids = [base.id];
  for (;;) {
    const next = standing.find((plan) => contextOf(plan).replaces === newest.id);
    if (!next) return { base, newest, ids };
    newest = next;
    ids.push(next.id);
  }
}

/**
 * What Lever's lists say about on-sites, by opportunity: the days of one that stands, as it is after every change, or
 * that one waits for approval. Plans of all candidates.
 */
export function loopBadges(plans: readonly Plan[], now: number): Map<string, string> {
  const byCandidate = new Map<string, Plan[]>();
  for (const plan of plans)
    byCandidate.set(plan.opportunityId, [...(byCandidate.get(plan.opportunityId) ?? []), plan]);
  return new Map(
    [...byCandidate].flatMap(([id, mine]): [string, string][] => {
      const line = lineOf(mine, now);
      if (line) {
        const { sessions, slot } = contextOf(line.newest);
        const days = [...new Set(sessions.map(({ start }) => dateText(start, slot.zone)))];
        return [[id, `On-site ${days.join(' and ')}`]];
      }
      const waiting = mine.some(
        (plan) =>
          plan.state === 'proposed' &&
          plan.origin === 'fulcrum' &&
          contextOf(plan).slot.end > now &&
          (plan.expiresAt ?? now) >= now,
      );
      return waiting ? [[id, 'An on-site waits for approval']] : [];
    }),
  );
}

const resultOf = (plan: Plan, action: string): Partial<HeldEvent> | null =>
  (plan.actions.find((a) => a.action.id === action)?.result as Partial<HeldEvent> | undefined) ?? null;

/** The event of a session; events stay the same through every change. */
export function sessionEvent(
  line: LoopLine,
  sessionId: string,
): { id: string; joinUrl: string | null } | null {
  const found = resultOf(line.base, eventAction({ id: sessionId }));
  const link = resultOf(line.base, `link-${sessionId}`);
  return found?.id ? { id: found.id, joinUrl: link?.joinUrl ?? found.joinUrl ?? null } : null;
}

/** Event ids of the candidate's itineraries as they stand, in order of days. */
export const itineraryEvents = ({ newest }: LoopLine): string[] =>
  contextOf(newest).itineraries.flatMap(({ eventId, action }) => {
    const id = eventId ?? (action ? resultOf(newest, action)?.id : null);
    return id ? [id] : [];
  });

export const panelOf = ({ base }: LoopLine): string | null =>
  (base.actions.find((a) => a.action.id === 'lever-panel')?.result as { panelId?: string } | undefined)
    ?.panelId ?? null;

export const firstItineraries = (days: number): LoopContext['itineraries'] =>
  Array.from({ length: days }, (_, n) => ({ eventId: null, action: itineraryAction(n) }));

/** A ledger plan as the page shows it. */
export function loopPlanView(plan: Plan, warning: LoopPlanView['warning'] = null): LoopPlanView {
  const { kind, difference, drafts } = contextOf(plan);
  return { ...bookingPlanView(plan, drafts, warning), kind, difference };
}
