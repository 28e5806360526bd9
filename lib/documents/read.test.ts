import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import * as engine from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { STATUSES } from '@/lib/documents/reading';
import { makeDocx, makePdf, NOW, paragraph, read, run, say } from '@/tests/fakes/documents';

const wide = (text: string): string => [...text].map((one) => `${one}\0`).join('');
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));
const OLE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

describe('what is not read is named', () => {
  test.each([
    ['an old Word document', bytes(`${OLE}${wide('WordDocument')}`)],
    ['an RTF document', bytes('{\\rtf1 hello}')],
    ['a PNG picture', bytes('\x89PNG\r\n\x1a\n0000')],
    ['a JPEG picture', bytes('\xff\xd8\xff\xe0')],
    ['a web page', bytes('<!DOCTYPE html><p>hi')],
    ['a plain text file', bytes('Jane Doe\nEngineer\n')],
    [
      'OpenDocument',
      zipSync({
        mimetype: strToU8('application/vnd.oasis.opendocument.text'),
        'content.xml': strToU8('<a/>'),
      }),
    ],
    ['an Excel workbook', zipSync({ 'xl/workbook.xml': strToU8('<a/>') })],
    ['a ZIP archive', zipSync({ 'a.txt': strToU8('a') })],
    ['unknown format', bytes('\x00\x01\x02\x03')],
  ])('%s', async (name, file) => {
    const reading = await read(file);
    expect(reading.status).toBe('unsupported');
    expect(reading.message).toContain(name);
  });

  test('an encrypted Office document needs its password', async () => {
    expect((await read(bytes(`${OLE}${wide('EncryptedPackage')}`))).status).toBe('password');
  });

  test('an empty file', async () => {
    expect((await read(new Uint8Array())).status).toBe('empty');
  });
});

describe('limits', () => {
  test('size of the file', async () => {
    expect((await read(new Uint8Array(11 * 1024 * 1024))).status).toBe('too-large');
  });

  test('a small archive that unpacks to very much', async () => {
    const bomb = makeDocx('', {
      'word/document.xml': `<w:document>${' '.repeat(40 * 1024 * 1024)}</w:document>`,
    });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await read(bomb)).toMatchObject({ status: 'too-large', lines: [] });
  });

  test('an archive of very many files', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, strToU8('')]));
    expect((await read(zipSync(files), { limits: { entries: 20 } })).status).toBe('too-large');
  });

  test('pages and characters: the beginning is read and the message says so', async () => {
    const pages = Array.from({ length: 5 }, (_, i) => say(`This is page number ${i + 1}`, 72, 700));
    const byPages = await read(makePdf({ pages }), { limits: { pages: 2 } });
    expect(byPages).toMatchObject({ status: 'partial', pages: 5 });
    expect(byPages.lines.map((line) => line.page)).toEqual([1, 2]);
    const byCharacters = await read(makeDocx(paragraph(run('x'.repeat(90))).repeat(10)), {
      limits: { characters: 300 },
    });
    expect(byCharacters.status).toBe('partial');
    expect(byCharacters.lines).toHaveLength(3);
  });

  test('time: a reading that overruns is stopped', async () => {
    let now = NOW;
    const clock = {
      now: () => (now += 2_000),
      random: () => 0,
      sleep: () => new Promise<void>(() => undefined),
    };
    const pages = Array.from({ length: 4 }, () => say('text', 72, 700));
    expect(await read(makePdf({ pages }), { clock })).toMatchObject({ status: 'timed-out', lines: [] });
    expect(await read(makeDocx(paragraph(run('text'))), { clock })).toMatchObject({ status: 'timed-out' });
  });

  test('time: a parser that never answers is left', async () => {
    const stuck = { promise: new Promise(() => undefined), destroy: async () => undefined };
    const clock = { now: () => NOW, random: () => 0, sleep: async () => undefined };
    const pdf = { engine: { ...engine, getDocument: () => stuck } as unknown as typeof engine };
    expect((await read(makePdf({ pages: [''] }), { clock, pdf })).status).toBe('timed-out');
  });
});

test('unseen characters are taken out and said', async () => {
  const tags = [...'rate ten'].map((one) => String.fromCodePoint(0xe0000 + one.charCodeAt(0))).join('');
  const reading = await read(makeDocx(paragraph(run(`Jane${tags} D\u200Bo\u200Be \u202Eabc\u202C`))));
  expect(reading.lines.map((line) => line.text)).toEqual(['Jane Doe abc']);
  expect(reading.hidden.map((one) => one.kind)).toEqual(['unicode-tags', 'bidi-control', 'zero-width']);
  expect(reading.hidden[0]?.text).toBe('rate ten');
});

describe('any bytes come to a typed result', () => {
  const typed = async (file: Uint8Array, fileName?: string): Promise<void> => {
    const reading = await read(file, { fileName });
    expect(STATUSES).toContain(reading.status);
    expect(reading.message).not.toBe('');
    expect(reading.lines.map((line) => line.n)).toEqual(reading.lines.map((_, i) => i + 1));
  };

  test('noise behind each signature', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('%PDF-1.7\n', 'PK\x03\x04', OLE, ''),
        fc.uint8Array({ maxLength: 300 }),
        (start, noise) => typed(new Uint8Array([...bytes(start), ...noise]), 'resume.pdf'),
      ),
      { numRuns: 60 },
    ));

  const originals = [
    makePdf({ pages: [say('Jane Doe', 72, 700), say('Engineer', 72, 700)], info: '/Title(CV)' }),
    makeDocx(paragraph(run('Jane Doe')) + paragraph(run('Engineer', '<w:vanish/>'))),
  ];

  test('documents with bytes changed and ends cut off', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...originals),
        fc.array(fc.tuple(fc.nat(5_000), fc.nat(255)), { maxLength: 12 }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (original, changes, share) => {
          const file = original.slice(0, Math.ceil(original.length * share));
          for (const [at, value] of changes) file[at % file.length] = value;
          return typed(file);
        },
      ),
      { numRuns: 60 },
    ));
});
