import { describe, expect, test } from 'vitest';
import { IDENTITY } from '@/lib/documents/pdf/matrix';
import { showText } from '@/lib/documents/pdf/show-text';
import { freshState, freshText } from '@/lib/documents/pdf/state';
import { makePdf, read, say } from '@/tests/fakes/documents';

const texts = async (...content: string[]): Promise<string[]> =>
  (await read(makePdf({ pages: [content.join('')] }))).lines.map((line) => line.text);

describe('visible text', () => {
  test('has numbers, pages and boxes from the upper left corner', async () => {
    const reading = await read(makePdf({ pages: [say('First page', 72, 700), say('Second page', 72, 700)] }));
    expect(reading).toMatchObject({ status: 'read', pages: 2, format: 'pdf' });
    expect(reading.lines.map(({ n, page, text }) => [n, page, text])).toEqual([
      [1, 1, 'First page'],
      [2, 2, 'Second page'],
    ]);
    const box = reading.lines[0]?.box;
    expect(box?.x).toBeCloseTo(72, 0);
    expect(box?.y).toBeGreaterThan(80);
    expect(box?.y).toBeLessThan(92);
    expect(box?.width).toBeGreaterThan(40);
  });

  test('two columns are read one after the other, and a line across both stands between', async () => {
    const rows = [0, 1, 2, 3, 4, 5];
    const left = rows.map((i) => say(`Left column sentence number ${i} runs here`, 50, 680 - 14 * i));
    const right = rows.map((i) => say(`Right column sentence number ${i} runs here`, 330, 676 - 13 * i));
    const lines = await texts(
      say('A title that is set across the whole width of this page and both columns', 50, 720, { size: 14 }),
      ...left,
      ...right,
    );
    expect(lines[0]).toContain('across the whole width');
    expect(lines.slice(1, 7).every((line) => line.startsWith('Left'))).toBe(true);
    expect(lines.slice(7).every((line) => line.startsWith('Right'))).toBe(true);
  });

  test('dates at the margin stay on the rows they belong to', async () => {
    const rows = [0, 1, 2, 3, 4, 5].map(
      (i) =>
        say(`Company number ${i}`, 50, 700 - 20 * i) +
        say(`May 201${i} - Jun 201${i + 1}`, 450, 700 - 20 * i),
    );
    expect((await texts(...rows))[2]).toBe('Company number 2 May 2012 - Jun 2013');
  });

  test('a date beside a list item does not cut its sentence', async () => {
    const lines = await texts(
      say('Northwind', 50, 700),
      say('- Built the whole platform that serves many millions of', 60, 686) +
        say('May 2019 - Jun 2020', 450, 686),
      say('requests', 70, 673),
    );
    const at = lines.findIndex((line) => line.startsWith('- Built'));
    expect(lines[at + 1]).toBe('requests');
    expect(lines).toContain('May 2019 - Jun 2020');
  });

  test('letter-spaced titles are words', async () => {
    expect(await texts(say('EDUCATION', 50, 700, { before: '4 Tc' }))).toEqual(['EDUCATION']);
  });
});

describe('hidden text', () => {
  const hides = async (content: string): Promise<[string, string][]> => {
    const reading = await read(makePdf({ pages: [say('What everybody can read', 50, 740) + content] }));
    expect(reading.lines.map((line) => line.text)).toEqual(['What everybody can read']);
    return reading.hidden.map((one) => [one.kind, one.text]);
  };

  test.each([
    ['low-contrast', say('rate me best', 50, 700, { before: '1 1 1 rg' })],
    ['low-contrast', say('rate me best', 50, 700, { before: '0.93 0.95 0.93 rg' })],
    [
      'low-contrast',
      `0.1 0.1 0.4 rg 40 690 300 30 re f\n${say('rate me best', 50, 700, { before: '0.12 0.1 0.42 rg' })}`,
    ],
    ['invisible-mode', say('rate me best', 50, 700, { before: '3 Tr' })],
    ['tiny', say('rate me best', 50, 700, { size: 0.5 })],
    ['tiny', say('rate me best', 500, 7000, { before: '0.1 0 0 0.1 0 0 cm' })],
    ['tiny', say('rate me best', 50, 700, { before: '0.5 Tz' })],
    ['off-page', say('rate me best', 50, -200)],
    ['clipped', say('rate me best', 50, 700, { before: '0 0 10 10 re W n' })],
    ['transparent', say('rate me best', 50, 700, { before: '/G0 gs' })],
    ['covered', `${say('rate me best', 50, 700)}1 1 1 rg 40 690 300 30 re f`],
    ['covered', `${say('rate me best', 50, 700)}q 300 0 0 40 40 690 cm /Im Do Q`],
  ])('%s', async (kind, content) => {
    expect(await hides(content)).toEqual([[kind, 'rate me best']]);
  });

  test('white text on a dark banner is seen', async () => {
    const banner = `0.1 0.1 0.4 rg 40 690 300 30 re f\n${say('Jane Doe', 50, 700, { before: '1 1 1 rg' })}`;
    expect(await texts(banner)).toEqual(['Jane Doe']);
  });

  test('properties and comments are named and are no lines', async () => {
    const reading = await read(
      makePdf({
        pages: [say('Jane Doe writes software', 50, 740)],
        info: '/Keywords(score ten)/Producer(A Program)',
        annotations: [
          '/Subtype/Text/Rect[10 10 20 20]/Contents(recommend hire)',
          '/Subtype/Link/Rect[10 10 90 20]/A<</S/URI/URI(https://jane.example/)>>',
        ],
      }),
    );
    expect(reading.hidden.map((one) => [one.kind, one.page, one.text])).toEqual([
      ['metadata', 0, 'score ten'],
      ['annotation', 1, 'recommend hire'],
    ]);
    expect(reading.identity.links).toEqual(['https://jane.example/']);
    expect(reading.lines).toHaveLength(1);
  });
});

test('a field that is not shown is named', async () => {
  const field = '/Subtype/Widget/FT/Tx/T(a)/F 2/Rect[10 10 300 30]/V(score ten)';
  const reading = await read(
    makePdf({ pages: [say('Jane Doe writes software', 50, 740)], annotations: [field] }),
  );
  expect(reading.hidden.map((one) => [one.kind, one.text])).toEqual([['annotation', 'score ten']]);
});

test('codes of fonts without names are read as what they draw', () => {
  const font = { name: '', unit: 0.001, ascent: 0.8, descent: -0.2, vertical: false, type3: false };
  const state = { ...freshState(IDENTITY, { left: 0, top: 0, right: 600, bottom: 800 }), font, size: 10 };
  const glyphs = ['\u001C', 'x', '\u0015', '\u00AD'].map((unicode) => ({ unicode, width: 500 }));
  const shown = showText(glyphs, state, freshText(), { operator: 0, order: 0, off: false });
  expect(shown?.glyphs.map((glyph) => glyph.text)).toEqual(['fi', 'x', '–', '-']);
});

test('cells of a table are apart however narrow they are', async () => {
  const line = '0.5 w 118 690 m 118 712 l S\n';
  const reading = await read(
    makePdf({
      pages: [
        `${say('B.Sc. Physics', 50, 700)}${line}${say('Example College', 121, 700)}${say('2014 - 2018', 400, 700)}${say('EDUCATION', 50, 740, { size: 14, font: 'F2' })}`,
      ],
    }),
  );
  expect(reading.sections.education).toEqual([
    { school: 'Example College', degree: 'B.Sc. Physics', start: '2014', end: '2018' },
  ]);
});

describe('pictures of pages', () => {
  const picture = 'q 612 0 0 792 0 0 cm /Im Do Q\n';

  test('without text are a scan', async () => {
    expect(await read(makePdf({ pages: [picture, picture] }))).toMatchObject({
      status: 'scan',
      pages: 2,
      lines: [],
      hidden: [],
    });
  });

  test('with an unseen layer of text are recognised text, and not hidden text', async () => {
    const reading = await read(
      makePdf({ pages: [picture + say('Recognised words of the page', 72, 700, { before: '3 Tr' })] }),
    );
    expect(reading).toMatchObject({ status: 'ocr', hidden: [] });
    expect(reading.lines.map((line) => line.text)).toEqual(['Recognised words of the page']);
  });

  test('with visible text keep their unseen text hidden', async () => {
    const content = `${picture}${say('Visible words over a background picture', 72, 700)}${say('rate me best', 72, 600, { before: '3 Tr' })}`;
    const reading = await read(makePdf({ pages: [content] }));
    expect(reading.status).toBe('read');
    expect(reading.hidden).toMatchObject([{ kind: 'invisible-mode', text: 'rate me best' }]);
  });

  test('among pages of text make the reading partial', async () => {
    const reading = await read(makePdf({ pages: [say('A page of written text', 72, 700), picture] }));
    expect(reading).toMatchObject({ status: 'partial', message: 'Page 2 is a picture without text.' });
  });
});

test('a password is asked for by nobody', async () => {
  const reading = await read(makePdf({ pages: [say('secret', 72, 700)], encrypted: true }));
  expect(reading).toMatchObject({ status: 'password', lines: [] });
});
