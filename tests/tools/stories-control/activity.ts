import type {
  ActivityPlan,
  AuditOverview,
  AuditRow,
  EgressRow,
} from '@/lib/workflows/review-activity/contract';
import { HOSTILE } from './connections';

const NOW = Date.UTC(2027, 2, 9, 10, 30);

function plans(story: string): ActivityPlan[] {
  const write = (
    id: string,
    summary: string,
    change: Partial<ActivityPlan['writes'][number]> = {},
  ): ActivityPlan['writes'][number] => ({
    id,
    summary,
    system: 'google',
    effect: 'write',
    state: 'done',
    problem: null,
    at: NOW,
    ...change,
  });
  const base = {
    workflow: 'schedule-interview',
    opportunityId: 'o-1',
    createdAt: NOW - 60_000,
    updatedAt: NOW,
    approvedBy: 'Maya Okafor',
    problem: null,
    cannotRecall: [],
    choices: [],
    waitsFor: null,
  } satisfies Partial<ActivityPlan>;
  return [
    {
      ...base,
      id: 'p-1',
      title:
        story === 'hostile' ? HOSTILE : 'Book a 60-minute interview with Alex Rivera on Thu 11 Mar, 15:00',
      state: 'parked',
      problem: {
        code: 'stopped-halfway',
        message:
          'The booking stopped halfway: Lever had an error of its own. By then the invitations had reached people.',
        next: 'Retry or skip the failed step, or undo the plan; undoing tells those people that it is cancelled.',
      },
      choices: ['retry', 'skip', 'undo'],
      waitsFor: 'panel',
      cannotRecall: ['The invitation mails to 4 people cannot be recalled; they get a cancellation.'],
      writes: [
        write('check', 'Check that Priya Nair, Tom Becker and room Harbour are still free', {
          effect: 'check',
        }),
        write(
          'event',
          'Create the calendar event “Technical interview: Alex Rivera” on maya.okafor@larkspur.example',
        ),
        write('invite', 'Invite Priya Nair, Tom Becker, Harbour and Alex Rivera', { effect: 'mail' }),
        write('panel', 'Create the interview panel in Lever', {
          system: 'lever',
          state: 'failed',
          problem: {
            code: 'server-error',
            message: 'Lever: could not create the interview panel: it had an error of its own.',
            next: 'Try again in a minute.',
          },
        }),
        write('note', 'Add the note “Interview booked” in Lever', { system: 'lever', state: 'planned' }),
      ],
    },
    {
      ...base,
      id: 'p-2',
      title: 'Book a 45-minute interview with Jordan Vale on Wed 10 Mar, 09:30',
      state: 'done',
      choices: ['undo'],
      writes: [
        write('event', 'Create the calendar event'),
        write('panel', 'Create the interview panel in Lever', { system: 'lever' }),
      ],
    },
    {
      ...base,
      id: 'p-3',
      title: 'Book a 60-minute interview with Sam Ode on Fri 5 Mar, 11:00',
      state: 'undone',
      writes: [write('event', 'Create the calendar event', { state: 'undone' })],
    },
  ];
}

function rows(): AuditRow[] {
  const events = ['Action done', 'Action intended', 'Plan approved', 'Plan proposed', 'Candidate read'];
  return Array.from({ length: 25 }, (_, i) => ({
    seq: 124 - i,
    at: NOW - i * 7_000,
    actor: i % 5 < 2 ? 'Fulcrum' : 'Maya Okafor',
    workflow: 'schedule-interview',
    opportunityId: i % 4 === 3 ? null : '39ca916a-8096-4cdd-9b0f-39396b52fba8',
    event: events[i % 5] ?? '',
    summary: i % 5 === 4 ? '' : 'Create the interview panel in Lever',
    planId: i % 4 === 3 ? null : 'p-1',
    erased: false,
    hash: (i + 10).toString(16).repeat(32),
  }));
}

function egress(): EgressRow[] {
  const row = (change: Partial<EgressRow>): EgressRow => ({
    at: NOW,
    host: 'api.lever.co',
    method: 'GET',
    path: '/v1/opportunities/{opportunity}',
    purpose: 'read the candidate',
    status: 200,
    bytesOut: 412,
    bytesIn: 6210,
    candidateData: true,
    ms: 184,
    failure: null,
    ...change,
  });
  return [
    row({}),
    row({
      host: 'www.googleapis.com',
      method: 'POST',
      path: '/calendar/v3/freeBusy',
      purpose: 'read free/busy times',
      candidateData: false,
      ms: 231,
    }),
    row({
      host: 'graph.microsoft.com',
      method: 'POST',
      path: '/v1.0/me/calendar/getSchedule',
      purpose: 'read free/busy times',
      candidateData: false,
      status: 429,
    }),
    row({
      host: 'login.microsoftonline.com',
      method: 'POST',
      path: '/organizations/oauth2/v2.0/token',
      purpose: 'renew the sign-in',
      candidateData: false,
      status: null,
      failure: 'timeout',
      bytesIn: 0,
      ms: 20_000,
    }),
  ];
}

function overview(nothing: boolean): AuditOverview {
  const bars = Array.from({ length: 48 }, (_, n) => ({
    from: NOW - (48 - n) * 3_600_000,
    to: NOW - (47 - n) * 3_600_000,
    count: (n * 7) % 11,
  }));
  return {
    candidates: [{ value: 'o-1', label: 'Candidate o-1', count: 4 }],
    workflows: [{ value: 'schedule-interview', label: 'Schedule interview', count: 4 }],
    actors: [{ value: 'u-1', label: 'Maya Okafor', count: 4 }],
    events: [{ value: 'action-done', label: 'Action done', count: 3 }],
    matching: 4,
    activity: nothing ? [] : bars,
    concealed: 0,
  };
}

/** Answers of the review-activity contract. */
export function activity(story: string, method: string): unknown {
  const nothing = story === 'new';
  switch (method) {
    case 'plans':
      return nothing ? [] : plans(story);
    case 'audit':
      return nothing
        ? { rows: [], total: 0, head: null }
        : { rows: rows(), total: 125, head: 'a1b2c3d4'.repeat(8) };
    case 'overview':
      return overview(nothing);
    case 'may':
      return { role: 'Super Admin', known: true, readLog: true, exportLog: true, erase: true };
    case 'hosts':
      return [];
    case 'verifyAudit':
      return { ok: true, entries: 125, message: 'All 125 entries fit together; the last is a1b2c3d4a1b2…' };
    case 'exportAudit':
      return { fileName: 'fulcrum-audit-2027-03-09.json', text: '{}\n' };
    case 'egress':
      return nothing ? [] : egress();
    default:
      return plans(story)[0];
  }
}
