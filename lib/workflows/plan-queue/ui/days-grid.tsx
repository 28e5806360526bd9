import { ExternalLink } from 'lucide-react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { Table, Td, Th } from '@/components/table';
import type { Row } from '../outcome';
import { dayText, plural, shortDay } from './words';

/** Candidates by days: filled where sessions are, a ring where first come, first served would have ended. */
export function DaysGrid({
  rows,
  days,
  booked,
  onOpen,
}: {
  rows: readonly Row[];
  days: readonly string[];
  booked: (opportunityId: string) => boolean;
  onOpen: (row: Row) => void;
}) {
  return (
    <>
      <Table caption="Candidates by days">
        <thead>
          <tr>
            <Th className="sticky left-0 bg-canvas">Candidate</Th>
            {days.map((day) => (
              <Th key={day} className="px-0.5 text-center text-xs whitespace-nowrap" title={dayText(day)}>
                {shortDay(day)}
              </Th>
            ))}
            <Th className="whitespace-nowrap">Against first come</Th>
            <Th>
              <span className="sr-only">Open</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.opportunityId}>
              <Td className="sticky left-0 max-w-44 min-w-32 bg-canvas font-medium">
                <span className="line-clamp-2">
                  <bdi>{row.name || 'No name'}</bdi>
                </span>
              </Td>
              {days.map((day, d) => (
                <DayCell key={day} row={row} d={d} day={day} />
              ))}
              <Td className="whitespace-nowrap">
                <Against row={row} />
              </Td>
              <Td className="text-right whitespace-nowrap">
                {booked(row.opportunityId) ? (
                  <Badge tone="good">booked</Badge>
                ) : (
                  <Button
                    size="sm"
                    icon={<ExternalLink size={14} aria-hidden="true" />}
                    aria-label={row.byDay ? `Open the plan of ${row.name}` : `Look at ${row.name}`}
                    onClick={() => onOpen(row)}
                  >
                    {row.byDay ? 'Open' : 'Look'}
                  </Button>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        <span className="flex items-center gap-1">
          <span
            aria-hidden="true"
            className="inline-block h-4 min-w-4 rounded-sm bg-accent text-center font-semibold text-on-accent"
          >
            3
          </span>
          sessions on that day
        </span>
        <span className="flex items-center gap-1">
          <span aria-hidden="true" className="inline-block size-3 rounded-full border-2 border-warn" />
          last day if booked first come, first served
        </span>
      </p>
    </>
  );
}

function DayCell({ row, d, day }: { row: Row; d: number; day: string }) {
  const count = row.byDay?.[d] ?? 0;
  const ring = row.greedyDay === d;
  const said = [
    count > 0 ? `${plural(count, 'session')} on ${dayText(day)}` : '',
    ring ? 'last day by first come, first served' : '',
  ].filter(Boolean);
  return (
    <Td className="min-w-9 px-0.5 text-center">
      <span className="relative mx-auto flex h-6 w-full min-w-8 items-center justify-center rounded-sm bg-sunken">
        {count > 0 && (
          <span
            aria-hidden="true"
            className="tabular absolute inset-0 flex items-center justify-center rounded-sm bg-accent font-semibold text-on-accent"
          >
            {count}
          </span>
        )}
        {ring && (
          <span
            aria-hidden="true"
            className={cx(
              'absolute size-3 rounded-full border-2 border-warn',
              count > 0 ? '-top-1 -right-1 bg-surface' : '',
            )}
          />
        )}
        <span className="sr-only">{said.join(', ')}</span>
      </span>
    </Td>
  );
}

function Against({ row: { byDay, lastDay, greedyDay } }: { row: Row }) {
  if (!byDay || lastDay === null) return <Badge tone="warn">no plan</Badge>;
  if (greedyDay === null) return <Badge tone="good">only now a plan</Badge>;
  if (greedyDay === lastDay) return <span className="text-muted">same day</span>;
  const by = Math.abs(greedyDay - lastDay);
  return greedyDay > lastDay ? (
    <Badge tone="good">{plural(by, 'day')} earlier</Badge>
  ) : (
    <Badge>{plural(by, 'day')} later</Badge>
  );
}
