import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemOf } from '@/lib/domain/problem';
import { type BlindingLevel, blind, type Identity, sourceSpan } from './blinding';
import { refuseLeaks } from './blinding-check';

const page = (...texts: string[]) => texts.map((text, i) => ({ n: i + 1, page: 1, text }));
const blinded = (text: string, level: BlindingLevel, identity: Identity) =>
  blind(page(text), identity, level).lines[0]?.text;
const maria: Identity = {
  names: ['María José Øberg-Smith'],
  emails: ['mjos@mail.example'],
  phones: ['+1 (312) 555-0142'],
  links: ['https://mjos.example/cv'],
  places: ['Oak Park, Illinois'],
  schools: ['Lakeside Technical'],
};

describe('level 1 takes out who somebody is', () => {
  test.each([
    ['MARÍA JOSÉ ØBERG-SMITH', '[NAME]'],
    ['Maria Smith led; Smith’s team', '[NAME] led; [NAME]’s team'],
    ['M. Smith and Smith, M. (mariasmith42)', '[NAME] and [NAME] ([NAME])'],
    ['M A R I A   S M I T H', '[NAME]'],
    ['MariaSmithResume.pdf', '[NAME]Resume.pdf'],
    ['Signed M.S. in 2019', 'Signed [NAME] in 2019'],
    ['Mari\u0301a\u200B Jo\u00ADsé', '[NAME]'],
    ['mjos@mail.example, other@x.example, MJOS@mail.example', '[EMAIL_1], [EMAIL_2], [EMAIL_1]'],
    ['me (at) mail (dot) example', '[EMAIL_1]'],
    ['Call 312.555.0142 or +44 20 7946 0958', 'Call [PHONE_1] or [PHONE_2]'],
    ['github.com/mjos and www.mjos.example', '[LINK_1] and [LINK_2]'],
    ['Based in Oak Park, Illinois', 'Based in [ADDRESS]'],
    ['12 North Oak Street, Springfield IL 62704', '[ADDRESS], Springfield [ADDRESS]'],
    ['SSN 123-45-6789', '[ID]'],
  ])('%s', (text, expected) => expect(blinded(text, 1, maria)).toBe(expected));

  test.each([
    'Acme Corp, 2012 - 2015, 01/2015-03/2018, 2015-03-01',
    'Grew revenue 40% to 12,000,000 with ASP.NET and Node.js',
    'Used @angular/core, CI/CD, C#, TCP/IP',
    'Wordsmith for 3 products; smithing; goldsmiths',
  ])('keeps %s', (text) => expect(blinded(text, 1, maria)).toBe(text));

  test('names that are words, months or places stay where they are those', () => {
    expect(blinded('Will May: will ship in May 2019', 1, { names: ['Will May'] })).toBe(
      '[NAME]: will ship in May 2019',
    );
    const text = 'Francisco Washington, San Francisco, University of Washington, Washington, DC';
    expect(blinded(text, 1, { names: ['Francisco Washington'] })).toBe(
      '[NAME], San Francisco, University of Washington, Washington, DC',
    );
    expect(blinded('J.P. Morgan Chase, J. P.', 1, { names: ['Joshua Pham', 'Chase Weiss'] })).toBe(
      'J.P. Morgan Chase, [NAME]',
    );
    const strong: Identity = { names: ['Corvina Strong'] };
    expect(blinded('Strong leadership; Strong led. CORVINA STRONG', 1, strong)).toBe(
      'Strong leadership; [NAME] led. [NAME]',
    );
    expect(blinded('Bo leads', 1, { names: ['Bo Le'] })).toBe('[NAME] leads');
    expect(blinded('Corvina leads', 1, { names: ['Corvina Le'] })).toBe('[NAME] leads');
    expect(
      blinded('P. van der Berg; P I E T E R  V A N  D E R  B E R G', 1, { names: ['Pieter van der Berg'] }),
    ).toBe('[NAME]; [NAME]');
    expect(blinded('M. García-López, Æ. Dahl', 1, { names: ['María García-López', 'Ængus Dahl'] })).toBe(
      '[NAME]',
    );
    expect(blinded('Van Lu, John Ma', 1, { names: ['Van Lu', 'John Ma'] })).toBe('[NAME]');
  });
});

describe('levels 2 and 3', () => {
  test.each([
    ['She is a married mother of two', '[PRONOUN] is a [FAMILY] [FAMILY]'],
    ['Ms. Smith, 42 years old', '[NAME], [AGE]'],
    ['Date of birth: 4 May 1981', '[AGE]'],
    ['Nationality: Norwegian | Python', '[PERSONAL] | Python'],
    ['President, National Society of Black Engineers', 'President, [TRAIT]'],
    ['Women in Tech, native speaker', '[TRAIT], [TRAIT]'],
  ])('2: %s', (text, expected) => {
    expect(blinded(text, 2, maria)).toBe(expected.replace('[NAME]', '[TITLE] [NAME]'));
    expect(blinded(text, 1, { names: [] })).toBe(text);
  });

  test.each([
    ['BSc Physics, University of Bergen, 2004', 'BSc Physics, [SCHOOL_1], [YEAR]'],
    ['Lakeside Technical; Lakeside Technical', '[SCHOOL_1]; [SCHOOL_1]'],
    ['Acme Corp, Dayton, OH, 2012 - 2015', 'Acme Corp, [PLACE_1], 2012 - 2015'],
    ['React Native, old school of thought', 'React Native, old school of thought'],
  ])('3: %s', (text, expected) => expect(blinded(text, 3, maria)).toBe(expected));

  test('0 changes nothing', () =>
    expect(blinded('María Smith, she/her', 0, maria)).toBe('María Smith, she/her'));
});

const GIVEN = ['Adaeze', 'Bjørn', 'Mei Ling', 'José', 'Li', "D'Andre", 'Anna-Lena', 'Will', 'GRACE'];
const FAMILY = [
  'Okafor',
  'van der Berg',
  'Ng',
  "O'Connor",
  'Müller',
  'Nguyễn',
  'Young',
  'de la Cruz',
  'Łęcki',
];
const name = fc.tuple(fc.constantFrom(...GIVEN), fc.constantFrom(...FAMILY));
const level = fc.constantFrom<BlindingLevel>(1, 2, 3);

/** A resume in which the person is named in many ways. */
function resume([given, family]: [string, string]): string[] {
  return [
    `${given} ${family}`.toUpperCase(),
    `${given} ${family} — Engineer`,
    `Reference: ${family}, ${given}; asked for ${given} by name`,
    `Built the ${family} tool, 2012 - 2015, for 40 teams`,
    '• Migrated 40 services to Kubernetes',
  ];
}

describe('properties', () => {
  test('the blinded text is the same for every name', () => {
    fc.assert(
      fc.property(name, name, level, (a, b, at) => {
        const text = (who: [string, string]) =>
          blind(page(...resume(who)), { names: [who.join(' ')] }, at).lines;
        expect(text(a)).toEqual(text(b));
      }),
    );
  });

  test('nothing that identifies is left, and every part leads back to its source', () => {
    const piece = fc.constantFrom(
      'María',
      ' SMITH',
      'José',
      ' ',
      'led 40 teams',
      'mjos@mail.example',
      '+1 312 555 0142',
      '—',
      'Øberg',
      ', ',
      '2012',
      ' she ',
      'Oslo, NY',
      '\u00AD',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), level, fc.nat(), fc.nat(), (pieces, at, a, b) => {
        const [source = ''] = [pieces.join('')];
        const result = blind(page(source), maria, at);
        const text = result.lines[0]?.text ?? '';
        try {
          refuseLeaks(result, maria, JSON.stringify({ text }), '{}');
        } catch (error) {
          // A name that runs into the next word may be left; then nothing is sent.
          expect(source).toMatch(/\p{L}(María|SMITH)|(María|SMITH)\p{L}/u);
          expect(error).toMatchObject({ problem: { code: 'blinding-leak' } });
        }
        let rebuilt = text;
        for (const edit of [...result.edits].reverse())
          rebuilt = rebuilt.slice(0, edit.blindStart) + edit.words + rebuilt.slice(edit.blindEnd);
        expect(rebuilt).toBe(source);
        fc.pre(text.length > 1);
        const start = a % (text.length - 1);
        const end = start + 1 + (b % (text.length - start));
        const back = sourceSpan(result, { line: 1, page: 1, start, end });
        expect(back.start).toBeLessThan(back.end);
        const inToken = result.edits.some((e) => start < e.blindEnd && end > e.blindStart);
        if (!inToken) expect(source.slice(back.start, back.end)).toBe(text.slice(start, end));
        else
          for (const e of result.edits)
            if (start < e.blindEnd && end > e.blindStart) {
              expect(back.start).toBeLessThanOrEqual(e.start);
              expect(back.end).toBeGreaterThanOrEqual(e.end);
            }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a request that still identifies is refused', () => {
  const result = blind(page('María Smith', 'mjos@mail.example', 'she/her'), maria, 2);
  const refusal = (body: string, template = '{}'): string | undefined => {
    try {
      refuseLeaks(result, maria, body, template);
      return undefined;
    } catch (error) {
      return problemOf(error).message;
    }
  };

  test.each([
    ['{"a":"by Maria"}', 'name (1)'],
    ['{"a":{"b":["SMITH"]}}', 'name (1)'],
    ['{"Smith":1}', 'name (1)'],
    ['{"a":"\\u0053mith"}', 'name (1)'],
    ['{"a":"m.a.r.i.a.s.m.i.t.h"}', 'name (1)'],
    ['{"a":"see mjos@mail.example"}', 'email (1)'],
    ['{"a":"1-312-555-0142"}', 'phone (1)'],
    ['{"a":"she/her"}', 'pronoun (1)'],
    ['not JSON: Smith', 'name (1)'],
  ])('%s', (body, kind) => {
    const message = refusal(body);
    expect(message).toContain(kind);
    expect(message).not.toMatch(/smith|maria|mjos/i);
  });

  test('words the request holds of its own are no leak, one more of them is', () => {
    const template = JSON.stringify({ system: 'Work for a Smith.', text: '' });
    const will = blind(page('Will Smithers'), { names: ['Will Smithers'] }, 1);
    expect(() =>
      refuseLeaks(will, { names: ['Will Smithers'] }, '{"a":"you will see [NAME]"}', '{}'),
    ).not.toThrow();
    expect(refusal(template, template)).toBeUndefined();
    expect(refusal(JSON.stringify({ system: 'Work for a Smith.', text: 'Smith' }), template)).toContain(
      'name (1)',
    );
    expect(() => refuseLeaks({ ...result, level: 0 }, maria, '{"a":"Maria"}', '{}')).not.toThrow();
  });
});
