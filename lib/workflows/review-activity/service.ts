import { Failure } from '@/lib/domain/problem';
import { may } from '@/lib/governance/access';
import { notAllowed } from '@/lib/governance/refusals';
import { choicesOf, leftBehind } from '@/lib/ledger/exceptions';
import type { Plan } from '@/lib/ledger/plan';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ActivityPlan, HostRow, reviewActivity } from './contract';
import { createErasure } from './erasure';
import { createLogReader } from './log-service';
import type {
  Access,
  AuditAccess,
  DeclaredHosts,
  EgressAccess,
  HandOvers,
  Keepings,
  LedgerAccess,
  PageHealth,
  People,
} from './port';
import { activityOf, egressOf, verdictInWords } from './rules';

export interface ReviewActivityDeps {
  ledger: LedgerAccess;
  audit: AuditAccess;
  egress: EgressAccess;
  people: People;
  pageHealth: PageHealth;
  access: Access;
  keepings: Keepings;
  handOvers: HandOvers;
  hosts: DeclaredHosts;
  clock: Pick<Clock, 'now'>;
}

/** More requests than are kept. */
const MANY = 10_000;

/** What happened, what can be done about it, and the proof. Acts in the name of the connected recruiter. */
export function createReviewActivity({
  ledger,
  audit,
  egress,
  people,
  pageHealth,
  access,
  keepings,
  handOvers,
  hosts,
  clock,
}: ReviewActivityDeps): Implementation<typeof reviewActivity> {
  const show = async (plan: Plan): Promise<ActivityPlan> =>
    activityOf(plan, choicesOf(plan), leftBehind(plan), await people.names());

  async function me(): Promise<string> {
    const id = await people.me();
    if (id !== null) return id;
    throw new Failure({
      code: 'not-connected',
      message: 'Lever is not connected, so nobody could be named in the log for this.',
      next: 'Connect Lever under Connections, then try again.',
      subject: 'Lever',
    });
  }

  const log = createLogReader({ audit, people, access });
  const erasure = createErasure({ ledger, audit, access, people, keepings });

  async function hostRows(): Promise<HostRow[]> {
    const [declared, entries] = await Promise.all([hosts(), egress.recent(MANY)]);
    return declared.map((one) => {
      const own = entries.filter((entry) => entry.host === one.host);
      const sum = (of: 'bytesOut' | 'bytesIn') => own.reduce((total, entry) => total + entry[of], 0);
      return {
        ...one,
        requests: own.length,
        candidateRequests: own.filter((entry) => entry.candidateData).length,
        bytesOut: sum('bytesOut'),
        bytesIn: sum('bytesIn'),
        lastAt: own[0]?.at ?? null,
      };
    });
  }

  return {
    async plans({ state, limit }) {
      const states = state === null ? {} : { states: [state] };
      const [plans, names] = await Promise.all([ledger.plans({ ...states, limit }), people.names()]);
      return plans.map((plan) => activityOf(plan, choicesOf(plan), leftBehind(plan), names));
    },

    compare: ({ planId }) => ledger.compareBeforeUndo(planId),
    async undo({ planId, force }) {
      await handOvers.mustBeFree(planId);
      return show(await ledger.undo(planId, await me(), { force }));
    },
    async retry({ planId }) {
      await handOvers.mustBeFree(planId);
      return show(await ledger.retry(planId, await me()));
    },
    async skip({ planId, actionId }) {
      await handOvers.mustBeFree(planId);
      return show(await ledger.skip(planId, actionId, await me()));
    },

    async audit({ text, before, limit, ...filters }) {
      await keepings.settle();
      const [rows, status] = await Promise.all([
        log.search(text.trim(), filters, before, limit),
        audit.status(),
      ]);
      return { rows, total: status.entries, head: status.head };
    },
    overview: (filters) => log.overview(filters, erasure.label),
    story: ({ planId, opportunityId }) => log.story(planId, opportunityId),
    may: () => log.may(),
    candidates: ({ text }) => erasure.candidates(text),
    erasure: ({ opportunityId }) => erasure.preview(opportunityId),
    erase: ({ opportunityId }) => erasure.erase(opportunityId),
    hosts: hostRows,

    async exportAudit() {
      const { id, role } = await access.viewer();
      if (!may(role, 'export-log')) throw notAllowed(role, 'export-log');
      await keepings.settle();
      const exported = await audit.export(id ?? 'fulcrum');
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      return { fileName: `fulcrum-audit-${day}.json`, text: `${JSON.stringify(exported, null, 2)}\n` };
    },

    async verifyAudit() {
      const check = await audit.check();
      return { ok: check.ok, entries: check.entries, message: verdictInWords(check) };
    },

    egress: async ({ limit }) => (await egress.recent(limit)).map(egressOf),
    pageReports: () => pageHealth.reports(),
  };
}
