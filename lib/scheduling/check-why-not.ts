import { factHolds, gridStarts, hitsMeeting, isFeasibleStart } from './check-facts';
import type { BlockingFact, PanelAnswer, PanelRequest, WhyNot } from './panel';

const MINUTE = 60_000;

/**
 * Checks the certificate of an answer against the request, without any code of the search. Complete: every grid
 * start before the first proposed slot (all of them, without one) is feasible or lies in exactly one run. Sound:
 * at every start of a run the listed facts that hold there are enough to rule it out. Minimal: every listed fact
 * holds at some start of its run, and every listed person is out at every start of it.
 * @returns what is wrong, in words; [] when nothing is.
 */
export function checkWhyNot(request: PanelRequest, answer: Pick<PanelAnswer, 'slots' | 'whyNot'>): string[] {
  const errors: string[] = [];
  const first = answer.slots[0]?.start ?? Number.POSITIVE_INFINITY;
  const starts = gridStarts(request).filter((start) => start * MINUTE < first);
  const used = new Map<BlockingFact, boolean>();
  for (const run of answer.whyNot) for (const fact of run.facts) used.set(fact, false);
  for (const start of starts) {
    const runs = answer.whyNot.filter((run) => run.from <= start * MINUTE && start * MINUTE <= run.to);
    const at = `start ${start}`;
    if (runs.length > 1) errors.push(`${at} is in ${runs.length} runs`);
    const [run] = runs;
    const feasible = isFeasibleStart(request, start);
    if (!run) {
      if (!feasible) errors.push(`${at} is not feasible and not explained`);
      continue;
    }
    if (feasible) errors.push(`${at} is explained but feasible`);
    const holding = run.facts.filter((fact) => factHolds(request, fact, start));
    for (const fact of holding) {
      used.set(fact, true);
      if (fact.bufferOnly && hitsMeeting(request, fact, start)) {
        errors.push(`${at}: ${fact.kind} of ${fact.personId} is not only a buffer`);
      }
    }
    if (!isProof(request, holding)) errors.push(`${at}: the facts do not rule it out`);
    for (const person of listedPeople(request, run)) {
      if (!isPeopleRun(run) || holding.some((fact) => fact.personId === person)) continue;
      errors.push(`${at}: ${person} is listed but free`);
    }
  }
  for (const [fact, seen] of used) {
    if (!seen) errors.push(`${fact.kind} of ${fact.personId ?? 'the request'} holds at no start of its run`);
  }
  for (const run of answer.whyNot) {
    if (run.to >= first || !starts.includes(run.from / MINUTE) || !starts.includes(run.to / MINUTE)) {
      errors.push(`run ${run.from} to ${run.to} does not lie on the starts before the first slot`);
    }
  }
  return errors;
}

/** Enough on their own: the notice, the candidate, all rooms, or too many members of one group. */
function isProof(request: PanelRequest, holding: readonly BlockingFact[]): boolean {
  const kinds = new Set(holding.map((fact) => fact.kind));
  if (kinds.has('notice') || kinds.has('candidate-window') || kinds.has('candidate-hours')) return true;
  const out = new Set(holding.map((fact) => fact.personId));
  const short = request.groups.some(
    (group) => group.members.filter((id) => !out.has(id)).length < group.need,
  );
  if (short) return true;
  return request.roomPolicy === 'required' && request.rooms.every((room) => out.has(room.id));
}

/** Runs told by hours follow one another's people; all other runs of people are about the same people throughout. */
function isPeopleRun(run: WhyNot): boolean {
  return !run.facts.every((fact) =>
    ['outside-hours', 'day-off', 'candidate-hours', 'no-room'].includes(fact.kind),
  );
}

function listedPeople(request: PanelRequest, run: WhyNot): Set<string> {
  const ids = new Set(request.people.map((person) => person.id));
  const listed = new Set<string>();
  for (const { personId } of run.facts) if (personId !== undefined && ids.has(personId)) listed.add(personId);
  return listed;
}
