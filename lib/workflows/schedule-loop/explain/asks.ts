import { clockText } from '@/lib/interviews/times';
import { joined } from '@/lib/scheduling/loop/apply-action';
import type { LoopAction } from '@/lib/scheduling/loop/fact-types';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopView } from '../contract';
import { instantAt, type LoopQuestion } from '../question';
import { names, shortDay } from './in-words';
import { personOf } from './sources';

/**
 * A message to whoever has to agree, or should be told. One to an interviewer says nothing about the candidate, and
 * names the posting only when it is not confidential; one to the candidate names nobody and no calendar.
 */
export interface Ask {
  to: string;
  email: string | null;
  audience: 'interviewer' | 'candidate';
  subject: string;
  message: string;
}

const hello = (name: string): string => `Hi ${name.trim().split(/\s+/)[0] || 'there'},`;

/** `Tue 9 Mar, 17:00-18:00 (Europe/Lisbon)` */
function whenIn(question: LoopQuestion, start: number, end: number, zone: string): string {
  const [from, to] = [instantAt(question, start), instantAt(question, end)];
  return `${shortDay(from, zone)}, ${clockText(from, zone)}-${clockText(to, zone)} (${zone.replaceAll('_', ' ')})`;
}

const forWhat = ({ posting }: LoopView): string =>
  posting && !posting.confidential ? ` of an on-site for ${posting.title}` : ' of an on-site';

const toPerson = (
  view: LoopView,
  question: LoopQuestion,
  p: number,
  subject: string,
  lines: string[],
): Ask => {
  const { name, known } = personOf(view, question, p);
  return {
    to: name,
    email: known?.calendar?.email ?? null,
    audience: 'interviewer',
    subject,
    message: [hello(name), '', ...lines, '', 'Thank you!'].join('\n'),
  };
};

const toCandidate = ({ candidate }: LoopView, subject: string, lines: string[]): Ask => ({
  to: candidate.name,
  email: candidate.email,
  audience: 'candidate',
  subject,
  message: [hello(candidate.name), '', ...lines, '', 'Thank you!'].join('\n'),
});

/** The messages that belong to one action. `[]`: the recruiter decides alone. */
export function asksOf(view: LoopView, question: LoopQuestion, action: LoopAction, plan: LoopPlan): Ask[] {
  const { sessions, days } = question.instance;
  const name = (s: number): string => question.sessions[s]?.name ?? 'a session';
  const endOf = (s: number): number => (plan.start[s] ?? 0) + (sessions[s]?.dur ?? 0);
  switch (action.kind) {
    case 'ask-person': {
      const zone = question.people[action.person]?.zone ?? question.zone;
      const times = action.times.map(
        ({ session, start, end }) => `“${name(session)}” on ${whenIn(question, start, end, zone)}`,
      );
      if (times.length === 0) return [];
      return [
        toPerson(view, question, action.person, 'A question about an interview time', [
          `could you take ${names(times)}? It is part${forWhat(view)}.`,
          'Your calendar or your working hours say no, so I book it only with your yes. Nothing else works for everybody.',
        ]),
      ];
    }
    case 'lift-limit':
      return [...new Set(action.people.map(({ person }) => person))].flatMap((p) => {
        const zone = question.people[p]?.zone ?? question.zone;
        const held = plan.who.flatMap((who, s) => (who.includes(p) ? [s] : []));
        const limit = action.people.find(({ person }) => person === p);
        if (held.length === 0 || !limit) return [];
        const times = held.map(
          (s) => `“${name(s)}” on ${whenIn(question, plan.start[s] ?? 0, endOf(s), zone)}`,
        );
        return [
          toPerson(view, question, p, 'One interview above your limit?', [
            `you have ${limit.load} interviews that ${limit.which} already, which is your limit. Would you take one more, ${names(times)}? It is part${forWhat(view)}.`,
            'This is for once; your limit stays as it is.',
          ]),
        ];
      });
    case 'widen-window': {
      const times = joined(action.times).map(([a, b]) => whenIn(question, a, b, view.candidate.zone));
      return times.length === 0
        ? []
        : [
            toCandidate(view, 'Your interviews: a little more time?', [
              `would you also have time on ${names(times)}? Then all your interviews fit together.`,
              'If not, just tell me which other times suit you.',
            ]),
          ];
    }
    case 'split-days': {
      const used = [...new Set(plan.start.map((t) => days.findIndex((d) => d.start <= t && t < d.end)))];
      const on = used
        .sort((a, b) => a - b)
        .map((d) => shortDay(instantAt(question, days[d]?.start ?? 0), view.candidate.zone));
      return [
        toCandidate(view, 'Your interviews on more than one day', [
          `your interviews do not fit into ${action.from === 1 ? 'one day' : `${action.from} days`}. Would ${names(on)} suit you?`,
          'You get the exact times as soon as you say yes.',
        ]),
      ];
    }
    default:
      return [];
  }
}
