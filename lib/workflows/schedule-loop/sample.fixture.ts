import type { Availability } from '@/lib/domain/availability';
import type { LoopFacts, LoopPersonFacts } from './compile';
import type { LoopSessionSetup, LoopSetup } from './schema';

const session = (
  id: string,
  name: string,
  members: string[],
  more: Partial<LoopSessionSetup> = {},
): LoopSessionSetup => ({
  id,
  name,
  minutes: 60,
  roles: [{ label: name, members, need: 1, ordered: false }],
  shadow: null,
  room: false,
  video: true,
  optional: false,
  focus: '',
  ...more,
});

/** A stage plan of five sessions, for tests. */
export const fiveSessions = (): LoopSetup => ({
  zone: 'Europe/London',
  sessions: [
    session('s1', 'Coding', ['ana']),
    session('s2', 'System design', ['ben', 'cora']),
    session('s3', 'Product', ['dora']),
    session('s4', 'Values', ['eli'], { minutes: 45 }),
    session('s5', 'Hiring manager', ['fay'], { minutes: 30, room: true }),
  ],
  order: { first: null, last: 's5', before: [['s1', 's2']], sameDay: [] },
  gap: { least: 0, most: null },
  lunch: { minutes: 45, from: '12:00', to: '14:00' },
  days: { most: 2, adjacent: true, from: '09:00', to: '18:00', sessionsMost: 3, spanMost: null },
  rooms: { emails: [], onePerDay: false },
  candidateNote: '',
  groups: [],
});

/** A Monday at midnight in London, winter time. */
export const MONDAY = Date.UTC(2027, 0, 11);
export const HOUR = 3_600_000;

export const known = (
  busy: { start: number; end: number; status: 'busy' | 'tentative' | 'out-of-office' }[] = [],
): Availability => ({ state: 'known', busy, readAt: MONDAY });

/** Six free people, a free room and two weeks for the five sessions; `change` says who is different. */
export function factsFor(change: Record<string, Partial<LoopPersonFacts>> = {}): LoopFacts {
  const hours = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];
  return {
    id: 'opportunity',
    setup: fiveSessions(),
    people: ['ana', 'ben', 'cora', 'dora', 'eli', 'fay'].map((id) => ({
      id,
      name: id.charAt(0).toUpperCase() + id.slice(1),
      zone: 'Europe/London',
      hours,
      availability: known(),
      assumeFree: false,
      bufferBefore: 0,
      bufferAfter: 0,
      dailyLimit: 4,
      weeklyLimit: 12,
      interviews: [],
      agreed: [],
      own: [],
      ours: [],
      wishes: [],
      ...change[id],
    })),
    rooms: [{ email: 'room@acme.example', name: 'Heron', capacity: 4, availability: known(), own: [] }],
    candidate: {
      zone: 'Europe/Lisbon',
      hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
      windows: null,
      extra: [],
      wishes: [],
    },
    excluded: [],
    horizon: { start: MONDAY, end: MONDAY + 12 * 24 * HOUR },
    earliest: MONDAY,
    stepMinutes: 15,
    tentative: 'soft',
    softWords: [],
    before: null,
  };
}
