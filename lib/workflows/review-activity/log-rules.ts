import type { StoredEntry } from '@/lib/ledger/audit-format';
import type { AuditFilters, AuditOverview, Facet } from './contract';

type Dimension = 'opportunityId' | 'workflow' | 'actor' | 'event';

/** Whether an entry passes the filters; `except` leaves one out, for counting its values. */
export function passes(entry: StoredEntry, filters: AuditFilters, except?: Dimension): boolean {
  for (const name of ['opportunityId', 'workflow', 'actor', 'event'] as const)
    if (name !== except && filters[name] !== null && entry[name] !== filters[name]) return false;
  return (
    (filters.from === null || entry.at >= filters.from) && (filters.to === null || entry.at < filters.to)
  );
}

function facet(
  entries: readonly StoredEntry[],
  filters: AuditFilters,
  name: Dimension,
  label: (value: string) => string,
): Facet[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    const value = entry[name];
    if (value !== null && passes(entry, filters, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, label: label(value), count }))
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

const BARS = 48;

/** Counts over time in equal spans, from the first moment to the last. */
export function activityOver(moments: readonly number[], bars = BARS): AuditOverview['activity'] {
  if (moments.length === 0) return [];
  const first = moments.reduce((a, b) => Math.min(a, b));
  const last = moments.reduce((a, b) => Math.max(a, b));
  const span = Math.max(1, Math.ceil((last - first + 1) / bars));
  const counts = Array.from({ length: bars }, (_, n) => ({
    from: first + n * span,
    to: first + (n + 1) * span,
    count: 0,
  }));
  for (const at of moments) {
    const bar = counts[Math.min(bars - 1, Math.floor((at - first) / span))];
    if (bar) bar.count += 1;
  }
  return counts;
}

/** Counts for the filters and the plot. `hidden` are candidacies that must not be told apart. */
export function overviewOf(
  entries: readonly StoredEntry[],
  filters: AuditFilters,
  hidden: ReadonlySet<string>,
  labels: Record<'candidate' | 'workflow' | 'actor' | 'event', (value: string) => string>,
): AuditOverview {
  const told = entries.filter((one) => one.opportunityId === null || !hidden.has(one.opportunityId));
  const matching = entries.filter((entry) => passes(entry, filters));
  return {
    candidates: facet(told, filters, 'opportunityId', labels.candidate),
    workflows: facet(entries, filters, 'workflow', labels.workflow),
    actors: facet(entries, filters, 'actor', labels.actor),
    events: facet(entries, filters, 'event', labels.event),
    matching: matching.length,
    activity: activityOver(matching.map(({ at }) => at)),
    concealed: hidden.size,
  };
}
