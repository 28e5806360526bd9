import type { Escalation } from '@/lib/domain/escalation';
import { problemOf } from '@/lib/domain/problem';
import { oneLine } from '@/lib/interviews/one-line';
import type { Plan } from '@/lib/ledger/plan';
import type { BlockingFact, WhyNot } from '@/lib/scheduling/panel';
import type { InterviewApproval } from './approval';
import { interviewAhead } from './book';
import type { ScheduleInterviewPorts } from './ports';
import type { InterviewSearch, Searched } from './search';
import { askSince, due, merged, mustEscalate, newEntries, pauseAfterTries } from './stage-watch';
import type { Entry } from './watch-schema';
import type { WatchStore } from './watch-store';

/** A worker may be stopped after half a minute of waiting for the network; what is left is done at the next ring. */
const ROUND_MS = 20_000;
/** As many postings in one call as keep its address well below the usual limits. */
const POSTINGS_A_CALL = 20;
const REASONS_KEPT = 6;
const SUGGESTIONS_KEPT = 3;
/** Nothing to schedule, now or later. */
const HOPELESS: ReadonlySet<string> = new Set(['candidate-anonymised', 'not-found', 'gone']);

export interface ProposeEnteredDeps {
  ports: ScheduleInterviewPorts;
  search: InterviewSearch;
  approval: InterviewApproval;
  watch: WatchStore;
}

/**
 * The trigger "a candidate enters an interview stage": looks in Lever, and for everybody new makes the reading and
 * the search of the panel and proposes the first slot. Every step is kept before the next one begins.
 */
export function createProposeEntered({ ports, search, approval, watch }: ProposeEnteredDeps) {
  const { ledger, governance, clock } = ports;

  async function look(): Promise<void> {
    const { watches, cursor } = await watch.read();
    const startedAt = clock.now();
    try {
      const { api } = await ports.lever('trigger');
      const postings = [...new Set(watches.map((w) => w.postingId))];
      const stageIds = [...new Set(watches.map((w) => w.stageId))];
      for (let i = 0; i < postings.length; i += POSTINGS_A_CALL) {
        const postingIds = postings.slice(i, i + POSTINGS_A_CALL);
        const found = await api.opportunities({
          postingIds,
          stageIds,
          updatedSince: askSince(watches, cursor),
        });
        await watch.change((state) => ({
          ...state,
          entries: merged(
            state.entries,
            newEntries(state.watches, state.entries, found, clock.now()),
            clock.now(),
          ),
        }));
      }
      await watch.change((state) => ({ ...state, cursor: startedAt, problem: null }));
    } catch (error) {
      // Kept for the inbox; the cursor stays, so nobody is missed.
      await watch.change((state) => ({ ...state, problem: problemOf(error) }));
    }
  }

  /** Archived, moved on, or somebody was faster: nothing is left to do for this entry. */
  function overtaken(entry: Entry, { prepared }: Searched): boolean {
    const { facts, now } = prepared.input;
    const { archived, stage } = facts.opportunity;
    return archived !== null || stage !== entry.stageId || interviewAhead(facts, now) !== undefined;
  }

  async function inVain(entry: Entry, reasons: string[], suggestions: string[]): Promise<void> {
    const { escalateAfterHours } = await ports.settings();
    const now = clock.now();
    const tries = entry.tries + 1;
    const part: Partial<Entry> = {
      tries,
      nextTryAt: now + pauseAfterTries(tries),
      reasons: reasons.slice(0, REASONS_KEPT),
      suggestions: suggestions.slice(0, SUGGESTIONS_KEPT),
    };
    await watch.entry(entry, part);
    if (!mustEscalate(entry, now, escalateAfterHours)) return;
    await ports.escalations.raise(escalationOf({ ...entry, ...part }, escalateAfterHours));
    await watch.entry(entry, { escalatedAt: now });
  }

  /** Decides about a plan that stands proposed, and runs it where a rule allows that. */
  async function conclude(entry: Entry, plan: Plan): Promise<void> {
    if (plan.state !== 'proposed') return void (await watch.entry(entry, { state: 'proposed' }));
    const decision = await governance.decide(approval.proposalOf(plan));
    const may = decision.mayRun && !decision.off && decision.reasons.length === 0;
    if (may && (await approval.recheck(plan)).ok) {
      await ports.approveByRule(plan.id, decision);
      await watch.entry(entry, { state: 'proposed' });
      await ledger.run(plan.id);
      return;
    }
    await watch.entry(entry, { state: 'proposed' });
  }

  const settle = (entry: Entry): Promise<unknown> => watch.entry(entry, { state: 'settled' });

  /** One try; null when it is over, else why no time was found and what would help. */
  async function attempt(entry: Entry): Promise<{ reasons: string[]; suggestions: string[] } | null> {
    const made = entry.planId === null ? null : await ledger.plan(entry.planId);
    if (made) {
      await conclude(entry, made);
      return null;
    }
    const found = await search.search(entry.opportunityId, true, 'trigger');
    if (overtaken(entry, found)) {
      await settle(entry);
      return null;
    }
    const slot = await approval.best(found);
    if (!slot) {
      const { answer, view } = found;
      if (answer) return { reasons: clashes(answer.whyNot), suggestions: answer.changes.map((c) => c.text) };
      return {
        reasons: view.problems.map((p) => p.message),
        suggestions: view.problems.map((p) => p.next),
      };
    }
    const planId = ports.newId();
    await watch.entry(entry, { planId });
    await conclude(entry, await approval.propose(found, slot, planId));
    return null;
  }

  async function tryOne(entry: Entry): Promise<void> {
    let vain: Awaited<ReturnType<typeof attempt>>;
    try {
      vain = await attempt(entry);
    } catch (error) {
      const problem = problemOf(error);
      if (HOPELESS.has(problem.code)) return void (await settle(entry));
      vain = { reasons: [problem.message], suggestions: [problem.next] };
    }
    if (vain) await inVain(entry, vain.reasons, vain.suggestions);
  }

  return {
    /** True while there is something to watch, so that the alarm is needed. */
    needed: async (): Promise<boolean> =>
      (await watch.read()).watches.length > 0 && governance.isOn('schedule-interview'),

    /** One round: looks for new entries and tries what is due. Call at the alarm, one round at a time. */
    async round(): Promise<void> {
      if ((await watch.read()).watches.length === 0 || !(await governance.isOn('schedule-interview'))) return;
      const until = clock.now() + ROUND_MS;
      await look();
      for (const entry of due((await watch.read()).entries, clock.now())) {
        if (clock.now() >= until) return;
        try {
          await tryOne(entry);
        } catch (error) {
          // Not even the failure could be handled (an escalation that was refused); the others go on, and it is said.
          const problem = problemOf(error);
          await watch.change((state) => ({ ...state, problem }));
        }
      }
    },

    /** Switches a posting and stage on or off; whoever is in the stage already is no news. */
    async automate(
      place: { postingId: string; stageId: string; posting: string; stage: string },
      on: boolean,
    ) {
      const here = (w: { postingId: string; stageId: string }) =>
        w.postingId === place.postingId && w.stageId === place.stageId;
      await watch.change((state) => {
        const others = state.watches.filter((w) => !here(w));
        if (on)
          return state.watches.some(here)
            ? state
            : { ...state, watches: [...others, { ...place, since: clock.now() }] };
        const stopped = (entry: Entry): Entry =>
          here(entry) && entry.state === 'trying' ? { ...entry, state: 'settled' } : entry;
        return { ...state, watches: others, entries: state.entries.map(stopped) };
      });
    },

    /** Candidates for whom no time was found yet, the longest waiting first; and how the watch itself is. */
    async status() {
      const { watches, entries, cursor, problem } = await watch.read();
      return {
        watched: watches.map(({ posting, stage, since }) => ({ posting, stage, since })),
        lookedAt: cursor,
        problem,
        waiting: entries
          .filter((entry) => entry.state === 'trying' && entry.tries > 0)
          .sort((a, b) => a.since - b.since),
      };
    },

    /** What is kept about a candidate: how many searches that go on; of finished ones only ids are kept. */
    async about(opportunityId: string): Promise<number> {
      const { entries } = await watch.read();
      return entries.filter((one) => one.opportunityId === opportunityId && one.state === 'trying').length;
    },
    /** No more tries, and no words about the candidate; that the entry was handled stays, so that it is not new again. */
    async forget(opportunityId: string): Promise<void> {
      await watch.change((state) => ({
        ...state,
        entries: state.entries.map((one) =>
          one.opportunityId === opportunityId ? { ...one, state: 'settled' as const, planId: null } : one,
        ),
      }));
    },

    /** A person takes it over: no more tries for this entry. */
    async stop(entryId: string): Promise<void> {
      await watch.change((state) => ({
        ...state,
        entries: state.entries.map((one) =>
          one.id === entryId && one.state === 'trying' ? { ...one, state: 'settled' as const } : one,
        ),
      }));
    },
  };
}

const ORDINARY: ReadonlySet<BlockingFact['kind']> = new Set([
  'notice',
  'outside-hours',
  'day-off',
  'candidate-hours',
]);

/** What clashes, in sentences; that nights and weekends are no working time is said only when there is nothing else. */
function clashes(whyNot: readonly WhyNot[]): string[] {
  const real = whyNot.filter((one) => one.facts.some((fact) => !ORDINARY.has(fact.kind)));
  return (real.length > 0 ? real : whyNot).map((one) => one.text);
}

/** What is sent to somebody outside the browser; no candidate's name, because that goes to other services. */
function escalationOf(entry: Entry, hours: number): Escalation {
  const name = oneLine(entry.candidate, 80);
  const nameless = (text: string) => (name ? text.replaceAll(name, 'the candidate') : text);
  return {
    // Who comes into the same stage again is a new occasion.
    key: `no-slot:${entry.opportunityId}:${entry.stageId}:${entry.enteredAt}`,
    workflow: 'schedule-interview',
    opportunityId: entry.opportunityId,
    postingId: entry.postingId,
    planId: null,
    title: `No interview time found for ${hours} hours: ${entry.posting}, ${entry.stage}`,
    reasons: entry.reasons.map(nameless),
    suggestions: entry.suggestions.map(nameless),
    link: entry.link,
    since: entry.since,
  };
}
