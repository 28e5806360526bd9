import type { ConstraintDecision, SchedulingConstraint } from '@/lib/domain/scheduling-constraint';
import { wallAt } from '@/lib/scheduling/zone';
import type { Facts } from './facts';
import { type NamedPerson, readConstraints } from './notes-grammar';

export interface ConstraintView {
  id: string;
  /** The sentence it was read from. */
  quote: string;
  noteId: string;
  /** "Priya: not on Fridays, until 12 Mar". */
  text: string;
  constraint: SchedulingConstraint;
  decision: ConstraintDecision;
}

export type Decisions = Record<string, ConstraintDecision>;

const DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/** "Priya Nair: not on Fridays, 00:00-12:00, until 2027-03-12" */
export function constraintText(constraint: SchedulingConstraint, people: readonly NamedPerson[]): string {
  if (constraint.kind === 'duration') return `Interview takes ${constraint.minutes} minutes`;
  const name = people.find((p) => p.id === constraint.who)?.name ?? 'Somebody';
  if (constraint.kind === 'not-with') return `${name} is not in this interview`;
  const days = constraint.days?.length ? `on ${constraint.days.map((d) => DAYS[d]).join(', ')}` : null;
  const hours = constraint.from ? `${constraint.from}-${constraint.to ?? '24:00'}` : null;
  const since = constraint.since ? `from ${constraint.since}` : null;
  const until = constraint.until ? `until ${constraint.until}` : null;
  const zone = constraint.kind === 'only' && constraint.zone ? `(${constraint.zone} time)` : null;
  const when = [days, hours, zone, since, until].filter(Boolean).join(', ');
  return `${name}: ${constraint.kind === 'only' ? 'only' : 'not'} ${when}`;
}

/** Proposals from all notes on the candidate, newest note first, with the recruiter's decisions. */
export function constraintViews(facts: Facts, decisions: Decisions, zone: string): ConstraintView[] {
  const people: NamedPerson[] = [
    ...facts.users.filter((u) => u.deactivatedAt === null).map((u) => ({ id: u.id, name: u.name })),
    { id: 'candidate', name: facts.opportunity.name },
  ];
  const notes = facts.notes
    .filter((n) => n.deletedAt === null && !n.secret)
    .sort((a, b) => b.createdAt - a.createdAt);
  return notes.flatMap((note) =>
    note.fields
      .filter((field) => !field.value.startsWith('[Fulcrum]') && !field.value.startsWith('[AI'))
      .flatMap((field, index) =>
        readConstraints(
          { id: `${note.id}:${index}`, text: field.value.slice(0, 5000) },
          wallAt(zone, field.createdAt || note.createdAt).date,
          people,
        ),
      )
      .map((proposal) => ({
        ...proposal,
        text: constraintText(proposal.constraint, people),
        decision: decisions[proposal.id] ?? 'proposed',
      })),
  );
}
