import browser from 'webextension-polyfill';
import { z } from 'zod';
import { createClaimBatches } from '@/lib/ai/anthropic/batch';
import { createConnection, HOME } from '@/lib/ai/anthropic/connection';
import { type AnthropicDeps, createAnthropicEngine } from '@/lib/ai/anthropic/engine';
import { DEFAULT_MODELS, MODELS, modelOf, type Task, typicalCost } from '@/lib/ai/anthropic/models';
import type { Choice } from '@/lib/ai/anthropic/prompt';
import { createSpending, DEFAULT_CAP } from '@/lib/ai/anthropic/spending';
import type { ScreeningEngine } from '@/lib/ai/port';
import { createRulesEngine } from '@/lib/ai/rules/engine';
import { Failure } from '@/lib/domain/problem';
import { AI_PROXY_HOSTS } from '@/lib/platform/hosts';
import { createHttpStreams } from '@/lib/platform/http-stream';
import { chosenModel, createConnectModel, modelRecord } from '@/lib/workflows/connect-accounts/model-service';
import type { Core } from './core';
import { bindDocuments } from './documents';
import { createKeepAlive } from './keep-alive';
import { keyValues } from './key-values';

const SECRET = 'anthropic-api-key';
/** The registry as people choose from it. */
const registry = {
  choices: MODELS.map((model) => ({
    id: model.id,
    name: model.name,
    input: model.price.input,
    output: model.price.output,
    typical: typicalCost(model),
  })),
  usual: { claims: DEFAULT_MODELS.claims.model, rubric: DEFAULT_MODELS.rubric.model },
};

/**
 * What reads resumes: the rules, and a model when there is a key. Calls run here, in the worker, kept awake only while one is under way;
 * documents are read apart.
 */
export function bindAi({ clock, network, connections }: Core) {
  const awake = createKeepAlive();
  const kept = keyValues(browser.storage.local, 'model');
  const secrets = connections.vault;
  const http = createHttpStreams(network);
  const record = () => modelRecord(kept, DEFAULT_CAP);
  const key = () => secrets.get(SECRET, z.string().min(1));
  const spending = createSpending({ kept, clock, cap: async () => (await record()).cap });
  const choice = async (task: Task): Promise<Choice> => ({
    ...DEFAULT_MODELS[task],
    model: chosenModel(await record(), task, registry),
  });
  const deps: AnthropicDeps = {
    connection: createConnection({ http, awake, key, baseUrl: async () => (await record()).baseUrl ?? HOME }),
    spending,
    clock,
    newId: () => crypto.randomUUID(),
    choice,
  };
  const model = createAnthropicEngine(deps);
  const batches = createClaimBatches(deps);
  const rules = createRulesEngine({ clock });

  return {
    /** The model when there is a key, else the rules. */
    engine: async (): Promise<ScreeningEngine> => ((await record()).keyEnd === null ? rules : model),
    rules,
    model,
    /** Which model does a task now, and how. */
    choice,
    /** What the model has cost; null without one, or when the record cannot be read (its page says so, and nothing is sent then). */
    async spent() {
      const { keyEnd, cap } = await record();
      if (keyEnd === null) return null;
      try {
        return { ...(await spending.soFar()), cap };
      } catch (error) {
        if (error instanceof Failure) return null;
        throw error;
      }
    },
    /** Reading many at once for half the price; null without a model. */
    async backfills() {
      if ((await record()).keyEnd === null) return null;
      const { model: id } = await choice('claims');
      return { claims: batches, usd: (applicants: number) => (typicalCost(modelOf(id)) * applicants) / 2 };
    },
    documents: bindDocuments(awake),
    connectModel: createConnectModel({
      kept,
      defaultCap: DEFAULT_CAP,
      baseUrls: [HOME, ...AI_PROXY_HOSTS.map((host) => `https://${host}`)],
      ...registry,
      secrets: { keep: (value) => secrets.put(SECRET, value), forget: () => secrets.remove(SECRET) },
      async check(candidate, baseUrl) {
        const trial = createConnection({
          http,
          awake,
          key: async () => candidate,
          baseUrl: async () => baseUrl,
        });
        await trial.call({ purpose: 'check a key', candidateData: false }, (client) => client.models.list());
      },
      engine: model,
      spending,
      clock,
    }),
  };
}

export type Ai = ReturnType<typeof bindAi>;
