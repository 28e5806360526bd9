import type {
  CalendarFact,
  LimitFact,
  LoopFact,
  PoolFact,
  RoomFact,
  RuleFact,
  WindowFact,
} from '@/lib/scheduling/loop/fact-types';
import type { LoopView } from '../contract';
import { instantAt, type LoopQuestion } from '../question';
import { awayInWords, spansInWords } from './calendar-words';
import { dayAt, hoursText, names, onDays, quoted, searchedDays } from './in-words';
import { calendarLink, type EditorField, type FactSource, personOf } from './sources';

/** One part of the clash in a recruiter's words, with the items it comes from. */
export interface FactView {
  id: string;
  /** A clause without a full stop: "Ana is away after 15:00 on Tue 9 Mar". */
  text: string;
  sources: FactSource[];
}

/** The facts of the engine as clauses; people at the same limit are told together. */
export function factViews(view: LoopView, question: LoopQuestion, facts: readonly LoopFact[]): FactView[] {
  const limits = facts.filter((fact): fact is LimitFact => fact.kind === 'limit');
  const others = facts.filter((fact): fact is Exclude<LoopFact, LimitFact> => fact.kind !== 'limit');
  return [...limitViews(view, question, limits), ...others.map((fact) => factView(view, question, fact))];
}

function factView(view: LoopView, question: LoopQuestion, fact: Exclude<LoopFact, LimitFact>): FactView {
  switch (fact.kind) {
    case 'calendar':
      return calendarView(view, question, fact);
    case 'window':
      return windowView(view, question, fact);
    case 'room':
      return roomView(view, question, fact);
    case 'pool':
      return poolView(question, fact);
    case 'rule':
      return ruleView(view, question, fact);
  }
}

function calendarView(view: LoopView, question: LoopQuestion, fact: CalendarFact): FactView {
  const { id, name, known } = personOf(view, question, fact.person);
  const person: FactSource = { kind: 'person', label: `${name}: hours and calendar`, personId: id };
  if (question.people[fact.person]?.unknown)
    return {
      id: fact.id,
      text: `${name}’s calendar could not be read, so they do not count as free`,
      sources: [person],
    };
  const days = [...new Set(fact.away.map(({ day }) => day))];
  const links = days.flatMap((day): FactSource[] => {
    const href = calendarLink(known?.calendar ?? null, startOf(question, day), question.zone);
    return href ? [{ kind: 'calendar', label: `${name}’s calendar, ${dayAt(question, day)}`, href }] : [];
  });
  return {
    id: fact.id,
    text: awayInWords(question, fact.person, fact.sessions, fact.away),
    sources: [...links, ...wishSources(view, id), person],
  };
}

const startOf = (question: LoopQuestion, day: number): number =>
  instantAt(question, question.instance.days[day]?.start ?? 0);

/** Sentences of notes that say when this person (or `candidate`) can. */
const wishSources = (view: LoopView, who: string): FactSource[] =>
  view.wishes
    .filter((wish) => wish.decision === 'confirmed' && wish.who === who)
    .map((wish) => ({ kind: 'wish', label: `Note: “${wish.quote}”`, wishId: wish.id }));

/** "both “System design” interviewers are at their weekly limit", or each by name with the numbers. */
function limitViews(view: LoopView, question: LoopQuestion, facts: readonly LimitFact[]): FactView[] {
  const groups = new Map<string, LimitFact[]>();
  for (const fact of facts) {
    const key = `${fact.which} ${fact.at}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups].map(([key, list]) => {
    const { which, at } = list[0] as LimitFact;
    const people = [...new Set(list.map(({ person }) => person))];
    const first = question.instance.days.findIndex(({ week }) => week === at);
    const when = which === 'day' ? `on ${dayAt(question, at)}` : `in the week of ${dayAt(question, first)}`;
    const limit = which === 'day' ? 'daily limit' : 'weekly limit';
    const numbers = people.length === 1 ? ` (${list[0]?.load} of ${list[0]?.cap} interviews)` : '';
    return {
      id: `load ${key}`,
      text: `${whoInWords(question, people)} ${people.length === 1 ? 'is' : 'are'} at their ${limit} ${when}${numbers}`,
      sources: people.map((p): FactSource => {
        const { id, name } = personOf(view, question, p);
        return { kind: 'person', label: `Limit of ${name}`, personId: id };
      }),
    };
  });
}

/** A whole pool by its session ("both “Coding” interviewers"), otherwise names. */
function whoInWords(question: LoopQuestion, people: readonly number[]): string {
  const list = names(people.map((p) => question.people[p]?.name ?? 'Somebody'));
  if (people.length < 2) return list;
  const s = question.instance.sessions.findIndex(({ seats }) => {
    const pool = new Set(seats.flatMap(({ pool: members }) => members.map(([m]) => m)));
    return pool.size === people.length && people.every((p) => pool.has(p));
  });
  if (s < 0) return list;
  const all = people.length === 2 ? 'both' : `all ${people.length}`;
  return `${all} “${question.sessions[s]?.name}” interviewers (${list})`;
}

function windowView(view: LoopView, question: LoopQuestion, fact: WindowFact): FactView {
  const { candidate } = question.instance;
  const { name } = view.candidate;
  const wishes = wishSources(view, 'candidate');
  const verb = view.draft.windows || wishes.length > 0 ? 'can only come' : 'is expected only';
  const days = [...new Set(fact.closed.map(({ day }) => day))];
  const openOn = (list: readonly number[]): string[] =>
    list.flatMap((d) => {
      const day = question.instance.days[d];
      const spans = candidate.flatMap(([a, b]) =>
        day && a < day.end && day.start < b ? [[Math.max(a, day.start), Math.min(b, day.end)] as const] : [],
      );
      return spans.length > 0 ? [`${dayAt(question, d)} ${spansInWords(question, spans)}`] : [];
    });
  // A few times in all are told as they are; of many only those of the days that matter.
  const every = openOn([...question.instance.days.keys()]);
  const open = every.length <= 3 ? every : openOn(days);
  const shown = open.slice(0, 3).join('; ') + (open.length > 3 ? ' and so on' : '');
  return {
    id: fact.id,
    text: open.length > 0 ? `${name} ${verb} ${shown}` : `${name} has no time ${onDays(question, days)}`,
    sources: [...wishes, { kind: 'field', label: 'Times of the candidate', field: 'windows' }],
  };
}

function roomView(view: LoopView, question: LoopQuestion, fact: RoomFact): FactView {
  const field: FactSource = { kind: 'field', label: 'Rooms of the stage plan', field: 'rooms' };
  const tight = fact.sessions.filter((s) => question.instance.sessions[s]?.rooms?.length === 0);
  if (tight.length > 0)
    return {
      id: fact.id,
      text: `no room is large enough for ${quoted(tight.map((s) => question.sessions[s]?.name ?? ''))}`,
      sources: [field],
    };
  const rooms = fact.rooms.map((r) => question.rooms[r]?.name ?? 'a room');
  const links = fact.rooms.slice(0, 3).flatMap((r): FactSource[] => {
    const first = fact.taken.find(({ room }) => room === r);
    const room = view.rooms.find((one) => one.email === question.rooms[r]?.email);
    const href = first && room ? calendarLink(room, startOf(question, first.day), question.zone) : null;
    return first && href
      ? [{ kind: 'calendar', label: `${rooms[fact.rooms.indexOf(r)]}, ${dayAt(question, first.day)}`, href }]
      : [];
  });
  return {
    id: fact.id,
    text: `no room of ${names(rooms.slice(0, 4))}${rooms.length > 4 ? ' and others' : ''} is free at the right times`,
    sources: [...links, field],
  };
}

function poolView(question: LoopQuestion, fact: PoolFact): FactView {
  const sessions = [...new Set(fact.seats.map(([s]) => s))];
  const people = names(fact.people.map((p) => question.people[p]?.name ?? 'Somebody'));
  return {
    id: fact.id,
    text:
      fact.id === 'distinct'
        ? `${quoted(sessions.map((s) => question.sessions[s]?.name ?? ''))} share ${people}, and nobody may sit in two sessions`
        : `the pools of ${quoted(sessions.map((s) => question.sessions[s]?.name ?? ''))} are too small (${people || 'nobody'}), or the days too short`,
    sources: sessions.slice(0, 4).map((s) => ({
      kind: 'field',
      label: `People of “${question.sessions[s]?.name}”`,
      field: `session:${question.sessions[s]?.id ?? ''}`,
    })),
  };
}

function ruleView({ setup }: LoopView, question: LoopQuestion, fact: RuleFact): FactView {
  const session = (n: number): string =>
    `“${question.sessions[fact.sessions[n] ?? -1]?.name ?? 'a session'}”`;
  const id = (n: number): string => question.sessions[fact.sessions[n] ?? -1]?.id ?? '';
  const rule = (text: string, field: EditorField, label: string): FactView => ({
    id: fact.id,
    text,
    sources: [{ kind: 'field', label, field }],
  });
  switch (fact.rule) {
    case 'minGap':
      return rule(
        `${fact.value} minutes have to lie between sessions`,
        'gap.least',
        'Break between sessions',
      );
    case 'maxGap':
      return rule(`the candidate may wait at most ${fact.value} minutes`, 'gap.most', 'Longest wait');
    case 'maxDays':
      return rule(
        fact.value === 1 ? 'everything has to fit into one day' : `at most ${fact.value} days are allowed`,
        'days.most',
        'Number of days',
      );
    case 'consecutive':
      return rule('the days have to be next to each other', 'days.adjacent', 'Days next to each other');
    case 'maxPerDay':
      return rule(
        `at most ${fact.value === 1 ? 'one session is' : `${fact.value} sessions are`} allowed on a day`,
        'days.sessionsMost',
        'Sessions a day',
      );
    case 'maxSpan':
      return rule(`a day may last at most ${hoursText(fact.value ?? 0)}`, 'days.spanMost', 'Longest day');
    case 'lunch':
      return rule(
        `every day keeps ${fact.value} minutes for lunch between ${setup.lunch?.from} and ${setup.lunch?.to}`,
        'lunch',
        'Lunch',
      );
    case 'first':
      return rule(`${session(0)} comes first`, 'order.first', 'Comes first');
    case 'last':
      return rule(`${session(0)} comes last`, 'order.last', 'Comes last');
    case 'before':
      return rule(`${session(0)} comes before ${session(1)}`, `pair:before ${id(0)} ${id(1)}`, 'Order');
    case 'sameDay':
      return rule(
        `${session(0)} and ${session(1)} are on one day`,
        `pair:sameDay ${id(0)} ${id(1)}`,
        'Same day',
      );
    case 'group': {
      const group = setup.groups.find((one) => one.id === fact.group?.id);
      return rule(
        groupInWords(group?.name ?? 'the group', fact.group),
        `group:${fact.group?.id ?? ''}`,
        'Who has to be there',
      );
    }
    case 'oneRoom':
      return rule(
        'all sessions of a day must stay in one room',
        'rooms.onePerDay',
        'One room for the whole day',
      );
  }
}

export function groupInWords(name: string, bounds: { min: number; max: number | null } | undefined): string {
  const { min = 0, max = null } = bounds ?? {};
  const seats = (n: number): string => (n === 1 ? 'one seat' : `${n} seats`);
  if (max === null) return `“${name}” has to hold at least ${seats(min)}`;
  if (min === 0) return `“${name}” may hold at most ${seats(max)}`;
  return min === max
    ? `“${name}” has to hold exactly ${seats(min)}`
    : `“${name}” has to hold ${min} to ${max} seats`;
}

/** "No plan on Tue 9 Mar: both “System design” interviewers are at their weekly limit and Ana is away after 15:00." */
export function clashText(question: LoopQuestion, facts: readonly FactView[]): string {
  const texts = facts.map(({ text }) => text);
  if (texts.length === 0)
    return `No plan ${searchedDays(question)}, proven. Which facts clash could not be narrowed down in time.`;
  const said =
    texts.length === 2
      ? texts.join(' and ')
      : texts.length < 2
        ? texts[0]
        : `${texts.slice(0, -1).join('; ')}; and ${texts.at(-1)}`;
  return `No plan ${searchedDays(question)}: ${said}.`;
}
