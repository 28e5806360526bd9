import { CalendarRange, Clock, DoorOpen, Users, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/button';
import type { ScheduleView } from '../contract';
import { usePanel } from './panel-context';
import { minutesText, plural } from './wording';

/** The set-up in one line, and the way to change it. */
export function SetupSummary({ view, onEdit }: { view: ScheduleView; onEdit: () => void }) {
  const searching = usePanel((state) => state.task === 'search');
  const { setup, search } = view;
  const needed = setup.groups.reduce((sum, group) => sum + group.need, 0);
  return (
    <div className="flex items-center justify-between gap-2 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3">
      <ul className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5 text-sm" aria-label="Set-up">
        <Fact icon={<Clock size={14} aria-hidden="true" />}>{minutesText(setup.durationMinutes)}</Fact>
        <Fact icon={<Users size={14} aria-hidden="true" />}>
          {needed}
          {setup.optional.length > 0 && ` + ${setup.optional.length} optional`}
          <span className="sr-only"> interviewers</span>
        </Fact>
        {setup.video && <Fact icon={<Video size={14} aria-hidden="true" />}>Video</Fact>}
        {setup.roomPolicy !== 'none' && (
          <Fact icon={<DoorOpen size={14} aria-hidden="true" />}>
            Room {setup.roomPolicy === 'preferred' ? 'if free' : ''}
          </Fact>
        )}
        <Fact icon={<CalendarRange size={14} aria-hidden="true" />}>
          {plural(search.windowDays, 'day')}
          <span className="sr-only"> of business</span>
        </Fact>
      </ul>
      <Button size="sm" kind="quiet" busy={searching} onClick={onEdit}>
        Change
      </Button>
    </div>
  );
}

const Fact = ({ icon, children }: { icon: ReactNode; children: ReactNode }) => (
  <li className="flex items-center gap-1 whitespace-nowrap">
    <span className="text-muted">{icon}</span>
    {children}
  </li>
);
