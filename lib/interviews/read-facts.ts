import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverPosting, LeverRequisition, LeverStage, LeverUser } from '@/lib/lever/types';
import type { KeyValue } from '@/lib/platform/key-value';
import type { Facts } from './facts';

/** Users and stages change rarely and are the same for every candidate. */
const DIRECTORY_AGE_MS = 30 * 60_000;
const JOB_AGE_MS = 5 * 60_000;

interface Directory {
  users: LeverUser[];
  stages: LeverStage[];
  readAt: number;
}

async function directory(
  lever: LeverPort,
  memory: KeyValue,
  now: number,
  fresh: boolean,
): Promise<Directory> {
  const known = await memory.get<Directory>('directory');
  if (known && !fresh && now - known.readAt < DIRECTORY_AGE_MS) return known;
  const [users, stages] = await Promise.all([lever.users(), lever.stages()]);
  const read = { users, stages, readAt: now };
  await memory.set('directory', read);
  return read;
}

interface Job {
  posting: LeverPosting | null;
  requisition: LeverRequisition | null;
  readAt: number;
}

type Soft = <T>(what: string, read: Promise<T>, otherwise: T) => Promise<T>;

/** Posting and requisition, which many candidates share; kept for a few minutes unless something is missing. */
async function readJob(
  lever: LeverPort,
  memory: KeyValue,
  postingId: string,
  now: number,
  fresh: boolean,
  soft: Soft,
): Promise<Job> {
  const key = `job:${postingId}`;
  const known = await memory.get<Job>(key);
  if (known && !fresh && now - known.readAt < JOB_AGE_MS) return known;
  const posting = await soft('The posting', lever.posting(postingId), null);
  const code = posting?.requisitionCodes[0];
  const requisition = code ? await soft(`Requisition ${code}`, lever.requisitionByCode(code), null) : null;
  const job = { posting, requisition, readAt: now };
  if (posting && requisition) await memory.set(key, job);
  return job;
}

/**
 * Reads what Lever knows about the interview. The opportunity itself must be readable; everything else that
 * is not becomes a problem beside the rest, because a missing requisition is no reason to show nothing.
 */
export async function readFacts(
  lever: LeverPort,
  memory: KeyValue,
  opportunityId: string,
  now: number,
  fresh: boolean,
): Promise<Facts> {
  const problems: Problem[] = [];
  const soft = async <T>(what: string, read: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      const problem = problemOf(error);
      problems.push({ ...problem, message: `${what} could not be read from Lever: ${problem.message}` });
      return otherwise;
    }
  };
  // Everything that needs only the id is asked for at once: each further round trip is felt.
  const beside = Promise.all([
    directory(lever, memory, now, fresh),
    soft('Existing interviews', lever.panels(opportunityId), []),
    soft('Notes', lever.notes(opportunityId), []),
  ]);
  const [opportunity, [known, panels, notes]] = await Promise.all([lever.opportunity(opportunityId), beside]);
  const postingId = opportunity.application?.posting ?? null;
  const job = postingId ? await readJob(lever, memory, postingId, now, fresh, soft) : null;
  const posting = job?.posting ?? null;
  if (!postingId) {
    problems.push({
      code: 'no-posting',
      message: `${opportunity.name || 'This candidate'} is not on a posting, so Lever tells neither duration nor interviewers.`,
      next: 'Choose the interviewers in the set-up, or move the candidate to a posting in Lever.',
    });
  }
  const code = posting?.requisitionCodes[0] ?? null;
  const requisition = job?.requisition ?? null;
  if (posting && !requisition && !problems.some((p) => p.message.startsWith('Requisition'))) {
    problems.push({
      code: 'requisition-missing',
      subject: code ?? posting.text,
      message: code
        ? `The posting names requisition ${code}, which Lever does not have.`
        : `The posting “${posting.text}” has no requisition.`,
      next: 'Set duration and interviewers here; Fulcrum remembers them for this posting and stage.',
    });
  }
  if (opportunity.isAnonymized) {
    throw new Failure({
      code: 'candidate-anonymised',
      message: 'This candidate was anonymised in Lever, so nobody can be invited.',
      next: 'Nothing can be scheduled for this candidacy.',
    });
  }
  const { application, ...rest } = opportunity;
  return {
    opportunity: rest,
    application,
    posting,
    requisition,
    stage: known.stages.find((s) => s.id === opportunity.stage) ?? null,
    panels,
    notes,
    users: known.users,
    problems,
    readAt: now,
  };
}
