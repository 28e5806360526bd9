import type { Problem } from '@/lib/domain/problem';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import type { Clock } from '@/lib/platform/clock';
import type { PanelAnswer, PanelRequest } from '@/lib/scheduling/panel';
import type { PersonView, ScheduleView } from '@/lib/workflows/schedule-interview/contract';
import type { Adjustment, InterviewSetup } from '@/lib/workflows/schedule-interview/schema';
import { NOW, RECRUITER_ZONE } from './world';

const UNREADABLE: Problem = {
  code: 'calendar-unreadable',
  message: 'Mei-Ling Chen’s calendar was not found by Google (notFound).',
  next: 'Check her calendar address in the control room, or vouch for her below.',
  subject: 'mei',
};
const NOT_CONNECTED: Problem = {
  code: 'google-not-connected',
  message: 'Google Calendar is not connected, so no calendar can be read.',
  next: 'Connect it in the control room; it takes a minute.',
};
const HOSTILE = '<script>alert("x")</script> Robert"); DROP TABLE panels;-- \u202Egnirts elbirret \u0000 ';

/** Builds the worker's view around the engine's answer, and keeps what the recruiter changed. */
export function createViewBuilder(story: string, clock: Clock) {
  let readAt = story === 'stale' ? NOW - 11 * 60_000 : NOW - 12_000;
  let assumed: string[] = [];
  let applied: ScheduleView['applied'] = [];
  let setup: InterviewSetup = {
    title: 'Technical interview',
    durationMinutes: 60,
    groups: [],
    optional: ['jonas'],
    roomPolicy: 'none',
    video: true,
    candidateNote: 'Please have a quiet place and your editor of choice at hand.',
    focus: 'Distributed systems, incident handling.',
  };
  const sources: ScheduleView['setup']['sources'] = {
    title: 'plan',
    durationMinutes: 'requisition',
    groups: 'requisition',
    optional: 'plan',
    roomPolicy: 'settings',
    video: 'settings',
    candidateNote: 'plan',
    focus: 'plan',
  };
  let constraints: ConstraintView[] = [
    {
      id: 'note-1',
      noteId: 'n1',
      quote: 'Priya not on Fridays until the 12th',
      text: 'Priya Natarajan: not on Fridays, until 12 Dec',
      constraint: { kind: 'unavailable', who: 'priya', days: [5], until: '2026-12-12' },
      decision: story === 'main' || story === 'hostile' ? 'proposed' : 'confirmed',
    },
  ];
  const unknown = story === 'unknown';

  const prepare = (request: PanelRequest): PanelRequest =>
    unknown
      ? {
          ...request,
          people: [
            ...request.people,
            {
              ...(request.people[1] as PanelRequest['people'][number]),
              id: 'mei',
              name: 'Mei-Ling Chen',
              role: 'Technical',
              zone: 'America/New_York',
              availability: { state: 'unknown', problem: UNREADABLE, readAt: NOW },
              ...(assumed.includes('mei') ? { assumeFree: true } : {}),
            },
          ],
          groups: request.groups.map((group) =>
            group.label === 'Technical' ? { ...group, members: ['priya', 'tomas', 'mei'], need: 2 } : group,
          ),
        }
      : request;

  function build(raw: PanelRequest, answer: PanelAnswer | null): ScheduleView {
    const request = prepare(raw);
    const name =
      story === 'hostile'
        ? HOSTILE.repeat(2)
        : story === 'long'
          ? 'Maximiliane-Alexandra von und zu Hohenlohe-Waldenburg-Schillingsfürst'
          : request.candidate.name;
    const people = request.people.map(
      (one): PersonView => ({
        id: one.id,
        name: one.name,
        role: one.role ?? null,
        jobTitle: null,
        optional: one.optional,
        calendar: {
          provider: one.id === 'tomas' ? 'microsoft' : 'google',
          email: `${one.name
            .toLowerCase()
            .normalize('NFD')
            .replace(/[^a-z ]/g, '')
            .replaceAll(' ', '.')}@acme.example`,
        },
        zone: one.zone,
        zoneSource: one.id === 'jonas' ? 'guess' : 'calendar',
        state: one.availability.state === 'known' ? 'known' : one.assumeFree ? 'assumed' : 'unknown',
        problem: one.availability.state === 'unknown' && !one.assumeFree ? UNREADABLE : null,
      }),
    );
    return {
      opportunityId: 'opp-alex',
      candidate: {
        name,
        email: 'alex.rivera@mail.example',
        zone: request.candidate.zone,
        zoneSource: 'lever',
        location: 'New York',
        confidential: false,
        archived: false,
      },
      posting: {
        id: 'p1',
        title: story === 'hostile' ? HOSTILE : 'Senior Platform Engineer',
        location: 'Remote',
      },
      requisition: { code: 'ENG-112', name: 'Platform' },
      stage: { id: 's1', name: 'On-site interview' },
      setup: {
        ...setup,
        durationMinutes: request.durationMinutes,
        groups: request.groups,
        sources,
        remembered: true,
      },
      automatic: false,
      people,
      directory: [
        ...people,
        { id: 'zoe', name: 'Zoë Müller', jobTitle: 'Staff Engineer' },
        { id: 'sam', name: 'Sam Okafor', jobTitle: 'SRE Lead' },
      ].map(({ id, name: shown, jobTitle }) => ({ id, name: shown, jobTitle })),
      constraints:
        story === 'hostile'
          ? constraints.map((one) => ({ ...one, quote: HOSTILE, text: HOSTILE }))
          : constraints,
      applied,
      booked:
        story === 'main'
          ? []
          : [
              {
                panelId: 'old',
                start: NOW - 5 * 86_400_000,
                end: NOW - 5 * 86_400_000 + 1_800_000,
                zone: RECRUITER_ZONE,
                subject: 'Phone screen',
                interviewers: ['Sam Okafor'],
                location: null,
                madeInLever: true,
                cancelled: false,
                planId: null,
              },
            ],
      answer,
      readAt: answer ? readAt : null,
      recruiterZone: RECRUITER_ZONE,
      search: {
        from: request.horizon.start,
        to: request.horizon.end,
        windowDays: 7,
        rank: request.rank,
        noticeMinutes: request.noticeMinutes,
        tentative: request.tentative,
        candidateWindows: request.candidate.windows,
        stepMinutes: request.stepMinutes,
      },
      timing: { network: 180, search: 4 },
      problems: answer ? (unknown && !assumed.includes('mei') ? [UNREADABLE] : []) : [NOT_CONNECTED],
      rooms: [],
    };
  }

  function adjust(request: PanelRequest, change: Adjustment): PanelRequest {
    if (change.assumeFree) assumed = change.assumeFree;
    if (change.setup) {
      setup = { ...setup, ...change.setup };
      for (const key of Object.keys(change.setup)) sources[key as keyof InterviewSetup] = 'you';
    }
    return {
      ...request,
      durationMinutes: setup.durationMinutes === 60 ? request.durationMinutes : setup.durationMinutes,
      groups: change.setup?.groups ?? request.groups,
      rank: change.rank ?? request.rank,
      tentative: change.tentative ?? request.tentative,
      noticeMinutes: change.noticeMinutes ?? request.noticeMinutes,
      candidate: {
        ...request.candidate,
        zone: change.candidateZone ?? request.candidate.zone,
        windows: change.candidateWindows === undefined ? request.candidate.windows : change.candidateWindows,
      },
    };
  }

  return {
    build,
    prepare,
    adjust,
    accept: (change: { id: string; text: string }) => {
      applied = [...applied, { id: change.id, text: change.text }];
    },
    forget: () => {
      applied = [];
    },
    markRead: () => {
      readAt = clock.now();
    },
    decide: (id: string, decision: ConstraintView['decision']) => {
      constraints = constraints.map((one) => (one.id === id ? { ...one, decision } : one));
    },
  };
}
