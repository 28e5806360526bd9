import type { Page } from '@playwright/test';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { callFrom, expect, test } from './fixtures';

const SRE = postingIdOf('sre');

/** Marks of people on applicants above the threshold, as some weeks would leave them. */
async function agreed(page: Page, n: number): Promise<void> {
  await page.evaluate(
    async ({ n, postingId }) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open('fulcrum-governance');
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      const write = db.transaction('verdicts', 'readwrite');
      for (let i = 0; i < n; i++)
        write.objectStore('verdicts').put({
          workflow: 'screen-applicant',
          postingId,
          planId: `earlier-${i}`,
          outcome: 'agreed',
          by: 'user-rec',
          at: 1_790_000_000_000 + i * 3_600_000,
        });
      await new Promise((resolve, reject) => {
        write.oncomplete = resolve;
        write.onerror = reject;
      });
      db.close();
    },
    { n, postingId: SRE },
  );
}

test('the next stage is offered in phase 3, once it is earned, and only above the threshold; undo takes it back', async ({
  app,
}) => {
  test.slow();
  await app.connectAll();
  const page = await app.open('options.html#automation');
  const ask = (method: string, input: object) => callFrom(page, 'screen-applicant', method, input);
  const automation = (method: string, input: object) => callFrom(page, 'govern-automation', method, input);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false } });
  const stageOf = (id: string) => app.sandbox.world.lever.opportunities.get(id)?.stage;
  const accept = async (opportunityId: string) => {
    await ask('screen', { opportunityId });
    await ask('decide', { opportunityId, decision: 'accept' });
    const [plan] = await ask('preview', { opportunityIds: [opportunityId] });
    return plan as {
      id: string;
      advanceLeftOut: string | null;
      writes: { summary: string }[];
    };
  };
  const moves = (plan: { writes: { summary: string }[] }) =>
    plan.writes.some(({ summary }) => summary.startsWith('Move '));

  const one = await accept(APPLICANTS.strong);
  expect(moves(one)).toBe(false);
  expect(one.advanceLeftOut).toContain('It stays a step for a person in Lever.');
  const record = async () =>
    (await automation('read', {})).workflows.find(
      (row: { workflow: string }) => row.workflow === 'screen-applicant',
    ).record;
  expect(await record(), 'the mark counts, once').toMatchObject({ agreed: 1, decided: 1 });
  await ask('decide', { opportunityId: APPLICANTS.strong, decision: 'accept' });
  expect(await record()).toMatchObject({ decided: 1 });

  // Wished is not enough.
  await automation('setPhase', { workflow: 'screen-applicant', phase: 3 });
  expect((await accept(APPLICANTS.strong)).advanceLeftOut).toContain('has not earned');
  await agreed(page, 120);
  const before = stageOf(APPLICANTS.strong);
  const plan = await accept(APPLICANTS.strong);
  expect(plan.advanceLeftOut).toBeNull();
  expect(moves(plan)).toBe(true);
  expect(stageOf(APPLICANTS.strong)).toBe(before);
  await ask('write', { planIds: [plan.id] });
  expect(stageOf(APPLICANTS.strong)).not.toBe(before);
  await ask('undo', { planId: plan.id });
  expect(stageOf(APPLICANTS.strong)).toBe(before);

  const partly = await accept(APPLICANTS.partly);
  expect(moves(partly)).toBe(false);
  expect(partly.advanceLeftOut).toContain('needs every must-have shown');
  const hidden = await accept(APPLICANTS.hidden);
  expect(moves(hidden)).toBe(false);
  expect(hidden.advanceLeftOut).toContain('hides text');
  expect(app.sandbox.world.lever.opportunities.get(APPLICANTS.partly)?.archived).toBeNull();
});
