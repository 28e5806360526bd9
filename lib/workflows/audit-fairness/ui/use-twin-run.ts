import { useRef, useState } from 'react';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { BlindingLevel } from '@/lib/evidence/blinding';
import type { Rubric } from '@/lib/evidence/rubric';
import type { TwinOutcome } from '@/lib/evidence/twin-rates';
import type { TwinKind } from '@/lib/evidence/twins';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness, ResumeCheck } from '../contract';

/** One resume of the batch; the file stays in this page. */
export interface BatchItem {
  /** Of this place in the list. */
  key: string;
  /** Shown here only, never kept. */
  label: string;
  file?: File;
  applicant?: { postingId: string; id: string };
  /** In the list, but not in the run. */
  skipped?: boolean;
}

export interface RunOrder {
  items: readonly BatchItem[];
  rubric: Rubric;
  posting: string;
  level: BlindingLevel;
}

interface Cost {
  twins: number;
  identical: number;
  requests: number;
  worstUsd: number;
}

export interface TwinRun {
  state: 'new' | 'counting' | 'counted' | 'running' | 'done';
  done: number;
  of: number;
  cost: Cost;
  outcomes: TwinOutcome[];
  notMade: Partial<Record<TwinKind, number>>;
  /** Resumes that were left out, and why. */
  failed: { key: string; label: string; problem: Problem }[];
}

const NEW: TwinRun = {
  state: 'new',
  done: 0,
  of: 0,
  cost: { twins: 0, identical: 0, requests: 0, worstUsd: 0 },
  outcomes: [],
  notMade: {},
  failed: [],
};

const CHUNK = 0x8000;
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/** Resumes one after another: first counted, then judged. Each is a call of its own, so a failure costs one resume. */
export function useTwinRun(client: Client<typeof auditFairness>) {
  const [run, setRun] = useState<TwinRun>(NEW);
  const turn = useRef(0);

  async function each(
    { items, rubric, posting, level }: RunOrder,
    ask: boolean,
    take: (run: TwinRun, check: ResumeCheck, at: number) => TwinRun,
  ): Promise<void> {
    const mine = ++turn.current;
    let now: TwinRun = { ...NEW, state: ask ? 'running' : 'counting', of: items.length };
    setRun(now);
    for (const [at, item] of items.entries()) {
      try {
        const source = item.file
          ? { file: { name: item.file.name, base64: await base64Of(item.file) } }
          : { applicant: item.applicant ?? { postingId: '', id: '' } };
        const check = await client.check({ source, rubric, posting, level, ask });
        now = check.unreadable
          ? { ...now, failed: [...now.failed, left(item, unreadable(check.unreadable))] }
          : take(now, check, at);
      } catch (error) {
        now = { ...now, failed: [...now.failed, left(item, problemOf(error))] };
      }
      if (mine !== turn.current) return;
      now = { ...now, done: at + 1 };
      setRun(now);
    }
    setRun({ ...now, state: ask ? 'done' : 'counted' });
  }

  return {
    run,
    reset: () => {
      turn.current++;
      setRun(NEW);
    },
    count: (order: RunOrder) =>
      each(order, false, (now, check) => ({ ...now, cost: added(now.cost, check) })),
    start: (order: RunOrder) =>
      each(order, true, (now, check, resume) => ({
        ...now,
        cost: added(now.cost, check),
        outcomes: [...now.outcomes, ...(check.outcomes ?? []).map((one) => ({ ...one, resume }))],
        notMade: counted(now.notMade, check),
      })),
  };
}

const left = ({ key, label }: BatchItem, problem: Problem) => ({ key, label, problem });

const unreadable = (message: string): Problem => ({
  code: 'resume-unreadable',
  message,
  next: 'It is left out of the figures.',
});

const added = (cost: Cost, check: ResumeCheck): Cost => ({
  twins: cost.twins + check.twins,
  identical: cost.identical + check.identical,
  requests: cost.requests + check.requests,
  worstUsd: cost.worstUsd + check.worstUsd,
});

function counted(notMade: TwinRun['notMade'], check: ResumeCheck): TwinRun['notMade'] {
  const counts = { ...notMade };
  for (const { kind } of check.notMade) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
