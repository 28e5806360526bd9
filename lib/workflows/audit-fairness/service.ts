import type { ClaimsRequest, RubricProposal, RubricRequest, ScreeningEngine } from '@/lib/ai/port';
import type { DocumentReader } from '@/lib/documents/port';
import type { DocumentReading } from '@/lib/documents/reading';
import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Identity } from '@/lib/evidence/blinding';
import { RubricSchema } from '@/lib/evidence/rubric';
import { twinRates } from '@/lib/evidence/twin-rates';
import type { Audit } from '@/lib/ledger/audit';
import type { Lock } from '@/lib/ledger/store';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import { planTwins, runTwins, type TwinPlan } from './check-resume';
import type { auditFairness, FairnessView, PostingRow } from './contract';
import type { FairnessGate, ScreenedApplicants } from './port';
import { breaches, type GateAnswer, gate, measure, settles } from './rules';
import { type Bar, type FairnessReport, reportSchema } from './schema';
import { createReportStore } from './store';

const WORKFLOW = 'audit-fairness';

export interface AuditFairnessDeps {
  /** Reports and the bar; counts only, nothing about a person. */
  kept: KeyValue;
  lock: Lock;
  audit: Pick<Audit, 'record'>;
  clock: Clock;
  newId(): string;
  actor(): Promise<{ id: string; name: string }>;
  /** Why the signed-in user's role may not change what is blocked; null when it may. */
  forbidsPolicy(): Promise<Failure | null>;
  /** Postings in Lever; throw `Failure` when Lever is not connected. */
  postings(): Promise<{ id: string; title: string }[]>;
  description(postingId: string): Promise<string>;
  documents: DocumentReader;
  engine(): Promise<ScreeningEngine>;
  /** Criteria by rules, without a request. */
  draft(request: RubricRequest): Promise<RubricProposal>;
  /** The most these requests can cost, US dollars. */
  worstUsd(requests: readonly ClaimsRequest[]): Promise<number>;
  applicants: ScreenedApplicants;
}

const fail = (code: string, message: string, next: string): never => {
  throw new Failure({ code, message, next });
};

/** The Fairness page in the worker, and the gate. */
export function createAuditFairness(deps: AuditFairnessDeps): {
  implementation: Implementation<typeof auditFairness>;
  fairnessGate: FairnessGate;
} {
  const { audit, clock, applicants } = deps;
  const store = createReportStore(deps);

  /** What judges now; null while everything is stopped or it does not say. */
  async function judging(): Promise<string | null> {
    try {
      return (await (await deps.engine()).identity?.())?.model ?? null;
    } catch (error) {
      if (error instanceof Failure) return null;
      throw error;
    }
  }

  async function answer(postingId: string, by: 'person' | 'automatic'): Promise<GateAnswer> {
    try {
      const [reports, bar, blinding, model] = await Promise.all([
        store.reports(),
        store.bar(),
        applicants.blinding(),
        judging(),
      ]);
      return gate(reports, bar, postingId, by, { now: clock.now(), blinding, model });
    } catch (error) {
      return { allowed: false, checked: false, reason: `Nothing is written. ${problemOf(error).message}` };
    }
  }

  async function postingRows(problems: Problem[]): Promise<PostingRow[]> {
    try {
      const listed = await deps.postings();
      return await Promise.all(
        listed.map(async ({ id, title }) => ({
          id,
          title,
          gate: await answer(id, 'person'),
          screened: (await applicants.list(id)).length,
        })),
      );
    } catch (error) {
      problems.push(problemOf(error));
      return [];
    }
  }

  async function view(): Promise<FairnessView> {
    const problems: Problem[] = [];
    const noted = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        problems.push(problemOf(error));
        return otherwise;
      }
    };
    const identity = async () => (await (await deps.engine()).identity?.()) ?? null;
    const [bar, reports, engine, postings, blinding] = await Promise.all([
      noted(store.bar(), null),
      noted(store.reports(), []),
      noted(identity(), null),
      postingRows(problems),
      applicants.blinding(),
    ]);
    return {
      bar: bar ?? store.fallbackBar,
      postings,
      reports: [...reports].sort((a, b) => b.at - a.at),
      engine: engine && { engine: engine.engine, model: engine.model },
      blinding,
      problems,
    };
  }

  async function record(event: string, outcome: string | null, details: object): Promise<void> {
    const { id } = await deps.actor();
    await audit.record([{ actor: id, workflow: WORKFLOW, opportunityId: null, event, outcome, details }]);
  }

  async function titleOf(postingId: string | null): Promise<string> {
    if (postingId === null) return 'All postings';
    const found = (await deps.postings()).find(({ id }) => id === postingId);
    return found?.title ?? fail('posting-unknown', 'This posting is not in Lever.', 'Choose another one.');
  }

  /** That somebody's resume was judged again as another person's belongs into the log like any other judgement. */
  async function judged(source: Source, plan: TwinPlan, level: number): Promise<void> {
    const { id } = await deps.actor();
    const engine = await (await deps.engine()).identity?.();
    await audit.record([
      {
        actor: id,
        workflow: WORKFLOW,
        opportunityId: 'applicant' in source ? source.applicant.id : null,
        event: 'fairness-twins-judged',
        outcome: null,
        details: {
          twins: plan.twins,
          identical: plan.identical,
          asked: plan.asked.size,
          blinding: level,
          engine,
        },
      },
    ]);
  }

  type Source = Parameters<Implementation<typeof auditFairness>['check']>[0]['source'];
  async function readingOf(source: Source): Promise<{ reading: DocumentReading; identity: Identity }> {
    if ('file' in source) {
      const bytes = Uint8Array.from(atob(source.file.base64), (one) => one.charCodeAt(0));
      return { reading: await deps.documents.read(bytes, source.file.name), identity: { names: [] } };
    }
    const found = await applicants.one(source.applicant.postingId, source.applicant.id);
    return (
      found ??
      fail(
        'applicant-gone',
        'This applicant is no longer kept on this computer.',
        'Leave them out, or screen them again.',
      )
    );
  }

  return {
    fairnessGate: { allows: answer },
    implementation: {
      read: view,

      async criteria({ postingId, description }) {
        // What somebody writes here is what they want to run; else it is what people were judged by.
        const wanted = postingId === null || description.trim() !== '' ? null : postingId;
        const approved = wanted && (await applicants.rubric(wanted));
        const own = async () => (postingId === null ? '' : await deps.description(postingId));
        const text = description.trim() || (await own());
        if (approved) return { description: text, rubric: approved, leftOut: [] };
        const { criteria, leftOut } = await deps.draft({
          postingId: postingId ?? 'fairness',
          title: '',
          description: text,
        });
        const rubric = RubricSchema.safeParse({ postingId: postingId ?? 'fairness', version: 1, criteria });
        if (!rubric.success)
          return fail(
            'no-criteria',
            'The rules found no requirement in this description that a resume can show.',
            'Write the requirements as lines, such as “5 years of Python” or “Degree in nursing”.',
          );
        return { description: text, rubric: rubric.data, leftOut };
      },

      async applicants({ postingId }) {
        // Lever says whether this user may see the posting at all.
        await deps.description(postingId);
        return applicants.list(postingId);
      },

      async check({ source, rubric, posting, level, ask }) {
        const { reading, identity } = await readingOf(source);
        const today = new Date(clock.now()).toISOString().slice(0, 10);
        const plan = await planTwins({ reading, identity, rubric, posting, level, today });
        const outcomes = ask ? await runTwins(plan, await deps.engine()) : null;
        if (outcomes && plan.unreadable === null) await judged(source, plan, level);
        return {
          unreadable: plan.unreadable,
          twins: plan.twins,
          identical: plan.identical,
          requests: plan.requests.length,
          worstUsd: await deps.worstUsd(plan.requests),
          notMade: plan.notMade,
          outcomes,
        };
      },

      async save({ postingId, source, distributedOn, outcomes, twins }) {
        if (!outcomes && !twins)
          fail('report-empty', 'There is nothing to save yet.', 'Measure something first.');
        try {
          if (outcomes) measure(outcomes);
        } catch (error) {
          if (error instanceof RangeError)
            fail(
              'table-refused',
              `The table cannot be kept: ${error.message}.`,
              'Take the category in again.',
            );
          throw error;
        }
        const { outcomes: rows, ...run } = twins ?? { outcomes: [] };
        const report: FairnessReport = reportSchema.parse({
          id: deps.newId(),
          postingId,
          postingTitle: await titleOf(postingId),
          at: clock.now(),
          by: (await deps.actor()).name,
          source,
          distributedOn,
          outcomes,
          twins: twins ? { ...run, rates: twinRates(rows) } : null,
        });
        await store.add(report);
        const [bar, blinding] = await Promise.all([store.bar(), applicants.blinding()]);
        const over = breaches(report, bar, blinding);
        await record(
          'fairness-report-saved',
          over.length > 0
            ? 'above the bar'
            : settles(report, blinding)
              ? 'within the bar'
              : 'too few to tell',
          {
            report: report.id,
            postingId,
            over,
          },
        );
        return view();
      },

      async remove({ id }) {
        const refused = await deps.forbidsPolicy();
        if (refused) throw refused;
        await record('fairness-report-removed', null, { report: id });
        await store.remove(id);
        return view();
      },

      async setBar(bar: Bar) {
        const refused = await deps.forbidsPolicy();
        if (refused) throw refused;
        await record('fairness-bar-set', null, bar);
        await store.setBar(bar);
        return view();
      },
    },
  };
}
