import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { makePdf, read, say } from '@/tests/fakes/documents';

const MB = 1024 * 1024;
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A PDF with one more stream, before its end. */
const withStream = (dictionary: string, data: Uint8Array): Uint8Array =>
  joined(
    makePdf({ pages: [say('Built payments in Go', 72, 700)] }),
    bytesOf(`\n99 0 obj\n<<${dictionary}/Length ${data.length}>>\nstream\n`),
    data,
    bytesOf('\nendstream\nendobj\n'),
  );

describe('what unpacks to more than is unpacked', () => {
  const blank = new Uint8Array(3 * MB).fill(32);
  const once = zlibSync(blank);
  const limits = { streams: 2 * MB };

  test('is refused before anything is read, also packed twice', async () => {
    for (const file of [
      withStream('/Filter/FlateDecode', once),
      withStream('/Filter [/FlateDecode /FlateDecode]', zlibSync(once)),
      withStream('/Filter/Fl', once),
    ]) {
      const reading = await read(file, { limits });
      expect(reading).toMatchObject({ status: 'too-large', lines: [] });
      expect(reading.message).toBe('This document was not unpacked: it unpacks to more than 2 MB.');
    }
  });

  test('many streams count together', async () => {
    const part = zlibSync(new Uint8Array(MB + 10));
    const file = joined(
      withStream('/Filter/FlateDecode', part),
      bytesOf(`\n98 0 obj\n<</Filter/FlateDecode/Length ${part.length}>>\nstream\r\n`),
      part,
      bytesOf('\r\nendstream\nendobj\n'),
    );
    expect((await read(file, { limits })).status).toBe('too-large');
    expect((await read(file, { limits: { streams: 3 * MB } })).status).toBe('read');
  });

  test('pictures, what is not packed, and damage are left to the parser', async () => {
    for (const file of [
      withStream('/Subtype/Image/Filter/FlateDecode', once),
      withStream('', blank),
      withStream('/Filter/FlateDecode', bytesOf('this is no deflate')),
    ])
      expect((await read(file, { limits })).status).toBe('read');
  });
});
