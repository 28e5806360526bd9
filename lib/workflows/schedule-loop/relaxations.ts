import { merge, subtract } from '@/lib/domain/interval';
import { clockText } from '@/lib/interviews/times';
import type { LoopFix } from '@/lib/scheduling/loop/explain';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { hoursText, names, planDays, shortDay } from './clash';
import type { LoopView } from './contract';
import { instantAt, type LoopQuestion, minuteAt } from './question';
import { dayOf } from './rules';
import type { LoopDraft, LoopSetup } from './schema';
import type { Explained, Variant } from './solver/jobs';

/** Something that would open a plan. */
export interface Relaxation {
  id: string;
  text: string;
  /** What becomes possible: "Tue 9 Mar and Wed 10 Mar". */
  opens: string;
  plan: LoopPlan;
  /** Who has to agree first, with the message; null = the recruiter decides alone. */
  ask: { to: string; message: string } | null;
  /** What is changed for this candidate. */
  apply(draft: LoopDraft): LoopDraft;
}

const first = (name: string): string => name.trim().split(/\s+/)[0] || 'there';

/** Rewrites of the question that are not constraints: shorter sessions, optional ones left out. */
export function variantsOf({ question, setup }: LoopView): Variant[] {
  if (!question) return [];
  const { instance } = question;
  const { step } = instance;
  const shorter = instance.sessions.flatMap((session, s) => {
    const dur = Math.floor((session.dur * 3) / 4 / step) * step;
    const least = dur >= 30 && dur < session.dur ? dur : session.dur > 30 && 30 % step === 0 ? 30 : 0;
    return least > 0
      ? [...new Set([least, ...(session.dur > 30 && 30 % step === 0 ? [30] : [])])].map((to) => ({
          id: `shorten:${s}:${to}`,
          instance: {
            ...instance,
            sessions: instance.sessions.map((one, i) => (i === s ? { ...one, dur: to } : one)),
          },
        }))
      : [];
  });
  const dropped = setup.sessions.flatMap((one, s) =>
    one.optional && setup.sessions.length > 1
      ? [{ id: `leave-out:${s}`, instance: withoutSession(instance, s) }]
      : [],
  );
  return [...shorter, ...dropped, ...stretches(question)];
}

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
      : STRETCH.map((by) => {
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
            b.kind === 'busy' || b.kind === 'away' ? [{ start: at(b.start), end: at(b.end) }] : [],
          );
          const had = (instance.people[p]?.free ?? []).map(([start, end]) => ({ start, end }));
          const free = merge([...had, ...subtract(margins, taken)]).flatMap(({ start, end }) => {
            const span = [Math.ceil(start / step) * step, Math.floor(end / step) * step] as const;
            return span[0] < span[1] ? [span] : [];
          });
          const people = instance.people.map((one, i) => (i === p ? { ...one, free } : one));
          return { id: `stretch:${p}:${by}`, about: p, instance: { ...instance, people } };
        }),
  );
}

function withoutSession(instance: LoopInstance, gone: number): LoopInstance {
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

/** The changes that would open a plan, cheapest plan first, each with what has to be asked of whom. */
export function relaxationsOf(view: LoopView, found: Explained): Relaxation[] {
  const { question } = view;
  if (!question) return [];
  // A day stretched as little as possible is easier to agree to than any hour of it.
  const stretched = new Map<string, Explained['variants'][number]>();
  for (const one of found.variants) {
    const [kind, p] = one.id.split(':');
    if (kind === 'stretch' && !stretched.has(p ?? '')) stretched.set(p ?? '', one);
  }
  const fixes = found.fixes
    .filter(({ ids }) => !(ids.length === 1 && stretched.has(ids[0]?.replace('busy:', '') ?? '')))
    .map((fix) => ({ objective: fix.objective, made: fixOf(view, question, fix) }));
  const variants = found.variants
    .filter((one) => !one.id.startsWith('stretch:') || [...stretched.values()].includes(one))
    .map(({ id, plan, objective }) => ({ objective, made: variantOf(view, question, id, plan) }));
  return [...fixes, ...variants].sort((a, b) => a.objective - b.objective).flatMap(({ made }) => made ?? []);
}

function variantOf(view: LoopView, question: LoopQuestion, id: string, plan: LoopPlan): Relaxation | null {
  const [kind, number, minutes] = id.split(':');
  if (kind === 'stretch') {
    const part = askPerson(view, question, Number(number), plan);
    return part ? { id, opens: planDays(question, plan), plan, ...part } : null;
  }
  const session = view.setup.sessions[Number(number)];
  if (!session) return null;
  const edit =
    (change: (setup: LoopSetup) => LoopSetup) =>
    (draft: LoopDraft): LoopDraft => ({
      ...draft,
      setup: change(draft.setup ?? view.setup),
    });
  // The days of a plan without one session are counted over the sessions that are left.
  const opens = planDays(
    kind === 'leave-out'
      ? { ...question, instance: withoutSession(question.instance, Number(number)) }
      : question,
    plan,
  );
  if (kind === 'shorten')
    return {
      id,
      text: `“${session.name}” takes ${minutes} instead of ${session.minutes} minutes`,
      opens,
      plan,
      ask: null,
      apply: edit((setup) => ({
        ...setup,
        sessions: setup.sessions.map((s) => (s.id === session.id ? { ...s, minutes: Number(minutes) } : s)),
      })),
    };
  return {
    id,
    text: `Leave out “${session.name}”, which is optional`,
    opens,
    plan,
    ask: null,
    apply: edit((setup) => ({
      ...setup,
      sessions: setup.sessions.filter((s) => s.id !== session.id),
      order: {
        first: setup.order.first === session.id ? null : setup.order.first,
        last: setup.order.last === session.id ? null : setup.order.last,
        before: setup.order.before.filter((pair) => !pair.includes(session.id)),
        sameDay: setup.order.sameDay.filter((pair) => !pair.includes(session.id)),
      },
    })),
  };
}

interface Part {
  text: string;
  ask: Relaxation['ask'];
  apply(draft: LoopDraft): LoopDraft;
}

function fixOf(view: LoopView, question: LoopQuestion, fix: LoopFix): Relaxation | null {
  const parts = fix.ids.map((id) => partOf(view, question, id, fix.plan));
  if (parts.some((part) => part === null)) return null;
  const all = parts as Part[];
  const asks = all.flatMap((part) => part.ask ?? []);
  return {
    id: fix.ids.join('+'),
    text: all
      .map((part, n) => (n === 0 ? part.text : part.text.charAt(0).toLowerCase() + part.text.slice(1)))
      .join(', and '),
    opens: planDays(question, fix.plan),
    plan: fix.plan,
    ask:
      asks.length > 0
        ? { to: names(asks.map((a) => a.to)), message: asks.map((a) => a.message).join('\n\n---\n\n') }
        : null,
    apply: (draft) => all.reduce((now, part) => part.apply(now), draft),
  };
}

function partOf(view: LoopView, question: LoopQuestion, id: string, plan: LoopPlan): Part | null {
  const [kind, number] = id.split(':');
  const n = Number(number ?? 0);
  const { instance } = question;
  const edit =
    (change: (setup: LoopSetup) => LoopSetup) =>
    (draft: LoopDraft): LoopDraft => ({
      ...draft,
      setup: change(draft.setup ?? view.setup),
    });
  const rule = (text: string, change: (setup: LoopSetup) => LoopSetup): Part => ({
    text,
    ask: null,
    apply: edit(change),
  });
  const order =
    (change: Partial<LoopSetup['order']>) =>
    (setup: LoopSetup): LoopSetup => ({ ...setup, order: { ...setup.order, ...change } });
  const days =
    (change: Partial<LoopSetup['days']>) =>
    (setup: LoopSetup): LoopSetup => ({ ...setup, days: { ...setup.days, ...change } });
  const shape = shapeOf(instance, plan);
  switch (kind) {
    case 'busy':
      return askPerson(view, question, n, plan);
    case 'load':
      return liftLimits(question, plan);
    case 'candidate':
      return askCandidate(view, question, plan);
    case 'lunch':
      return rule('No fixed lunch', (setup) => ({ ...setup, lunch: null }));
    case 'minGap':
      return rule('No break between sessions', (setup) => ({ ...setup, gap: { ...setup.gap, least: 0 } }));
    case 'maxGap':
      return rule(`Let the candidate wait up to ${shape.wait} minutes`, (setup) => ({
        ...setup,
        gap: { ...setup.gap, most: null },
      }));
    case 'maxDays':
      return rule(`Split it over ${shape.days} days`, days({ most: Math.min(5, shape.days) }));
    case 'consecutive':
      return rule('Allow days that are not next to each other', days({ adjacent: false }));
    case 'maxPerDay':
      return rule(`Allow ${shape.perDay} sessions on a day`, days({ sessionsMost: shape.perDay }));
    case 'maxSpan':
      return rule(`Allow a day of ${hoursText(shape.span)}`, days({ spanMost: Math.min(720, shape.span) }));
    case 'first':
      return rule('Let any session come first', order({ first: null }));
    case 'last':
      return rule('Let any session come last', order({ last: null }));
    case 'before':
    case 'sameDay': {
      const pair = instance.rules[kind][n]?.map((s) => question.sessions[s]);
      if (!pair?.[0] || !pair[1]) return null;
      const [a, b] = pair;
      const left = (list: LoopSetup['order']['before']) => list.filter(([x, y]) => x !== a.id || y !== b?.id);
      return rule(
        kind === 'before'
          ? `“${a.name}” need not come before “${b.name}”`
          : `“${a.name}” and “${b.name}” may be on different days`,
        (setup) => ({ ...setup, order: { ...setup.order, [kind]: left(setup.order[kind]) } }),
      );
    }
    case 'rooms':
      return rule('Hold it without a room', (setup) => ({
        ...setup,
        sessions: setup.sessions.map((s) => ({ ...s, room: false })),
      }));
    case 'oneRoom':
      return rule('Change rooms during the day', (setup) => ({
        ...setup,
        rooms: { ...setup.rooms, onePerDay: false },
      }));
    default:
      // Sitting in two sessions is nobody's wish; the recruiter adds people to a pool instead.
      return null;
  }
}

/** What the days of a plan look like, for rules that are loosened only as far as it needs. */
function shapeOf(
  instance: LoopInstance,
  plan: LoopPlan,
): { days: number; perDay: number; span: number; wait: number } {
  const held = new Map<number, { start: number; end: number }[]>();
  for (const [s, start] of plan.start.entries()) {
    const d = dayOf(instance, plan, s);
    held.set(d, [...(held.get(d) ?? []), { start, end: start + (instance.sessions[s]?.dur ?? 0) }]);
  }
  const lists = [...held.values()].map((list) => list.sort((a, b) => a.start - b.start));
  return {
    days: lists.length,
    perDay: Math.max(...lists.map((list) => list.length)),
    span: Math.max(...lists.map((list) => (list.at(-1)?.end ?? 0) - (list[0]?.start ?? 0))),
    wait: Math.max(
      0,
      ...lists.flatMap((list) => list.slice(1).map((one, i) => one.start - (list[i]?.end ?? 0))),
    ),
  };
}

const spanOf = (question: LoopQuestion, plan: LoopPlan, s: number): { start: number; end: number } => ({
  start: instantAt(question, plan.start[s] ?? 0),
  end: instantAt(question, (plan.start[s] ?? 0) + (question.instance.sessions[s]?.dur ?? 0)),
});

function askPerson(view: LoopView, question: LoopQuestion, p: number, plan: LoopPlan): Part | null {
  const person = question.people[p];
  const s = plan.who.findIndex((who) => who.includes(p));
  if (!person || s < 0) return null;
  const { start, end } = spanOf(question, plan, s);
  const name = question.sessions[s]?.name ?? '';
  const time = (zone: string): string =>
    `${shortDay(start, zone)}, ${clockText(start, zone)}-${clockText(end, zone)}`;
  return {
    text: `Ask ${person.name} for ${time(question.zone)} (“${name}”)`,
    ask: {
      to: person.name,
      message: `Hi ${first(person.name)},\n\ncould you take “${name}”${view.posting ? ` for ${view.posting.title}` : ''} on ${time(person.zone)} your time? Nothing else works for everybody.\n\nThank you!`,
    },
    apply: (draft) => ({ ...draft, agreed: [...(draft.agreed ?? []), { who: person.id, start, end }] }),
  };
}

function askCandidate(view: LoopView, question: LoopQuestion, plan: LoopPlan): Part | null {
  const outside = plan.start.flatMap((start, s) => {
    const end = start + (question.instance.sessions[s]?.dur ?? 0);
    const open = question.instance.candidate.some(([a, b]) => a <= start && end <= b);
    return open ? [] : [spanOf(question, plan, s)];
  });
  if (outside.length === 0) return null;
  const { zone } = view.candidate;
  const time = outside.map(
    (o) => `${shortDay(o.start, zone)}, ${clockText(o.start, zone)}-${clockText(o.end, zone)}`,
  );
  return {
    text: `Ask ${view.candidate.name} for ${names(time)} their time`,
    ask: {
      to: view.candidate.name,
      message: `Hi ${first(view.candidate.name)},\n\nwould you also have time on ${names(time)} (${zone.replaceAll('_', ' ')})? Then we could hold all your interviews together.\n\nThank you!`,
    },
    apply: (draft) => ({ ...draft, extraWindows: [...(draft.extraWindows ?? []), ...outside] }),
  };
}

function liftLimits(question: LoopQuestion, plan: LoopPlan): Part {
  const { instance } = question;
  const over = new Set(
    plan.who.flatMap((who, s) => {
      const d = dayOf(instance, plan, s);
      const week = instance.days[d]?.week ?? 0;
      return who.filter((p) => {
        const person = instance.people[p];
        return (
          person &&
          ((person.dayLoad[d] ?? 0) + 1 > person.dayCap || (person.weekLoad[week] ?? 0) + 1 > person.weekCap)
        );
      });
    }),
  );
  const people = [...over].flatMap((p) => question.people[p] ?? []);
  return {
    text: `Lift the limit of ${names(people.map((p) => p.name))} for this candidate`,
    ask: null,
    apply: (draft) => ({
      ...draft,
      liftLimits: [...new Set([...(draft.liftLimits ?? []), ...people.map((p) => p.id)])],
    }),
  };
}
