import type { Colleague } from './people';
import type { Team } from './roster';
import type { WorldRoom } from './types';

/** What the calendar generators need to know about one mailbox. */
export interface Mailbox {
  email: string;
  name: string;
  firstName: string;
  zone: string;
  hours: { days: number[]; from: string; to: string };
  kind: 'person' | 'second' | 'room';
  team: Team | null;
  jobTitle: string;
  /** Never away for days: these people sit on the panels that a first run shows. */
  steady: boolean;
}

const STEADY = new Set([
  'maya.okafor',
  'priya.nair',
  'tom.becker',
  'ines.duarte',
  'clara.voss',
  'idris.okonjo',
  'petra.lindholm',
]);

/** One mailbox per calendar address; people without a calendar have none. */
export function createMailboxes(people: readonly Colleague[], rooms: readonly WorldRoom[]): Mailbox[] {
  const own = people.flatMap((person): Mailbox[] => {
    if (!person.calendarEmail) return [];
    const base = {
      name: person.name,
      firstName: person.name.split(' ')[0]!,
      zone: person.zone,
      hours: person.hours,
      team: person.team,
      jobTitle: person.jobTitle,
      steady: STEADY.has(person.username),
    };
    const first: Mailbox = { ...base, email: person.calendarEmail, kind: 'person' };
    return person.secondMailbox
      ? [first, { ...base, email: person.secondMailbox.email, kind: 'second' }]
      : [first];
  });
  const resources = rooms.map(
    (room): Mailbox => ({
      email: room.email,
      name: room.name,
      firstName: room.name,
      zone: room.zone,
      hours: { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:30' },
      kind: 'room',
      team: null,
      jobTitle: '',
      steady: true,
    }),
  );
  return [...own, ...resources];
}
