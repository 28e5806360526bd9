import { problemOf } from '@/lib/domain/problem';
import type { LeverCandidacy } from '@/lib/lever/types';
import type { Implementation } from '@/lib/messaging/contract';
import { type CandidateState, MOST_CANDIDATES, type planQueueContract, type QueueList } from './contract';
import type { PlanQueuePorts } from './port';
import { guessStages, joinQuestions } from './rules';

const STAGES = 'stages';

/** When the candidate came into the stage they are in; null when Lever kept nothing about it. */
const cameAt = ({ stage, stageChanges, lastAdvancedAt }: LeverCandidacy): number | null =>
  stageChanges.filter((change) => change.toStageId === stage).at(-1)?.updatedAt ?? lastAdvancedAt;

/** The On-site queue in the background worker: lists, reads, joins the questions, hands over. It never searches. */
export function createPlanQueue({ lever, onSites, kept, clock }: PlanQueuePorts) {
  async function list(): Promise<QueueList> {
    const { api } = await lever();
    const [stages, planned, chosen] = await Promise.all([
      api.stages(),
      onSites.planned(),
      kept.get<string[]>(STAGES),
    ]);
    const ids = chosen ?? guessStages(stages, planned);
    const known = ids.filter((id) => stages.some((stage) => stage.id === id));
    const [found, postings] = await Promise.all([
      known.length === 0 ? [] : api.opportunities({ postingIds: [], stageIds: known, updatedSince: 0 }),
      api.postings(),
    ]);
    const title = new Map(postings.map(({ id, text }) => [id, text]));
    const waiting = found
      .map((one) => ({
        opportunityId: one.id,
        name: one.name,
        posting: title.get(one.application?.posting ?? '') ?? null,
        stageId: one.stage,
        since: cameAt(one),
      }))
      .sort(
        (a, b) =>
          (a.since ?? Number.MAX_SAFE_INTEGER) - (b.since ?? Number.MAX_SAFE_INTEGER) ||
          (a.opportunityId < b.opportunityId ? -1 : 1),
      );
    return {
      stages: stages.map(({ id, text }) => ({ id, name: text, chosen: known.includes(id) })),
      candidates: waiting.slice(0, MOST_CANDIDATES),
      leftOut: Math.max(0, waiting.length - MOST_CANDIDATES),
      readAt: clock.now(),
    };
  }

  /** One candidate; what keeps them from being read is said in their row, the others go on. */
  async function stateOf(opportunityId: string, refresh: boolean): Promise<CandidateState> {
    try {
      const { posting, sessions, setupFrom, booked } = await onSites.standing(opportunityId, refresh);
      const state = booked ? 'booked' : 'waiting';
      return {
        opportunityId,
        state,
        posting: posting?.title ?? null,
        sessions,
        setupFrom,
        booked,
        problem: null,
      };
    } catch (error) {
      const nothing = { posting: null, sessions: 0, setupFrom: 'lever' as const, booked: null };
      return { opportunityId, state: 'unreadable', ...nothing, problem: problemOf(error) };
    }
  }

  const implementation: Implementation<typeof planQueueContract> = {
    list,
    async choose({ stageIds }) {
      await (stageIds === null ? kept.remove(STAGES) : kept.set(STAGES, stageIds));
      return list();
    },
    read: ({ opportunityIds, refresh }) => Promise.all(opportunityIds.map((id) => stateOf(id, refresh))),
    async ask({ opportunityIds, refresh }) {
      const { asked, rests, readAt } = await onSites.questions(opportunityIds, refresh);
      return joinQuestions(asked, rests, readAt);
    },
    async takeOver({ opportunityId, choice }) {
      await onSites.suggest(opportunityId, choice);
      return null;
    },
  };
  return { implementation };
}
