import type { RoleLevel } from '@/lib/governance/policy';
import { proposeRoleLevel, stricter } from '@/lib/governance/role-level';
import { oneLine } from '@/lib/interviews/one-line';
import { zoneOfPlace } from '@/lib/interviews/zone-of-place';
import type { ProposedSlot } from '@/lib/scheduling/panel';
import type { Prepared } from './build-view';
import type { Interviewer } from './rules';

/** How much care the role needs as Lever describes it; a confidential posting is never standard. */
export function roleLevelOf(
  posting: { text: string; confidentiality: string; categories: { level?: string } } | null,
): RoleLevel {
  if (!posting) return 'standard';
  const proposed = proposeRoleLevel(posting.text, posting.categories.level);
  return posting.confidentiality === 'confidential' ? stricter(proposed, 'critical') : proposed;
}

/** Whole sentences: what about this booking a person should look at whatever the policy allows. */
export function criticalOf(
  prepared: Prepared,
  interviewers: readonly Interviewer[],
  slot: ProposedSlot,
): string[] {
  const { facts, state } = prepared.input;
  const said: string[] = [];
  for (const term of slot.terms)
    if (term.code === 'tentative' || term.code === 'soft') said.push(`${term.text}.`);
  for (const id of slot.who)
    if (state.adjustment.assumeFree?.includes(id)) {
      const name = interviewers.find((p) => p.id === id)?.name ?? id;
      said.push(`The calendar of ${oneLine(name, 80)} cannot be read; somebody said they are free.`);
    }
  for (const one of prepared.constraints)
    if (one.decision === 'proposed')
      said.push(`A note may limit the time and nobody has confirmed it: “${oneLine(one.quote, 120)}”.`);
  if (facts.opportunity.emails.length === 0)
    said.push('The candidate has no e-mail address, so nobody would invite them.');
  const place =
    zoneOfPlace(facts.opportunity.location) ?? zoneOfPlace(facts.posting?.categories.location ?? '');
  if (prepared.candidateZone.source === 'guess' && !place)
    said.push('The time zone of the candidate is not known.');
  return said.concat(facts.problems.map((p) => p.message));
}
