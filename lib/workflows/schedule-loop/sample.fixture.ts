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
});
