import { describe, expect, test } from 'vitest';
import { makePdf, read, resume, say } from '@/tests/fakes/documents';

const sections = async (text: string) => (await read(resume(text))).sections;

describe('work', () => {
  const expected = [
    { company: 'Northwind Labs', title: 'Staff Engineer', start: '2021-03', end: 'present' },
    { company: 'Contoso, Inc.', title: 'Software Developer', start: '2018-06', end: '2021-02' },
  ];

  test.each([
    [
      'company and title on one line, date at the margin',
      `**Experience
       Northwind Labs, Staff Engineer – Berlin, Germany || Mar 2021 – present
       • Led a team of five people
       Contoso, Inc., Software Developer – Austin, TX || June 2018 – Feb 2021
       • Wrote the billing service`,
    ],
    [
      'title first, with at and a pipe',
      `**Work Experience
       Staff Engineer at Northwind Labs | 03/2021 - Present
       • Led a team of five people
       Software Developer at Contoso, Inc. | 06/2018 - 02/2021
       • Wrote the billing service`,
    ],
    [
      'company above title, date in the second row',
      `**Employment History
       **Northwind Labs || Berlin, Germany
       Staff Engineer || 2021-03 – present
       • Led a team of five people
       **Contoso, Inc. || Austin, TX
       Software Developer || 2018-06 – 2021-02
       • Wrote the billing service`,
    ],
    [
      'date on a line of its own',
      `**Berufserfahrung
       Staff Engineer
       Northwind Labs
       März 2021 – heute
       • Leitung eines Teams
       Software Developer
       Contoso, Inc.
       Juni 2018 – Februar 2021
       • Abrechnung`,
    ],
  ])('%s', async (_, text) => {
    expect((await sections(text)).work).toEqual(expected);
  });

  test('years count overlaps once and gaps not at all', async () => {
    const reading = await read(
      resume(`**Experience
        Northwind Labs, Engineer || Jan 2010 – Dec 2011
        Contoso Ltd, Consultant || Jul 2011 – Dec 2012
        Fabrikam Inc, Engineer || Jan 2015 – Dec 2015`),
    );
    expect(reading.yearsExperience).toBe(4);
  });

  test('a date inside a sentence starts no entry', async () => {
    const text = `**Experience
      Northwind Labs, Engineer || Jan 2010 – Dec 2011
      • Migrated 40 services between 2010 and 2011, which won an award in 2012
      • Published in 2011`;
    expect((await sections(text)).work).toHaveLength(1);
  });
});

test.each([
  ['Education', 'Master of Science in Physics', 'Example University'],
  ['Formation', 'Licence en informatique', 'Université de Lille'],
  ['Ausbildung', 'Diplom Informatik', 'Technische Universität Dresden'],
  ['Educación', 'Grado en Matemáticas', 'Universidad de Sevilla'],
  ['教育背景', '学士 通信工程', '上海交通大学'],
])('education under %s', async (heading, degree, school) => {
  expect((await sections(`**${heading}\n${school} || 2014 – 2018\n${degree}`)).education).toEqual([
    { school, degree, start: '2014', end: '2018' },
  ]);
});

test('skills lose their group names, certificates keep their words', async () => {
  const found = await sections(`**Skills
    Languages: Go, TypeScript (Node, Deno), SQL
    • Kubernetes; Terraform
    **Certifications
    • Certified Kubernetes Administrator (2021)`);
  expect(found.skills).toEqual(['Go', 'TypeScript (Node, Deno)', 'SQL', 'Kubernetes', 'Terraform']);
  expect(found.certifications).toEqual(['Certified Kubernetes Administrator (2021)']);
});

describe('identity', () => {
  test('name, addresses and links of a head', async () => {
    const { identity } = await read(
      resume(`**Résumé
        **JANE O'NEILL-DOE
        Berlin, Germany | jane.doe@mail.example | +49 30 1234567 | github.com/janedoe
        **Experience
        Northwind Labs, Engineer || 2010 – 2011`),
    );
    expect(identity).toEqual({
      name: "Jane O'Neill-Doe",
      emails: ['jane.doe@mail.example'],
      phones: ['+49 30 1234567'],
      links: ['github.com/janedoe'],
    });
  });

  test('what is not there is absent, and nothing is guessed from prose', async () => {
    const reading = await read(
      resume('minutes of the meeting held in 2019\nthe budget of 1 000 000 was agreed'),
    );
    expect(reading.identity).toEqual({});
    expect(reading.sections).toEqual({});
    expect(reading.yearsExperience).toBeUndefined();
  });
});

describe('names in decorative heads', () => {
  const page = (...lines: [text: string, y: number, size: number][]) =>
    makePdf({ pages: [lines.map(([text, y, size]) => say(text, 72, y, { size })).join('')] });
  const body: [string, number, number][] = [
    ['maria.muster@mail.example', 660, 10],
    ['Built a search engine in TypeScript', 630, 10],
    ['Wrote the billing service for shops', 610, 10],
  ];

  test.each([
    ['MARIA MUSTER RESUME', 'Maria Muster'],
    ['Maria Muster Curriculum Vitae', 'Maria Muster'],
    ['MARIA MUSTER M.SC.', 'Maria Muster'],
    ['Maria Muster', 'Maria Muster'],
  ])('%s', async (head, name) => {
    const { identity } = await read(page([head, 720, 22], ...body));
    expect(identity.name).toBe(name);
  });

  test('first and last name on lines of their own, with an icon read as a letter between them', async () => {
    const { identity } = await read(page(['Maria', 740, 24], ['N', 715, 10], ['Muster', 700, 24], ...body));
    expect(identity.name).toBe('Maria Muster');
  });
});
