import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Facts } from '@/lib/interviews/facts';
import { covers, type Reading, readCalendars } from '@/lib/interviews/read-calendars';
import { readFacts } from '@/lib/interviews/read-facts';
import { contextOf } from './booked';
import { loopQuestion, type PreparedLoop } from './build-view';
import type { ScheduleLoopPorts } from './ports';
import type { LoopQuestion } from './question';

const FACTS_LIFE_MS = 5 * 60_000;
const READING_LIFE_MS = 10 * 60_000;
/** Candidates read from Lever at the same time. */
const AT_ONCE = 5;

/** One candidate of several, before a calendar is read. */
export interface LoopStanding {
  opportunityId: string;
  name: string;
  posting: { id: string; title: string } | null;
  stage: { id: string; name: string } | null;
  /** Where the stage plan comes from. */
  setupFrom: PreparedLoop['setupFrom'];
  sessions: number;
  /** Interviews of this stage that are ahead: booked here, or found in Lever. */
  booked: { by: 'fulcrum' | 'lever'; start: number } | null;
}

export interface LoopAsked {
  opportunityId: string;
  name: string;
  question: LoopQuestion | null;
  problems: Problem[];
}

/**
 * Several candidates at once, as `load` sees each of them, over one reading of everybody's calendars. What was read is
 * kept while the worker lives; a new worker reads again.
 */
export function createLoopsTogether({
  ports,
  prepared,
}: {
  ports: Pick<ScheduleLoopPorts, 'lever' | 'calendar' | 'memory' | 'clock'>;
  prepared(opportunityId: string, refresh: boolean, given: Facts): Promise<PreparedLoop>;
}) {
  const { clock, memory } = ports;
  const known = new Map<string, { facts: Facts; at: number }>();
  let last: Reading | null = null;

  /** What Lever says is kept for a few minutes; stage plan, draft, settings and bookings are as they are now. */
  async function prepare(opportunityId: string, refresh: boolean): Promise<PreparedLoop> {
    const found = known.get(opportunityId);
    if (found && !refresh && clock.now() - found.at < FACTS_LIFE_MS)
      return prepared(opportunityId, false, { ...found.facts, problems: [...found.facts.problems] });
    known.delete(opportunityId);
    const { api } = await ports.lever();
    const facts = await readFacts(api, memory, opportunityId, clock.now(), false);
    known.set(opportunityId, { facts: { ...facts, problems: [...facts.problems] }, at: clock.now() });
    return prepared(opportunityId, refresh, facts);
  }

  /** A reading that answers for everybody on all these days; one that does is used again. */
  async function readFor(all: readonly PreparedLoop[], refresh: boolean): Promise<Reading> {
    const wanted = [
      ...new Map(all.flatMap((one) => one.wanted.map((w) => [w.email.toLowerCase(), w] as const))).values(),
    ];
    const window = {
      start: Math.min(...all.map((one) => one.window.start)),
      end: Math.max(...all.map((one) => one.window.end)),
    };
    const fresh = last !== null && clock.now() - last.readAt < READING_LIFE_MS;
    if (fresh && !refresh && covers(last, wanted, window)) return last;
    last = await readCalendars(ports.calendar, wanted, window, clock.now());
    return last;
  }

  return {
    /** Reads Lever about one candidate. Throws `Failure` when the candidate cannot be read or shown. */
    async standing(opportunityId: string, refresh: boolean): Promise<LoopStanding> {
      const ready = await prepare(opportunityId, refresh);
      const { facts } = ready.input;
      const ahead = facts.panels
        .filter((p) => p.canceledAt === null && p.stage === facts.opportunity.stage && p.end > clock.now())
        .sort((a, b) => a.start - b.start)[0];
      const booked = ready.line
        ? { by: 'fulcrum' as const, start: contextOf(ready.line.newest).slot.start }
        : ahead
          ? { by: 'lever' as const, start: ahead.start }
          : null;
      return {
        opportunityId,
        name: facts.opportunity.name,
        posting: facts.posting ? { id: facts.posting.id, title: facts.posting.text } : null,
        stage: facts.stage ? { id: facts.stage.id, name: facts.stage.text } : null,
        setupFrom: ready.setupFrom,
        sessions: ready.setup.sessions.length,
        booked,
      };
    },

    /** Every candidate's question over one reading, and how long each person rests between interviews (minutes). */
    async questions(
      opportunityIds: readonly string[],
      refresh: boolean,
    ): Promise<{ asked: LoopAsked[]; rests: Record<string, number>; readAt: number }> {
      const found = new Map<string, PreparedLoop | Problem>();
      for (let i = 0; i < opportunityIds.length; i += AT_ONCE)
        await Promise.all(
          opportunityIds.slice(i, i + AT_ONCE).map(async (id) => {
            // Whoever cannot be read keeps nobody else from being planned.
            found.set(id, await prepare(id, false).catch(problemOf));
          }),
        );
      const all = [...found.values()].filter((one) => 'input' in one);
      const reading = all.length > 0 ? await readFor(all, refresh) : null;
      const rests: Record<string, number> = {};
      const asked = opportunityIds.map((opportunityId): LoopAsked => {
        const ready = found.get(opportunityId);
        if (!reading || !ready || !('input' in ready))
          return {
            opportunityId,
            name: '',
            question: null,
            problems: ready && 'code' in ready ? [ready] : [],
          };
        const { question, problems, interviewers } = loopQuestion(ready, reading);
        const { settings } = ready.input;
        for (const { id, settings: own } of interviewers)
          rests[id] = Math.max(
            own.bufferBefore ?? settings.bufferBefore,
            own.bufferAfter ?? settings.bufferAfter,
          );
        const { opportunity } = ready.input.facts;
        return { opportunityId, name: opportunity.name, question, problems };
      });
      return { asked, rests, readAt: reading?.readAt ?? clock.now() };
    },
  };
}
