import { createCalendars } from './calendars';
import { putInCalendars } from './interview-events';
import { createLeverWorld } from './lever';
import { createMailboxes } from './mailboxes';
import { createPeople, DOMAINS } from './people';
import { createRooms } from './rooms';
import type { World } from './types';

/**
 * The sandbox company. `now` (ms epoch) is the moment it is frozen at: candidacies and panels are dated around it.
 * Calendars depend on `seed` and the date asked for; only the interviews already planned in Lever follow `now`. Ids of people, postings and the
 * candidates in `KNOWN` depend on neither.
 */
export function createWorld({ seed = 1, now }: { seed?: number; now: number }): World {
  const people = createPeople(now);
  const rooms = createRooms();
  const recruiter = people.find((person) => person.secondMailbox);
  if (!recruiter) throw new Error('The roster has no recruiter with accounts at both providers.');
  const calendars = createCalendars(seed, createMailboxes(people, rooms));
  const lever = createLeverWorld({ seed, now, people });
  putInCalendars(lever, people, calendars, now);
  return {
    seed,
    company: {
      name: 'Larkspur',
      googleDomain: DOMAINS.google,
      microsoftDomain: DOMAINS.microsoft,
      leverSite: 'larkspur',
    },
    recruiter,
    people,
    rooms,
    calendars,
    lever,
  };
}
