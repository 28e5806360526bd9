import { describe, expect, test } from 'vitest';
import type { ScreeningEngine } from '@/lib/ai/port';
import { createRulesEngine } from '@/lib/ai/rules/engine';
import { type DocumentReading, unread } from '@/lib/documents/reading';
import { Failure } from '@/lib/domain/problem';
import type { Claim } from '@/lib/evidence/claims';
import type { EntryDraft } from '@/lib/ledger/store';
import type { Implementation } from '@/lib/messaging/contract';
import type { auditFairness, ResumeCheck } from './contract';
import type { ScreenedApplicants } from './port';
import { createAuditFairness } from './service';

const NOW = Date.UTC(2026, 10, 20);
const clock = { now: () => NOW, random: () => 0.5, sleep: async () => undefined };
const TEXT = [
  'Dana Specimen',
  'dana.specimen@mail.example',
  'Acme Corp, Engineer, 2019 - present',
  'Built services with Python and Kubernetes for 40 teams',
  'Initech, Developer, 2014 - 2018',
  'Midwest University, BSc Computer Science, 2010 - 2014',
];
const reading: DocumentReading = {
  status: 'read',
  message: '',
  pages: 1,
  lines: TEXT.map((text, i) => ({ n: i + 1, page: 1, text })),
  hidden: [],
  identity: { name: 'Dana Specimen', emails: ['dana.specimen@mail.example'] },
  sections: {
    work: [
      { company: 'Acme Corp', title: 'Engineer', start: '2019', end: 'present' },
      { company: 'Initech', title: 'Developer', start: '2014', end: '2018' },
    ],
    education: [{ school: 'Midwest University', degree: 'BSc', start: '2010', end: '2014' }],
  },
};

/** An engine that reads names where there are any: it believes nobody called Jefferson, Booker, Gaines or Mosley. */
function biased(asked: string[]): ScreeningEngine {
  const rules = createRulesEngine({ clock });
  return {
    ...rules,
    async claims(request, options) {
      const text = request.lines.map((line) => line.text).join('\n');
      asked.push(text);
      const answer = await rules.claims(request, options);
      if (!/Jefferson|Booker|Gaines|Mosley/.test(text)) return answer;
      return {
        ...answer,
        claims: answer.claims.map((one): Claim => ({ ...one, verdict: 'not_found', level: '0', quotes: [] })),
      };
    },
  };
}

const nobody: ScreenedApplicants = {
  list: async () => [],
  one: async () => null,
  rubric: async () => null,
  blinding: async () => 2,
};

function setUp({
  documents = reading,
  applicants = nobody,
  refused = null,
}: {
  documents?: DocumentReading;
  applicants?: ScreenedApplicants;
  refused?: Failure | null;
} = {}) {
  const stored = new Map<string, unknown>();
  const entries: EntryDraft[] = [];
  const asked: string[] = [];
  let id = 0;
  const rules = createRulesEngine({ clock });
  const made = createAuditFairness({
    kept: {
      get: async <T>(key: string) => (structuredClone(stored.get(key)) as T | undefined) ?? null,
      set: async (key, value) => void stored.set(key, structuredClone(value)),
      remove: async (key) => void stored.delete(key),
    },
    lock: (_name, work) => work(),
    audit: {
      record: async (drafts: readonly EntryDraft[]) => {
        entries.push(...drafts);
        return [];
      },
    } as never,
    clock,
    newId: () => `r${++id}`,
    actor: async () => ({ id: 'u1', name: 'Priya Nair' }),
    forbidsPolicy: async () => refused,
    postings: async () => [{ id: 'p1', title: 'Engineer' }],
    description: async () => 'Requirements:\n3 years of Python\nExperience with Kubernetes',
    documents: { read: async () => documents },
    engine: async () => biased(asked),
    draft: async (request) => (await rules.draftRubric(request, { purpose: 'test' })).proposal,
    worstUsd: async (requests) => requests.length / 100,
    applicants,
  });
  return { ...made, stored, entries, asked };
}

type Page = Implementation<typeof auditFairness>;
const caller = { sender: 'own', tabId: null, url: null } as const;

async function check(page: Page, level: 0 | 1 | 2 | 3, ask: boolean): Promise<ResumeCheck> {
  const { rubric, description } = await page.criteria({ postingId: 'p1', description: '' }, caller);
  const source = { file: { name: 'resume.pdf', base64: btoa('x') } };
  return page.check({ source, rubric, posting: description, level, ask }, caller);
}

const saved = (page: Page, outcomes: ResumeCheck['outcomes'], level: 0 | 1 | 2 | 3) =>
  page.save(
    {
      postingId: 'p1',
      source: 'test',
      distributedOn: '',
      outcomes: null,
      twins: {
        level,
        model: 'biased',
        criteria: 2,
        leftOut: 0,
        notMade: {},
        outcomes: (outcomes ?? []).map((one) => ({ ...one, resume: 0 })),
      },
    },
    caller,
  );

describe('twins', () => {
  test('blinded, the request for another name is the same and nothing is asked; unblinded, the bias shows', async () => {
    const { implementation: page, asked } = setUp();
    const blinded = await check(page, 2, true);
    const names = (blinded.outcomes ?? []).filter(({ kind }) => kind === 'name');
    expect(names).toHaveLength(8);
    expect(names.every(({ identical, criteria, drift }) => identical && criteria === 0 && drift === 0)).toBe(
      true,
    );
    expect(asked.join()).not.toMatch(/Dana|Specimen|Jefferson/);

    const open = (await check(page, 0, true)).outcomes ?? [];
    const flips = open.filter(({ kind, criteria }) => kind === 'name' && criteria > 0);
    expect(flips.map(({ group }) => group)).toEqual(['read as Black woman', 'read as Black man']);
    expect(flips.every(({ drift }) => drift < 0)).toBe(true);
  });

  test('counting asks nothing, says what it costs, and asking sends each request once', async () => {
    const { implementation: page, asked } = setUp();
    const counted = await check(page, 0, false);
    expect(asked).toEqual([]);
    expect(counted).toMatchObject({ outcomes: null, unreadable: null, identical: 0 });
    expect(counted.worstUsd).toBeCloseTo(counted.requests / 100, 9);
    await check(page, 0, true);
    expect(asked).toHaveLength(counted.requests);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('an applicant who was screened is judged as screening does it, by the approved criteria, and it is logged', async () => {
    const { rubric } = await setUp().implementation.criteria({ postingId: 'p1', description: '' }, caller);
    const approved = { ...rubric, version: 7 };
    const {
      implementation: page,
      asked,
      entries,
    } = setUp({
      documents: unread('damaged', 'No file was opened.'),
      applicants: {
        ...nobody,
        list: async (postingId) => (postingId === 'p1' ? [{ id: 'o1', name: 'Dana Specimen' }] : []),
        one: async (postingId, id) =>
          postingId === 'p1' && id === 'o1'
            ? { id, reading, identity: { names: ['Dana Specimen', 'Danuta'], emails: [] } }
            : null,
        rubric: async () => approved,
      },
    });
    expect((await page.read({}, caller)).postings).toMatchObject([{ id: 'p1', screened: 1 }]);
    expect(await page.applicants({ postingId: 'p1' }, caller)).toEqual([{ id: 'o1', name: 'Dana Specimen' }]);
    const drawn = await page.criteria({ postingId: 'p1', description: '' }, caller);
    expect(drawn.rubric.version).toBe(7);
    // Written requirements are what somebody wants to run, also where others are approved.
    expect(
      (await page.criteria({ postingId: 'p1', description: 'Requirements:\n3 years of Java' }, caller)).rubric
        .version,
    ).toBe(1);
    const order = { rubric: approved, posting: '', level: 2 as const };
    const source = { applicant: { postingId: 'p1', id: 'o1' } };
    const counted = await page.check({ ...order, source, ask: false }, caller);
    expect([counted.twins > 8, asked, entries]).toEqual([true, [], []]);
    const done = await page.check({ ...order, source, ask: true }, caller);
    expect(done.outcomes?.filter(({ kind }) => kind === 'name').every(({ identical }) => identical)).toBe(
      true,
    );
    expect(asked.join()).not.toMatch(/Dana|Specimen|Danuta/);
    expect(entries).toMatchObject([
      {
        actor: 'u1',
        opportunityId: 'o1',
        event: 'fairness-twins-judged',
        details: { twins: counted.twins, blinding: 2 },
      },
    ]);
    const gone = { applicant: { postingId: 'p1', id: 'o2' } };
    await expect(page.check({ ...order, source: gone, ask: true }, caller)).rejects.toMatchObject({
      problem: { code: 'applicant-gone' },
    });
  });

  test('a scan is named and has no twins', async () => {
    const { implementation: page } = setUp({ documents: unread('scan', 'This is a scan.') });
    expect(await check(page, 2, true)).toMatchObject({
      unreadable: 'This is a scan.',
      twins: 0,
      outcomes: [],
    });
  });

  test('a description without a requirement says what to write', async () => {
    const { implementation: page } = setUp();
    await expect(
      page.criteria({ postingId: null, description: 'We are nice.' }, caller),
    ).rejects.toMatchObject({
      problem: { code: 'no-criteria' },
    });
  });
});

describe('reports and the gate', () => {
  const bad = [
    { kind: 'name', what: 'the name', group: 'g', identical: false, criteria: 1, band: false, drift: 0 },
  ] as const;

  test('a report above the bar blocks, is logged, and a removed one does not', async () => {
    const { implementation: page, fairnessGate, entries } = setUp();
    expect(await fairnessGate.allows('p1', 'person')).toMatchObject({ allowed: true, checked: false });
    const view = await saved(page, [...bad], 2);
    expect(view.reports[0]).toMatchObject({ id: 'r1', postingTitle: 'Engineer', by: 'Priya Nair' });
    expect(view.postings[0]?.gate.allowed).toBe(false);
    expect(await fairnessGate.allows('p1', 'person')).toMatchObject({ allowed: false, checked: true });
    await page.setBar({ flipRate: 1, ratio: 0.8 }, caller);
    expect(await fairnessGate.allows('p1', 'person')).toMatchObject({ allowed: true, checked: false });
    await page.remove({ id: 'r1' }, caller);
    expect(await fairnessGate.allows('p1', 'automatic')).toMatchObject({ allowed: false, checked: false });
    expect(entries.map(({ event, outcome }) => [event, outcome])).toEqual([
      ['fairness-report-saved', 'above the bar'],
      ['fairness-bar-set', null],
      ['fairness-report-removed', null],
    ]);
  });

  test('who may not change policy can measure and save, but neither move the bar nor delete what blocks', async () => {
    const refused = new Failure({ code: 'not-allowed', message: 'Your role may not.', next: 'Ask.' });
    const { implementation: page, fairnessGate } = setUp({ refused });
    await saved(page, [...bad], 2);
    await expect(page.setBar({ flipRate: 1, ratio: 0 }, caller)).rejects.toBe(refused);
    await expect(page.remove({ id: 'r1' }, caller)).rejects.toBe(refused);
    expect(await fairnessGate.allows('p1', 'person')).toMatchObject({ allowed: false, checked: true });
  });

  test('what cannot be read is not allowed, and the page says so', async () => {
    const { implementation: page, fairnessGate, stored } = setUp();
    stored.set('reports', [{ id: 1 }]);
    expect(await fairnessGate.allows('p1', 'person')).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('cannot be read'),
    });
    const view = await page.read({}, caller);
    expect(view.problems.map(({ code }) => code)).toContain('fairness-unreadable');
  });

  test('nothing of a person is kept, and a refused exclusion is not saved', async () => {
    const { implementation: page, stored } = setUp();
    await saved(page, (await check(page, 0, true)).outcomes, 0);
    expect(JSON.stringify([...stored])).not.toMatch(/Dana|Specimen|mail\.example|Acme/);
    const outcomes = {
      kind: 'selection' as const,
      cells: [
        { category: 'a', selected: 1, total: 50 },
        { category: 'b', selected: 9, total: 50 },
      ],
      median: null,
      ties: 0,
      leftOut: [{ by: null, category: 'a', why: 'few' }],
    };
    const about = { postingId: null, source: '', distributedOn: '', twins: null };
    await expect(page.save({ ...about, outcomes }, caller)).rejects.toBeInstanceOf(Failure);
    await expect(page.save({ ...about, outcomes: null }, caller)).rejects.toMatchObject({
      problem: { code: 'report-empty' },
    });
  });
});
