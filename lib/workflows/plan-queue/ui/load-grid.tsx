import { Badge } from '@/components/badge';
import { cx } from '@/components/class-names';
import { Table, Td, Th } from '@/components/table';
import type { Load } from '../outcome';
import { dayText, listOf, plural, shortDay } from './words';

/** Interviewers by days: what the plan adds to what they hold already. */
export function LoadGrid({ loads, days }: { loads: readonly Load[]; days: readonly string[] }) {
  const used = loads.filter(({ total }) => total > 0);
  const idle = loads.filter(({ total, unknown }) => total === 0 && !unknown);
  const limited = used.filter(({ atLimit }) => atLimit);
  return (
    <>
      <p>
        {limited.length === 0
          ? 'Nobody reaches a limit by this plan.'
          : `At a limit by this plan: ${listOf(limited.map(({ name }) => name))}.`}
      </p>
      <Table caption="Interviewers by days">
        <thead>
          <tr>
            <Th className="sticky left-0 bg-canvas">Interviewer</Th>
            {days.map((day) => (
              <Th key={day} className="px-0.5 text-center text-xs whitespace-nowrap" title={dayText(day)}>
                {shortDay(day)}
              </Th>
            ))}
            <Th className="text-right">In this plan</Th>
          </tr>
        </thead>
        <tbody>
          {used.map(({ person, name, byDay, total, atLimit }) => (
            <tr key={person}>
              <Td className="sticky left-0 max-w-44 min-w-32 bg-canvas font-medium">{name}</Td>
              {byDay.map(({ added, before, full }, d) => (
                <Td key={days[d]} className="min-w-9 px-0.5 text-center">
                  <span
                    className={cx(
                      'tabular mx-auto flex h-6 min-w-8 items-center justify-center rounded-sm',
                      full
                        ? 'bg-warn-soft font-semibold text-warn'
                        : added > 0
                          ? 'bg-accent-soft font-semibold text-accent-text'
                          : 'bg-sunken text-muted',
                    )}
                  >
                    {added > 0 ? `+${added}` : before > 0 ? before : ''}
                    <span className="sr-only">
                      {added + before > 0 &&
                        ` on ${dayText(days[d] ?? '')}, ${before} before${full ? ', at the limit' : ''}`}
                    </span>
                  </span>
                </Td>
              ))}
              <Td className="text-right whitespace-nowrap">
                {plural(total, 'interview')} {atLimit && <Badge tone="warn">at a limit</Badge>}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="text-xs text-muted">
        +1: added by this plan. Plain numbers: held already. Yellow: the day’s limit is reached.
        {idle.length > 0 && ` Not needed: ${listOf(idle.map(({ name }) => name))}.`}
      </p>
    </>
  );
}
