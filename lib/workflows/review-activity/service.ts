import { Failure } from '@/lib/domain/problem';
import { choicesOf, leftBehind } from '@/lib/ledger/exceptions';
import type { Plan } from '@/lib/ledger/plan';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ActivityPlan, AuditRow, reviewActivity } from './contract';
import type { AuditAccess, EgressAccess, LedgerAccess, PageHealth, People } from './port';
import { activityOf, egressOf, matches, rowOf, verdictInWords } from './rules';

export interface ReviewActivityDeps {
  ledger: LedgerAccess;
  audit: AuditAccess;
  egress: EgressAccess;
  people: People;
  pageHealth: PageHealth;
  clock: Pick<Clock, 'now'>;
}

/** Entries opened at a time while searching. */
const PAGE = 200;

/** What happened, what can be done about it, and the proof. Acts in the name of the connected recruiter. */
export function createReviewActivity({
  ledger,
  audit,
  egress,
  people,
  pageHealth,
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

  async function search(
    text: string,
    workflow: string | null,
    before: number | null,
    limit: number,
  ): Promise<AuditRow[]> {
    const names = await people.names();
    const found: AuditRow[] = [];
    let from = before ?? undefined;
    for (;;) {
      const size = text ? PAGE : limit;
      const page = await audit.read(
        { ...(workflow ? { workflow } : {}), ...(from === undefined ? {} : { before: from }) },
        size,
      );
      for (const read of page) {
        const row = rowOf(read, names);
        if (matches(row, text)) found.push(row);
        if (found.length === limit) return found;
      }
      const last = page.at(-1);
      if (!last || page.length < size) return found;
      from = last.entry.seq;
    }
  }

  return {
    async plans({ state, limit }) {
      const states = state === null ? {} : { states: [state] };
      const [plans, names] = await Promise.all([ledger.plans({ ...states, limit }), people.names()]);
      return plans.map((plan) => activityOf(plan, choicesOf(plan), leftBehind(plan), names));
    },

    compare: ({ planId }) => ledger.compareBeforeUndo(planId),
    undo: async ({ planId, force }) => show(await ledger.undo(planId, await me(), { force })),
    retry: async ({ planId }) => show(await ledger.retry(planId, await me())),
    skip: async ({ planId, actionId }) => show(await ledger.skip(planId, actionId, await me())),

    async audit({ text, workflow, before, limit }) {
      const [rows, status] = await Promise.all([
        search(text.trim(), workflow, before, limit),
        audit.status(),
      ]);
      return { rows, total: status.entries, head: status.head };
    },

    async exportAudit() {
      const log = await audit.export((await people.me()) ?? 'fulcrum');
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      return { fileName: `fulcrum-audit-${day}.json`, text: `${JSON.stringify(log, null, 2)}\n` };
    },

    async verifyAudit() {
      const check = await audit.check();
      return { ok: check.ok, entries: check.entries, message: verdictInWords(check) };
    },

    egress: async ({ limit }) => (await egress.recent(limit)).map(egressOf),
    pageReports: () => pageHealth.reports(),
  };
}
