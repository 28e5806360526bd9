import { applyAction, joined } from '@/lib/scheduling/loop/apply-action';
import type { LoopAction, LoopRemedy } from '@/lib/scheduling/loop/fact-types';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopView } from '../contract';
import { instantAt, type LoopQuestion } from '../question';
import type { LoopDraft, LoopSetup } from '../schema';
import type { FoundRemedy } from '../solver/remedies';
import { type Ask, asksOf } from './asks';
import { clockAt, dayAt, hoursText, names, planDays, quoted } from './in-words';
import { withoutSession } from './variants';

/** Something that would open a plan: what to do, who has to agree, and the plan. */
export interface Relaxation {
  id: string;
  text: string;
  /** What becomes possible: "Tue 9 Mar and Wed 10 Mar". */
  opens: string;
  objective: number;
  /** The question once it is done, and its best plan; for showing it before. */
  preview: { question: LoopQuestion; plan: LoopPlan };
  asks: Ask[];
  /** True when somebody has to say yes before it may be done. */
  needsYes: boolean;
  /** What is changed for this candidate. */
  apply(draft: LoopDraft): LoopDraft;
}

/** The changes that would open a plan, the best plan first; those that a stage plan cannot express are left out. */
export function relaxationsOf(view: LoopView, found: readonly FoundRemedy[]): Relaxation[] {
  const { question } = view;
  if (!question) return [];
  return found.flatMap((one) => {
    const made =
      one.leaveOut === undefined ? remedied(view, question, one) : leftOut(view, question, one, one.leaveOut);
    return made ?? [];
  });
}

const edited =
  (view: LoopView, change: (setup: LoopSetup) => LoopSetup) =>
  (draft: LoopDraft): LoopDraft => ({ ...draft, setup: change(draft.setup ?? view.setup) });

function remedied(view: LoopView, question: LoopQuestion, remedy: FoundRemedy): Relaxation | null {
  const { actions, plan, objective } = remedy;
  const base = remedy.fine ? question.fine : question.instance;
  if (!base) return null;
  const parts = actions.map((action) => partOf(view, question, action));
  if (parts.some((part) => part === null)) return null;
  const all = parts as Part[];
  const eased = { ...question, instance: actions.reduce(applyAction, base) };
  return {
    id: all.map(({ id }) => id).join('+'),
    text: all
      .map(({ text }, n) => (n === 0 ? text : text.charAt(0).toLowerCase() + text.slice(1)))
      .join(', and '),
    opens: planDays(question, plan),
    objective,
    preview: { question: eased, plan },
    asks: actions.flatMap((action) => asksOf(view, question, action, plan)),
    needsYes: actions.some(({ kind }) => kind === 'ask-person' || kind === 'widen-window'),
    apply: (draft) => all.reduce((now, part) => part.apply(now), draft),
  };
}

function leftOut(
  view: LoopView,
  question: LoopQuestion,
  { plan, objective }: LoopRemedy,
  s: number,
): Relaxation | null {
  const session = view.setup.sessions[s];
  if (!session) return null;
  const rest: LoopQuestion = {
    ...question,
    instance: withoutSession(question.instance, s),
    sessions: question.sessions.filter((_, i) => i !== s),
  };
  return {
    id: `leave-out:${session.id}`,
    text: `Leave out “${session.name}”, which is optional`,
    opens: planDays(rest, plan),
    objective,
    preview: { question: rest, plan },
    asks: [],
    needsYes: false,
    apply: edited(view, (setup) => ({
      ...setup,
      sessions: setup.sessions.filter(({ id }) => id !== session.id),
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
  id: string;
  text: string;
  apply(draft: LoopDraft): LoopDraft;
}

/** Minutes between the sessions of a stage plan are at most this; longer ones are "any". */
const MOST_WAIT = 480;
const MOST_DAYS = 5;
const MOST_SPAN = 720;

function partOf(view: LoopView, question: LoopQuestion, action: LoopAction): Part | null {
  const name = (s: number): string => `“${question.sessions[s]?.name ?? 'a session'}”`;
  const idOf = (s: number): string => question.sessions[s]?.id ?? '';
  const rule = (id: string, text: string, change: (setup: LoopSetup) => LoopSetup): Part => ({
    id,
    text,
    apply: edited(view, change),
  });
  const days = (change: Partial<LoopSetup['days']>) => (setup: LoopSetup) => ({
    ...setup,
    days: { ...setup.days, ...change },
  });
  switch (action.kind) {
    case 'ask-person': {
      const { id = '', name: who = 'somebody' } = question.people[action.person] ?? {};
      if (action.times.length === 0) return null;
      const times = action.times.map(
        ({ session, start, end }) =>
          `${dayAtMinute(question, start)}, ${clockAt(question, start)}-${clockAt(question, end)} (${name(session)})`,
      );
      const spans = action.times.map(({ start, end }) => ({
        who: id,
        start: instantAt(question, start),
        end: instantAt(question, end),
      }));
      return {
        id: `ask:${id}`,
        text: `Ask ${who} for ${names(times)}`,
        apply: (draft) => ({ ...draft, agreed: [...(draft.agreed ?? []), ...spans] }),
      };
    }
    case 'lift-limit': {
      const people = [...new Set(action.people.map(({ person }) => person))].flatMap(
        (p) => question.people[p] ?? [],
      );
      if (people.length === 0) return null;
      return {
        id: `lift:${people.map(({ id }) => id).join(',')}`,
        text: `Lift the limit of ${names(people.map((p) => p.name))} for this candidate`,
        apply: (draft) => ({
          ...draft,
          liftLimits: [...new Set([...(draft.liftLimits ?? []), ...people.map(({ id }) => id)])],
        }),
      };
    }
    case 'shorten':
      return rule(
        `shorten:${idOf(action.session)}:${action.to}`,
        `${name(action.session)} takes ${action.to} instead of ${action.from} minutes`,
        (setup) => ({
          ...setup,
          sessions: setup.sessions.map((s) =>
            s.id === idOf(action.session) ? { ...s, minutes: action.to } : s,
          ),
        }),
      );
    case 'split-days':
      return action.to > MOST_DAYS
        ? null
        : rule(`days:${action.to}`, `Split it over ${action.to} days`, days({ most: action.to }));
    case 'allow-days-between':
      return rule('adjacent', 'Allow days that are not next to each other', days({ adjacent: false }));
    case 'widen-window': {
      const asked = joined(action.times);
      const spans = asked.map(([a, b]) => ({
        start: instantAt(question, a),
        end: instantAt(question, b),
      }));
      if (spans.length === 0) return null;
      const minutes = asked.reduce((sum, [a, b]) => sum + b - a, 0);
      const times = action.times.map(
        ([a, b]) => `${dayAtMinute(question, a)}, ${clockAt(question, a)}-${clockAt(question, b)}`,
      );
      return {
        id: 'widen',
        text: `Ask ${view.candidate.name} for ${minutes <= 90 ? `${minutes} more minutes` : `${hoursText(minutes)} more`}: ${names(times)}`,
        apply: (draft) => ({ ...draft, extraWindows: [...(draft.extraWindows ?? []), ...spans] }),
      };
    }
    case 'drop-room':
      return rule(
        `no-room:${action.sessions.map(idOf).join(',')}`,
        `Hold ${quoted(action.sessions.map((s) => question.sessions[s]?.name ?? ''))} without a room`,
        (setup) => ({
          ...setup,
          sessions: setup.sessions.map((s) =>
            action.sessions.some((one) => idOf(one) === s.id) ? { ...s, room: false } : s,
          ),
        }),
      );
    case 'change-rooms':
      return rule('rooms', 'Change rooms during the day', (setup) => ({
        ...setup,
        rooms: { ...setup.rooms, onePerDay: false },
      }));
    // Sitting in two sessions is nobody's wish; the recruiter adds people to a pool instead.
    case 'sit-twice':
      return null;
    case 'relax-rule':
      return relaxedRule(view, question, action);
  }
}

const dayAtMinute = (question: LoopQuestion, minute: number): string =>
  dayAt(
    question,
    question.instance.days.findIndex((d) => minute < d.end),
  );

function relaxedRule(
  view: LoopView,
  question: LoopQuestion,
  { rule, id, from, to, sessions }: Extract<LoopAction, { kind: 'relax-rule' }>,
): Part | null {
  const part = (text: string, change: (setup: LoopSetup) => LoopSetup): Part => ({
    id,
    text,
    apply: edited(view, change),
  });
  const order = (change: Partial<LoopSetup['order']>) => (setup: LoopSetup) => ({
    ...setup,
    order: { ...setup.order, ...change },
  });
  const days = (change: Partial<LoopSetup['days']>) => (setup: LoopSetup) => ({
    ...setup,
    days: { ...setup.days, ...change },
  });
  const [a, b] = sessions.map((s) => question.sessions[s]);
  switch (rule) {
    case 'lunch':
      return part('No fixed lunch', (setup) => ({ ...setup, lunch: null }));
    case 'minGap':
      return part(
        to ? `A break of ${to} instead of ${from} minutes` : 'No break between sessions',
        (setup) => ({
          ...setup,
          gap: { ...setup.gap, least: to ?? 0 },
        }),
      );
    case 'maxGap': {
      const most = to === null || to > MOST_WAIT ? null : to;
      return part(
        most === null
          ? 'Let the candidate wait as long as it takes'
          : `Let the candidate wait up to ${hoursText(most)}`,
        (setup) => ({
          ...setup,
          gap: { ...setup.gap, most },
        }),
      );
    }
    case 'maxPerDay':
      return part(`Allow ${to} sessions on a day`, days({ sessionsMost: to }));
    case 'maxSpan': {
      const most = to === null || to > MOST_SPAN ? null : to;
      return part(
        most === null ? 'Allow a day of any length' : `Allow a day of ${hoursText(most)}`,
        days({ spanMost: most }),
      );
    }
    case 'first':
      return part('Let any session come first', order({ first: null }));
    case 'last':
      return part('Let any session come last', order({ last: null }));
    case 'before':
    case 'sameDay':
      if (!a || !b) return null;
      return part(
        rule === 'before'
          ? `“${a.name}” need not come before “${b.name}”`
          : `“${a.name}” and “${b.name}” may be on different days`,
        (setup) => ({
          ...setup,
          order: {
            ...setup.order,
            [rule]: setup.order[rule].filter(([x, y]) => x !== a.id || y !== b.id),
          },
        }),
      );
    case 'group': {
      const group = question.instance.rules.groups[Number(id.split(':')[1])];
      const known = view.setup.groups.find((one) => one.id === group?.id);
      return known
        ? part(`Set aside who has to be there: “${known.name}”`, (setup) => ({
            ...setup,
            groups: setup.groups.filter((one) => one.id !== known.id),
          }))
        : null;
    }
  }
}
