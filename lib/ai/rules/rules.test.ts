import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '@/lib/evidence/assess';
import { searchableText } from '@/lib/evidence/quote';
import { type Rubric, RubricSchema } from '@/lib/evidence/rubric';
import { createRulesEngine } from './engine';
import { SKILLS, skillsIn } from './skills';

const anchors = ['0', '1', '2', '3', '4', '5'];
const rubricOf = (...labels: string[]): Rubric =>
  RubricSchema.parse({
    postingId: 'p',
    version: 1,
    criteria: labels.map((label, i) => ({ id: `c${i + 1}`, label, kind: 'must', weight: 1, anchors })),
  });
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line, i) => ({ n: i + 1, page: 1, text: line.trim() }));
const engine = createRulesEngine({ clock: { now: () => 0 } });
const claimsOf = async (resume: string, ...labels: string[]) =>
  (
    await engine.claims(
      { rubric: rubricOf(...labels), lines: linesOf(resume), today: '2026-11-22' },
      { purpose: 'test' },
    )
  ).claims;

const RESUME = `
[NAME]
Experience
Senior Engineer, Northwind, 2019-03 - present
• Built the payment service in TypeScript and Node.js, used by 40,000 customers
• Moved 12 services to K8s
Engineer, Fabrikam, January 2016 - December 2019
• Wrote ETL jobs in Python
Education
M.Sc. Computer Science, 2013 - 2015
Skills
Go, SQL, Figma, vitamin C
Languages: German (C1), English native
AWS Certified Solutions Architect
`;

describe('claims by rules', () => {
  test('skills by any of their names, with the strongest line as quote', async () => {
    const claims = await claimsOf(
      RESUME,
      'TypeScript',
      'Kubernetes',
      'Golang',
      'Rust',
      'C',
      'Data engineering',
    );
    expect(claims.map(({ verdict, level }) => `${verdict} ${level}`)).toEqual([
      'shown 3',
      'shown 2',
      'shown 1',
      'not_found 0',
      'not_found 0',
      'not_found 0',
    ]);
    expect(claims[0]?.quotes[0]?.text).toContain('payment service');
  });

  test('years are merged date ranges, never added up twice', async () => {
    const [shown, partly] = await claimsOf(
      RESUME,
      '8+ years of experience',
      '20 years of professional experience',
    );
    expect(shown).toMatchObject({ verdict: 'shown', note: expect.stringContaining('10.9 years') });
    expect(partly).toMatchObject({ verdict: 'partly_shown', level: '2' });
  });

  test('degrees, certificates, languages', async () => {
    const claims = await claimsOf(
      RESUME,
      "Bachelor's degree in computer science",
      'PhD',
      'AWS certification',
      'German at B2 or better',
      'French, fluent',
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual([
      'shown',
      'partly_shown',
      'shown',
      'shown',
      'not_found',
    ]);
  });

  test('abstains from what it does not know, from negations, and from years nobody states', async () => {
    const claims = await claimsOf(
      'Engineer with 2 years of Python work\nNo experience with Kubernetes so far',
      'Has a calm way with angry customers',
      'Kubernetes',
      '5 years of Python',
    );
    expect(claims.map(({ verdict }) => verdict)).toEqual(['unclear', 'unclear', 'partly_shown']);
  });

  test('every quote stands in the text, and the highest level is never claimed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.constantFrom(...linesOf(RESUME).map(({ text }) => text)),
            fc
              .tuple(fc.constantFrom(...SKILLS.map(({ name }) => name)), fc.string({ maxLength: 30 }))
              .map((p) => p.join(' ')),
          ),
          { maxLength: 12 },
        ),
        fc.constantFrom(...SKILLS.map(({ name }) => name)),
        async (texts, skill) => {
          const lines = texts.map((text, i) => ({ n: i + 1, page: 1, text }));
          const rubric = rubricOf(skill, '3 years of experience', 'a degree');
          const { claims } = await engine.claims({ rubric, lines, today: '2026-11-22' }, { purpose: 'test' });
          const again = await engine.claims({ rubric, lines, today: '2026-11-22' }, { purpose: 'test' });
          expect(again.claims).toEqual(claims);
          for (const one of assess(rubric, claims, searchableText({ lines }))) {
            expect(one.level).toBeLessThan(5);
            for (const { location } of one.quotes)
              if (!location.found)
                expect(location.fault).toMatch(/too-short|not-found|cut|negation|spliced|too-long/);
          }
        },
      ),
      { numRuns: 150 },
    ));
});

describe('the taxonomy', () => {
  test('every skill finds itself by every form, and no form belongs to two skills', () => {
    const owners = new Map<string, string>();
    for (const { name, forms, pattern } of SKILLS)
      for (const form of forms) {
        expect(pattern.test(form), form).toBe(true);
        expect(owners.get(form.toLowerCase()), form).toBeUndefined();
        owners.set(form.toLowerCase(), name);
      }
    expect(SKILLS.length).toBeGreaterThan(350);
  });

  test('ordinary words are no skills', () => {
    expect(
      skillsIn('We go to the office and express what the rust on the node is. Vitamin C. R&D.').map(
        (s) => s.name,
      ),
    ).toEqual([]);
    expect(skillsIn('C++ and C#').map((s) => s.name)).toEqual(['C++', 'C#']);
  });
});

describe('a rubric by rules', () => {
  test('requirements and wishes, without what must not be asked and what no rule can look for', async () => {
    const description = `
About us
We are a young team in Berlin.
Responsibilities
- Build services in Java
Requirements:
- 5+ years of experience with TypeScript
- Bachelor's degree in computer science or similar
- Native English speaker
- A sense of humour
Nice to have
- Kubernetes or Terraform
`;
    const { proposal } = await engine.draftRubric(
      { postingId: 'p', title: 'Engineer', description },
      { purpose: 'test' },
    );
    expect(proposal.criteria.map(({ label, kind, weight }) => [label, kind, weight])).toEqual([
      ['5+ years of experience with TypeScript', 'must', 3],
      ["Bachelor's degree in computer science or similar", 'must', 3],
      ['Kubernetes or Terraform', 'nice', 1],
    ]);
    expect(proposal.criteria[2]?.signs).toContain('K8s');
    expect(proposal.leftOut.map(({ text }) => text)).toEqual([
      'We are a young team in Berlin',
      'Native English speaker',
      'A sense of humour',
    ]);
    expect(RubricSchema.safeParse({ postingId: 'p', version: 1, criteria: proposal.criteria }).success).toBe(
      true,
    );
  });
});
