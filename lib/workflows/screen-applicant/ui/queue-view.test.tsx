// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import type { DecisionKind } from '../schema';
import type { QueueView as QueueData, QueueRow } from '../views';
import type { ScreeningClient } from './applicant-card';
import { QueueView } from './queue-view';

afterEach(cleanup);

const PAGE = 12;

/** A worker with `n` applicants that answers only when it is let. */
function worker(n: number, tier: QueueRow['tier'] = 'strong') {
  const people = Array.from({ length: n }, (_, i) => ({
    opportunityId: `o${i}`,
    name: `Person ${i}`,
    decision: null as DecisionKind | null,
  }));
  const sent: string[] = [];
  const held: (() => void)[] = [];
  let holding = false;
  let refuses: Failure | null = null;
  const turn = (): Promise<void> =>
    holding ? new Promise((resolve) => held.push(resolve)) : Promise.resolve();
  const count = (of: DecisionKind) => people.filter(({ decision }) => decision === of).length;
  const queue = async (): Promise<QueueData> => {
    await turn();
    const open = people.filter(({ decision }) => decision === null);
    return {
      posting: { id: 'p', title: 'SRE' },
      rubric: 'approved',
      engine: { engine: 'rules', model: 'rules-1', promptVersion: '1' },
      rows: open.slice(0, PAGE).map((one) => ({
        ...one,
        tier,
        why: '4 of 4 must-haves met.',
        appliedAt: 0,
        written: false,
      })),
      open: { strong: 0, promising: 0, open: 0, person: 0, blind: 0, waiting: 0, [tier]: open.length },
      decided: { accept: count('accept'), reject: count('reject'), flag: count('flag') },
      toWrite: [],
      waiting: 0,
      failed: null,
      costUsd: 0,
      spent: null,
      runner: {
        waiting: 0,
        working: false,
        paused: false,
        done: 0,
        failed: [],
        costUsd: 0,
        halted: null,
        lookedAt: null,
      },
    };
  };
  const client = {
    queue,
    async decide({ opportunityId, decision, reason = '' }: Parameters<ScreeningClient['decide']>[0]) {
      await turn();
      if (refuses) throw refuses;
      sent.push(`${opportunityId} ${decision}${reason && ` ${reason}`}`);
      const one = people.find((person) => person.opportunityId === opportunityId);
      if (one) one.decision = decision;
      return null;
    },
  } as unknown as ScreeningClient;
  return {
    client,
    sent,
    hold: () => {
      holding = true;
    },
    async release() {
      holding = false;
      for (const go of held.splice(0)) go();
    },
    refuse: (failure: Failure | null) => {
      refuses = failure;
    },
  };
}

const press = (key: string): boolean => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const current = (): string | null | undefined =>
  document.querySelector('[data-row][aria-current]')?.getAttribute('data-row');
async function shown(n: number, tier?: QueueRow['tier']) {
  const made = worker(n, tier);
  render(<QueueView client={made.client} postingId="p" openPage={() => undefined} />);
  await waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toBe('o0'));
  return made;
}

describe('keys of the queue', () => {
  test('each meets its own applicant while the worker has answered none of them, and the order is kept', async () => {
    const { sent, hold, release } = await shown(20);
    hold();
    for (const key of ['a', 'r', 'ArrowDown', 'f', 'a']) press(key);
    expect(screen.getByRole('status').textContent).toBe('16 open, 4 marked');
    expect(current()).toBe('o5');
    expect(sent).toEqual([]);
    await release();
    await waitFor(() => expect(sent).toEqual(['o0 accept', 'o1 reject', 'o3 flag', 'o4 accept']));
    await waitFor(() => expect(document.querySelectorAll('[data-row]:not(:has(svg))')).toHaveLength(12));
    expect(current()).toBe('o5');
  });

  test('at the end of what is here keys wait for the next ones, and then go on with them', async () => {
    const { sent, hold, release } = await shown(30);
    hold();
    for (let i = 0; i < 15; i++) press('f');
    expect(screen.getByRole('status').textContent).toBe('18 open, 12 marked');
    await release();
    await waitFor(() => expect(current()).toBe('o12'));
    expect(sent).toHaveLength(12);
    press('f');
    await waitFor(() => expect(sent.at(-1)).toBe('o12 flag'));
    expect(new Set(sent).size).toBe(13);
  });

  test('all of forty, one after the other, each once', async () => {
    const { sent } = await shown(40);
    for (let i = 0; i < 40; i++) {
      await waitFor(() =>
        expect(document.querySelector('[data-row][aria-current]:not(:has(svg))')).not.toBeNull(),
      );
      press(i % 2 ? 'a' : 'f');
    }
    await waitFor(() => expect(screen.getByText('Everybody has a mark')).toBeDefined());
    expect(new Set(sent.map((one) => one.split(' ')[0])).size).toBe(40);
    expect(sent).toHaveLength(40);
  });

  test('the last keystroke is taken back, and what is refused is put back and said', async () => {
    const { sent, refuse } = await shown(5);
    press('f');
    expect(current()).toBe('o1');
    press('u');
    expect(current()).toBe('o0');
    await waitFor(() => expect(sent).toEqual(['o0 flag', 'o0 null']));
    refuse(new Failure({ code: 'offline', message: 'The network is gone.', next: 'Try again.' }));
    press('f');
    await waitFor(() => expect(screen.getByText('The network is gone.')).toBeDefined());
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('5 open, 0 marked'));
  });

  test('a mark against the evidence asks why, which goes behind the mark; keys in the field are letters', async () => {
    const { sent } = await shown(5);
    press('r');
    const why = screen.getByLabelText('Person 0: Marked “reject” although there is evidence. Why?');
    press('w');
    expect(document.activeElement).toBe(why);
    fireEvent.change(why, { target: { value: 'Far away' } });
    press('f');
    fireEvent.submit(why.closest('form') as HTMLFormElement);
    await waitFor(() => expect(sent).toEqual(['o0 reject', 'o0 reject Far away']));
    expect(document.activeElement?.getAttribute('data-row')).toBe('o1');
    press('a');
    expect(screen.queryByText(/Why[?]/)).toBeNull();
  });

  test('who was not judged is not shown as accepted before the worker said so', async () => {
    const { refuse } = await shown(3, 'person');
    refuse(
      new Failure({ code: 'nothing-to-accept', message: 'There is no judgement to accept.', next: 'Flag.' }),
    );
    press('a');
    expect(screen.getByRole('status').textContent).toBe('3 open, 0 marked');
    await waitFor(() => expect(screen.getByText('There is no judgement to accept.')).toBeDefined());
  });
});
