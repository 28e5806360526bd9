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
    ['Maria Muster Dipl.-Pädagogin', 'Maria Muster'],
    ['Job van den Berg', 'Job van den Berg'],
    ['Maria Muster', 'Maria Muster'],
  ])('%s', async (head, name) => {
    const { identity } = await read(page([head, 720, 22], ...body));
    expect(identity.name).toBe(name);
  });

  test('the job that is applied for is not who applies', async () => {
    const { identity } = await read(page(['JOB APPLIED FOR', 740, 16], ['Maria Muster', 700, 14], ...body));
    expect(identity.name).toBe('Maria Muster');
  });

  test('first and last name on lines of their own, with an icon read as a letter between them', async () => {
    const { identity } = await read(page(['Maria', 740, 24], ['N', 715, 10], ['Muster', 700, 24], ...body));
    expect(identity.name).toBe('Maria Muster');
  });
});

describe('layouts that resumes come in', () => {
  const bold = { font: 'F2' };
  const title = (text: string, x: number, y: number) => say(text, x, y, { size: 14, font: 'F2' });

  test('a side column ends where the main column begins, and its broken lines are whole', async () => {
    const page =
      title('Certifications', 40, 740) +
      say('Certified Tester, Advanced', 40, 720) +
      say('Level, Example Board', 40, 706) +
      title('Skills', 40, 680) +
      ['Python', 'SQL', 'Go'].map((text, i) => say(text, 40, 660 - 14 * i)).join('') +
      say('Maria Muster', 220, 741, { size: 24 }) +
      title('Experience', 220, 700) +
      say('Northwind Labs', 220, 680, bold) +
      say('Staff Engineer', 220, 666) +
      say('Mar 2021 - present', 220, 652) +
      say('Led the search team through two launches, and looked after what came of them', 220, 638) +
      say('Contoso', 220, 610, bold) +
      say('Software Developer', 220, 596) +
      say('June 2018 - Feb 2021', 220, 582);
    const { identity, sections: found } = await read(makePdf({ pages: [page] }));
    expect(identity.name).toBe('Maria Muster');
    expect(found.certifications).toEqual(['Certified Tester, Advanced Level, Example Board']);
    expect(found.skills).toEqual(['Python', 'SQL', 'Go']);
    expect(found.work).toEqual([
      { company: 'Northwind Labs', title: 'Staff Engineer', start: '2021-03', end: 'present' },
      { company: 'Contoso', title: 'Software Developer', start: '2018-06', end: '2021-02' },
    ]);
  });

  test('a period that the margin broke belongs to the row it began in', async () => {
    const page =
      title('Experience', 120, 740) +
      say('Nov', 90, 720) +
      say('Staff Engineer, Northwind Labs', 120, 720) +
      say('2020 - Oct', 55, 706) +
      say('- Led the search team', 120, 706) +
      say('2021', 85, 692) +
      say('Feb', 90, 672) +
      say('Software Developer, Contoso Ltd', 120, 672) +
      say('2018 - Mar', 55, 658) +
      say('- Wrote the billing service', 120, 658) +
      say('2020', 85, 644) +
      ['Kept the books', 'Hired two people', 'Answered the phone', 'Drew the plans']
        .map((text, i) => say(`- ${text}`, 120, 626 - 14 * i))
        .join('');
    expect((await read(makePdf({ pages: [page] }))).sections.work).toEqual([
      { company: 'Northwind Labs', title: 'Staff Engineer', start: '2020-11', end: '2021-10' },
      { company: 'Contoso Ltd', title: 'Software Developer', start: '2018-02', end: '2020-03' },
    ]);
  });

  test('labels say what their values are', async () => {
    const found = await sections(`**Professional Experience
      Organization || Blue Harbour
      Designation || Conductor of Orders
      Duration || Jan 2019 – Mar 2021
      Responsibilities: many things
      Organization: Green Field
      Designation: Keeper
      Duration: 2015 – 2018`);
    expect(found.work).toEqual([
      { company: 'Blue Harbour', title: 'Conductor of Orders', start: '2019-01', end: '2021-03' },
      { company: 'Green Field', title: 'Keeper', start: '2015', end: '2018' },
    ]);
  });

  test.each([
    [
      'Charge Nurse, Cardiac Unit',
      'Lakeside Hospital, Chicago, IL',
      'Charge Nurse, Cardiac Unit',
      'Lakeside Hospital',
    ],
    [
      'Analyst / Independent Consultant',
      'Blue Harbour, Oslo, Norway',
      'Analyst / Independent Consultant',
      'Blue Harbour',
    ],
  ])('%s', async (first, second, position, company) => {
    const found = await sections(`**Experience\n**${first} || Jan ’19 – Mar ’21\n${second}\n• Did things`);
    expect(found.work).toEqual([{ company, title: position, start: '2019-01', end: '2021-03' }]);
  });

  test('a campus belongs to its school, a town does not', async () => {
    const found = await sections(`**Education
      Master of Science in Physics, University of California, Berkeley || 2016 – 2018
      Bachelor of Science in Physics, Example University, Springfield || 2012 – 2016`);
    expect(found.education?.map((one) => one.school)).toEqual([
      'University of California, Berkeley',
      'Example University',
    ]);
  });

  test('an address that a narrow column broke is whole', async () => {
    const page =
      say('Maria Muster', 40, 740, { size: 20 }) +
      say('linkedin.com/in/maria-', 40, 700) +
      say('muster', 40, 686);
    expect((await read(makePdf({ pages: [page] }))).identity.links).toEqual(['linkedin.com/in/maria-muster']);
  });
});
