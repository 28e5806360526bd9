import { Badge } from '@/components/badge';
import { Table, Td, Th } from '@/components/table';
import { When } from '@/components/when';
import type { EgressRow } from '../contract';
import { sizeOf } from './egress-summary';

/** When narrow, the cells of a row stand under each other. */
const ROW = 'max-md:block max-md:border-b max-md:border-line max-md:py-2';
const CELL = 'max-md:block max-md:border-b-0 max-md:py-0.5';
/** Short cells share a line. */
const SHORT = 'max-md:inline-block max-md:border-b-0 max-md:py-0.5 max-md:pr-1';

function Answer({ row }: { row: EgressRow }) {
  if (row.failure === 'undeclared-host') return <Badge tone="danger">refused, not sent</Badge>;
  if (row.status === null) return <Badge tone="danger">{row.failure ?? 'no answer'}</Badge>;
  return <Badge tone={row.status < 400 ? 'good' : row.status < 500 ? 'warn' : 'danger'}>{row.status}</Badge>;
}

export function EgressRows({ rows }: { rows: EgressRow[] }) {
  return (
    <Table caption="Requests, newest first" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th>When</Th>
          <Th>Where</Th>
          <Th>What for</Th>
          <Th>Answer</Th>
          <Th className="text-right">Sent / received</Th>
          <Th className="text-right">Took</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two requests may share every shown value
          <tr key={`${row.at} ${at}`} className={ROW}>
            <Td className={CELL}>
              <When at={row.at} seconds />
            </Td>
            <Td className={`${CELL} md:min-w-44`}>
              <span className="font-medium">{row.host}</span>
              <span className="block font-mono text-sm text-muted">
                {row.method} {row.path}
              </span>
            </Td>
            <Td className={`${CELL} md:min-w-40`}>
              {row.purpose}
              {row.candidateData && <span className="block text-sm text-muted">with candidate data</span>}
            </Td>
            <Td className={SHORT}>
              <Answer row={row} />
            </Td>
            <Td className={`${SHORT} md:text-right tabular whitespace-nowrap`}>
              {sizeOf(row.bytesOut)} / {sizeOf(row.bytesIn)}
            </Td>
            <Td className={`${SHORT} md:text-right tabular whitespace-nowrap`}>{Math.round(row.ms)} ms</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
