import type { Phase, RoleLevel } from '@/lib/governance/policy';
import type { OffView, PostingView } from '../contract';

export const PHASES: readonly Phase[] = [1, 2, 3];
export const PHASE_NAME: Record<Phase, string> = { 1: 'Observe', 2: 'Assist', 3: 'Automate' };
export const LEVEL_NAME: Record<RoleLevel, string> = {
  standard: 'Standard',
  critical: 'Critical',
  executive: 'Executive',
};

export const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const MOMENT = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** "by Maya Okafor since Sun 22 Nov, 10:15". */
export const offWords = ({ name, at }: OffView): string =>
  `by ${name}${at === null ? '' : ` since ${MOMENT.format(at)}`}`;

/** Whether title, team or place hold every word. */
export function fits({ title, team, location }: PostingView, search: string): boolean {
  const all = `${title} ${team ?? ''} ${location ?? ''}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
