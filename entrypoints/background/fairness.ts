import browser from 'webextension-polyfill';
import { claimsBodies } from '@/lib/ai/anthropic/engine';
import { modelOf, worstCost } from '@/lib/ai/anthropic/models';
import type { ClaimsRequest } from '@/lib/ai/port';
import type { createServer } from '@/lib/messaging/serve';
import { auditFairness } from '@/lib/workflows/audit-fairness/contract';
import type { FairnessGate, ScreenedApplicants } from '@/lib/workflows/audit-fairness/port';
import { createAuditFairness } from '@/lib/workflows/audit-fairness/service';
import { postingText } from '@/lib/workflows/screen-applicant/rubric-book';
import type { Ai } from './ai';
import type { Core } from './core';
import { keyValues } from './key-values';

/**
 * The Fairness page, and the gate that every write of a screening result asks: `(await gate.allows(postingId, 'person')).allowed`.
 * `applicants` are those that were screened before.
 */
export function bindFairness(
  server: ReturnType<typeof createServer>,
  { connections, governance, gate, store, lock, audit, clock }: Core,
  ai: Ai,
  applicants: ScreenedApplicants,
): FairnessGate {
  /** While everything is stopped nothing leaves this computer, neither to Lever nor to a model. */
  const on = () => governance.governor.mustBeOn('audit-fairness');
  const { implementation, fairnessGate } = createAuditFairness({
    kept: keyValues(browser.storage.local, 'fairness'),
    lock,
    audit,
    clock,
    newId: () => crypto.randomUUID(),
    async actor() {
      const me = (await store.read()).connections.lever?.account;
      return me ? { id: me.id, name: me.name } : { id: 'local', name: 'somebody at this computer' };
    },
    forbidsPolicy: () => gate.forbids('change-policy'),
    postings: async () => {
      await on();
      return (await (await connections.lever()).api.postings()).map(({ id, text }) => ({ id, title: text }));
    },
    async description(id) {
      await on();
      return postingText(await (await connections.lever('panel')).api.posting(id));
    },
    documents: ai.documents,
    async engine() {
      await on();
      return ai.engine();
    },
    draft: async (request) => (await ai.rules.draftRubric(request, { purpose: 'draft criteria' })).proposal,
    async worstUsd(requests: readonly ClaimsRequest[]) {
      if ((await (await ai.engine()).identity?.())?.engine !== 'anthropic') return 0;
      const choice = await ai.choice('claims');
      const micros = requests.map((request) =>
        worstCost(
          modelOf(choice.model),
          JSON.stringify(claimsBodies(request, choice).body),
          choice.maxTokens,
        ),
      );
      return micros.reduce((sum, one) => sum + one, 0) / 1_000_000;
    },
    applicants,
  });
  server.serve(auditFairness, implementation);
  return fairnessGate;
}
