import { useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { cx } from '@/components/class-names';
import { clockTime, dayName, localDate } from '@/components/zoned';
import type { BlockingFact, WhyNot } from '@/lib/scheduling/panel';
import type { ScheduleView } from '../contract';
import { plural, withoutTime } from './wording';

const SHOWN = 6;

/** Every start before the first proposed one, and what stands against it, by day. */
export function WhyNotList({
  view,
  runs,
  onShow,
}: {
  view: ScheduleView;
  runs: WhyNot[];
  onShow: (at: number) => void;
}) {
  const [all, setAll] = useState(false);
  if (runs.length === 0) return null;
  const shown = all ? runs : runs.slice(0, SHOWN);
  const none = view.answer?.slots.length === 0;
  return (
    <Section
      id="why-not"
      title={none ? 'Why no time works' : 'Why nothing earlier works'}
      aside={<span className="text-sm text-muted">by start</span>}
    >
      <ol className="rounded-lg border border-line bg-surface py-1">
        {byDay(shown, view.recruiterZone).map(({ day, runs: ofDay }) => (
          <li key={day} className="px-3 py-1.5">
            <h3 className="mb-0.5 text-sm font-semibold text-muted">{day}</h3>
            <ol>
              {ofDay.map((run) => (
                <li key={run.from}>
                  <button
                    type="button"
                    onClick={() => onShow(run.from)}
                    className="-mx-1.5 flex min-h-6 w-[calc(100%+12px)] items-start gap-2 rounded-md px-1.5 py-0.5 text-left hover:bg-hover"
                  >
                    <span
                      aria-hidden="true"
                      className={cx('mt-1.5 size-2 shrink-0 rounded-full', DOT[lead(run.facts)])}
                    />
                    <span className="tabular w-[84px] shrink-0 text-muted">
                      {starts(run, view.recruiterZone)}
                    </span>
                    <span className="min-w-0 wrap-anywhere">
                      {withoutTime(run.text)}
                      {overNight(run, view.recruiterZone) && (
                        <span className="text-muted">
                          , until {dayName(run.to, view.recruiterZone)}{' '}
                          {clockTime(run.to, view.recruiterZone)}
                        </span>
                      )}
                    </span>
                  </button>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {runs.length > SHOWN && (
        <Button
          kind="quiet"
          size="sm"
          className="self-start"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${plural(runs.length, 'reason')}`}
        </Button>
      )}
    </Section>
  );
}

const lead = (facts: BlockingFact[]): BlockingFact['kind'] => facts[0]?.kind ?? 'busy';

const DOT: Record<BlockingFact['kind'], string> = {
  busy: 'bg-busy',
  tentative: 'fill-tentative',
  'out-of-office': 'bg-away',
  'outside-hours': 'border border-line-strong',
  'day-off': 'bg-away',
  'unknown-calendar': 'fill-unknown',
  'daily-limit': 'bg-warn',
  'weekly-limit': 'bg-warn',
  'candidate-window': 'bg-accent',
  'candidate-hours': 'bg-accent',
  notice: 'border border-line-strong',
  'no-room': 'bg-busy',
};

/** `14:00–16:30`; a run that goes on over night only says where it begins. */
const starts = (run: WhyNot, zone: string): string =>
  run.from === run.to
    ? clockTime(run.from, zone)
    : overNight(run, zone)
      ? `from ${clockTime(run.from, zone)}`
      : `${clockTime(run.from, zone)}–${clockTime(run.to, zone)}`;

const overNight = (run: WhyNot, zone: string): boolean =>
  localDate(run.from, zone) !== localDate(run.to, zone);

function byDay(runs: WhyNot[], zone: string): { day: string; runs: WhyNot[] }[] {
  const days: { day: string; runs: WhyNot[] }[] = [];
  for (const run of runs) {
    const day = dayName(run.from, zone);
    const last = days[days.length - 1];
    if (last?.day === day) last.runs.push(run);
    else days.push({ day, runs: [run] });
  }
  return days;
}
