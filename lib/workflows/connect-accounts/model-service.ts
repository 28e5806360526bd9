import { z } from 'zod';
import type { ScreeningEngine } from '@/lib/ai/port';
import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import { assess } from '@/lib/evidence/assess';
import { searchableText } from '@/lib/evidence/quote';
import { type Rubric, RubricSchema } from '@/lib/evidence/rubric';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import {
  type connectModel,
  MODEL_TASKS,
  type ModelChoice,
  type ModelTask,
  type ModelView,
} from './model-contract';

const RecordSchema = z.object({
  baseUrl: z.string().nullable(),
  keyEnd: z.string().nullable(),
  connectedAt: z.number().nullable(),
  refused: z.boolean(),
  cap: z.object({ day: z.number().nullable(), month: z.number().nullable() }),
  /** By task; what is not named here is done by the usual model. */
  models: z.object({ claims: z.string(), rubric: z.string() }).partial().default({}),
  lastTest: z.object({ at: z.number(), ok: z.boolean(), message: z.string() }).nullable(),
});
export type ModelRecord = z.infer<typeof RecordSchema>;

const PLACE = 'connection';

/** What is known about the model's connection; the key is not here. Unreadable counts as never connected. */
export async function modelRecord(kept: KeyValue, cap: ModelRecord['cap']): Promise<ModelRecord> {
  const read = RecordSchema.safeParse(await kept.get(PLACE));
  if (read.success) return read.data;
  return { baseUrl: null, keyEnd: null, connectedAt: null, refused: false, cap, models: {}, lastTest: null };
}

/** A model that is no longer in the registry is not asked for; the usual one takes its place. */
export function chosenModel(
  { models }: Pick<ModelRecord, 'models'>,
  task: ModelTask,
  { choices, usual }: Pick<ConnectModelDeps, 'choices' | 'usual'>,
): string {
  const chosen = models[task];
  return chosen !== undefined && choices.some(({ id }) => id === chosen) ? chosen : usual[task];
}

export interface ConnectModelDeps {
  kept: KeyValue;
  defaultCap: ModelRecord['cap'];
  baseUrls: readonly string[];
  /** The registry, and which model does what unless somebody chose another. */
  choices: readonly ModelChoice[];
  usual: Record<ModelTask, string>;
  secrets: { keep(key: string): Promise<void>; forget(): Promise<void> };
  /** Lists models with this key; costs nothing. Throws `Failure`. */
  check(key: string, baseUrl: string): Promise<void>;
  engine: ScreeningEngine;
  spending: { soFar(): Promise<{ day: number; month: number }>; mend(): Promise<void> };
  clock: Pick<Clock, 'now'>;
}

const ABOUT: Record<ModelTask, string> = {
  claims: 'Reads resumes, and checks fairness',
  rubric: 'Drafts criteria',
};

/** Nobody's resume. */
const LINES = [
  { n: 1, page: 1, text: 'Baker at a made-up bakery, 2019 to 2023' },
  { n: 2, page: 1, text: 'Baked 300 loaves of rye bread each morning' },
];
const RUBRIC: Rubric = RubricSchema.parse({
  postingId: 'connection-test',
  version: 1,
  criteria: [
    {
      id: 'c1',
      label: 'Baked bread',
      kind: 'must',
      weight: 1,
      anchors: [
        'No baking is named.',
        'Baking is named.',
        'Bread was baked.',
        'Bread was baked daily.',
        'Bread was baked daily in quantity.',
        'Others were taught to bake bread.',
      ],
    },
  ],
});

export function createConnectModel(deps: ConnectModelDeps): Implementation<typeof connectModel> {
  const { kept, clock } = deps;
  const read = (): Promise<ModelRecord> => modelRecord(kept, deps.defaultCap);
  const save = async (change: (record: ModelRecord) => ModelRecord): Promise<void> =>
    kept.set(PLACE, change(await read()));

  async function view(problem: Problem | null = null): Promise<ModelView> {
    const record = await read();
    let spent: ModelView['spent'] = null;
    let trouble = problem;
    try {
      spent = await deps.spending.soFar();
    } catch (error) {
      trouble ??= problemOf(error);
    }
    return {
      state: record.keyEnd === null ? 'not-connected' : record.refused ? 'refused' : 'connected',
      keyEnd: record.keyEnd,
      connectedAt: record.connectedAt,
      tasks: MODEL_TASKS.map((task) => ({
        task,
        about: ABOUT[task],
        model: chosenModel(record, task, deps),
      })),
      choices: [...deps.choices],
      baseUrl: record.baseUrl ?? deps.baseUrls[0] ?? '',
      baseUrls: [...deps.baseUrls],
      spent,
      cap: record.cap,
      lastTest: record.lastTest,
      problem: trouble,
    };
  }

  async function tested(): Promise<{ ok: boolean; message: string }> {
    const { claims, use } = await deps.engine.claims(
      { rubric: RUBRIC, lines: LINES, today: '2026-01-01' },
      // Nobody's data is in it, so there is nothing to look for.
      { purpose: 'test the connection with a made-up resume', guard: () => undefined },
    );
    const [one] = assess(RUBRIC, claims, searchableText({ lines: LINES }));
    const ok = one?.quotes.some(({ counts }) => counts) === true;
    const cost = `${use.model}, ${(use.took / 1000).toFixed(1)} s, $${use.costUsd.toFixed(4)}`;
    return ok
      ? { ok, message: `It read a made-up resume and quoted it word for word (${cost}).` }
      : { ok, message: `It answered, but quoted nothing that stands in the made-up resume (${cost}).` };
  }

  return {
    status: () => view(),
    async connect({ key, baseUrl }) {
      const to = baseUrl ?? deps.baseUrls[0] ?? '';
      if (!deps.baseUrls.includes(to))
        throw new Failure({
          code: 'undeclared-host',
          message: 'This build of Fulcrum may not call that address.',
          next: 'A company proxy is named when the extension is built; ask whoever built it.',
        });
      await deps.check(key, to);
      await deps.secrets.keep(key);
      await save((record) => ({
        ...record,
        baseUrl: to,
        keyEnd: key.slice(-4),
        connectedAt: clock.now(),
        refused: false,
        lastTest: null,
      }));
      return view();
    },
    async test() {
      try {
        const outcome = await tested();
        await save((record) => ({ ...record, refused: false, lastTest: { at: clock.now(), ...outcome } }));
        return await view();
      } catch (error) {
        const problem = problemOf(error);
        const refused = problem.code === 'engine-key-refused';
        const lastTest = { at: clock.now(), ok: false, message: problem.message };
        await save((record) => ({ ...record, refused: refused || record.refused, lastTest }));
        return view(problem);
      }
    },
    async choose({ task, model }) {
      if (!deps.choices.some(({ id }) => id === model))
        throw new Failure({
          code: 'model-unknown',
          message: 'Fulcrum does not know this model, so it could not say what it costs.',
          next: 'Choose one of the list.',
        });
      await save((record) => ({ ...record, models: { ...record.models, [task]: model } }));
      return view();
    },
    async saveCap(cap) {
      await deps.spending.mend();
      await save((record) => ({ ...record, cap }));
      return view();
    },
    async disconnect() {
      await deps.secrets.forget();
      await save((record) => ({
        ...record,
        keyEnd: null,
        connectedAt: null,
        refused: false,
        lastTest: null,
      }));
      return view();
    },
  };
}
