import { CalendarSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/placeholder';
import type { ScheduleView } from '../contract';
import { AppliedList } from './applied-list';
import { BookedList } from './booked-list';
import { ChangeList } from './change-list';
import { ConstraintList } from './constraint-list';
import { DayGrid } from './day-grid';
import { usePanel } from './panel-context';
import { PeopleList } from './people-list';
import { ViewProblems } from './problems';
import { SetupSummary } from './setup-summary';
import { SlotList } from './slot-list';
import { WhyNotList } from './why-not';
import { plural } from './wording';

/** Times first; then the day behind them, why not earlier, and what would help. Two columns where there is room. */
export function ScheduleTab({
  view,
  explained,
  onExplain,
  onSetup,
}: {
  view: ScheduleView;
  explained: number | null;
  onExplain: (start: number | null) => void;
  onSetup: () => void;
}) {
  const selected = usePanel((state) => state.selected);
  const { answer } = view;
  const [at, setAt] = useState(selected ?? answer?.whyNot[0]?.from ?? view.search.from);
  useEffect(() => {
    if (selected !== null) setAt(selected);
  }, [selected]);
  const show = (start: number) => {
    setAt(start);
    const day = document.getElementById('day');
    day?.scrollIntoView({ block: 'start', behavior: 'smooth' });
    document.querySelector<HTMLElement>('[data-day-cursor]')?.focus({ preventScroll: true });
  };
  const proposed = view.constraints.filter((constraint) => constraint.decision === 'proposed');

  return (
    <div className="flex flex-col gap-4 @wide:grid @wide:grid-cols-2 @wide:grid-rows-[auto_1fr] @wide:gap-x-5">
      <div className="flex min-w-0 flex-col gap-4">
        <ViewProblems problems={view.problems} blocking={!answer} />
        <SetupSummary view={view} onEdit={onSetup} />
        <AppliedList view={view} />
        <ConstraintList
          id="proposed-constraints"
          constraints={proposed}
          title="Found in the notes, not counted yet"
        />
        <BookedList view={view} />
        {answer &&
          (answer.slots.length > 0 ? (
            <SlotList view={view} explained={explained} onExplain={onExplain} />
          ) : (
            <NoTime view={view} onSetup={onSetup} />
          ))}
      </div>
      {answer && (
        <div className="flex min-w-0 flex-col gap-4 @wide:row-span-2">
          <DayGrid view={view} at={at} onMove={setAt} />
          <ChangeList view={view} changes={answer.changes} onShow={show} />
          <WhyNotList view={view} runs={answer.whyNot} onShow={show} />
        </div>
      )}
      <PeopleList view={view} />
    </div>
  );
}

function NoTime({ view, onSetup }: { view: ScheduleView; onSetup: () => void }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState
        icon={<CalendarSearch size={28} aria-hidden="true" />}
        title="No time works for everybody"
        action={<Button onClick={onSetup}>Change the set-up</Button>}
      >
        In the {plural(view.search.windowDays, 'business day')} searched, no start has everybody needed free.
        {view.answer?.changes.length ? ' The smallest changes that would help are listed here.' : ''}
      </EmptyState>
    </div>
  );
}
