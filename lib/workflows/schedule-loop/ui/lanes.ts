import type { Interval } from '@/lib/domain/interval';
import { subtract } from '@/lib/domain/interval';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { instantAt, type LoopQuestion, type PersonBlock } from '../question';
import { localText, spanOf, whoAtOf } from './words';

export type LaneMode = 'sessions' | 'people';

export interface Lane {
  id: string;
  label: string;
  note: string | null;
  strong: boolean;
  shades: (Interval & {
    kind: PersonBlock['kind'] | 'lunch' | 'unknown' | 'session';
    title: string | null;
  })[];
  /** Indexes of the sessions drawn on it. */
  sessions: number[];
}

/** The lanes of one day: the candidate, then the sessions or the people, then (by person) the rooms. */
export function lanesOf(question: LoopQuestion, plan: LoopPlan, d: number, mode: LaneMode): Lane[] {
  const day = question.instance.days[d];
  if (!day) return [];
  const span = { start: instantAt(question, day.start), end: instantAt(question, day.end) };
  const on = question.sessions
    .map((_, s) => s)
    .filter((s) => {
      const { start } = spanOf(question, plan, s);
      return start >= span.start && start < span.end;
    })
    .sort((a, b) => (plan.start[a] ?? 0) - (plan.start[b] ?? 0));
  const within = <T extends Interval>(list: readonly T[]): T[] =>
    list.filter((b) => b.start < span.end && span.start < b.end);
  const at = ([a, b]: readonly [number, number]): Interval => ({
    start: instantAt(question, a),
    end: instantAt(question, b),
  });
  const candidate: Lane = {
    id: 'candidate',
    label: 'Candidate',
    note: null,
    strong: true,
    shades: [
      ...subtract([span], question.instance.candidate.map(at)).map((s) => ({
        ...s,
        kind: 'off-hours' as const,
        title: 'Not offered by the candidate',
      })),
      ...(question.instance.rules.lunch === null
        ? []
        : [{ ...at(day.lunch), kind: 'lunch' as const, title: 'Lunch lies in here' }]),
      ...(mode === 'people'
        ? []
        : on.map((s) => ({
            ...spanOf(question, plan, s),
            kind: 'session' as const,
            title: question.sessions[s]?.name ?? null,
          }))),
    ],
    sessions: mode === 'people' ? on : [],
  };
  const shadesOf = (p: number): Lane['shades'] => {
    const person = question.people[p];
    if (!person) return [];
    if (person.unknown) return [{ ...span, kind: 'unknown', title: person.unknown }];
    return within(person.blocks).map((b) => ({ ...b, title: b.title }));
  };
  if (mode === 'sessions')
    return [
      candidate,
      ...on.map((s) => ({
        id: question.sessions[s]?.id ?? '',
        label: question.sessions[s]?.name ?? '',
        note: [...whoAtOf(question, plan, s), roomOf(question, plan, s)].filter(Boolean).join(' · '),
        strong: true,
        shades: (plan.who[s] ?? []).flatMap(shadesOf),
        sessions: [s],
      })),
    ];
  const involved = [...new Set(on.flatMap((s) => plan.who[s] ?? []))];
  const rooms = [...new Set(on.flatMap((s) => plan.room[s] ?? []))];
  return [
    candidate,
    ...involved.map((p) => ({
      id: question.people[p]?.id ?? '',
      label: question.people[p]?.name ?? '',
      note: on
        .filter((s) => plan.who[s]?.includes(p))
        .map((s) => localText(question, plan, s, question.people[p]?.zone ?? question.zone))
        .join(', '),
      strong: false,
      shades: shadesOf(p),
      sessions: on.filter((s) => plan.who[s]?.includes(p)),
    })),
    ...rooms.map((r) => ({
      id: question.rooms[r]?.email ?? '',
      label: roomName(question, r),
      note: 'Room',
      strong: false,
      shades: subtract([span], (question.instance.rooms[r]?.free ?? []).map(at)).map((s) => ({
        ...s,
        kind: 'busy' as const,
        title: 'Taken',
      })),
      sessions: on.filter((s) => plan.room[s] === r),
    })),
  ];
}

const roomOf = (question: LoopQuestion, plan: LoopPlan, s: number): string | null => {
  const room = plan.room[s] ?? null;
  return room === null ? null : roomName(question, room);
};

/** `Heron (6)`: the last part of a room's name says which one it is. */
const roomName = ({ rooms }: LoopQuestion, r: number): string => rooms[r]?.name.split('-').pop() ?? '';
