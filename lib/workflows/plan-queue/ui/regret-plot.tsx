import type { QueuePlan } from '@/lib/scheduling/queue/types';
import type { Regret } from '../outcome';
import { plural, regretText } from './words';

/** Days until the last session, summed over all candidates: alone, together, first come first served. */
export function RegretPlot({ plan, regret, days }: { plan: QueuePlan; regret: Regret; days: number }) {
  const sum = (pick: (place: QueuePlan['best']['places'][number]) => number | null): number =>
    plan.best.places.reduce((total, place) => total + (pick(place) ?? days - 1) + 1, 0);
  const greedy = plan.greedy.places.reduce((total, place) => total + (place.lastDay ?? days - 1) + 1, 0);
  const bars = [
    { label: 'First come, first served', value: greedy, tone: 'fill-busy' },
    { label: 'Planned together', value: sum((place) => place.lastDay), tone: 'fill-accent' },
    { label: 'Were each alone', value: sum((place) => place.aloneLastDay), tone: 'fill-accent-line' },
  ];
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const words = `Days until the last session, summed over ${plural(plan.best.places.length, 'candidate')}: ${bars
    .map(({ label, value }) => `${label.toLowerCase()} ${value}`)
    .join(', ')}.`;
  return (
    <figure className="flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface p-3">
      <p>{regretText(regret)}</p>
      <div role="img" aria-label={words} className="mt-1 flex flex-col gap-1">
        {bars.map(({ label, value, tone }) => (
          <div key={label} className="grid grid-cols-[minmax(96px,34%)_1fr_40px] items-center gap-2 text-sm">
            <span>{label}</span>
            <svg aria-hidden="true" className="h-4 w-full">
              <rect x="0" y="2" height="12" rx="2" width={`${(100 * value) / most}%`} className={tone} />
            </svg>
            <span className="tabular text-right">{value}</span>
          </div>
        ))}
      </div>
      <figcaption className="text-xs text-muted">
        Working days from today to each candidate’s last session, summed; a candidate without a plan counts
        with all {days} days. Nobody can do better than alone.
      </figcaption>
    </figure>
  );
}
