import { type Spread, spreadOf } from '../rules';
import { number, plural, spreadText } from './words';

export interface Bar {
  id: string;
  name: string;
  count: number;
  near: 'none' | 'near' | 'at';
}

const WIDTH = 720;
const HEIGHT = 96;

/** Everybody's interviews from most to fewest, with the middle one marked. */
export function SpreadPlot({ bars }: { bars: readonly Bar[] }) {
  const spread: Spread = spreadOf(bars.map(({ count }) => count));
  const sorted = [...bars].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const step = WIDTH / Math.max(1, sorted.length);
  const y = (count: number): number => HEIGHT - (count / Math.max(1, spread.most)) * (HEIGHT - 12);
  const words = `Interviews a person, most first: ${sorted
    .slice(0, 5)
    .map(({ name, count }) => `${name} ${count}`)
    .join(
      ', ',
    )}${sorted.length > 5 ? `, and ${sorted.length - 5} more` : ''}. Middle: ${number(spread.median)}.`;
  return (
    <figure className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-3">
      <p>{spreadText(spread)}</p>
      {spread.gini !== null && (
        <>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={words}
            className="h-24 w-full"
          >
            {sorted.map(({ id, name, count, near }, n) => (
              <rect
                key={id}
                x={n * step + step * 0.1}
                y={count === 0 ? HEIGHT - 2 : y(count)}
                width={step * 0.8}
                height={count === 0 ? 2 : HEIGHT - y(count)}
                className={count === 0 ? 'fill-line-strong' : near === 'none' ? 'fill-accent' : 'fill-warn'}
              >
                <title>{`${name}: ${plural(count, 'interview')}`}</title>
              </rect>
            ))}
            <line
              x1="0"
              x2={WIDTH}
              y1={y(spread.median)}
              y2={y(spread.median)}
              vectorEffect="non-scaling-stroke"
              className="stroke-ink"
              strokeDasharray="5 4"
            />
          </svg>
          <figcaption className="text-xs text-muted">
            One bar a person, most first; yellow: near or at the weekly limit. Dashes: the middle person. Gini{' '}
            {number(Math.round(spread.gini * 100) / 100) === '0' ? '0' : spread.gini.toFixed(2)}: 0 would be
            the same for everybody, 1 everything by one person. People who opted out or whose calendar is not
            read do not count.
          </figcaption>
        </>
      )}
    </figure>
  );
}
