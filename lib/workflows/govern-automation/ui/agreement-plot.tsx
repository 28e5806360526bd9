import { percent } from '@/lib/governance/decide';
import type { RecordView } from '../contract';
import { plural } from './wording';

const WIDTH = 100;
const HEIGHT = 100;

type Point = RecordView['points'][number];
type Bars = { 2: number; 3: number };

const y = (share: number): number => (1 - share) * HEIGHT;

/** The record in a sentence: what the picture says to who cannot see it, and the figures to who can. */
function Words({ record, bars }: { record: RecordView; bars: Bars }) {
  const { agreed, decided, lower, needed } = record;
  const missing = ([2, 3] as const).flatMap((phase) => {
    const more = needed[phase];
    if (more === 0) return [];
    return [
      more === null
        ? `Phase ${phase} is out of reach.`
        : `Phase ${phase} (${percent(bars[phase])}) needs ${plural(more, 'more agreement', 'more agreements')} in a row.`,
    ];
  });
  return (
    <p className="text-sm text-muted">
      {decided === 0
        ? 'No proposal has been decided yet. '
        : `${agreed} of the last ${plural(decided, 'decision', 'decisions')} agreed with the proposal. That proves ${percent(lower)} agreement (95 % sure). `}
      {missing.join(' ')}
    </p>
  );
}

function Lines({ points }: { points: Point[] }) {
  const step = points.length > 1 ? WIDTH / (points.length - 1) : 0;
  const at = (i: number) => (points.length > 1 ? i * step : WIDTH);
  const path = (of: (point: Point) => number) =>
    points.map((point, i) => `${i === 0 ? 'M' : 'L'}${at(i).toFixed(2)} ${y(of(point)).toFixed(2)}`).join('');
  const share = (point: Point) => point.agreed / Math.max(1, point.decided);
  return (
    <>
      {points.map((point, i) =>
        point.outcome === 'agreed' ? null : (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: decisions have no other name here, and keep their order
            key={i}
            x1={at(i)}
            x2={at(i)}
            y1={HEIGHT - 7}
            y2={HEIGHT}
            className="stroke-danger"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        ),
      )}
      <path
        d={path(share)}
        fill="none"
        className="stroke-muted"
        strokeWidth={1}
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={path((point) => point.lower)}
        fill="none"
        className="stroke-accent"
        strokeWidth={2}
        vectorEffect="non-scaling-stroke"
      />
    </>
  );
}

/** Agreement over the newest decisions, its lower bound, and the two bars it has to pass. */
export function AgreementPlot({ record, bars, name }: { record: RecordView; bars: Bars; name: string }) {
  const { points } = record;
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      <figcaption className="text-sm font-medium">Agreement with its proposals</figcaption>
      <div className="my-2 flex h-40 gap-2">
        <div aria-hidden="true" className="relative w-9 shrink-0 text-right text-xs text-muted">
          {[1, 0.5, 0].map((share) => (
            <span key={share} className="absolute right-0 -translate-y-1/2" style={{ top: `${y(share)}%` }}>
              {share * 100} %
            </span>
          ))}
        </div>
        <div className="relative min-w-0 flex-1 rounded-sm border border-line bg-surface">
          <svg
            role="img"
            aria-label={`${name}: agreement and its lower bound over ${plural(points.length, 'decision', 'decisions')}; bars at ${percent(bars[2])} and ${percent(bars[3])}`}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            {([2, 3] as const).map((phase) => (
              <line
                key={phase}
                x1={0}
                x2={WIDTH}
                y1={y(bars[phase])}
                y2={y(bars[phase])}
                className="stroke-line-strong"
                strokeWidth={1}
                strokeDasharray="4 3"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <Lines points={points} />
          </svg>
          {points.length === 0 && (
            <p className="absolute inset-x-2 bottom-2 text-center text-sm text-muted">No decisions yet</p>
          )}
        </div>
        <div aria-hidden="true" className="relative w-14 shrink-0 text-xs text-muted">
          {([2, 3] as const).map((phase) => (
            <span
              key={phase}
              className="absolute left-0 -translate-y-1/2 whitespace-nowrap"
              style={{ top: `${y(bars[phase])}%` }}
            >
              Phase {phase}
            </span>
          ))}
        </div>
      </div>
      <ul aria-hidden="true" className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-muted">
        <Key className="h-0.5 w-4 bg-accent">proven (lower bound)</Key>
        <Key className="h-px w-4 bg-muted">agreed</Key>
        <Key className="h-2.5 w-0.5 bg-danger">changed or refused</Key>
      </ul>
      <Words record={record} bars={bars} />
    </figure>
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span className="flex w-4 items-center justify-center">
        <span className={className} />
      </span>
      {children}
    </li>
  );
}
