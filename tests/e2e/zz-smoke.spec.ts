import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { callFrom, expect, test } from './fixtures';

test('smoke', async ({ app }) => {
  await app.connectAll();
  const page = await app.open('options.html#activity');
  const ask = (method: string, input: object) => callFrom(page, 'screen-applicant', method, input);
  const postingId = postingIdOf('sre');
  const draft = await ask('draftRubric', { postingId });
  console.log(JSON.stringify(draft.draft.criteria.map((c: any) => [c.label, c.kind, c.signs])), JSON.stringify(draft.draft.leftOut));
  await ask('approveRubric', { postingId });
  const t0 = Date.now();
  const one = await ask('screen', { opportunityId: APPLICANTS.strong });
  console.log(Date.now() - t0, JSON.stringify(one, null, 1).slice(0, 3000));
  const doc = await ask('document', { opportunityId: APPLICANTS.strong });
  console.log(JSON.stringify(doc).slice(0, 1500));
  const t1 = Date.now();
  await ask('screenAll', { postingId });
  await expect.poll(async () => (await ask('queue', { postingId })).waiting, { timeout: 40000 }).toBe(0);
  console.log('queue', Date.now() - t1);
  const q = await ask('queue', { postingId });
  console.log(JSON.stringify(q, null, 1).slice(0, 4000));
  await ask('decide', { opportunityId: APPLICANTS.strong, decision: 'accept' });
  const plans = await ask('preview', { opportunityIds: [APPLICANTS.strong] });
  console.log(plans[0].note, JSON.stringify(plans[0].writes));
  const done = await ask('write', { planIds: plans.map((p: any) => p.id) });
  console.log(JSON.stringify(done[0].writes), done[0].state, JSON.stringify(done[0].problem));
});
