import type { Problem } from '@/lib/domain/problem';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { joinLoops, type OneLoop } from '@/lib/scheduling/queue/join';
import type { QueueInstance } from '@/lib/scheduling/queue/types';
import type { OneAsked, OneQuestion, QueueChoice } from './port';

const MINUTE = 60_000;
/** A candidate without a plan costs more than any plan could. */
const UNPLACED = 5000;

/** The question about everybody, with what its indexes stand for. Plain data: it crosses messages. */
export interface QueueQuestion {
  /** Null when nobody can be planned. */
  queue: QueueInstance | null;
  /** ms epoch of minute 0. */
  origin: number;
  /** By index of the queue. */
  candidates: { opportunityId: string; name: string; sessions: { id: string; name: string }[] }[];
  people: { id: string; name: string; unknown: string | null }[];
  rooms: { email: string; name: string }[];
  /** Local dates `YYYY-MM-DD`, by day index. */
  days: string[];
  /** What a skill of the queue is called. */
  skills: Record<string, string>;
  /** Candidates whose on-site cannot be asked about yet, with the reason. */
  left: { opportunityId: string; name: string; problems: Problem[] }[];
  readAt: number;
}

/** One question out of many. `rests`: minutes a person rests between interviews, by id. */
export function joinQuestions(
  asked: readonly OneAsked[],
  rests: Readonly<Record<string, number>>,
  readAt: number,
): QueueQuestion {
  const ready = asked.flatMap((one) => (one.question ? [{ ...one, question: one.question }] : []));
  const skills: Record<string, string> = {};
  const loops = ready.map(({ opportunityId, question }): OneLoop => {
    const { instance, origin, zone, people, rooms, sessions } = question;
    return {
      id: opportunityId,
      instance,
      origin,
      zone,
      people: people.map(({ id }) => id),
      rooms: rooms.map(({ email }) => email),
      skills: sessions.map((_, s) => {
        const { skill, label } = skillOf(question, s);
        skills[skill] = label;
        return skill;
      }),
    };
  });
  const joined = joinLoops(loops, { rests, unplaced: UNPLACED });
  const people = new Map(
    ready.flatMap(({ question }) => question.people.map((one) => [one.id, one] as const)),
  );
  const rooms = new Map(
    ready.flatMap(({ question }) => question.rooms.map((one) => [one.email, one] as const)),
  );
  return {
    queue: joined?.queue ?? null,
    origin: joined?.origin ?? 0,
    candidates: ready.map(({ opportunityId, name, question }) => ({
      opportunityId,
      name,
      sessions: question.sessions.map(({ id, name: title }) => ({ id, name: title })),
    })),
    people: (joined?.people ?? []).map((id) => ({
      id,
      name: people.get(id)?.name ?? id,
      unknown: people.get(id)?.unknown ?? null,
    })),
    rooms: (joined?.rooms ?? []).map((email) => ({ email, name: rooms.get(email)?.name ?? email })),
    days: joined?.days ?? [],
    skills,
    left: asked.flatMap(({ opportunityId, name, question, problems }) =>
      question ? [] : [{ opportunityId, name, problems }],
    ),
    readAt,
  };
}

/** A plan of the queue for one candidate, in ids and instants. */
export function choiceOf(question: QueueQuestion, candidate: number, plan: LoopPlan): QueueChoice {
  const durations = question.queue?.candidates[candidate]?.sessions ?? [];
  const { origin, people, rooms } = question;
  return {
    sessions: (question.candidates[candidate]?.sessions ?? []).map(({ id }, s) => {
      const start = origin + (plan.start[s] as number) * MINUTE;
      const room = plan.room[s] ?? null;
      return {
        id,
        start,
        end: start + (durations[s]?.dur ?? 0) * MINUTE,
        who: (plan.who[s] ?? []).flatMap((p) => people[p]?.id ?? []),
        room: room === null ? null : (rooms[room]?.email ?? null),
      };
    }),
  };
}

/** Stages where on-sites happen: by remembered stage plans, and by name. */
export function guessStages(
  stages: readonly { id: string; text: string }[],
  planned: readonly { stageId: string }[],
): string[] {
  const byName = /\bon-?site|\bloop\b|\bpanel\b|final round/i;
  return stages
    .filter(({ id, text }) => byName.test(text) || planned.some((plan) => plan.stageId === id))
    .map(({ id }) => id);
}

/** Skills that come with a position: nobody can be trained or hired to be this candidate's manager or recruiter. */
export const heldByPosition = ({ skills }: Pick<QueueQuestion, 'skills'>): string[] =>
  Object.entries(skills).flatMap(([skill, label]) =>
    /^(the )?(hiring manager|recruiter)$/i.test(label) ? [skill] : [],
  );

/** Sessions ask for the same skill when the same people can take a seat of the same name. */
function skillOf({ instance, people, sessions }: OneQuestion, s: number): { skill: string; label: string } {
  const label = [...new Set(sessions[s]?.seats ?? [])].join(' + ');
  const pools = (instance.sessions[s]?.seats ?? []).flatMap(({ pool }) =>
    pool.map(([p]) => people[p]?.id ?? ''),
  );
  return { skill: `${label}\n${[...new Set(pools)].sort().join(' ')}`, label };
}
