import { Notice } from '@/components/notice';
import { Table, Td, Th } from '@/components/table';
import type { TwinKindRate } from '@/lib/evidence/twin-rates';
import { KIND_LABELS, points, share } from '../report-text';
import { FlipPlot } from './flip-plot';

/** What the twins showed, per kind and per group. */
export function TwinResult({
  rates,
  bar,
  level,
}: {
  rates: readonly TwinKindRate[];
  bar: number;
  level: number;
}) {
  const twins = rates.reduce((sum, one) => sum + one.twins, 0);
  const identical = rates.reduce((sum, one) => sum + one.identical, 0);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Notice tone="info" title={`Request identical: ${identical} of ${twins} twins`}>
        {identical > 0
          ? 'What is the same to the letter cannot be answered differently, so nothing was asked for these. It is no proof about what blinding does not reach.'
          : 'Every twin was judged by itself.'}
        {level === 0 && ' Blinding is off: this run counts only where screening runs that way.'}
      </Notice>
      <FlipPlot rates={rates} bar={bar} />
      <Table caption="Twins by kind and group" className="tabular">
        <thead>
          <tr>
            <Th>Changed</Th>
            <Th className="text-right">Flipped</Th>
            <Th className="text-right">Share (95 %)</Th>
            <Th className="text-right">Score drift</Th>
            <Th className="text-right">Same request</Th>
          </tr>
        </thead>
        {rates.map((one) => (
          <tbody key={one.kind}>
            <tr className="font-medium">
              <Td>{KIND_LABELS[one.kind]}</Td>
              <Td className="text-right whitespace-nowrap">
                {one.flipped} of {one.resumes} resumes
              </Td>
              <Td className="text-right whitespace-nowrap">
                {share(one.rate)} ({share(one.interval.low)} to {share(one.interval.high)})
              </Td>
              <Td className="text-right whitespace-nowrap">
                {points(one.drift.mean)}
                {one.drift.low !== null &&
                  one.drift.high !== null &&
                  ` (${points(one.drift.low)} to ${points(one.drift.high)})`}
              </Td>
              <Td className="text-right whitespace-nowrap">
                {one.identical} of {one.twins}
              </Td>
            </tr>
            {one.groups.map(({ group, twins: n, flipped, drift }) => (
              <tr key={group} className="text-muted">
                <Td className="pl-6">{group}</Td>
                <Td className="text-right whitespace-nowrap">
                  {flipped} of {n}
                </Td>
                <Td />
                <Td className="text-right">{points(drift)}</Td>
                <Td />
              </tr>
            ))}
          </tbody>
        ))}
      </Table>
      <p className="text-sm text-muted">
        Flipped: any verdict, level or the band is another one. Drift: points of 100, twin less base; its
        interval is shown from five resumes on. With few resumes the interval is wide: “0 flipped” then proves
        little.
      </p>
    </div>
  );
}
