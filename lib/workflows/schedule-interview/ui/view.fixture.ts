import type { ProposedSlot } from '@/lib/scheduling/panel';
import type { PlanView, ScheduleView } from '../contract';

/** Friday 20 November 2026, 14:05 in Berlin. */
export const NOW = Date.UTC(2026, 10, 20, 13, 5);
const HOUR = 3_600_000;

export const aSlot = (index: number): ProposedSlot => {
  const start = Date.UTC(2026, 10, 24 + index, 14);
  return {
    start,
    end: start + HOUR,
    cost: index,
    terms: [],
    who: ['ana'],
    optionalFree: [],
    optionalBusy: [],
    roomId: null,
    reasons: ['earliest time for everyone'],
  };
};

export const aView = (overrides: Partial<ScheduleView> = {}): ScheduleView => ({
  opportunityId: 'opp',
  candidate: {
    name: 'Alex Rivera',
    email: 'alex@mail.example',
    zone: 'America/New_York',
    zoneSource: 'lever',
    location: 'New York',
    confidential: false,
    archived: false,
  },
  posting: { id: 'p', title: 'Engineer', location: null },
  requisition: null,
  stage: { id: 's', name: 'On-site' },
  setup: {
    title: 'Interview',
    durationMinutes: 60,
    groups: [{ label: 'Hiring manager', members: ['ana'], need: 1 }],
    optional: [],
    roomPolicy: 'none',
    video: true,
    candidateNote: '',
    focus: '',
    sources: {},
    remembered: false,
  },
  automatic: false,
  people: [
    {
      id: 'ana',
      name: 'Ana Ruiz',
      role: 'Hiring manager',
      jobTitle: null,
      optional: false,
      calendar: { provider: 'google', email: 'ana@acme.example' },
      zone: 'Europe/Berlin',
      zoneSource: 'calendar',
      state: 'known',
      problem: null,
    },
  ],
  directory: [{ id: 'ana', name: 'Ana Ruiz', jobTitle: null }],
  constraints: [],
  applied: [],
  booked: [],
  answer: {
    slots: [aSlot(0), aSlot(1), aSlot(2)],
    feasibleCount: 3,
    feasibleHash: 0,
    whyNot: [],
    changes: [],
    lanes: [
      {
        personId: 'ana',
        working: [{ start: Date.UTC(2026, 10, 24, 8), end: Date.UTC(2026, 10, 24, 17) }],
        spans: [
          { start: Date.UTC(2026, 10, 24, 9), end: Date.UTC(2026, 10, 24, 10), kind: 'busy', title: 'Sync' },
        ],
      },
    ],
    unknown: [],
  },
  readAt: NOW - 12_000,
  recruiterZone: 'Europe/Berlin',
  search: { from: NOW, to: NOW + 7 * 24 * HOUR, windowDays: 7, rank: 'best', noticeMinutes: 120 },
  timing: null,
  problems: [],
  rooms: [],
  ...overrides,
});

export const aPlan = (overrides: Partial<PlanView> = {}): PlanView => ({
  id: 'plan',
  opportunityId: 'opp',
  title: 'Book the interview',
  state: 'proposed',
  createdAt: NOW,
  updatedAt: NOW,
  writes: [
    {
      id: 'event',
      summary: 'Create the event',
      system: 'google',
      effect: 'write',
      irrevocable: null,
      state: overrides.state === 'done' ? 'done' : 'planned',
      problem: null,
    },
  ],
  drafts: [],
  slot: {
    start: aSlot(0).start,
    end: aSlot(0).end,
    zone: 'Europe/Berlin',
    candidateZone: 'America/New_York',
  },
  joinUrl: null,
  problem: null,
  warning: null,
  nextBest: null,
  cannotRecall: ['The mail to the candidate.'],
  ...overrides,
});
