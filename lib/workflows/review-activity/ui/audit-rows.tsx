import { Table, Td, Th } from '@/components/table';
import { When } from '@/components/when';
import type { AuditRow } from '../contract';
import { eventInWords } from '../rules';

/** When narrow, the cells of a row stand under each other. */
const ROW = 'max-md:block max-md:border-b max-md:border-line max-md:py-2';
const CELL = 'max-md:block max-md:border-b-0 max-md:py-0.5';
/** Short cells share a line. */
const SHORT = 'max-md:inline-block max-md:border-b-0 max-md:py-0.5 max-md:pr-1';

/** Entries, newest first; each opens its story. Arrow keys go from one to the next. */
export function AuditRows({ rows, onOpen }: { rows: AuditRow[]; onOpen: (row: AuditRow) => void }) {
  const move = (event: React.KeyboardEvent<HTMLTableSectionElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    all[all.indexOf(event.target) + step]?.focus();
  };
  return (
    <Table caption="Audit log, newest first" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th>No.</Th>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>Proof</Th>
        </tr>
      </thead>
      <tbody className="max-md:block" onKeyDown={move}>
        {rows.map((row) => (
          <tr key={row.seq} className={ROW}>
            <Td className={`${SHORT} tabular`}>{row.seq}</Td>
            <Td className={SHORT}>
              <When at={row.at} seconds />
            </Td>
            <Td className={`${SHORT} md:min-w-24`}>{row.actor}</Td>
            <Td className={`${CELL} md:min-w-56`}>
              {row.planId || row.opportunityId ? (
                <button
                  type="button"
                  onClick={() => onOpen(row)}
                  className="rounded-sm text-left font-medium text-accent-text hover:underline"
                >
                  {row.event}
                  <span className="sr-only">, entry {row.seq}: show its story</span>
                </button>
              ) : (
                <span className="font-medium">{row.event}</span>
              )}
              {row.summary && <span className="block">{row.summary}</span>}
              <span className="block text-sm text-muted">
                {eventInWords(row.workflow)}
                {row.opportunityId && `, candidate ${row.opportunityId}`}
              </span>
            </Td>
            <Td className={CELL}>
              <code className="font-mono text-sm whitespace-nowrap text-muted" title={row.hash}>
                {row.hash.slice(0, 10)}
              </code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
