import type { Interval } from '@/lib/domain/interval';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopChoice } from './schema';

/** The instance for the engine with the names and ids its indexes stand for. Plain data: it crosses messages. */
export interface LoopQuestion {
  instance: LoopInstance;
  /** The same on a grid of a quarter of an hour, for sessions of other lengths; null where the grid is as fine. */
  fine: LoopInstance | null;
  /** ms epoch of minute 0. */
  origin: number;
  /** By person index. */
  people: QuestionPerson[];
  /** By room index. */
  rooms: { email: string; name: string }[];
  /** By session index; `seats` are the role labels. */
  sessions: { id: string; name: string; seats: string[]; shadow: string | null; optional: boolean }[];
  /** Who has to be there, by the ids of the instance. */
  groups: { id: string; name: string }[];
  /** Zone of the place. */
  zone: string;
  candidateZone: string;
}

export interface QuestionPerson {
  id: string;
  name: string;
  zone: string;
  /** What their calendar and hours say about the days searched; for lanes and reasons. */
  blocks: PersonBlock[];
  /** Null when it is known; else why their time is not. */
  unknown: string | null;
}

/** Time that somebody cannot give, or gives only reluctantly. */
export interface PersonBlock extends Interval {
  /** `note`: time that a confirmed sentence in a note takes away. */
  kind: 'busy' | 'away' | 'off-hours' | 'soft' | 'note';
  title: string | null;
}

const MINUTE = 60_000;

export const instantAt = (question: Pick<LoopQuestion, 'origin'>, minute: number): number =>
  question.origin + minute * MINUTE;

export const minuteAt = (question: Pick<LoopQuestion, 'origin'>, instant: number): number =>
  Math.round((instant - question.origin) / MINUTE);

/** The engine's plan in ids and instants. */
export function choiceOf(question: LoopQuestion, plan: LoopPlan): LoopChoice {
  return {
    sessions: question.sessions.map(({ id }, s) => {
      const start = plan.start[s] as number;
      const dur = question.instance.sessions[s]?.dur ?? 0;
      const room = plan.room[s] ?? null;
      return {
        id,
        start: instantAt(question, start),
        end: instantAt(question, start + dur),
        who: (plan.who[s] ?? []).map((p) => question.people[p]?.id ?? ''),
        room: room === null ? null : (question.rooms[room]?.email ?? null),
      };
    }),
  };
}

/** The same plan as indexes; null when it names somebody or something the question does not have. */
export function planOf(question: LoopQuestion, choice: LoopChoice): LoopPlan | null {
  const plan: LoopPlan = { start: [], who: [], room: [] };
  for (const { id } of question.sessions) {
    const chosen = choice.sessions.find((one) => one.id === id);
    if (!chosen) return null;
    const who = chosen.who.map((one) => question.people.findIndex((p) => p.id === one));
    const room = chosen.room === null ? null : question.rooms.findIndex((r) => r.email === chosen.room);
    if (who.includes(-1) || room === -1) return null;
    plan.start.push(minuteAt(question, chosen.start));
    plan.who.push(who);
    plan.room.push(room);
  }
  return plan;
}
