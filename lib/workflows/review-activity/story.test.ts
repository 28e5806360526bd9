import { describe, expect, it } from 'vitest';
import { createAudit } from '@/lib/ledger/audit';
import type { EntryDraft } from '@/lib/ledger/store';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { activityOver, overviewOf } from './log-rules';
import { factsIn, storyOf } from './story';

const ALL = { workflow: null, actor: null, event: null, opportunityId: null, from: null, to: null };
const NAMES = { u1: 'Maya' };

/** A log of one plan from proposal to undo, with entries of another candidate between. */
async function logged() {
  const clock = instantClock();
  const store = memoryLedgerStore();
  const audit = createAudit({ store, keys: store, clock, lock: memoryLock() });
  const write = async (event: string, change: Partial<EntryDraft> = {}) => {
    clock.advance(1000);
    await audit.record([
      {
        actor: 'fulcrum',
        workflow: 'schedule-interview',
        opportunityId: 'o1',
        planId: 'p1',
        event,
        ...change,
      },
    ]);
  };
  const step = (event: string, actionId: string, outcome: string) =>
    write(event, { actionId, outcome, details: { summary: `Do ${actionId}`, attempt: 1 } });
  await write('plan-proposed', {
    outcome: 'proposed',
    details: {
      title: 'Book Alex',
      context: {
        slot: { start: Date.UTC(2027, 2, 9, 15), zone: 'Europe/London' },
        why: ['earliest', 'all free'],
      },
      actions: [
        { id: 'event', summary: 'Create the event' },
        { id: 'panel', summary: 'Create the panel' },
      ],
    },
  });
  await write('plan-approved', { actor: 'u1', outcome: 'running' });
  await step('action-intended', 'event', 'intended');
  await write('candidate-read', { opportunityId: 'o2', planId: null });
  await step('action-done', 'event', 'done');
  await step('action-intended', 'panel', 'intended');
  await step('action-failed', 'panel', 'forbidden');
  await write('rollback-started', { outcome: 'forbidden' });
  await step('undo-intended', 'event', 'undoing');
  await step('action-undone', 'event', 'undone');
  await write('plan-rolled-back', { outcome: 'forbidden' });
  const story = async () => {
    const reads = (await audit.read({ opportunityId: 'o1' }, 100)).reverse();
    return storyOf(reads, await audit.links(reads.map(({ entry }) => entry)), NAMES);
  };
  return { audit, store, story };
}

describe('a story', () => {
  it('tells the state of the plan and of every write after each entry', async () => {
    const { story } = await logged();
    const told = await story();
    expect(told.title).toBe('Book Alex');
    expect(told.steps.map(({ plan, states }) => [plan, states.event, states.panel])).toEqual([
      ['proposed', 'planned', 'planned'],
      ['running', 'planned', 'planned'],
      ['running', 'intended', 'planned'],
      ['running', 'done', 'planned'],
      ['running', 'done', 'intended'],
      ['running', 'done', 'failed'],
      ['undoing', 'done', 'failed'],
      ['undoing', 'undoing', 'failed'],
      ['undoing', 'undone', 'failed'],
      ['rolled-back', 'undone', 'failed'],
    ]);
    expect(told.steps[1]?.actor).toBe('Maya');
    expect(told.steps.every((one) => one.fits)).toBe(true);
    expect(told.steps[0]?.facts).toEqual([
      { name: 'slot, start', value: '2027-03-09 15:00 UTC' },
      { name: 'slot, zone', value: 'Europe/London' },
      { name: 'why', value: 'earliest, all free' },
    ]);
  });

  it('is told after an erasure too: who, when and what kind, and the chain fits', async () => {
    const { audit, story } = await logged();
    await audit.record(
      [{ actor: 'u1', workflow: 'review-activity', opportunityId: 'o1', event: 'candidate-erased' }],
      { erase: 'o1' },
    );
    const told = await story();
    expect(told.erased).toMatchObject({ by: 'Maya' });
    expect(told.steps.at(-2)).toMatchObject({ plan: 'rolled-back', facts: [] });
    expect(told.steps.at(-2)?.states).toEqual({ event: 'undone', panel: 'failed' });
    expect(told.steps.every((one) => one.fits)).toBe(true);
    expect(JSON.stringify(told)).not.toMatch(/Alex|Create the/);
    expect((await audit.check()).ok).toBe(true);
  });

  it('names the step where the chain breaks', async () => {
    const { audit } = await logged();
    const reads = (await audit.read({ opportunityId: 'o1' }, 100)).reverse();
    const changed = reads.map((read) =>
      read.entry.seq === 4 ? { ...read, entry: { ...read.entry, actor: 'somebody' } } : read,
    );
    const told = storyOf(changed, await audit.links(changed.map(({ entry }) => entry)), NAMES);
    expect(told.steps.filter((one) => !one.fits).map((one) => one.seq)).toEqual([4]);
  });
});

it('facts are bounded and never throw, whatever an entry holds', () => {
  const deep = { a: { b: { c: [{ d: 1 }, { d: true }] } }, n: null, e: '' };
  expect(factsIn(deep)).toEqual([
    { name: 'a, b, c, 1, d', value: '1' },
    { name: 'a, b, c, 2, d', value: 'true' },
  ]);
  expect(factsIn(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]))).length).toBe(60);
  expect([factsIn(null), factsIn('x'), factsIn(7)].map((one) => one.length)).toEqual([0, 1, 1]);
});

describe('the overview', () => {
  it('counts each filter with the others in force, and tells nothing of hidden candidacies', async () => {
    const { audit } = await logged();
    const same = (value: string) => value;
    const labels = { candidate: same, workflow: same, actor: same, event: same };
    const entries = await audit.entries();
    const by = overviewOf(entries, { ...ALL, actor: 'u1' }, new Set(), labels);
    expect(by.matching).toBe(1);
    expect(by.actors).toEqual([
      { value: 'fulcrum', label: 'fulcrum', count: 10 },
      { value: 'u1', label: 'u1', count: 1 },
    ]);
    expect(by.events).toEqual([{ value: 'plan-approved', label: 'plan-approved', count: 1 }]);
    const hidden = overviewOf(entries, ALL, new Set(['o2']), labels);
    expect(hidden.candidates.map(({ value }) => value)).toEqual(['o1']);
    expect(hidden.matching).toBe(11);
  });

  it('puts every moment into exactly one bar', () => {
    for (const moments of [[], [5], [5, 5], [1, 2, 3, 1000, 5_000_000]]) {
      const bars = activityOver(moments);
      expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(moments.length);
    }
  });
});
