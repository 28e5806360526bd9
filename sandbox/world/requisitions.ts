import { userIdOf } from './people';
import { JOBS, OWNER, postingIdOf } from './postings';
import { uuidOf } from './random';
import type { Json } from './types';

/** The customer's own fields. Lever keys values in `customFields` by these ids. */
export const REQUISITION_FIELDS: readonly Json[] = [
  { id: 'interview_duration', text: 'Interview duration (minutes)', type: 'number', isRequired: false },
  { id: 'required_interviewers', text: 'Required interviewers', type: 'text', isRequired: false },
  {
    id: 'cost_center',
    text: 'Cost center',
    type: 'object',
    isRequired: false,
    subfields: [
      { id: 'city', text: 'City', type: 'text' },
      { id: 'campus_code', text: 'Campus code', type: 'number' },
    ],
  },
  {
    id: 'work_type',
    text: 'Work type',
    type: 'dropdown',
    isRequired: false,
    options: [
      { id: uuidOf('option', 'full time'), text: 'full time' },
      { id: uuidOf('option', 'contractor'), text: 'contractor' },
    ],
  },
];

/** What each requisition says about its interviews. PRD-031 is named by a posting and does not exist. */
const CUSTOM: Record<string, Record<string, unknown>> = {
  'ENG-145': {
    interview_duration: 60,
    required_interviewers: 'Hiring Manager, Tom Becker, Ines Duarte',
    cost_center: { city: 'London', campus_code: 2 },
  },
  'ENG-151': { interview_duration: 45, required_interviewers: 'Hiring Manager, Tech Lead, Culture Add' },
  /** An on-site of five sessions: roles that several people hold, in three zones. */
  'ENG-160': {
    interview_duration: 60,
    required_interviewers: 'Hiring Manager, Tech Lead, Senior Engineer, Product Manager, Recruiter',
  },
  /** Impossible as it stands: Los Angeles starts when London goes home. */
  'PRD-040': {
    interview_duration: 60,
    required_interviewers: 'Hiring Manager, Yuki Sandoval, Daniel Osei',
  },
  'DAT-012': {
    interview_duration: 60,
    required_interviewers:
      'grace.kimani@larkspur.example; Viktor Halloran <viktor.halloran@tidewater.example>; Mei Lin',
  },
  'DSN-007': { interview_duration: 90, required_interviewers: 'Theo Laurent, Isla Campbell, Hugo Marchetti' },
  'SEC-009': {
    interview_duration: 60,
    required_interviewers: 'Hiring Manager, Owen Pritchard, Farah Siddiqui',
  },
  'SAL-022': { interview_duration: 45 },
  'SUP-003': {},
  'EXE-001': {
    interview_duration: 60,
    required_interviewers: 'Marcus Adeyemi, Helena Brandt, Yuki Sandoval',
  },
  'EXE-002': { interview_duration: 60, required_interviewers: 'Helena Brandt' },
  'FIN-004': { interview_duration: 30, required_interviewers: 'George Papas, Nobody Known' },
  /** Approved, with no posting yet. */
  'ENG-199': { interview_duration: 50, required_interviewers: 'Hiring Manager' },
  /** Two postings whose candidates wait for the same, only architect. */
  'PAY-001': { interview_duration: 60, required_interviewers: 'Hiring Manager, Principal Architect' },
  'PAY-002': { interview_duration: 60, required_interviewers: 'Principal Architect, Risk Principal' },
};

const approval = (id: string, startedAt: number): Json => ({
  id,
  status: 'approved',
  startedAt,
  approvedAt: startedAt + 86_400_000,
  accountId: uuidOf('account'),
  createdBy: OWNER,
  steps: [
    {
      completed: true,
      status: 'approved',
      outOfBandOnly: false,
      approvalsRequired: 1,
      approvers: [
        {
          id: uuidOf('approver', id),
          user: { userId: userIdOf('rosa.lindqvist'), email: 'rosa.lindqvist@larkspur.example' },
          isDynamic: false,
          approved: true,
          approvedAt: startedAt + 86_400_000,
          type: 'static',
        },
      ],
    },
  ],
});

export function createRequisitions(now: number): Json[] {
  return Object.entries(CUSTOM).map(([code, customFields], n) => {
    const job = JOBS.find((one) => one.requisitionCode === code);
    const id = uuidOf('requisition', code);
    const created = now - (120 - n) * 86_400_000;
    return {
      id,
      createdAt: created,
      confidentiality: job?.confidential ? 'confidential' : 'non-confidential',
      status: job?.state === 'closed' ? 'closed' : 'open',
      name: job ? `${job.text}, ${job.team}` : 'Platform Engineer, Platform',
      requisitionCode: code,
      headcountTotal: 1 + (n % 3),
      headcountHired: 0,
      headcountInfinite: false,
      backfill: n % 4 === 0,
      creator: OWNER,
      owner: OWNER,
      hiringManager: userIdOf(job?.hiringManager ?? 'priya.nair'),
      internalNotes: '',
      compensationBand: job?.salary
        ? { min: job.salary[0], max: job.salary[1], currency: job.salary[2], interval: 'per-year-salary' }
        : null,
      approval: approval(uuidOf('approval', code), created),
      employmentStatus: 'full-time',
      location: job?.location ?? 'London',
      team: job?.team ?? 'Platform',
      department: job?.department ?? 'Engineering',
      postings: job ? [postingIdOf(job.key)] : [],
      offerIds: [],
      timeToFillStartAt: null,
      timeToFillEndAt: null,
      updatedAt: created + 5 * 86_400_000,
      customFields,
      closedAt: job?.state === 'closed' ? now - 10 * 86_400_000 : null,
    };
  });
}
