import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import { defineContract, method } from '@/lib/messaging/contract';

/** Fairness is no task of its own: checking another model than the one that screens would say nothing about it. */
export const MODEL_TASKS = ['claims', 'rubric'] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** A model of the registry; prices in US dollars. */
export interface ModelChoice {
  id: string;
  name: string;
  /** For a million tokens. */
  input: number;
  output: number;
  /** For one usual resume. */
  typical: number;
}

export interface ModelView {
  state: 'not-connected' | 'connected' | 'refused';
  /** The last four characters of the key; the rest is never shown. */
  keyEnd: string | null;
  connectedAt: number | null;
  /** Which model does what; the first choice is the usual one. */
  tasks: { task: ModelTask; about: string; model: string }[];
  choices: ModelChoice[];
  /** Where calls go, and where else they may go in this build (company proxies). */
  baseUrl: string;
  baseUrls: string[];
  /** US dollars, by UTC day and month; calls whose cost is not known count with the most they can cost. Null: not readable. */
  spent: { day: number; month: number } | null;
  cap: { day: number | null; month: number | null };
  lastTest: { at: number; ok: boolean; message: string } | null;
  problem: Problem | null;
}

const dollars = z.number().min(0).max(10_000).nullable();

/** The model that reads resumes: a key of the team's own, a cap on what it may cost. */
export const connectModel = defineContract('connect-model', {
  status: method<ModelView>()(z.object({})),
  /** Checks the key with a call that costs nothing before it is kept. */
  connect: method<ModelView>()(
    z.object({
      key: z.string().trim().min(1).max(300),
      baseUrl: z.string().url().max(200).nullable().default(null),
    }),
  ),
  /** Has the model read a made-up resume, for a fraction of a cent, and checks what it quotes. */
  test: method<ModelView>()(z.object({})),
  /** Which model of the registry does a task from now on. Stored answers stay with the model that gave them. */
  choose: method<ModelView>()(z.object({ task: z.enum(MODEL_TASKS), model: z.string().max(100) })),
  saveCap: method<ModelView>()(z.object({ day: dollars, month: dollars })),
  disconnect: method<ModelView>()(z.object({})),
});
