import { instantAt, type LoopQuestion, type PersonBlock } from '../question';
import { clockAt, dayAt, onDays, quoted } from './in-words';

type Away = readonly { day: number; span: readonly [number, number] }[];

const VERB: Record<PersonBlock['kind'], string> = {
  busy: 'is in meetings',
  away: 'is away',
  'off-hours': 'does not work',
  note: 'does not interview',
  soft: 'is busy',
};

/** Most different days told one by one; more are summed up. */
const MOST_GROUPS = 2;

/**
 * "Ana is away after 15:00 on Tue 9 Mar": when somebody cannot, day by day, and what their calendar says about it.
 * Days that read the same are told together; many different days are told by what is left.
 */
export function awayInWords(
  question: LoopQuestion,
  p: number,
  sessions: readonly number[],
  away: Away,
): string {
  const { instance, people } = question;
  const name = people[p]?.name ?? 'Somebody';
  const least = Math.min(...sessions.map((s) => instance.sessions[s]?.dur ?? 0));
  const what = quoted(sessions.map((s) => question.sessions[s]?.name ?? ''));
  const byDay = new Map<number, [number, number][]>();
  for (const { day, span } of away) byDay.set(day, [...(byDay.get(day) ?? []), [...span]]);
  const groups = new Map<string, number[]>();
  for (const [day, spans] of byDay) {
    const text = dayInWords(question, p, day, spans, least);
    groups.set(text, [...(groups.get(text) ?? []), day]);
  }
  const days = [...byDay.keys()];
  const left = days.flatMap((day) => {
    const open = gapsOf(question, day, byDay.get(day) ?? [], least);
    return open.length > 0 ? [{ day, open }] : [];
  });
  if (left.length === 0 && groups.size > 1)
    return `${name} has no ${least} minutes for ${what} ${onDays(question, days)} (${mostly(question, p)})`;
  if (groups.size <= MOST_GROUPS)
    return `${name} ${[...groups].map(([text, list]) => `${text} ${onDays(question, list)}`).join(', and ')}`;
  const shown = left
    .slice(0, 3)
    .map(({ day, open }) => `${dayAt(question, day)} ${spansInWords(question, open)}`)
    .join('; ');
  return `${name} can take ${what} only ${shown}${left.length > 3 ? ' and a few more times' : ''}`;
}

function dayInWords(
  question: LoopQuestion,
  p: number,
  d: number,
  spans: readonly [number, number][],
  least: number,
): string {
  const day = question.instance.days[d];
  const open = gapsOf(question, d, spans, least);
  if (!day || open.length === 0) {
    const kinds = new Set(spans.flatMap((span) => blocksIn(question, p, span).map(({ kind }) => kind)));
    if (kinds.has('busy')) return `has no ${least} minutes free`;
    const rest = gapsOf(question, d, spans, 1);
    if (rest.length > 0 && kinds.size === 1 && kinds.has('off-hours'))
      return `works only ${spansInWords(question, rest)}, too short for ${least} minutes,`;
    return VERB[kinds.has('away') ? 'away' : kinds.has('note') ? 'note' : 'off-hours'];
  }
  if (spans.length > 2) return `is free only ${spansInWords(question, open)}`;
  return spans
    .map((span) => {
      const [a, b] = span;
      const reason = reasonOf(question, p, span);
      const when =
        b >= day.end
          ? `after ${clockAt(question, a)}`
          : a <= day.start
            ? `before ${clockAt(question, b)}`
            : `${clockAt(question, a)}-${clockAt(question, b)}`;
      if (reason?.kind === 'busy' && reason.title) return `is in “${reason.title}” ${when}`;
      return `${reason ? VERB[reason.kind] : 'needs the buffer around a meeting'} ${when}`;
    })
    .join(' and ');
}

/** What stands in the calendar and hours of somebody within a span; what is only uncomfortable left out. */
const blocksIn = (question: LoopQuestion, p: number, [a, b]: readonly [number, number]): PersonBlock[] =>
  (question.people[p]?.blocks ?? []).filter(
    (one) => one.kind !== 'soft' && one.start < instantAt(question, b) && instantAt(question, a) < one.end,
  );

/** What takes most of a span: absence, working hours, a note, or meetings; null when only buffers do. */
function reasonOf(
  question: LoopQuestion,
  p: number,
  [a, b]: readonly [number, number],
): { kind: PersonBlock['kind']; title: string | null } | null {
  const [from, to] = [instantAt(question, a), instantAt(question, b)];
  const within = blocksIn(question, p, [a, b]);
  const sum = new Map<PersonBlock['kind'], number>();
  for (const one of within)
    sum.set(one.kind, (sum.get(one.kind) ?? 0) + Math.min(one.end, to) - Math.max(one.start, from));
  const kind = [...sum].sort((x, y) => y[1] - x[1])[0]?.[0];
  if (!kind) return null;
  const meetings = within.filter((one) => one.kind === kind);
  return { kind, title: meetings.length === 1 ? (meetings[0]?.title ?? null) : null };
}

/** What takes most of somebody's days altogether. */
function mostly(question: LoopQuestion, p: number): string {
  const sum: Record<PersonBlock['kind'], number> = { busy: 0, away: 0, 'off-hours': 0, soft: 0, note: 0 };
  for (const block of question.people[p]?.blocks ?? []) sum[block.kind] += block.end - block.start;
  if (sum.away > 0 && sum.away >= sum.busy && sum.away >= sum['off-hours']) return 'they are away';
  if (sum.note > sum.busy && sum.note >= sum['off-hours']) return 'by a note on the candidate';
  if (sum['off-hours'] > sum.busy)
    return `mostly outside their working hours in ${(question.people[p]?.zone ?? '').split('/').pop()?.replaceAll('_', ' ')}`;
  return 'their calendar is full';
}

/** The stretches of a day between the spans that are long enough. */
function gapsOf(
  question: LoopQuestion,
  d: number,
  spans: readonly [number, number][],
  least: number,
): [number, number][] {
  const day = question.instance.days[d];
  if (!day) return [];
  const gaps: [number, number][] = [];
  let from = day.start;
  for (const [a, b] of [...spans].sort((x, y) => x[0] - y[0])) {
    if (a - from >= least) gaps.push([from, a]);
    from = Math.max(from, b);
  }
  if (day.end - from >= least) gaps.push([from, day.end]);
  return gaps;
}

export const spansInWords = (question: LoopQuestion, spans: readonly (readonly [number, number])[]): string =>
  spans.map(([a, b]) => `${clockAt(question, a)}-${clockAt(question, b)}`).join(' and ');
