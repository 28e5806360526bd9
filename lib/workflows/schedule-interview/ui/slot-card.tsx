import { ChevronDown, DoorOpen, Moon, Sunrise, Video } from 'lucide-react';
import { Avatar } from '@/components/avatar';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { Kbd } from '@/components/kbd';
import { cityOf, dayName, localDate, timeRange } from '@/components/zoned';
import type { ProposedSlot } from '@/lib/scheduling/panel';
import type { ScheduleView } from '../contract';
import { nameOf, plural } from './wording';

interface SlotCardProps {
  view: ScheduleView;
  slot: ProposedSlot;
  /** 0 is the best. */
  rank: number;
  chosen: boolean;
  explained: boolean;
  previewing: boolean;
  onChoose: () => void;
  onPreview: () => void;
  onExplain: () => void;
}

/** One time: choosing is one click (or focus), the chosen one shows its details and the way on. */
export function SlotCard({
  view,
  slot,
  rank,
  chosen,
  explained,
  previewing,
  onChoose,
  onPreview,
  onExplain,
}: SlotCardProps) {
  const id = `slot-${slot.start}`;
  return (
    <li
      className={cx(
        'group relative rounded-lg border bg-surface transition-colors',
        chosen ? 'border-accent ring-1 ring-accent' : 'border-line hover:border-line-strong',
        // The focus ring goes round the whole card, not through its middle.
        'outline-accent outline-offset-2 has-[[data-slot]:focus-visible]:outline-2',
      )}
    >
      <button
        type="button"
        data-slot={slot.start}
        tabIndex={chosen ? 0 : -1}
        aria-current={chosen ? 'true' : undefined}
        aria-keyshortcuts={`${rank + 1} Enter`}
        onFocus={onChoose}
        onClick={onChoose}
        className="flex w-full items-start gap-3 rounded-lg px-3 py-2.5 text-left outline-none"
      >
        <span
          className={cx(
            'tabular mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-sm text-xs font-semibold',
            chosen ? 'bg-accent text-on-accent' : 'bg-sunken text-muted',
          )}
        >
          {rank + 1}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex flex-wrap items-baseline justify-between gap-x-2">
            <span className="tabular text-md font-semibold">
              {dayName(slot.start, view.recruiterZone)}
              <span className="mx-1.5 font-normal text-muted">·</span>
              {timeRange(slot.start, slot.end, view.recruiterZone)}
            </span>
            {rank === 0 && <Badge tone="accent">Best</Badge>}
          </span>
          <CandidateTime view={view} slot={slot} />
          {slot.reasons.length > 0 && (
            <span className={cx('text-muted', !chosen && 'truncate')}>{sentence(slot.reasons)}</span>
          )}
        </span>
      </button>
      {chosen && (
        <div className="flex animate-enter flex-col gap-2.5 px-3 pb-3 pl-11">
          <Attendance view={view} slot={slot} />
          <div className="flex flex-wrap items-center gap-1">
            <Button
              kind="primary"
              busy={previewing}
              onClick={onPreview}
              hint={<Kbd tone="on-accent">Enter</Kbd>}
              aria-describedby={id}
            >
              Preview
            </Button>
            <Button
              kind="quiet"
              size="sm"
              className="min-h-8"
              aria-expanded={explained}
              aria-controls={`${id}-why`}
              onClick={onExplain}
              icon={
                <ChevronDown
                  size={14}
                  aria-hidden="true"
                  className={cx('transition-transform', explained && 'rotate-180')}
                />
              }
            >
              Why this rank
            </Button>
            <span id={id} className="sr-only">
              {dayName(slot.start, view.recruiterZone)} {timeRange(slot.start, slot.end, view.recruiterZone)}
            </span>
          </div>
          {explained && <Cost slot={slot} id={`${id}-why`} best={rank === 0} />}
        </div>
      )}
    </li>
  );
}

function CandidateTime({ view, slot }: { view: ScheduleView; slot: ProposedSlot }) {
  const { zone } = view.candidate;
  if (zone === view.recruiterZone) return null;
  const otherDay = localDate(slot.start, zone) !== localDate(slot.start, view.recruiterZone);
  const uncomfortable = slot.terms.some((term) => term.code === 'candidate-early-late');
  const early = Number(timeRange(slot.start, slot.end, zone).slice(0, 2)) < 12;
  return (
    <span className="tabular flex items-center gap-1 text-ink">
      {uncomfortable &&
        (early ? (
          <Sunrise size={14} className="text-warn" aria-hidden="true" />
        ) : (
          <Moon size={14} className="text-warn" aria-hidden="true" />
        ))}
      <span className="truncate">
        {otherDay && `${dayName(slot.start, zone)}, `}
        {timeRange(slot.start, slot.end, zone)} for the candidate, {cityOf(zone)}
      </span>
    </span>
  );
}

function Attendance({ view, slot }: { view: ScheduleView; slot: ProposedSlot }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1" aria-label="Who and where">
      {slot.who.map((id) => (
        <Person key={id} name={nameOf(view, id)} />
      ))}
      {slot.optionalFree.map((id) => (
        <Person key={id} name={nameOf(view, id)} note="optional" />
      ))}
      {slot.optionalBusy.map((id) => (
        <Person key={id} name={nameOf(view, id)} note="optional, busy" dim />
      ))}
      {view.setup.video && (
        <li className="flex items-center gap-1 text-muted">
          <Video size={14} aria-hidden="true" /> Video
        </li>
      )}
      {slot.roomId ? (
        <li className="flex min-w-0 items-center gap-1 text-muted">
          <DoorOpen size={14} className="shrink-0" aria-hidden="true" />
          <span className="truncate">{nameOf(view, slot.roomId)}</span>
        </li>
      ) : (
        view.setup.roomPolicy === 'preferred' && <li className="text-muted">No room is free then</li>
      )}
    </ul>
  );
}

function Person({ name, note, dim }: { name: string; note?: string; dim?: boolean }) {
  return (
    <li className={cx('flex min-w-0 items-center gap-1.5', dim && 'text-muted')}>
      <Avatar name={name} dim={dim} className="size-5 text-[9px]" />
      <span className="truncate">{name}</span>
      {note && <span className="text-sm text-muted">{note}</span>}
    </li>
  );
}

/** The arithmetic of the rank: every term with its points; the lowest sum is the best time. */
function Cost({ slot, id, best }: { slot: ProposedSlot; id: string; best: boolean }) {
  return (
    <div id={id} className="rounded-md bg-canvas p-2.5">
      {slot.terms.length === 0 ? (
        <p>Nothing speaks against this time: 0 points.{best && ' No time can be better.'}</p>
      ) : (
        <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
          {slot.terms.map((term) => (
            <div key={`${term.code}${term.personId ?? ''}${term.text}`} className="contents">
              <dt className="min-w-0">{term.text}</dt>
              <dd className="tabular text-right text-muted">+{term.points}</dd>
            </div>
          ))}
          <div className="contents font-medium">
            <dt className="border-t border-line pt-1">Together, lower is better</dt>
            <dd className="tabular border-t border-line pt-1 text-right">{plural(slot.cost, 'point')}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}

const sentence = (reasons: string[]): string => {
  const joined = reasons.join(' · ');
  return joined.charAt(0).toUpperCase() + joined.slice(1);
};
