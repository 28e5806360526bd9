import { describe, expect, test } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import type { Facts } from '@/lib/interviews/facts';
import type { LeverUser } from '@/lib/lever/types';
import { proposeSetup } from './propose-setup';

const user = (id: string, name: string, jobTitle: string, over: Partial<LeverUser> = {}): LeverUser => ({
  id,
  name,
  username: name.split(' ')[0]?.toLowerCase() ?? id,
  email: `${name.toLowerCase().replace(' ', '.')}@larkspur.example`,
  accessRole: 'team member',
  deactivatedAt: null,
  jobTitle,
  ...over,
});

const USERS = [
  user('u1', 'Priya Nair', 'Engineering Manager'),
  user('u2', 'Tom Becker', 'Tech Lead'),
  user('u3', 'Ines Duarte', 'Tech Lead, Platform'),
  user('u4', 'Gone Person', 'Tech Lead', { deactivatedAt: 1 }),
];

function facts(customFields: Record<string, unknown>, over: Partial<Facts> = {}): Facts {
  return {
    opportunity: {
      id: 'o1',
      name: 'Alma Fitzgerald',
      contact: 'c1',
      headline: '',
      stage: 's1',
      confidentiality: 'non-confidential',
      location: '',
      emails: [],
      phones: [],
      links: [],
      tags: [],
      owner: 'u3',
      followers: [],
      applications: [],
      archived: null,
      createdAt: 1,
      updatedAt: null,
      isAnonymized: false,
      urls: { list: '', show: '' },
    },
    application: null,
    posting: null,
    requisition: {
      id: 'r',
      requisitionCode: 'ENG-1',
      name: 'Engineer',
      status: 'open',
      hiringManager: 'u1',
      owner: null,
      location: null,
      team: null,
      customFields,
    },
    stage: null,
    panels: [],
    notes: [],
    users: USERS,
    problems: [],
    readAt: 1,
    ...over,
  };
}

const members = (customFields: Record<string, unknown>) =>
  proposeSetup(facts(customFields), defaultSettings, null);

describe('required interviewers from the requisition', () => {
  test.each([
    ['Hiring Manager', [['u1']]],
    ['Tom Becker', [['u2']]],
    ['tom.becker@larkspur.example', [['u2']]],
    ['Somebody Else <tom.becker@larkspur.example>', [['u2']]],
    ['Hiring Manager, Tom Becker and Recruiter', [['u1'], ['u2'], ['u3']]],
    ['Tech Lead', [['u2', 'u3']]],
  ])('%s', (text, expected) => {
    const { setup, problems } = members({ required_interviewers: text });
    expect(setup.groups.map((g) => g.members)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  test.each(['Culture Add', 'Gone Person', 'nobody@larkspur.example', 'Tom Becker <wrong@larkspur.example>'])(
    '%s is asked about, not guessed',
    (text) => {
      const { setup, problems } = members({ required_interviewers: text });
      expect(setup.groups).toEqual([{ label: text, members: [], need: 1 }]);
      expect(problems).toMatchObject([{ code: 'interviewer-not-chosen', subject: text }]);
    },
  );

  test('nobody named: the hiring manager alone; no hiring manager either: said', () => {
    expect(members({}).setup.groups).toEqual([{ label: 'Hiring manager', members: ['u1'], need: 1 }]);
    const none = proposeSetup(facts({}, { requisition: null }), defaultSettings, null);
    expect(none.problems.map((p) => p.code)).toEqual(['nobody-required']);
  });
});

describe('duration from the requisition', () => {
  test.each([
    [60, 60, 0],
    ['45 minutes', 45, 0],
    ['90', 90, 0],
    ['an hour', 60, 1],
    [5, 60, 1],
    ['', 60, 0],
    [null, 60, 0],
  ])('%j', (value, minutes, problems) => {
    const proposed = members({ interview_duration: value });
    expect(proposed.setup.durationMinutes).toBe(minutes);
    expect(proposed.problems).toHaveLength(problems);
  });
});

test('what was remembered for this posting and stage wins, but the title follows the candidate', () => {
  const first = members({ required_interviewers: 'Tom Becker', interview_duration: 45 });
  const again = proposeSetup(facts({}), defaultSettings, {
    ...first.setup,
    title: 'Interview: somebody else',
    focus: 'System design',
  });
  expect(again.setup).toMatchObject({
    durationMinutes: 45,
    focus: 'System design',
    title: 'Interview: Alma Fitzgerald',
  });
  expect(again.sources.durationMinutes).toBe('plan');
});
