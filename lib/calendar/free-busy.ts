import type { Availability, BusyBlock, WorkingWindow } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import { groupsOf, spansOf } from './chunks';

/** What one request told about one person. */
export type Reading =
  | { ok: true; busy: BusyBlock[]; hours?: WorkingWindow[]; zone?: string }
  | { ok: false; problem: Problem };

/** One request's limits and how to make it; keys of the answer are lower-case addresses. */
export interface Limits {
  people: number;
  /** ms. */
  span: number;
  ask(emails: string[], span: Interval): Promise<Map<string, Reading>>;
  /** Problem of a person whom the answer left out. */
  missing(email: string): Problem;
  now(): number;
  tentativeUnknown?: boolean;
}

/** Blocks cut at a seam between two requests become one again; the same block reported twice counts once. */
function joined(blocks: BusyBlock[], seams: ReadonlySet<number>): BusyBlock[] {
  const sorted = [...blocks].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: BusyBlock[] = [];
  for (const block of sorted) {
    const twin = kept.find(
      (other) =>
        other.status === block.status &&
        other.title === block.title &&
        ((other.end === block.start && seams.has(block.start)) ||
          (other.start === block.start && other.end === block.end)),
    );
    if (twin) twin.end = Math.max(twin.end, block.end);
    else kept.push({ ...block });
  }
  return kept;
}

/**
 * Asks about everybody within the provider's limits and puts the parts together. A person is `known` only when
 * every part of the window was read; when every single request failed, the first failure is thrown, because then
 * it is the connection that is broken and not a person's calendar.
 */
export async function readFreeBusy(
  emails: readonly string[],
  window: Interval,
  limits: Limits,
): Promise<Record<string, Availability>> {
  if (!(window.start < window.end)) {
    throw new Failure({
      code: 'impossible-window',
      message: 'Free/busy times were asked for a window that ends before it starts.',
      next: 'Choose an end after the start.',
    });
  }
  const people = [...new Set(emails.map((email) => email.toLowerCase()))];
  const spans = spansOf(window, limits.span);
  const requests = groupsOf(people, limits.people).flatMap((group) => spans.map((span) => ({ group, span })));
  const answers = await Promise.allSettled(requests.map(({ group, span }) => limits.ask(group, span)));
  const failed = answers.filter((answer) => answer.status === 'rejected');
  if (failed.length > 0 && failed.length === answers.length) throw failed[0]?.reason;

  const readAt = limits.now();
  const known = new Map<string, Extract<Reading, { ok: true }>>();
  const unknown = new Map<string, Problem>();
  answers.forEach((answer, i) => {
    for (const email of requests[i]?.group ?? []) {
      const part: Reading =
        answer.status === 'rejected'
          ? { ok: false, problem: { ...problemOf(answer.reason), subject: email } }
          : (answer.value.get(email) ?? { ok: false, problem: limits.missing(email) });
      if (!part.ok) {
        if (!unknown.has(email)) unknown.set(email, part.problem);
        continue;
      }
      const before = known.get(email);
      known.set(email, before ? { ...before, busy: [...before.busy, ...part.busy] } : part);
    }
  });

  const seams = new Set(spans.slice(1).map((span) => span.start));
  const result: Record<string, Availability> = {};
  for (const email of emails) {
    const key = email.toLowerCase();
    const problem = unknown.get(key) ?? (known.has(key) ? undefined : limits.missing(email));
    const part = known.get(key);
    if (problem || !part) {
      result[email] = { state: 'unknown', problem: problem ?? limits.missing(email), readAt };
      continue;
    }
    result[email] = {
      state: 'known',
      busy: spans.length > 1 ? joined(part.busy, seams) : part.busy,
      readAt,
      ...(part.hours ? { hours: part.hours } : {}),
      ...(part.zone ? { zone: part.zone } : {}),
      ...(limits.tentativeUnknown ? { tentativeUnknown: true } : {}),
    };
  }
  return result;
}
