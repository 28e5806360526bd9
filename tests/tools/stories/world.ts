import type { BusyBlock } from '@/lib/domain/availability';
import type { PanelPerson, PanelRequest } from '@/lib/scheduling/panel';

/** Friday afternoon in Berlin. */
export const NOW = Date.UTC(2026, 10, 20, 13, 5);
export const RECRUITER_ZONE = 'Europe/Berlin';
export const CANDIDATE_ZONE = 'America/New_York';
const DAY = 86_400_000;
const MONDAY = Date.UTC(2026, 10, 23);

type Meeting = [day: number, from: string, to: string, title: string, status?: BusyBlock['status']];

/** Meetings by weekday number from Monday 23 November, wall clock in UTC. */
const block = ([day, from, to, title, status]: Meeting): BusyBlock => ({
  start: MONDAY + day * DAY + minutes(from),
  end: MONDAY + day * DAY + minutes(to),
  status: status ?? 'busy',
  title,
});
const minutes = (clock: string): number => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * 60_000;

const ANA: Meeting[] = [
  [0, '08:30', '09:00', 'Stand-up'],
  [0, '09:30', '11:00', 'Roadmap review'],
  [0, '13:00', '14:30', 'Budget 2027'],
  [0, '15:00', '16:30', 'One-to-ones'],
  [1, '08:30', '09:00', 'Stand-up'],
  [1, '12:30', '13:30', 'Partner call'],
  [1, '14:00', '15:00', 'One-to-one Priya'],
  [2, '08:30', '09:00', 'Stand-up'],
  [2, '10:00', '12:00', 'Architecture forum'],
  [3, '08:30', '09:00', 'Stand-up'],
  [3, '13:00', '14:00', 'Hiring sync'],
  [4, '08:30', '09:00', 'Stand-up'],
  [7, '08:30', '09:00', 'Stand-up'],
];
const PRIYA: Meeting[] = [
  [0, '09:00', '10:00', 'Incident review'],
  [0, '13:30', '15:30', 'Design review'],
  [0, '15:30', '17:00', 'Focus', 'tentative'],
  [1, '09:30', '10:30', 'Pairing'],
  [1, '15:00', '16:00', 'Guild'],
  [2, '08:00', '18:00', 'Conference', 'out-of-office'],
  [3, '14:00', '15:00', 'Planning', 'tentative'],
  [4, '10:00', '11:30', 'Retro'],
];
const TOMAS: Meeting[] = [
  [0, '13:00', '17:00', 'Customer workshop'],
  [1, '13:00', '14:00', 'Interview: backend'],
  [1, '16:00', '17:00', 'Support rota'],
  [2, '14:00', '16:00', 'Release'],
  [3, '09:00', '12:00', 'Deep work', 'tentative'],
];
const JONAS: Meeting[] = [
  [0, '09:00', '12:00', 'Sales kick-off'],
  [1, '14:30', '15:30', 'Forecast'],
  [3, '13:30', '15:00', 'Quarterly review'],
];

function person(
  id: string,
  name: string,
  role: string,
  zone: string,
  meetings: Meeting[],
  more: Partial<PanelPerson> = {},
): PanelPerson {
  return {
    id,
    name,
    role,
    zone,
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }],
    overrides: [],
    availability: { state: 'known', busy: meetings.map(block), readAt: NOW - 12_000 },
    bufferBefore: 0,
    bufferAfter: 0,
    optional: false,
    priority: 2,
    dailyLimit: 3,
    weeklyLimit: 8,
    interviews: [],
    ...more,
  };
}

/** The question behind the stories; the real engine answers it. */
export function storyRequest(): PanelRequest {
  return {
    now: NOW,
    noticeMinutes: 120,
    horizon: { start: NOW, end: Date.UTC(2026, 11, 1, 23) },
    stepMinutes: 15,
    durationMinutes: 60,
    count: 3,
    rank: 'best',
    spread: 'disjoint',
    people: [
      person('ana', 'Ana Ruiz', 'Hiring manager', 'Europe/Madrid', ANA, { priority: 0, bufferAfter: 15 }),
      person('priya', 'Priya Natarajan', 'Technical', 'Europe/London', PRIYA),
      person('tomas', 'Tomás Oliveira', 'Technical', 'Europe/Lisbon', TOMAS),
      person('jonas', 'Jonas Weber', 'Cross-functional', 'Europe/Berlin', JONAS, {
        optional: true,
        priority: 5,
      }),
    ],
    groups: [
      { label: 'Hiring manager', members: ['ana'], need: 1 },
      { label: 'Technical', members: ['priya', 'tomas'], need: 1 },
    ],
    rooms: [],
    roomPolicy: 'none',
    candidate: {
      name: 'Alex Rivera',
      zone: CANDIDATE_ZONE,
      windows: null,
      hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }],
    },
    tentative: 'soft',
    softWords: ['focus', 'hold'],
    displayZone: RECRUITER_ZONE,
  };
}
