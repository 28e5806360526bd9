import { CalendarCheck } from 'lucide-react';
import { Badge } from '@/components/badge';
import { Section } from '@/components/card';
import { dayName, timeRange } from '@/components/zoned';
import type { ScheduleView } from '../contract';

/** Interviews this candidate already has. */
export function BookedList({ view }: { view: ScheduleView }) {
  const booked = view.booked.filter((interview) => !interview.cancelled);
  if (booked.length === 0) return null;
  return (
    <Section id="booked" title="Already booked">
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {booked.map((interview) => (
          <li key={`${interview.panelId}${interview.start}`} className="flex items-start gap-2.5 px-3 py-2">
            <CalendarCheck size={16} className="mt-0.5 shrink-0 text-good" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <p className="tabular font-medium">
                {dayName(interview.start, view.recruiterZone)} ·{' '}
                {timeRange(interview.start, interview.end, view.recruiterZone)}
              </p>
              <p className="truncate text-muted">
                {interview.subject}
                {interview.interviewers.length > 0 && ` · ${interview.interviewers.join(', ')}`}
              </p>
            </div>
            {interview.madeInLever && <Badge>Made in Lever</Badge>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
