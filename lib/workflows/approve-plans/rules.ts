import type { Problem } from '@/lib/domain/problem';
import type { Plan } from '@/lib/ledger/plan';
import type { WriteView } from '@/lib/ledger/plan-views';
import type { ApprovalItem } from './contract';

const HOUR = 3_600_000;
/** Decided plans stay on the page for a day; later they are in Activity. */
const DECIDED_FOR_MS = 24 * HOUR;
const EXPIRED_FOR_MS = 7 * 24 * HOUR;

/** Nobody decided in time. The ledger may not have been told yet. */
export const isExpired = (plan: Pick<Plan, 'state' | 'expiresAt'>, now: number): boolean =>
  plan.state === 'expired' || (plan.state === 'proposed' && plan.expiresAt !== null && plan.expiresAt <= now);

export const isOpen = (plan: Pick<Plan, 'state' | 'expiresAt' | 'origin'>, now: number): boolean =>
  plan.origin === 'fulcrum' && plan.state === 'proposed' && !isExpired(plan, now);

/** Plans of Fulcrum, by where they stand on the page. What a person previewed is not in the inbox. */
export function sectionsOf(plans: readonly Plan[], now: number) {
  const own = plans.filter((plan) => plan.origin === 'fulcrum');
  const open = own.filter((plan) => isOpen(plan, now)).sort((a, b) => soonest(a) - soonest(b));
  const expired = own.filter(
    (plan) =>
      isExpired(plan, now) &&
      now - (plan.expiresAt ?? plan.updatedAt) < EXPIRED_FOR_MS &&
      !replaced(plan, own),
  );
  const decided = own
    .filter(
      (plan) =>
        plan.state !== 'proposed' &&
        plan.state !== 'expired' &&
        plan.state !== 'discarded' &&
        (now - plan.updatedAt < DECIDED_FOR_MS || plan.state === 'running' || plan.state === 'undoing'),
    )
    .sort((a, b) => b.updatedAt - a.updatedAt);
  return { open, expired, decided };
}

const soonest = (plan: Plan): number => plan.expiresAt ?? Number.MAX_SAFE_INTEGER;

/** A newer plan about the same candidate stands in its place. */
const replaced = (plan: Plan, all: readonly Plan[]): boolean =>
  all.some(
    (other) =>
      other.id !== plan.id &&
      other.workflow === plan.workflow &&
      other.opportunityId === plan.opportunityId &&
      other.createdAt > plan.createdAt,
  );

/** Why a plan cannot be approved now; null when its own state does not stand in the way. */
export function refusalOf(plan: Plan, now: number): Problem | null {
  if (isExpired(plan, now))
    return {
      code: 'proposal-expired',
      message: 'This proposal has expired: nobody decided in time, and the facts are old by now.',
      next: 'Choose “Propose again”; everything is read anew.',
      subject: plan.id,
    };
  if (plan.state === 'proposed') return null;
  return {
    code: 'already-decided',
    message: `This was already decided: ${STATE_WORDS[plan.state]}.`,
    next: 'Look at the card; it shows what became of it.',
    subject: plan.id,
  };
}

const STATE_WORDS: Record<Plan['state'], string> = {
  proposed: 'it still waits',
  running: 'it is running',
  done: 'it is done',
  'rolled-back': 'it failed and was taken back',
  parked: 'it stopped and waits in Activity',
  undoing: 'it is being undone',
  undone: 'it was undone',
  discarded: 'it was turned down or replaced',
  expired: 'it expired',
};

/** Everything several plans would do, added up. */
export interface Totals {
  plans: number;
  /** Addresses that get mail, each once, however many plans mail them. */
  people: string[];
  mails: number;
  writes: { system: WriteView['system']; count: number }[];
  cannotRecall: string[];
}

type Counted = Pick<ApprovalItem, 'writes' | 'texts' | 'cannotRecall'>;

export function totalsOf(items: readonly Counted[]): Totals {
  const addresses = items.flatMap((item) => item.texts.flatMap((text) => text.to));
  const writes = new Map<WriteView['system'], number>();
  for (const { effect, system } of items.flatMap((item) => item.writes))
    if (effect === 'write') writes.set(system, (writes.get(system) ?? 0) + 1);
  return {
    plans: items.length,
    people: [...new Set(addresses.map((one) => one.toLowerCase()))].sort(),
    mails: addresses.length,
    writes: [...writes].map(([system, count]) => ({ system, count })),
    cannotRecall: [...new Set(items.flatMap((item) => item.cannotRecall))],
  };
}

/** Which card is in front, which ones are ticked, and where a range began. */
export interface Selection {
  at: string | null;
  chosen: readonly string[];
  anchor: string | null;
}

export const NOTHING: Selection = { at: null, chosen: [], anchor: null };

/** Moves `step` cards on; with `extend` everything between the start of the range and there is ticked. */
export function moved(now: Selection, ids: readonly string[], step: number, extend: boolean): Selection {
  if (ids.length === 0) return NOTHING;
  const from = now.at === null ? -1 : ids.indexOf(now.at);
  const to = from < 0 ? (step > 0 ? 0 : ids.length - 1) : Math.max(0, Math.min(ids.length - 1, from + step));
  const at = ids[to] ?? null;
  if (!extend || at === null) return { ...now, at, anchor: null };
  const start = now.anchor ?? (from < 0 ? at : (ids[from] ?? at));
  return { at, anchor: start, chosen: union(now.chosen, between(ids, start, at)) };
}

/** Ticks or unticks one card; with `extend` the whole range up to it. */
export function toggled(now: Selection, ids: readonly string[], id: string, extend: boolean): Selection {
  if (extend && now.at !== null && ids.includes(now.at))
    return {
      at: id,
      anchor: now.anchor ?? now.at,
      chosen: union(now.chosen, between(ids, now.anchor ?? now.at, id)),
    };
  const on = now.chosen.includes(id);
  return { at: id, anchor: id, chosen: on ? now.chosen.filter((one) => one !== id) : [...now.chosen, id] };
}

/** Cards that are gone are neither in front nor ticked. */
export function pruned(now: Selection, ids: readonly string[]): Selection {
  const chosen = now.chosen.filter((id) => ids.includes(id));
  const anchor = now.anchor !== null && ids.includes(now.anchor) ? now.anchor : null;
  if (chosen.length === now.chosen.length && anchor === now.anchor) return now;
  return { ...now, chosen, anchor };
}

function between(ids: readonly string[], one: string, other: string): string[] {
  const [from, to] = [ids.indexOf(one), ids.indexOf(other)].sort((a, b) => a - b);
  return from === undefined || from < 0 ? [other] : ids.slice(from, (to ?? from) + 1);
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** `3 h 20 min`, `2 d 4 h`, `less than a minute`; never negative. */
export function lengthText(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
