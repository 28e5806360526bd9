import type { Plan } from '@/lib/ledger/plan';
import type { PanelRequest } from '@/lib/scheduling/panel';
import type { BookingContext } from './people';

/**
 * The question with the times of other open proposals taken: two candidates who enter a stage together must not
 * be offered the same hour of the same people. A proposal holds nothing in any calendar.
 */
export function withHeld(
  request: PanelRequest,
  plans: readonly Plan[],
  opportunityId: string,
  now: number,
): PanelRequest {
  const held = plans.flatMap((plan) => {
    const context = plan.context as BookingContext | null;
    const open =
      plan.origin === 'fulcrum' &&
      plan.state === 'proposed' &&
      plan.opportunityId !== opportunityId &&
      (plan.expiresAt === null || plan.expiresAt > now);
    return open && context?.slot ? [context] : [];
  });
  if (held.length === 0) return request;
  const people = request.people.map((person) => {
    const mine = held
      .filter((one) => one.who.includes(person.id))
      .map(({ slot: { start, end } }) => ({ start, end }));
    if (mine.length === 0 || person.availability.state !== 'known') return person;
    const busy = [...person.availability.busy, ...mine.map((span) => ({ ...span, status: 'busy' as const }))];
    busy.sort((a, b) => a.start - b.start);
    return {
      ...person,
      availability: { ...person.availability, busy },
      interviews: [...person.interviews, ...mine],
    };
  });
  return { ...request, people };
}
