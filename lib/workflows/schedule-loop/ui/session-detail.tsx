import { Pin, PinOff } from 'lucide-react';
import { Button } from '@/components/button';
import { Select } from '@/components/field';
import { cityOf, timeRange } from '@/components/zoned';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopQuestion } from '../question';
import { breaksOf } from '../rules';
import { useLoop } from './loop-context';
import { spanOf, whenText, whoAtOf } from './words';

/** The chosen session: its times, who sits in it, its room; each can be changed by hand. */
export function SessionDetail({
  question,
  plan,
  session: s,
}: {
  question: LoopQuestion;
  plan: LoopPlan;
  session: number;
}) {
  const edit = useLoop((state) => state.edit);
  const pin = useLoop((state) => state.pin);
  const id = question.sessions[s]?.id ?? '';
  const pinned = useLoop((state) => state.pinned.has(id));
  const { start, end } = spanOf(question, plan, s);
  const session = question.instance.sessions[s];
  if (!session) return null;
  const elsewhere = whoAtOf(question, plan, s).filter((_, q) => {
    const p = plan.who[s]?.[q] ?? -1;
    return question.people[p]?.zone !== question.zone;
  });
  const breaks = (other: LoopPlan): number =>
    breaksOf(question.instance, other).filter((b) => b.sessions.includes(s)).length;
  const now = breaks(plan);
  const seatWith = (q: number, p: number): LoopPlan => ({
    ...plan,
    who: plan.who.map((who, i) => (i === s ? who.map((old, j) => (j === q ? p : old)) : who)),
  });
  const roomWith = (room: number | null): LoopPlan => ({
    ...plan,
    room: plan.room.map((old, i) => (i === s ? room : old)),
  });
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="font-semibold">{question.sessions[s]?.name}</h3>
          <p className="tabular text-muted">
            {whenText(question, plan, s, question.zone)} {cityOf(question.zone)}
            {question.candidateZone !== question.zone &&
              ` · ${timeRange(start, end, question.candidateZone)} for the candidate`}
          </p>
          {elsewhere.length > 0 && <p className="tabular text-muted">{elsewhere.join(' · ')}</p>}
        </div>
        <Button
          size="sm"
          aria-pressed={pinned}
          icon={pinned ? <PinOff size={14} aria-hidden="true" /> : <Pin size={14} aria-hidden="true" />}
          onClick={() => pin(id, !pinned)}
        >
          {pinned ? 'Unpin' : 'Pin this time'}
        </Button>
      </div>
      <div className="grid grid-cols-1 gap-2 @medium:grid-cols-2">
        {session.seats.map((seat, q) => (
          <Select
            // biome-ignore lint/suspicious/noArrayIndexKey: seats have no other name, and never change places
            key={q}
            label={question.sessions[s]?.seats[q] ?? 'Interviewer'}
            value={String(plan.who[s]?.[q] ?? '')}
            onChange={(event) => edit(seatWith(q, Number(event.currentTarget.value)))}
            choices={seat.pool.map(([p]) => {
              const person = question.people[p];
              const city = cityOf(person?.zone ?? '');
              const worse = plan.who[s]?.[q] !== p && breaks(seatWith(q, p)) > Math.min(now, 0);
              return {
                value: String(p),
                label: `${person?.name} · ${city}${worse ? ' (not free then)' : ''}`,
              };
            })}
          />
        ))}
        {session.rooms && (
          <Select
            label="Room"
            value={String(plan.room[s] ?? '')}
            onChange={(event) =>
              edit(roomWith(event.currentTarget.value === '' ? null : Number(event.currentTarget.value)))
            }
            choices={[
              ...(plan.room[s] === null ? [{ value: '', label: 'None' }] : []),
              ...session.rooms.map((r) => ({
                value: String(r),
                label: `${question.rooms[r]?.name}${plan.room[s] !== r && breaks(roomWith(r)) > Math.min(now, 0) ? ' (taken)' : ''}`,
              })),
            ]}
          />
        )}
      </div>
      <p className="text-sm text-muted">
        Drag the session, or focus it and press ← → (Shift: an hour, Page Up and Page Down: another day).
      </p>
    </div>
  );
}
