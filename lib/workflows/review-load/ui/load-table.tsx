import { ArrowDown, ArrowUp } from 'lucide-react';
import { Badge } from '@/components/badge';
import { cx } from '@/components/class-names';
import { Table, Td, Th } from '@/components/table';
import { type InterviewerLoad, TITLES_HIDDEN } from '../contract';
import { type LoadRow, nearness } from '../rules';
import { dayText, number, share, weekText } from './words';

export type SortKey = 'name' | 'count' | 'hours' | 'share' | 'declined' | 'ahead' | 'last';
export interface Sort {
  key: SortKey;
  down: boolean;
}
export interface Shown {
  person: InterviewerLoad;
  row: LoadRow;
}

const VALUE: Record<SortKey, (one: Shown) => number | string> = {
  name: ({ person }) => person.name.toLowerCase(),
  count: ({ row }) => row.count,
  hours: ({ row }) => row.minutes,
  share: ({ row }) => row.share,
  declined: ({ person }) => (person.invited === 0 ? -1 : person.declined / person.invited),
  ahead: ({ row }) => row.ahead,
  last: ({ row }) => row.last ?? 0,
};

/** In order of a column; equal ones by name. */
export function sorted(list: readonly Shown[], { key, down }: Sort): Shown[] {
  const value = VALUE[key];
  const sign = down ? -1 : 1;
  return [...list].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    return (x < y ? -sign : x > y ? sign : 0) || (a.person.name < b.person.name ? -1 : 1);
  });
}

/** One row a person: weeks against the limit, and what it comes to. */
export function LoadTable({
  list,
  weeks,
  thisWeek,
  poolName,
  sort,
  onSort,
}: {
  list: readonly Shown[];
  /** Mondays of the weeks shown. */
  weeks: readonly number[];
  thisWeek: number;
  poolName: (id: string) => string;
  sort: Sort;
  onSort: (key: SortKey) => void;
}) {
  const head = (key: SortKey, label: string, className?: string) => (
    <Th
      aria-sort={sort.key === key ? (sort.down ? 'descending' : 'ascending') : 'none'}
      className={className ?? ''}
    >
      <button
        type="button"
        className="inline-flex min-h-6 items-center gap-0.5 whitespace-nowrap hover:text-ink"
        onClick={() => onSort(key)}
      >
        {label}
        {sort.key === key &&
          (sort.down ? <ArrowDown size={12} aria-hidden="true" /> : <ArrowUp size={12} aria-hidden="true" />)}
      </button>
    </Th>
  );
  return (
    <Table caption="Interviewers by weeks">
      <thead>
        <tr>
          {head('name', 'Interviewer', 'sticky left-0 bg-canvas')}
          {weeks.map((monday) => (
            <Th
              key={monday}
              className={cx(
                'px-0.5 text-center text-xs whitespace-nowrap',
                monday === thisWeek && 'font-semibold text-ink',
              )}
            >
              <span className="sr-only">{monday === thisWeek ? 'This week, from ' : 'Week from '}</span>
              {weekText(monday)}
            </Th>
          ))}
          {head('count', 'Sum', 'text-right')}
          {head('hours', 'Hours', 'text-right')}
          {head('share', 'Share', 'text-right')}
          {head('ahead', 'Ahead', 'text-right')}
          {head('last', 'Last')}
          {head('declined', 'Declined', 'text-right')}
          <Th>Pools</Th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ person, row }) => (
          <tr key={person.id}>
            <Td className="sticky left-0 max-w-48 min-w-32 bg-canvas">
              <span className="font-medium">{person.name}</span>
              <Remarks person={person} row={row} />
            </Td>
            {row.weeks.map((count, w) => (
              <WeekCell
                key={weeks[w]}
                count={count}
                limit={person.weeklyLimit}
                unknown={person.problem !== null}
              />
            ))}
            <Td className="tabular text-right">
              {person.problem ? '≥ ' : ''}
              {row.count}
            </Td>
            <Td className="tabular text-right">{number(row.minutes / 60)}</Td>
            <Td className="tabular text-right">{share(row.share)}</Td>
            <Td className="tabular text-right">{row.ahead}</Td>
            <Td className="tabular whitespace-nowrap">{row.last === null ? '–' : dayText(row.last)}</Td>
            <Td className="tabular text-right whitespace-nowrap">
              {person.invited === 0 ? '–' : `${person.declined} of ${person.invited}`}
            </Td>
            <Td className="min-w-24 text-sm text-muted">{person.pools.map(poolName).join('; ')}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function WeekCell({ count, limit, unknown }: { count: number; limit: number | null; unknown: boolean }) {
  const near = nearness([count], limit);
  return (
    <Td className="min-w-10 px-0.5">
      <span
        title={limit === null ? `${count}, no limit` : `${count} of ${limit}`}
        className={cx(
          'tabular relative mx-auto flex h-6 min-w-9 items-end justify-center overflow-hidden rounded-sm',
          unknown && count === 0 ? 'fill-unknown' : 'bg-sunken',
        )}
      >
        {count > 0 && (
          <span
            aria-hidden="true"
            className={cx('absolute inset-x-0 bottom-0', near === 'none' ? 'bg-accent-soft' : 'bg-warn-soft')}
            style={{ height: `${Math.min(100, limit === null ? 100 : (100 * count) / limit)}%` }}
          />
        )}
        <span
          className={cx(
            'relative leading-6',
            count === 0 ? 'text-muted' : near === 'none' ? 'font-medium' : 'font-semibold text-warn',
          )}
        >
          {unknown && count === 0 ? <span className="sr-only">not read</span> : count > 0 ? count : '·'}
        </span>
        {near !== 'none' && (
          <span className="sr-only">
            , {near === 'at' ? 'at' : 'near'} the limit of {limit}
          </span>
        )}
      </span>
    </Td>
  );
}

function Remarks({ person, row }: Shown) {
  return (
    <span className="flex flex-wrap items-center gap-1 text-sm text-muted">
      {person.weeklyLimit === null ? 'no limit' : `limit ${person.weeklyLimit} a week`}
      {row.near === 'at' && <Badge tone="warn">at the limit</Badge>}
      {row.near === 'near' && <Badge tone="warn">near the limit</Badge>}
      {person.optedOut && <Badge>opted out</Badge>}
      {person.problem && (
        <Badge tone={person.problem.code === TITLES_HIDDEN ? 'neutral' : 'warn'}>
          {person.problem.code === TITLES_HIDDEN ? 'titles hidden' : 'not read'}
        </Badge>
      )}
    </span>
  );
}
