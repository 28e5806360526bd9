import type { TwinKindRate } from '@/lib/evidence/twin-rates';
import { KIND_LABELS, share } from '../report-text';

const at = (rate: number): string => `${100 * rate}%`;

/** Share of resumes that flipped, per kind, with its interval and the bar. */
export function FlipPlot({ rates, bar }: { rates: readonly TwinKindRate[]; bar: number }) {
  const words = `Share of resumes that flipped. ${rates
    .map(({ kind, rate, resumes }) => `${KIND_LABELS[kind]}: ${share(rate)} of ${resumes}`)
    .join('; ')}. The bar is ${share(bar)}.`;
  return (
    <figure role="img" aria-label={words} className="flex min-w-0 flex-col gap-1">
      {rates.map(({ kind, rate, interval }) => (
        <div key={kind} className="grid grid-cols-[minmax(72px,30%)_1fr_52px] items-center gap-2 text-sm">
          <span className="text-right">{KIND_LABELS[kind]}</span>
          <svg
            aria-hidden="true"
            className={`h-6 w-full overflow-visible ${rate > bar ? 'text-danger' : 'text-accent'}`}
          >
            <rect x="0" y="5" width="100%" height="14" className="fill-sunken" />
            <rect x="0" y="5" width={at(rate)} height="14" fill="currentColor" />
            <line x1={at(bar)} x2={at(bar)} y1="-2" y2="26" className="stroke-danger" strokeDasharray="4 3" />
            <line x1={at(interval.low)} x2={at(interval.high)} y1="12" y2="12" className="stroke-ink" />
            <line x1={at(interval.low)} x2={at(interval.low)} y1="8" y2="16" className="stroke-ink" />
            <line x1={at(interval.high)} x2={at(interval.high)} y1="8" y2="16" className="stroke-ink" />
          </svg>
          <span className="text-right tabular">{share(rate)}</span>
        </div>
      ))}
      <p className="text-xs text-muted">
        0 to 100 % of the resumes. Thin line: 95 % interval. Dashes in red: the bar of {share(bar)}.
      </p>
    </figure>
  );
}
