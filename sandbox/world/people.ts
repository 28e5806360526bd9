import { uuidOf } from './random';
import { ROSTER, type RosterEntry, type Team } from './roster';
import type { WorldPerson } from './types';

export const DOMAINS = { google: 'larkspur.example', microsoft: 'tidewater.example' } as const;

/** A person plus what only the sandbox knows: team and, for the recruiter, a second mailbox. */
export interface Colleague extends WorldPerson {
  team: Team;
}

/** Nobody may read these calendars: one at each provider. */
const HIDDEN = new Set(['farah.siddiqui', 'theo.laurent']);
/** Titles are visible for these; everybody else shares times only. */
const OPEN = new Set([
  'priya.nair',
  'ines.duarte',
  'declan.fahey',
  'maya.okafor',
  'tom.becker',
  'mei.lin',
  'olivia.grant',
  'kavya.raman',
  'clara.voss',
  'idris.okonjo',
  'petra.lindholm',
]);
const SUPER_ADMINS = new Set(['rosa.lindqvist', 'maya.okafor']);
const ADMINS = new Set(['declan.fahey', 'noor.rahmani', 'bruno.teixeira']);
/** The calendar lives at another address than the one Lever knows. */
const OTHER_ADDRESS: Record<string, string> = {
  'kenji.tanaka': 'kenji@larkspur.example',
  'kavya.raman': 'kraman@tidewater.example',
};
/** Shift and part-time workers; everybody else works Monday to Friday, nine to half past five. */
const HOURS: Record<string, WorldPerson['hours']> = {
  'aisha.bello': { days: [1, 2, 3, 4, 5], from: '08:00', to: '16:30' },
  'isla.campbell': { days: [1, 2, 3, 4], from: '09:00', to: '17:30' },
  'mina.joshi': { days: [1, 2, 3, 4, 5], from: '13:00', to: '21:30' },
  'arjun.mehta': { days: [1, 2, 3, 4, 5], from: '10:00', to: '19:00' },
  'kavya.raman': { days: [1, 2, 3, 4, 5], from: '10:00', to: '19:00' },
  'mateo.rivas': { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' },
  'idris.okonjo': { days: [1, 2, 4], from: '09:00', to: '17:30' },
  'petra.lindholm': { days: [2, 4], from: '09:00', to: '17:30' },
};
const LEADERSHIP = /^(Chief|VP|Director|Head|Engineering Manager|Tech Lead)/;

const usernameOf = (name: string) => name.toLowerCase().replace(/[^a-z]+/g, '.');
export const userIdOf = (username: string) => uuidOf('user', username);

function accessRoleOf(username: string, entry: RosterEntry): string {
  if (SUPER_ADMINS.has(username)) return 'super admin';
  if (ADMINS.has(username)) return 'admin';
  if (entry.provider === '-') return 'interviewer';
  return LEADERSHIP.test(entry.jobTitle) ? 'team member' : 'limited team member';
}

function personOf(entry: RosterEntry, now: number): Colleague {
  const username = usernameOf(entry.name);
  const provider = entry.provider === 'G' ? 'google' : entry.provider === 'M' ? 'microsoft' : null;
  const email = `${username}@${provider ? DOMAINS[provider] : 'contractor.example'}`;
  const left = username === 'quinn.abbott';
  return {
    id: userIdOf(username),
    name: entry.name,
    username,
    email,
    calendarEmail: provider ? (OTHER_ADDRESS[username] ?? email) : null,
    provider,
    zone: entry.zone,
    jobTitle: entry.jobTitle,
    accessRole: accessRoleOf(username, entry),
    deactivatedAt: left ? now - 40 * 86_400_000 : null,
    hours: HOURS[username] ?? { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
    sharing: HIDDEN.has(username) ? 'hidden' : OPEN.has(username) ? 'titles' : 'times',
    team: entry.team,
    ...(username === 'maya.okafor'
      ? { secondMailbox: { email: `${username}@${DOMAINS.microsoft}`, provider: 'microsoft' as const } }
      : {}),
  };
}

/** Everybody, in roster order. `now` (ms epoch) dates the one deactivation. */
export function createPeople(now: number): Colleague[] {
  return ROSTER.map((entry) => personOf(entry, now));
}
