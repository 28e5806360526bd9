/**
 * Reads every .ics file of a folder of real calendars (environment `FULCRUM_CORPUS`, default `../shared/data`) the way
 * the sandbox does, and says what came out. Ends with an error when reading one crashes; bad files only warn.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { readCalendar } from '@/sandbox/icalendar/read';

const root = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
const DAY = 86_400_000;

function main(): number {
  if (!existsSync(root)) {
    console.log(`No corpus at ${root}; skipped. Set FULCRUM_CORPUS to a folder that holds .ics files.`);
    return 0;
  }
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ics$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const now = Date.now();
  let read = 0;
  let events = 0;
  let crashed = 0;
  const slow: string[] = [];
  for (const file of files) {
    const name = relative(root, file);
    const started = performance.now();
    try {
      const reading = readCalendar(
        readFileSync(file, 'utf8'),
        { mailbox: 'owner@corpus.example', zone: 'Europe/Berlin' },
        { from: now - 400 * DAY, to: now + 800 * DAY },
      );
      const bad = reading.events.find((event) => !(event.start < event.end));
      if (bad) throw new Error(`event ${bad.id} ends at or before its start`);
      read++;
      events += reading.events.length;
      console.log(
        `ok    ${name}: ${reading.events.length} event(s)${reading.problems.map((one) => `\n      ${one.code}: ${one.message}`).join('')}`,
      );
    } catch (error) {
      crashed++;
      console.log(`CRASH ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const took = performance.now() - started;
    if (took > 500) slow.push(`${name} ${Math.round(took)} ms`);
  }
  console.log(
    `\n${files.length} files, ${read} read, ${events} events, ${crashed} crashed${slow.length > 0 ? `, slow: ${slow.join(', ')}` : ''}`,
  );
  return crashed === 0 ? 0 : 1;
}

process.exitCode = main();
