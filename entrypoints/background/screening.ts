import browser from 'webextension-polyfill';
import { assessResume, withKnownAnswers } from '@/lib/ai/assess-resume';
import type { ScreeningEngine } from '@/lib/ai/port';
import type { DocumentReader } from '@/lib/documents/port';
import type { createServer } from '@/lib/messaging/serve';
import { createCandidateRecords } from '@/lib/storage/candidate-records';
import type { FairnessGate, ScreenedApplicants } from '@/lib/workflows/audit-fairness/port';
import { screenApplicant } from '@/lib/workflows/screen-applicant/contract';
import type {
  CandidateRecords,
  ResumeAssessor,
  ScreenApplicantPorts,
} from '@/lib/workflows/screen-applicant/ports';
import { createScreenedBatch } from '@/lib/workflows/screen-applicant/screened-batch';
import { createScreenApplicant } from '@/lib/workflows/screen-applicant/service';
import type { Ai } from './ai';
import type { Core } from './core';
import { whileOn } from './governance';
import { counted, type Kept } from './keepings';
import { keyValues } from './key-values';

const WORKFLOW = 'screen-applicant';
const KEPT = 'screening';
const RECORDS = ['applicant', 'screening', 'reading', 'review'] as const;

/** Names of the alarms; `soon` only while somebody waits, so that a sleeping worker is woken for nothing. */
const SOON = 'screen-soon';
const LOOK = 'screen-look';
const SOON_MINUTES = 0.5;
const LOOK_MINUTES = 5;

/** The one place where it is decided what reads documents and what judges them: the model when there is a key, else the rules. */
function judges(ai: Ai): { documents: DocumentReader; assessor: ResumeAssessor; rules: ResumeAssessor } {
  return {
    documents: ai.documents,
    assessor: assessorOf(ai.engine),
    rules: assessorOf(async () => ai.rules),
  };
}

function assessorOf(engine: () => Promise<ScreeningEngine>): ResumeAssessor {
  return {
    async identity() {
      const identity = await (await engine()).identity?.();
      if (identity) return identity;
      throw new TypeError('The engine does not say what it is');
    },
    async assess(input, { known, ...options }) {
      const asked = await engine();
      return assessResume({ ...input, ...options, engine: known ? withKnownAnswers(asked, known) : asked });
    },
    draftRubric: async (request, options) => (await engine()).draftRubric(request, options),
  };
}

/** What is kept about candidates who were screened, and where. */
export const bindRecords = ({ keys }: Core): CandidateRecords => createCandidateRecords(keys);

/** A person sees what was read before. */
const shownBy =
  ({ connections, reads }: Core): ScreenApplicantPorts['shown'] =>
  async (opportunityId, kind) =>
    reads.note({ actor: (await connections.me()) ?? 'fulcrum', opportunityId, kind, purpose: 'panel' });

/** Applicants who were screened before, as those may see them who may: a batch for the Fairness page. */
export function bindScreened(core: Core, ai: Ai, records: CandidateRecords): ScreenedApplicants {
  const { connections, gate, clock } = core;
  const batch = createScreenedBatch({
    lever: () => connections.lever('panel'),
    refusal: gate.refusal,
    documents: ai.documents,
    records,
    kept: keyValues(browser.storage.local, KEPT),
    clock,
  });
  return {
    ...batch,
    async one(postingId, id) {
      const found = await batch.one(postingId, id);
      // A resume that is kept here is read without a request to Lever; that it is read belongs into the log all the same.
      if (found) await shownBy(core)(id, 'resume');
      return found;
    },
  };
}

/** Screening: the popup, the Summary tab, the page of the control room, and the queue behind them. */
export function bindScreening(
  server: ReturnType<typeof createServer>,
  core: Core,
  ai: Ai,
  fairness: FairnessGate,
  records: CandidateRecords,
): Kept {
  const { connections, governance, locking, ledger, audit, lock, clock } = core;
  const { implementation, runner, backfill } = createScreenApplicant({
    ...judges(ai),
    spent: ai.spent,
    batches: ai.backfills,
    lever: () => connections.lever('panel'),
    refusal: core.gate.refusal,
    forbids: core.gate.forbids,
    shown: shownBy(core),
    records,
    kept: keyValues(browser.storage.local, KEPT),
    ledger,
    audit,
    policy: {
      isOn: () => governance.governor.isOn(WORKFLOW),
      async mayWrite(postingId) {
        const { allowed, reason } = await fairness.allows(postingId, 'person');
        return { allowed, why: reason };
      },
      async mayAdvance(postingId) {
        const { phase, off, reasons } = await governance.governor.decide({
          workflow: WORKFLOW,
          postingId,
          roleLevel: 'standard',
          critical: [],
          rejects: false,
        });
        const allowed = phase === 3 && !off && reasons.length === 0;
        const because = reasons[0]?.text ?? 'Moving candidates on is not switched on (phase 3).';
        return { allowed, why: allowed ? '' : `${because} It stays a step for a person in Lever.` };
      },
      decided: ({ resultId, ...mark }) =>
        governance.governor.record({ ...mark, workflow: WORKFLOW, planId: resultId, at: clock.now() }),
    },
    lock,
    clock,
    newId: () => crypto.randomUUID(),
    version: browser.runtime.getManifest().version,
  });
  server.serve(screenApplicant, whileOn(governance, WORKFLOW, implementation, []));

  /** Nothing is read in the background while locked or switched off. */
  const unlessHeld = async (work: () => Promise<unknown>): Promise<void> => {
    if (!(await locking.lock.isLocked()) && (await governance.governor.isOn(WORKFLOW))) await work();
  };

  async function ring(name: string, periodInMinutes: number, wanted: boolean): Promise<void> {
    const there = (await browser.alarms.get(name)) !== undefined;
    if (wanted && !there) await browser.alarms.create(name, { periodInMinutes });
    if (!wanted && there) await browser.alarms.clear(name);
  }
  let settling = Promise.resolve();
  const settle = (): Promise<void> => {
    const now = async () => {
      const { soon, watched } = await runner.needed();
      await ring(SOON, SOON_MINUTES, soon);
      await ring(LOOK, LOOK_MINUTES, watched || (await backfill.needed()));
    };
    settling = settling.then(now, now);
    return settling;
  };
  runner.subscribe(() => void settle());
  backfill.subscribe(() => void settle());
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === SOON) void unlessHeld(() => runner.run());
    if (name === LOOK)
      void unlessHeld(async () => {
        await runner.poll();
        await Promise.all([backfill.run(), runner.run()]);
      });
  });
  // What an earlier worker left waiting goes on now.
  void settle().then(() => unlessHeld(() => Promise.all([backfill.run({ look: false }), runner.run()])));
  return {
    async about(opportunityId) {
      const found = await Promise.all(RECORDS.map((kind) => records.list(kind, { opportunityId })));
      return counted(found.flat().length, 'record of screening', 'records of screening');
    },
    async forget(opportunityId) {
      await records.erase(opportunityId);
      await Promise.all([runner.forget(opportunityId), backfill.forget(opportunityId)]);
    },
  };
}
