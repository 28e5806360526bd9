import { useId } from 'react';
import type { AuditOverview } from '../contract';

const MINUTES = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const SECONDS = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const HOUR_MS = 3_600_000;
const WIDTH = 720;
const HEIGHT = 56;

/** Counts over time as bars. Pressing a bar narrows to its span; the same is in the fields beside it. */
export function ActivityPlot({
  bars,
  what,
  onPick,
}: {
  bars: AuditOverview['activity'];
  /** Plural: `entries`. */
  what: string;
  onPick?: (from: number, to: number) => void;
}) {
  const id = useId();
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return null;
  const said = last.to - first.from < HOUR_MS ? SECONDS : MINUTES;
  const most = bars.reduce((top, { count }) => Math.max(top, count), 0);
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  const peak = bars.find(({ count }) => count === most);
  const step = WIDTH / bars.length;
  const words = `${total} ${what} from ${said.format(first.from)} to ${said.format(last.to)}; at most ${most} in one bar, around ${said.format(peak?.from ?? first.from)}.`;
  return (
    <figure className="flex flex-col gap-1">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={id}
        className="h-14 w-full rounded-md border border-line bg-surface"
      >
        <title id={id}>{words}</title>
        {bars.map(({ from, to, count }, n) => {
          if (count === 0) return null;
          const height = Math.max(3, (count / most) * (HEIGHT - 8));
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the time fields do the same by keyboard
            <rect
              key={from}
              x={n * step + 1}
              y={HEIGHT - height}
              width={Math.max(1, step - 2)}
              height={height}
              className={`fill-accent ${onPick ? 'cursor-pointer hover:fill-accent-hover' : ''}`}
              onClick={() => onPick?.(from, to)}
            />
          );
        })}
      </svg>
      <figcaption className="flex justify-between gap-2 text-xs text-muted tabular">
        <span>{said.format(first.from)}</span>
        <span>at most {most} a bar</span>
        <span>{said.format(last.to)}</span>
      </figcaption>
    </figure>
  );
}
