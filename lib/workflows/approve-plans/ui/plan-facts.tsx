import { CalendarClock, CircleHelp, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { clockText, dateText, zoneText } from '@/lib/interviews/times';
import type { ApprovalItem } from '../contract';
import { lengthText, totalsOf } from '../rules';
import { useNow } from './inbox-context';
import { totalsText } from './wording';

const inZone = (start: number, end: number, zone: string): string =>
  `${dateText(start, zone)}, ${clockText(start, zone)}-${clockText(end, zone)} ${zoneText(start, zone)}`;

/** What is proposed for when, what it does in one line, and how fresh the facts are. */
export function PlanFacts({ item }: { item: ApprovalItem }) {
  const now = useNow();
  const { when } = item;
  const waits = item.state === 'proposed' || item.state === 'expired';
  const other =
    when && inZone(when.start, when.end, when.candidateZone) !== inZone(when.start, when.end, when.zone);
  return (
    <dl className="flex flex-col gap-1">
      {when && (
        <Fact icon={<CalendarClock size={14} aria-hidden="true" />} name="Proposed time">
          <span className="font-medium tabular">{inZone(when.start, when.end, when.zone)}</span>
          {other ? (
            <span className="text-muted tabular">
              {' '}
              · for the candidate {inZone(when.start, when.end, when.candidateZone)}
            </span>
          ) : (
            <span className="text-muted"> · the same for the candidate</span>
          )}
        </Fact>
      )}
      {waits && (
        <Fact icon={<RefreshCw size={14} aria-hidden="true" />} name="What it does">
          {capital(totalsText(totalsOf([item])))}
          <span className="text-muted">
            {' '}
            · calendars read {lengthText(now - item.factsAt)} ago, read again when you approve
          </span>
        </Fact>
      )}
    </dl>
  );
}

/** In words, why Fulcrum does not go on by itself. */
export function WhyYou({ needs }: { needs: readonly string[] }) {
  if (needs.length === 0) return null;
  return (
    <div className="flex items-start gap-2">
      <CircleHelp size={14} aria-hidden="true" className="mt-[3px] shrink-0 text-muted" />
      <div className="min-w-0">
        <h3 className="text-sm font-semibold text-muted">Why this needs you</h3>
        {needs.length === 1 ? (
          <p className="wrap-anywhere">{needs[0]}</p>
        ) : (
          <ul className="list-disc pl-4">
            {needs.map((need) => (
              <li key={need} className="wrap-anywhere">
                {need}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const Fact = ({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) => (
  <div className="flex items-start gap-2">
    <dt className="mt-[3px] shrink-0 text-muted">
      {icon}
      <span className="sr-only">{name}</span>
    </dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </div>
);
