import type { CalendarRoom } from '@/lib/calendar/port';
import type { Problem } from '@/lib/domain/problem';
import type { Settings } from '@/lib/domain/settings';
import type { Facts } from '@/lib/interviews/facts';
import { oneLine } from '@/lib/interviews/one-line';
import { readRequired } from '@/lib/interviews/required';
import { zoneOfPlace } from '@/lib/interviews/zone-of-place';
import type { LoopSessionSetup, LoopSetup } from './schema';

const LUNCH = { minutes: 45, from: '12:00', to: '14:00' };
/** More sessions than this are spread over two days. */
const MOST_A_DAY = 4;

/**
 * A first stage plan from what Lever says: one session for everybody (or every role) the requisition requires, in
 * rooms of the posting's city where there are some. The recruiter edits it once; it is remembered from then on.
 */
export function proposeLoop(
  facts: Facts,
  settings: Settings,
  rooms: readonly CalendarRoom[],
  recruiterZone: string,
): { setup: LoopSetup; problems: Problem[] } {
  const problems: Problem[] = [];
  const { groups } = readRequired(facts, problems);
  const place = facts.posting?.categories.location ?? '';
  const near = roomsNear(place, settings, rooms);
  const minutes = durationOf(facts) ?? settings.durationMinutes;
  const sessions = groups.slice(0, 10).map(
    ({ label, members, need }, n): LoopSessionSetup => ({
      id: `session-${n + 1}`,
      name: oneLine(label, 80) || `Session ${n + 1}`,
      minutes,
      roles: [
        {
          label: oneLine(label, 80) || 'Interviewer',
          members: members.slice(0, 30),
          need: Math.min(need, 4),
          ordered: false,
        },
      ],
      shadow: null,
      room: near.length > 0,
      video: true,
      optional: false,
      focus: '',
    }),
  );
  const first: LoopSessionSetup = {
    id: 'session-1',
    name: 'Interview',
    minutes,
    roles: [{ label: 'Interviewer', members: [], need: 1, ordered: false }],
    shadow: null,
    room: near.length > 0,
    video: true,
    optional: false,
    focus: '',
  };
  const many = sessions.length > MOST_A_DAY;
  return {
    problems,
    setup: {
      zone: zoneOfPlace(place) ?? recruiterZone,
      sessions: sessions.length > 0 ? sessions : [first],
      order: { first: null, last: null, before: [], sameDay: [] },
      gap: { least: 0, most: 120 },
      lunch: LUNCH,
      days: {
        most: many ? 2 : 1,
        adjacent: true,
        from: '09:00',
        to: '17:30',
        // Two days of about the same length.
        sessionsMost: many ? Math.ceil(sessions.length / 2) : null,
        spanMost: null,
      },
      rooms: { emails: near.map((r) => r.email), onePerDay: false },
      candidateNote: '',
      groups: [],
    },
  };
}

function roomsNear(place: string, settings: Settings, rooms: readonly CalendarRoom[]): CalendarRoom[] {
  const chosen = rooms.filter((r) => settings.rooms.includes(r.email));
  if (chosen.length > 0) return chosen;
  const city = place.split(/[,/]/)[0]?.trim().toLowerCase() ?? '';
  if (city.length < 3) return [];
  return rooms.filter((r) => `${r.building ?? ''} ${r.name}`.toLowerCase().includes(city));
}

/** Minutes of the requisition's `interview_duration`; null when it says none that can be used. */
function durationOf(facts: Facts): number | null {
  const value = Number(facts.requisition?.customFields.interview_duration);
  return Number.isInteger(value) && value >= 15 && value <= 240 ? value : null;
}
