import { Keyboard, RefreshCw, SlidersHorizontal, X } from 'lucide-react';
import { IconButton } from '@/components/button';
import { cx } from '@/components/class-names';
import { Skeleton } from '@/components/placeholder';
import { Spinner } from '@/components/spinner';
import { Tabs } from '@/components/tabs';
import { span } from '@/components/zoned';
import { usePanel, useSurroundings } from './panel-context';
import { useNow } from './use-now';

export type PanelTab = 'schedule' | 'summary' | 'activity';
export const PANEL_BODY = 'panel-body';

/** A reading older than this is shown as stale, ms. */
export const STALE_AFTER = 2 * 60_000;

export function Header({
  tab,
  tabs = [],
  onTab,
  onKeys,
  onSetup,
}: {
  tab: PanelTab;
  /** Tabs of other workflows. */
  tabs?: readonly { id: PanelTab; label: string }[];
  onTab: (tab: PanelTab) => void;
  onKeys: () => void;
  onSetup: () => void;
}) {
  const view = usePanel((state) => state.view);
  const plans = usePanel((state) => state.plans);
  const waiting = usePanel((state) => state.phase !== 'no-candidate' && state.failed === null);
  const close = usePanel((state) => state.closePanel);
  const { closable } = useSurroundings();
  const kept = plans?.filter((plan) => plan.state !== 'discarded' && plan.state !== 'proposed').length ?? 0;
  return (
    <header className="border-b border-line bg-surface px-4 pt-3">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0 flex-1">
          {view ? (
            <>
              <h1 className="truncate text-lg leading-6 font-semibold">
                <bdi>{view.candidate.name}</bdi>
              </h1>
              <p className="truncate text-muted">
                <bdi>
                  {[view.posting?.title, view.stage?.name].filter(Boolean).join(' · ') || 'No posting'}
                </bdi>
              </p>
            </>
          ) : !waiting ? (
            <h1 className="text-lg leading-6 font-semibold">Fulcrum</h1>
          ) : (
            <div className="flex h-11 flex-col justify-center gap-2">
              <h1 className="sr-only">Fulcrum</h1>
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-3 w-56" />
            </div>
          )}
        </div>
        <div className="-mr-2 flex">
          <IconButton label="Set up (S)" onClick={onSetup} disabled={!view}>
            <SlidersHorizontal size={16} aria-hidden="true" />
          </IconButton>
          <IconButton label="Keys (?)" onClick={onKeys}>
            <Keyboard size={16} aria-hidden="true" />
          </IconButton>
          {closable && (
            <IconButton label="Close (Esc)" onClick={() => void close()}>
              <X size={16} aria-hidden="true" />
            </IconButton>
          )}
        </div>
      </div>
      <div className="mt-1 flex items-center justify-between gap-2">
        <Tabs<PanelTab>
          label="Parts of the panel"
          tabs={[
            { id: 'schedule', label: 'Schedule' },
            ...tabs.map(({ id, label }) => ({ id, label })),
            {
              id: 'activity',
              label: 'Activity',
              note: kept > 0 && (
                <span className="tabular rounded-full bg-sunken px-1.5 text-xs text-muted">{kept}</span>
              ),
            },
          ]}
          selected={tab}
          onSelect={onTab}
          panelId={PANEL_BODY}
        />
        {view && !tabs.some(({ id }) => id === tab) && <ReadingAge readAt={view.readAt} />}
      </div>
    </header>
  );
}

function ReadingAge({ readAt }: { readAt: number | null }) {
  const now = useNow(1000);
  const task = usePanel((state) => state.task);
  const refresh = usePanel((state) => state.refresh);
  const reading = task === 'refresh' || task === 'load';
  const age = readAt === null ? null : now - readAt;
  const stale = age !== null && age > STALE_AFTER;
  return (
    <button
      type="button"
      onClick={() => void refresh()}
      aria-disabled={reading}
      title="Read the calendars again (R)"
      className="-mr-2 flex min-h-7 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink"
    >
      <span className={cx('tabular truncate', stale && 'font-medium text-warn')}>
        {reading
          ? 'Reading calendars'
          : age === null
            ? 'Not read yet'
            : age < 2000
              ? 'Read just now'
              : `Read ${span(age)} ago`}
      </span>
      {reading ? <Spinner /> : <RefreshCw size={14} aria-hidden="true" className="shrink-0" />}
      <span className="sr-only">, refresh</span>
    </button>
  );
}
