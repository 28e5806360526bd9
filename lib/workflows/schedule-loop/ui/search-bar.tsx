import { CircleStop } from 'lucide-react';
import { Button } from '@/components/button';
import { Spinner } from '@/components/spinner';
import { useLoop } from './loop-context';
import { Proof } from './proof';

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
          meter={<Gap objective={search.objective} bound={search.bound} />}
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
        <Proof>
          {edited
            ? `Changed by hand. The best plan, proven, has ${points(search.objective ?? 0)}.`
            : `Best plan, proven: no plan has fewer than ${points(search.objective ?? 0)}.`}
        </Proof>
      ) : null;
    case 'impossible':
      return <Proof>Proven: no plan fits as things stand.</Proof>;
  }
}

function Bar({
  icon,
  children,
  action,
  meter,
}: {
  icon: React.ReactNode;
  children: React.ReactNode;
  action?: React.ReactNode;
  meter?: React.ReactNode;
}) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div role="status" className="flex min-h-9 items-center gap-2 px-3 py-1.5">
        <span className="shrink-0">{icon}</span>
        <p className="min-w-0 flex-1">{children}</p>
        {action}
      </div>
      {meter}
    </div>
  );
}

/** How much of the best plan's points is proven to be needed: full = nothing better exists. */
function Gap({ objective, bound }: { objective: number | null; bound: number | null }) {
  const share =
    objective === null || bound === null ? 0 : objective === 0 ? 1 : Math.max(0, bound / objective);
  return (
    <div aria-hidden="true" className="h-0.5 bg-sunken">
      <div
        className="h-full bg-accent transition-[width]"
        style={{ width: `${Math.min(100, share * 100)}%` }}
      />
    </div>
  );
}
