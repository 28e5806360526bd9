import { describe, expect, test } from 'vitest';
import { refusalsOf } from './protected-attributes';

const criterion = (label: string) => ({
  id: 'c1',
  label,
  anchors: ['nothing', 'a mention', 'some', 'a project', 'years', 'leads others'],
  examples: [],
  signs: [],
});
const attributes = (label: string) => refusalsOf(criterion(label)).map(({ attribute }) => attribute);

describe('refused, with the attribute it is about', () => {
  test.each([
    ['Age under 35', 'age'],
    ['Young, energetic team player, young people welcome', 'age'],
    ['Recent graduate', 'age'],
    ['Digital native', 'age'],
    ['No more than 5 years of experience', 'age'],
    ['Graduated after 2018', 'age'],
    ['Male candidates', 'sex or gender'],
    ['Female', 'sex or gender'],
    ['No plans for maternity leave', 'pregnancy or family'],
    ['Without small children', 'pregnancy or family'],
    ['Unmarried', 'marital status'],
    ['White candidates', 'race or ethnicity'],
    ['Ethnicity', 'race or ethnicity'],
    ['US citizens only', 'national origin'],
    ['Native English speaker', 'national origin'],
    ['Speaks without an accent', 'national origin'],
    ['Mother tongue German', 'national origin'],
    ['Practising Christian', 'religion'],
    ['Has no disability', 'disability or health'],
    ['Able-bodied', 'disability or health'],
    ['Gay', 'sexual orientation'],
    ['Not transgender', 'gender identity'],
    ['Union membership', 'political opinion or union membership'],
    ['No criminal record', 'criminal or credit history'],
    ['Lives near the office', 'where somebody lives'],
    ['ZIP code 60601', 'where somebody lives'],
    ['Short commute', 'where somebody lives'],
    ['Well-groomed', 'appearance'],
    ['English-sounding name', 'national origin'],
    ['No gaps in employment', 'gaps in employment'],
    ['No employment gaps', 'gaps in employment'],
    ['Ivy League degree', 'social origin'],
    ['Prestigious university', 'social origin'],
    ['Fraternity member', 'social origin'],
    ['Good culture fit', 'likeness to the team'],
    ['FEMA\u00ADLE applicants', 'sex or gender'],
    ['ｆｅｍａｌｅ applicants', 'sex or gender'],
    ['native\u2011level English', 'national origin'],
  ])('%s', (label, attribute) => expect(attributes(label)).toContain(attribute));
});

describe('allowed', () => {
  test.each([
    'Five years of experience with PostgreSQL',
    'Handles race conditions in concurrent code',
    'Built age verification for a shop',
    'React Native or another mobile framework',
    'Cloud-native architecture',
    'Manages a team and its packages',
    'English at C1, in writing',
    'Knows Title VII and ADA compliance',
    'Accessibility: WCAG 2.2 audits',
    'Domain name resolution and DNS',
    'Bachelor in computer science or equal experience',
    'Black-box testing and white papers',
    'Kept uptime over 99.9 percent with fewer than 10 incidents',
    'Managed budgets over 50 million',
    'Served 40 customers with single sign-on',
    'Gender pay gap analysis',
    'Union types in TypeScript',
    'Language models, natural language processing',
    'Led volunteers in an open-source project',
    'Works in a distributed team across time zones',
    'Residential architecture, straight-through processing',
    'Executive search, mentoring, stakeholder management',
  ])('%s', (label) => expect(attributes(label)).toEqual([]));
});

test('anchors, examples and signs are read too, and the words are those that were written', () => {
  const { anchors } = criterion('');
  const [refusal] = refusalsOf({
    ...criterion('Rust'),
    anchors: anchors.with(5, 'A “Digital\u00A0Native” of renown'),
  });
  expect(refusal).toMatchObject({
    criterionId: 'c1',
    field: 'anchors[5]',
    words: 'Digital\u00A0Native',
    attribute: 'age',
  });
  expect(refusal?.reason).toMatch(/stands in for age/);
  expect(refusalsOf({ ...criterion('Rust'), signs: ['rust', 'sorority'] })).toMatchObject([
    { field: 'signs[1]' },
  ]);
});
