import type { Tone } from '@/components/badge';
import type { WriteView } from '@/lib/ledger/plan-views';
import type { ApprovalItem } from '../contract';
import type { Totals } from '../rules';

export const SYSTEM: Record<WriteView['system'], string> = {
  lever: 'Lever',
  google: 'Google',
  microsoft: 'Microsoft',
  fulcrum: 'Fulcrum',
};

export const STATE: Record<ApprovalItem['state'], { words: string; tone: Tone }> = {
  proposed: { words: 'Waiting', tone: 'accent' },
  running: { words: 'Running', tone: 'accent' },
  done: { words: 'Done', tone: 'good' },
  'rolled-back': { words: 'Failed, taken back', tone: 'warn' },
  parked: { words: 'Stopped: needs you', tone: 'danger' },
  undoing: { words: 'Being undone', tone: 'accent' },
  undone: { words: 'Undone', tone: 'neutral' },
  discarded: { words: 'Dropped', tone: 'neutral' },
  expired: { words: 'Expired', tone: 'warn' },
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** "mails 4 people, writes 2 in Google and 2 in Lever" */
export function totalsText({ people, writes }: Totals): string {
  const parts = writes.map(({ system, count }) => `${count} in ${SYSTEM[system]}`);
  const said = [
    people.length > 0 ? `mails ${plural(people.length, 'person', 'people')}` : 'mails nobody',
    ...(parts.length > 0 ? [`writes ${parts.join(' and ')}`] : []),
  ];
  return said.join(', ');
}
