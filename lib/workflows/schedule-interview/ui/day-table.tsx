import { Table, Td, Th } from '@/components/table';
import { timeRange } from '@/components/zoned';
import type { ScheduleView } from '../contract';
import { type LaneRow, spanWord } from './day-lanes';

/** The lanes in words. */
export function DayTable({ view, rows, day }: { view: ScheduleView; rows: LaneRow[]; day: string }) {
  const zone = view.recruiterZone;
  return (
    <Table caption={`Everybody’s time on ${day}`}>
      <thead>
        <tr>
          <Th>Who</Th>
          <Th>Works</Th>
          <Th>Taken</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ person, working, spans }) => (
          <tr key={person.id}>
            <Td className="font-medium">{person.name}</Td>
            <Td className="tabular whitespace-nowrap">
              {working.length === 0
                ? 'Not that day'
                : working.map((span) => <div key={span.start}>{timeRange(span.start, span.end, zone)}</div>)}
            </Td>
            <Td className="tabular">
              {spans.length === 0
                ? 'Nothing'
                : spans.map((span) => (
                    <div key={`${span.kind}${span.start}`}>
                      {timeRange(span.start, span.end, zone)} {spanWord[span.kind]}
                      {span.title && <span className="text-muted">: {span.title}</span>}
                    </div>
                  ))}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
