import { Badge } from '@/components/badge';
import { Table, Td, Th } from '@/components/table';
import { When } from '@/components/when';
import type { HostRow } from '../contract';

export const sizeOf = (bytes: number): string =>
  bytes < 1000
    ? `${bytes} B`
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`;

const PERMISSION = {
  granted: { words: 'allowed', tone: 'good' },
  missing: { words: 'not allowed by the browser', tone: 'danger' },
  'not-needed': { words: 'open to tokens, no permission', tone: 'neutral' },
} as const;
const ROW = 'max-md:block max-md:border-b max-md:border-line max-md:py-2';
const CELL = 'max-md:block max-md:border-b-0 max-md:py-0.5';

/** Every host there is: what goes there, whether the browser allows it, and what has gone there. */
export function DeclaredHosts({ hosts }: { hosts: HostRow[] }) {
  return (
    <Table caption="Declared hosts" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th>Host</Th>
          <Th>What goes there</Th>
          <Th>Permission</Th>
          <Th className="text-right">Requests</Th>
          <Th className="text-right">Sent / received</Th>
          <Th>Last</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {hosts.map((row) => (
          <tr key={row.host} className={ROW}>
            <Td className={`${CELL} font-medium md:whitespace-nowrap`}>{row.host}</Td>
            <Td className={CELL}>{row.purpose}</Td>
            <Td className={CELL}>
              <Badge tone={PERMISSION[row.permission].tone}>{PERMISSION[row.permission].words}</Badge>
            </Td>
            <Td className={`${CELL} tabular md:text-right`}>
              {row.requests}
              {row.candidateRequests > 0 && (
                <span className="text-sm text-muted md:block">
                  {' '}
                  {row.candidateRequests} with candidate data
                </span>
              )}
            </Td>
            <Td className={`${CELL} tabular md:text-right whitespace-nowrap`}>
              {sizeOf(row.bytesOut)} / {sizeOf(row.bytesIn)}
            </Td>
            <Td className={CELL}>{row.lastAt === null ? 'never' : <When at={row.lastAt} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
