import { Select, TextField } from '@/components/field';
import type { AuditFilters, AuditOverview, Facet } from '../contract';

const DAY_MS = 86_400_000;

const choices = (all: string, facets: readonly Facet[] | undefined, chosen: string | null) => {
  const known = facets ?? [];
  const listed = chosen === null || known.some(({ value }) => value === chosen);
  return [
    { value: '', label: all },
    ...known.map(({ value, label, count }) => ({ value, label: `${label} (${count})` })),
    // A choice that matches nothing any more is still the one in force.
    ...(listed ? [] : [{ value: chosen ?? '', label: `${chosen} (0)` }]),
  ];
};

/** `YYYY-MM-DD` of this computer's zone. */
const dayOf = (at: number): string => {
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
};
const midnight = (day: string): number | null => {
  const at = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(at) ? null : at;
};

/** Filters of the log, each with how many entries it would leave. */
export function AuditFilterBar({
  filters,
  overview,
  onChange,
}: {
  filters: AuditFilters;
  overview: AuditOverview | null;
  onChange: (filters: AuditFilters) => void;
}) {
  const pick = (change: Partial<AuditFilters>) => onChange({ ...filters, ...change });
  return (
    <fieldset className="grid grid-cols-2 gap-2 md:grid-cols-6">
      <legend className="sr-only">Filters</legend>
      {(
        [
          ['Candidate', 'opportunityId', overview?.candidates, 'All candidates'],
          ['Workflow', 'workflow', overview?.workflows, 'All workflows'],
          ['Who', 'actor', overview?.actors, 'Everybody'],
          ['What', 'event', overview?.events, 'Everything'],
        ] as const
      ).map(([label, name, facets, all]) => (
        <Select
          key={name}
          label={label}
          choices={choices(all, facets, filters[name])}
          value={filters[name] ?? ''}
          onChange={(event) => pick({ [name]: event.currentTarget.value || null })}
        />
      ))}
      <TextField
        label="From"
        type="date"
        value={filters.from === null ? '' : dayOf(filters.from)}
        onChange={(event) => pick({ from: midnight(event.currentTarget.value) })}
      />
      <TextField
        label="To"
        type="date"
        value={filters.to === null ? '' : dayOf(filters.to - 1)}
        onChange={(event) => {
          const day = midnight(event.currentTarget.value);
          pick({ to: day === null ? null : midnight(dayOf(day + DAY_MS * 1.5)) });
        }}
      />
    </fieldset>
  );
}
