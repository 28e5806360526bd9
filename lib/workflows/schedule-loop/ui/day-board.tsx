import { Pin } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { cx } from '@/components/class-names';
import { cityOf, clockTime, dayName, timeRange } from '@/components/zoned';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { instantAt, type LoopQuestion } from '../question';
import { type Break, dayOf } from '../rules';
import { type Lane, type LaneMode, lanesOf } from './lanes';
import { useLoop } from './loop-context';
import { spanOf, whenText, whoAtOf } from './words';

interface BoardProps {
  question: LoopQuestion;
  plan: LoopPlan;
  breaks: Break[];
  mode: LaneMode;
  selected: number | null;
  /** Sessions that differ from what is booked. */
  changed?: ReadonlySet<number>;
  onSelect: (session: number) => void;
  /** Null = the plan is only looked at. */
  onMove: ((session: number, start: number, done: boolean) => void) | null;
}

const LABEL = 'w-24 shrink-0 @medium:w-36 @wide:w-56';

/** Every used day with a lane for each session or person. Sessions are dragged, or moved with the arrow keys. */
export function DayBoard(props: BoardProps) {
  const { question, plan } = props;
  const used = [...new Set(question.instance.sessions.map((_, s) => dayAt(question, plan, s)))].sort(
    (a, b) => a - b,
  );
  return (
    <div className="flex flex-col gap-3">
      {used.map((d) => (
        <Day key={d} day={d} {...props} />
      ))}
    </div>
  );
}

/** The day a session stands on, also while it reaches over its end. */
function dayAt(question: LoopQuestion, plan: LoopPlan, s: number): number {
  const held = dayOf(question.instance, plan, s);
  if (held >= 0) return held;
  const start = plan.start[s] ?? 0;
  const after = question.instance.days.findIndex((day) => start < day.end);
  return after >= 0 ? after : question.instance.days.length - 1;
}

function Day({ day: d, ...props }: BoardProps & { day: number }) {
  const { question, plan, mode } = props;
  const day = question.instance.days[d];
  if (!day) return null;
  const at = (minute: number): number => instantAt(question, minute);
  const mine = question.sessions.map((_, s) => s).filter((s) => dayAt(question, plan, s) === d);
  const starts = mine.map((s) => spanOf(question, plan, s));
  const first = Math.min(...starts.map((x) => x.start));
  const last = Math.max(...starts.map((x) => x.end));
  const place = (instant: number): number =>
    ((instant - at(day.start)) / (at(day.end) - at(day.start))) * 100;
  const hours = Array.from(
    { length: Math.ceil((day.end - day.start) / 60) + 1 },
    (_, h) => day.start + h * 60,
  ).filter((m) => m <= day.end);
  return (
    <section
      aria-label={dayName(at(day.start), question.zone)}
      className="overflow-hidden rounded-lg border border-line bg-surface"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line px-3 py-1.5">
        <h3 className="font-semibold">{dayName(at(day.start), question.zone)}</h3>
        <p className="tabular text-sm text-muted">
          {timeRange(first, last, question.zone)} {cityOf(question.zone)}
          {question.candidateZone !== question.zone &&
            ` · ${timeRange(first, last, question.candidateZone)} ${cityOf(question.candidateZone)} (candidate)`}
        </p>
      </header>
      <div className="px-3 pt-1 pb-2">
        <div className="flex" aria-hidden="true">
          <div className={LABEL} />
          <div className="relative h-4 min-w-0 flex-1">
            {hours.map((m, n) => (
              <span
                key={m}
                className={cx(
                  'tabular absolute -translate-x-1/2 text-xs text-muted',
                  n % 2 === 1 && '@max-wide:hidden',
                  m === day.end && 'hidden',
                  n === 0 && 'translate-x-0',
                )}
                style={{ left: `${place(at(m))}%` }}
              >
                {clockTime(at(m), question.zone)}
              </span>
            ))}
          </div>
        </div>
        <div className="flex flex-col gap-1">
          {lanesOf(question, plan, d, mode).map((lane) => (
            <Row key={lane.id} lane={lane} day={d} place={place} {...props} />
          ))}
        </div>
      </div>
    </section>
  );
}

const SHADE: Record<Lane['shades'][number]['kind'], string> = {
  busy: 'bg-busy/50',
  away: 'bg-away/60',
  'off-hours': 'bg-off',
  soft: 'bg-buffer/50',
  note: 'bg-off ring-1 ring-warn-line ring-inset',
  lunch: 'border-x border-dashed border-line-strong/60',
  unknown: 'fill-unknown',
  session: 'border-x border-surface bg-accent-line',
};

function Row({
  lane,
  day,
  place,
  ...props
}: BoardProps & { lane: Lane; day: number; place: (instant: number) => number }) {
  return (
    <div className="flex items-center">
      <div className={cx(LABEL, 'min-w-0 pr-2')}>
        <p
          className={cx('line-clamp-2 text-sm wrap-anywhere', lane.strong && 'font-medium')}
          title={lane.label}
        >
          {lane.label}
        </p>
        {lane.note && (
          <p
            className={cx('tabular text-xs text-muted', props.mode === 'sessions' && '@max-medium:hidden')}
            title={lane.note}
          >
            <Unbroken text={lane.note} />
          </p>
        )}
      </div>
      <div
        data-day-track={day}
        className="relative h-9 min-w-0 flex-1 overflow-hidden rounded-sm bg-free ring-1 ring-line"
      >
        {lane.shades.map((shade) => {
          const from = Math.max(0, place(shade.start));
          const to = Math.min(100, place(shade.end));
          return to <= from ? null : (
            <span
              key={`${shade.kind}${shade.start}`}
              title={shade.title ?? undefined}
              className={cx('absolute inset-y-0', SHADE[shade.kind])}
              style={{ left: `${from}%`, width: `${to - from}%` }}
            />
          );
        })}
        {lane.sessions.map((s) =>
          props.onMove ? (
            <Block key={s} session={s} day={day} place={place} {...props} onMove={props.onMove} />
          ) : (
            <StillBlock key={s} session={s} place={place} {...props} />
          ),
        )}
      </div>
    </div>
  );
}

/** Times of day stay on one line. */
function Unbroken({ text }: { text: string }) {
  return text.split(/(\d\d:\d\d–\d\d:\d\d)/).map((part, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name, and never change places
    <span key={n} className={n % 2 === 1 ? 'whitespace-nowrap' : undefined}>
      {part}
    </span>
  ));
}

function Block({
  session: s,
  day,
  place,
  question,
  plan,
  breaks,
  selected,
  changed,
  onSelect,
  onMove,
}: BoardProps & {
  session: number;
  day: number;
  place: (instant: number) => number;
  onMove: NonNullable<BoardProps['onMove']>;
}) {
  const pinned = useLoop((state) => state.pinned.has(question.sessions[s]?.id ?? ''));
  const [dragging, setDragging] = useState(false);
  const { start, end } = spanOf(question, plan, s);
  const wrong = breaks.some((b) => b.sessions.includes(s));
  const { step, days } = question.instance;
  const from = plan.start[s] ?? 0;

  const dur = question.instance.sessions[s]?.dur ?? 0;
  /** The minute under the pointer, on whichever day's lane it is over; null beside all of them. */
  const minuteUnder = ({ clientX, clientY }: { clientX: number; clientY: number }): number | null => {
    const track = document
      .elementsFromPoint(clientX, clientY)
      .find((e): e is HTMLElement => e instanceof HTMLElement && e.dataset.dayTrack !== undefined);
    const target = days[Number(track?.dataset.dayTrack)];
    if (!track || !target) return null;
    const box = track.getBoundingClientRect();
    return target.start + ((clientX - box.left) / box.width) * (target.end - target.start);
  };
  /** On the grid of the day, and inside it. */
  const snap = (minute: number): number => {
    const target = days.find((x) => minute < x.end) ?? days.at(-1);
    if (!target) return from;
    const steps = Math.round((minute - target.start) / step);
    return Math.max(target.start, Math.min(target.start + steps * step, target.end - dur));
  };
  /** Heard on the window: a block that comes onto another day is another element. */
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    const grabbed = event.button === 0 ? minuteUnder(event) : null;
    if (grabbed === null) return;
    onSelect(s);
    let to = from;
    const move = (at: globalThis.PointerEvent): void => {
      const minute = minuteUnder(at);
      if (minute === null || snap(minute - (grabbed - from)) === to) return;
      to = snap(minute - (grabbed - from));
      setDragging(true);
      onMove(s, to, false);
    };
    const end = (): void => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      setDragging(false);
      if (to !== from) onMove(s, to, true);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event, from, day, dur, question);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(s);
    onMove(s, to, true);
  };
  const label = question.sessions[s]?.name ?? '';
  return (
    <button
      type="button"
      data-session={question.sessions[s]?.id}
      aria-pressed={selected === s}
      aria-label={`${label}, ${whenText(question, plan, s, question.zone)}, ${whoAtOf(question, plan, s).join(' and ')}${pinned ? ', pinned' : ''}${changed?.has(s) ? ', changed' : ''}${wrong ? ', breaks a rule' : ''}`}
      title={`${label} · ${timeRange(start, end, question.zone)}`}
      onClick={() => onSelect(s)}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      className={cx(
        'absolute inset-y-0.5 flex touch-none items-center gap-1 overflow-hidden rounded-sm border px-1 text-left text-xs font-medium whitespace-nowrap select-none @max-medium:justify-center @max-medium:px-0',
        dragging ? 'cursor-grabbing shadow-pop' : 'cursor-grab',
        wrong
          ? 'border-danger bg-danger-soft text-danger'
          : selected === s
            ? 'border-accent bg-accent text-on-accent'
            : changed?.has(s)
              ? 'border-warn-line bg-warn-soft text-warn'
              : 'border-accent-line bg-accent-soft text-accent-text',
      )}
      style={{ left: `${place(start)}%`, width: `${place(end) - place(start)}%` }}
    >
      {pinned && <Pin size={11} aria-hidden="true" className="shrink-0" />}
      <span className="overflow-hidden @medium:text-ellipsis">
        <span className={cx('tabular @max-narrow:hidden', dur < 90 && '@max-medium:hidden')}>
          {clockTime(start, question.zone)}
        </span>
        <span className="@max-medium:hidden"> {label}</span>
      </span>
    </button>
  );
}

/** A session of a plan that is only looked at. */
function StillBlock({
  session: s,
  place,
  question,
  plan,
}: BoardProps & { session: number; place: (instant: number) => number }) {
  const { start, end } = spanOf(question, plan, s);
  const label = question.sessions[s]?.name ?? '';
  return (
    <span
      title={`${label} · ${timeRange(start, end, question.zone)}`}
      className="absolute inset-y-0.5 flex items-center overflow-hidden rounded-sm border border-dashed border-accent-line bg-accent-soft px-1 text-xs font-medium whitespace-nowrap text-accent-text"
      style={{ left: `${place(start)}%`, width: `${place(end) - place(start)}%` }}
    >
      <span className="sr-only">
        {label}, {whenText(question, plan, s, question.zone)}, {whoAtOf(question, plan, s).join(' and ')}
      </span>
      <span aria-hidden="true" className="overflow-hidden @medium:text-ellipsis">
        <span className="tabular @max-medium:hidden">{clockTime(start, question.zone)}</span>
        <span className="@max-medium:hidden"> {label}</span>
      </span>
    </span>
  );
}

/** Where a key moves a session: a step, an hour (Shift), the same time on another day; null for other keys. */
function keyTarget(
  event: KeyboardEvent,
  from: number,
  day: number,
  dur: number,
  { instance }: LoopQuestion,
): number | null {
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const held = instance.days[day];
  if (way && held) {
    const to = from + way * (event.shiftKey ? 60 : instance.step);
    return Math.max(held.start, Math.min(to, held.end - dur));
  }
  const other = { PageUp: -1, PageDown: 1 }[event.key];
  const to = other ? instance.days[day + other] : undefined;
  const here = instance.days[day];
  return to && here ? Math.max(to.start, Math.min(to.start + (from - here.start), to.end - dur)) : null;
}
