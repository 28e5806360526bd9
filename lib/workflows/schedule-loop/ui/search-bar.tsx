import { BadgeCheck, CircleStop, SearchX } from 'lucide-react';
import { Button } from '@/components/button';
import { Spinner } from '@/components/spinner';
import { useLoop } from './loop-context';

/** How far the search is: the first plan at once, then better ones, and how much better one could still be. */
export function SearchBar() {
  const search = useLoop((state) => state.search);
  const edited = useLoop((state) => state.shown !== state.search.result?.plan);
  const stop = useLoop((state) => state.stop);
  const again = useLoop((state) => state.searchAgain);
  const gap =
    search.objective !== null && search.bound !== null ? Math.max(0, search.objective - search.bound) : null;
  const points = (n: number): string => `${n} ${n === 1 ? 'point' : 'points'}`;
  switch (search.phase) {
    case 'idle':
      return null;
    case 'running':
      return (
        <Bar
          icon={<Spinner className="text-accent-text" />}
          action={
            <Button size="sm" icon={<CircleStop size={14} aria-hidden="true" />} onClick={stop}>
              Stop
            </Button>
          }
        >
          {search.objective === null
            ? 'Searching for a plan'
            : gap === null
              ? 'A plan is there; looking for a better one'
              : `A plan is there; a better one can save at most ${points(gap)}`}
        </Bar>
      );
    case 'stopped':
    case 'unproven':
      return (
        <Bar
          icon={<CircleStop size={16} className="text-warn" aria-hidden="true" />}
          action={
            <Button size="sm" onClick={() => void again()}>
              Search on
            </Button>
          }
        >
          {search.objective === null
            ? 'Stopped before a plan was found; there may be one.'
            : `Best so far, not proven${gap === null ? '' : `: a better one can save at most ${points(gap)}`}.`}
        </Bar>
      );
    case 'proven':
      return search.result ? (
        <Bar icon={<BadgeCheck size={16} className="text-good" aria-hidden="true" />}>
          {edited
            ? `Changed by hand. The best plan, proven, has ${points(search.objective ?? 0)}.`
            : `Best plan, proven: no plan has fewer than ${points(search.objective ?? 0)}.`}
        </Bar>
      ) : null;
    case 'impossible':
      return (
        <Bar icon={<SearchX size={16} className="text-danger" aria-hidden="true" />}>
          Proven: no plan fits as things stand.
        </Bar>
      );
  }
}

function Bar({
  icon,
  children,
  action,
}: {
  icon: React.ReactNode;
  children: React.ReactNode;
  action?: React.ReactNode;
}) {
  return (
    <div role="status" className="flex min-h-8 items-center gap-2">
      <span className="shrink-0">{icon}</span>
      <p className="min-w-0 flex-1">{children}</p>
      {action}
    </div>
  );
}
