import { Skeleton } from '@/components/placeholder';

/** The shape of the answer while the first reading runs. */
export function PanelSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <span className="sr-only" role="status">
        Reading the calendars
      </span>
      <Skeleton className="h-9 rounded-lg" />
      <div className="flex flex-col gap-2">
        <Skeleton className="h-3 w-24" />
        {[116, 76, 77].map((height) => (
          <div
            key={height}
            className="flex gap-3 rounded-lg border border-line bg-surface p-3"
            style={{ height }}
          >
            <Skeleton className="size-5" />
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className="h-4 w-3/5" />
              <Skeleton className="h-3 w-4/5" />
            </div>
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-2">
        <Skeleton className="h-3 w-28" />
        <Skeleton className="h-44 rounded-lg" />
      </div>
    </div>
  );
}
