// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_MODELS, MODELS, typicalCost } from '@/lib/ai/anthropic/models';
import { createRulesEngine } from '@/lib/ai/rules/engine';
import { Failure } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import { memory } from '@/tests/fakes/anthropic';
import type { connectModel } from '../model-contract';
import { type ConnectModelDeps, chosenModel, createConnectModel, modelRecord } from '../model-service';
import { ModelCard } from './model-card';

afterEach(cleanup);

const HOME = 'https://api.anthropic.com';
const PROXY = 'https://ai.company.example';
const CAP = { day: 5, month: 50 };
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

/** The real service; only the far side is scripted. */
function setUp(change: Partial<ConnectModelDeps> = {}) {
  const kept = memory();
  const clock = { now: () => 1_800_000_000_000, random: () => 0.5, sleep: async () => undefined };
  const service = createConnectModel({
    kept,
    defaultCap: CAP,
    baseUrls: [HOME, PROXY],
    ...registry,
    secrets: { keep: async () => undefined, forget: async () => undefined },
    check: async () => undefined,
    engine: createRulesEngine({ clock }),
    spending: { soFar: async () => ({ day: 0, month: 0 }), mend: async () => undefined },
    clock,
    ...change,
  });
  const caller = { sender: 'own', tabId: null, url: null } as const;
  const calls = Object.entries(service).map(([name, run]) => [
    name,
    (input: never) => (run as (given: never, who: typeof caller) => unknown)(input, caller),
  ]);
  return { kept, client: Object.fromEntries(calls) as Client<typeof connectModel> };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the model of a task', () => {
  it('is chosen from the registry with its price, kept, and falls back when the registry drops it', async () => {
    const { client, kept } = setUp();
    await client.connect({ key: 'sk-ant-test-1234', baseUrl: HOME });
    render(<ModelCard client={client} askForHost={async () => true} />);
    await screen.findByText('Choose the models');
    const options = [...screen.getByLabelText<HTMLSelectElement>('Drafts criteria').options].map(
      ({ text }) => text,
    );
    expect(options).toEqual([
      'Claude Haiku 5.5: about $0.0017 a resume ($0.1 in, $0.5 out per million tokens)',
      'Claude Sonnet 5.5: about $0.034 a resume ($2 in, $10 out per million tokens)',
      'Claude Opus 5.5: about $0.068 a resume ($4 in, $20 out per million tokens)',
    ]);
    choose('Reads resumes, and checks fairness', 'claude-haiku-5-5');
    await waitFor(() => expect(screen.getAllByText('Claude Haiku 5.5').length).toBeGreaterThan(0));
    const record = await modelRecord(kept, CAP);
    expect(chosenModel(record, 'claims', registry)).toBe('claude-haiku-5-5');
    expect(chosenModel(record, 'rubric', registry)).toBe('claude-sonnet-5-5');
    const without = { ...registry, choices: registry.choices.filter(({ id }) => !id.includes('haiku')) };
    expect(chosenModel(record, 'claims', without)).toBe('claude-sonnet-5-5');
  });

  it('must be one whose price is known', async () => {
    const { client } = setUp();
    await expect(client.choose({ task: 'claims', model: 'claude-fable-5-1' })).rejects.toBeInstanceOf(
      Failure,
    );
  });

  it('is the usual one for what was kept before there was a choice', async () => {
    const { kept } = setUp();
    await kept.set('connection', {
      baseUrl: HOME,
      keyEnd: '1234',
      connectedAt: 1,
      refused: false,
      cap: CAP,
      lastTest: null,
    });
    const record = await modelRecord(kept, CAP);
    expect(record.keyEnd).toBe('1234');
    expect(chosenModel(record, 'claims', registry)).toBe('claude-sonnet-5-5');
  });
});

describe('a company proxy', () => {
  async function connect(to: string, change: Partial<ConnectModelDeps> = {}, allow = true) {
    const asked: string[] = [];
    const { client } = setUp(change);
    render(
      <ModelCard
        client={client}
        askForHost={async (origin) => {
          asked.push(origin);
          return allow;
        }}
      />,
    );
    fireEvent.change(await screen.findByLabelText('Anthropic API key'), {
      target: { value: 'sk-ant-test-1234' },
    });
    choose('Send to', to);
    press('Check and connect');
    return asked;
  }

  it('is asked for in the click; Anthropic itself needs no permission', async () => {
    const asked = await connect(PROXY);
    expect(asked).toEqual([`${PROXY}/*`]);
    expect(await screen.findByText('ends in 1234')).toBeTruthy();
    cleanup();
    expect(await connect(HOME)).toEqual([]);
    expect(await screen.findByText('ends in 1234')).toBeTruthy();
  });

  it('that answers cross-origin calls works without it; one that does not says what is missing', async () => {
    await connect(PROXY, {}, false);
    expect(await screen.findByText('ends in 1234')).toBeTruthy();
    cleanup();
    const offline = new Failure({ code: 'engine-offline', message: 'Could not be reached.', next: 'Check.' });
    await connect(PROXY, { check: () => Promise.reject(offline) }, false);
    expect(
      await screen.findByText(/permission for https:\/\/ai\.company\.example was not given/),
    ).toBeTruthy();
  });
});
