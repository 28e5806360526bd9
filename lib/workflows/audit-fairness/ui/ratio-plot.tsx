import type { ImpactRatio, ImpactReport } from '@/lib/evidence/impact-ratios';
import { number } from '../report-text';

/** Right end of the axis; an interval that goes on is cut there with an arrow. */
const END = 1.6;
const TICKS = [0, 0.4, 0.8, 1.2, 1.6];
const x = (ratio: number): string => `${(100 * Math.min(ratio, END)) / END}%`;

const isBelow = ({ ratio, finding }: ImpactRatio, bar: number): boolean =>
  ratio !== null && ratio < bar && finding !== 'too-few-people';

function Track({ one, bar }: { one: ImpactRatio; bar: number }) {
  const few = one.finding === 'too-few-people';
  const tone = isBelow(one, bar) ? 'text-danger' : few ? 'text-muted' : 'text-accent';
  const high = one.interval?.high ?? null;
  return (
    <svg aria-hidden="true" className={`h-6 w-full overflow-visible ${tone}`}>
      <line x1={x(bar)} x2={x(bar)} y1="-2" y2="26" className="stroke-danger" strokeDasharray="4 3" />
      <line x1={x(1)} x2={x(1)} y1="-2" y2="26" className="stroke-line" />
      {one.interval && (
        <line
          x1={x(one.interval.low)}
          x2={high === null ? '100%' : x(high)}
          y1="12"
          y2="12"
          stroke="currentColor"
          strokeWidth={2}
          strokeDasharray={few ? '3 3' : undefined}
        />
      )}
      {one.ratio !== null && (
        <circle
          cx={x(one.ratio)}
          cy="12"
          r="4.5"
          stroke="currentColor"
          strokeWidth={2}
          className={few ? 'fill-surface' : 'fill-current'}
        />
      )}
    </svg>
  );
}

/** Impact ratios with their intervals against the line of the bar. */
export function RatioPlot({ report, bar, title }: { report: ImpactReport; bar: number; title: string }) {
  const rows = report.categories.filter(({ ratio }) => ratio !== null);
  if (rows.length === 0) return null;
  const below = rows.filter((one) => isBelow(one, bar));
  const words = `${title}: impact ratios of ${rows.length} categories against ${report.reference}. ${
    below.length === 0
      ? `None is below ${bar} with enough people.`
      : `Below ${bar}: ${below.map(({ category, ratio }) => `${category} ${number(ratio)}`).join(', ')}.`
  }`;
  return (
    <figure role="img" aria-label={words} className="flex min-w-0 flex-col gap-1">
      {rows.map((one) => (
        <div
          key={one.category}
          className="grid grid-cols-[minmax(72px,30%)_1fr_40px] items-center gap-2 text-sm"
        >
          <span className="text-right wrap-anywhere">{one.category}</span>
          <Track one={one} bar={bar} />
          <span className="text-right tabular">{number(one.ratio)}</span>
        </div>
      ))}
      <div className="grid grid-cols-[minmax(72px,30%)_1fr_40px] gap-2 text-xs text-muted">
        <span />
        <span className="relative h-4">
          {TICKS.map((tick) => (
            <span key={tick} className="absolute -translate-x-1/2 tabular" style={{ left: x(tick) }}>
              {tick}
            </span>
          ))}
        </span>
      </div>
    </figure>
  );
}

/** How to read the plots; once above all of them. */
export function RatioLegend({ bar }: { bar: number }) {
  return (
    <p className="text-xs text-muted">
      Dot: ratio. Line: 95 % interval. Dashes in red: the bar of {bar}. Hollow and dotted: too few people for
      a finding.
    </p>
  );
}
