import { merge, subtract } from '@/lib/domain/interval';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import type { LoopView } from '../contract';
import { type LoopQuestion, minuteAt } from '../question';

/** A rewrite of the question that is not one of its constraints, with what it means. */
export interface Variant {
  /**
   * `stretch`: somebody begins earlier or stays longer; `leave-out`: an optional session does not take place;
   * `shorten`: a session takes a quarter of an hour less, on a grid as fine as that needs.
   */
  kind: 'stretch' | 'leave-out' | 'shorten';
  /** Person or session by index. */
  about: number;
  instance: LoopInstance;
}

/** Days stretched as little as possible, and optional sessions left out. */
export function variantsOf({ question, setup }: LoopView): Variant[] {
  if (!question) return [];
  const { instance } = question;
  const dropped = setup.sessions.flatMap((one, s) =>
    one.optional && setup.sessions.length > 1
      ? [{ kind: 'leave-out' as const, about: s, instance: withoutSession(instance, s) }]
      : [],
  );
  return [...dropped, ...shortened(question), ...stretches(question)];
}

/** A quarter of an hour less, where only a finer grid has such a length. */
const shortened = ({ instance, fine }: LoopQuestion): Variant[] =>
  instance.sessions.flatMap(({ dur }, s): Variant[] =>
    fine && dur - fine.step >= 30
      ? [
          {
            kind: 'shorten',
            about: s,
            instance: {
              ...fine,
              sessions: fine.sessions.map((one, i) => (i === s ? { ...one, dur: dur - fine.step } : one)),
            },
          },
        ]
      : [],
  );

/** Minutes a working day is stretched by, the least first. */
const STRETCH = [30, 60, 120];

/** People who begin earlier or stay longer than their hours say; nobody's meeting is touched. */
function stretches(question: LoopQuestion): Variant[] {
  const { instance } = question;
  const { step } = instance;
  const at = (instant: number): number => minuteAt(question, instant);
  return question.people.flatMap((person, p) =>
    person.unknown
      ? []
      : STRETCH.map((by): Variant => {
          const margins = person.blocks.flatMap(({ kind, start, end }) => {
            if (kind !== 'off-hours') return [];
            const [from, to] = [at(start), at(end)];
            const works = (minute: number): boolean =>
              instance.days.some((d) => d.start < minute && minute < d.end);
            return [
              ...(works(to) ? [{ start: Math.max(from, to - by), end: to }] : []),
              ...(works(from) ? [{ start: from, end: Math.min(to, from + by) }] : []),
            ];
          });
          const taken = person.blocks.flatMap((b) =>
            b.kind === 'busy' || b.kind === 'away' || b.kind === 'note'
              ? [{ start: at(b.start), end: at(b.end) }]
              : [],
          );
          const had = (instance.people[p]?.free ?? []).map(([start, end]) => ({ start, end }));
          const free = merge([...had, ...subtract(margins, taken)]).flatMap(({ start, end }) => {
            const span = [Math.ceil(start / step) * step, Math.floor(end / step) * step] as const;
            return span[0] < span[1] ? [span] : [];
          });
          const people = instance.people.map((one, i) => (i === p ? { ...one, free } : one));
          return { kind: 'stretch', about: p, instance: { ...instance, people } };
        }),
  );
}

export function withoutSession(instance: LoopInstance, gone: number): LoopInstance {
  const move = (s: number): number => (s > gone ? s - 1 : s);
  const pairs = (list: LoopInstance['rules']['before']) =>
    list.filter((pair) => !pair.includes(gone)).map(([a, b]) => [move(a), move(b)] as const);
  const ref = (s: number | null): number | null => (s === null || s === gone ? null : move(s));
  const { rules } = instance;
  return {
    ...instance,
    sessions: instance.sessions.filter((_, s) => s !== gone),
    rules: {
      ...rules,
      first: ref(rules.first),
      last: ref(rules.last),
      before: pairs(rules.before),
      sameDay: pairs(rules.sameDay),
    },
    prev: null,
  };
}
