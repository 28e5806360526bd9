import { Badge, type Tone } from '@/components/badge';
import { Table, Td, Th } from '@/components/table';
import type { ImpactRatio, ImpactReport } from '@/lib/evidence/impact-ratios';
import { FINDING_WORDS, interval, number, pValue, share } from '../report-text';

const TONE: Record<ImpactRatio['finding'], Tone> = {
  reference: 'accent',
  'below-four-fifths': 'danger',
  'at-least-four-fifths': 'good',
  'too-few-people': 'warn',
  'left-out': 'neutral',
  undefined: 'neutral',
};

/** The figures of one table. */
export function RatioTable({
  report,
  title,
  scoring,
}: {
  report: ImpactReport;
  title: string;
  scoring: boolean;
}) {
  const unknown = report.unknown.total > 0;
  return (
    <Table caption={`${title}: impact ratios`} className="tabular">
      <thead>
        <tr>
          <Th>Category</Th>
          <Th className="text-right">{scoring ? 'Above median' : 'Selected'}</Th>
          <Th className="text-right">Rate</Th>
          <Th className="text-right">Ratio</Th>
          <Th className="text-right">95 % interval</Th>
          <Th className="text-right">Fisher p</Th>
          {unknown && <Th className="text-right">With unknowns</Th>}
          <Th>Finding</Th>
        </tr>
      </thead>
      <tbody>
        {report.categories.map((one) => (
          <tr key={one.category}>
            <Td className="min-w-24">{one.category}</Td>
            <Td className="text-right whitespace-nowrap">
              {one.selected} of {one.total}
            </Td>
            <Td className="text-right whitespace-nowrap">{share(one.rate)}</Td>
            <Td className="text-right font-medium">{number(one.ratio)}</Td>
            <Td className="text-right whitespace-nowrap">{interval(one.interval)}</Td>
            <Td className="text-right whitespace-nowrap">
              {pValue(one.pValue)}
              {one.significant && <span className="block text-xs text-muted">unlikely to be chance</span>}
            </Td>
            {unknown && <Td className="text-right whitespace-nowrap">{interval(one.withUnknown)}</Td>}
            <Td>
              <Badge tone={TONE[one.finding]}>{FINDING_WORDS[one.finding]}</Badge>
              {one.oneMoreFlips && (
                <span className="block text-xs text-muted">one more person would turn it</span>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
