import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type CalendarProblem, readCalendar } from './icalendar/read';
import { type Mailbox, mailboxOf, recruiterAddress } from './mailboxes';
import type { World } from './world/types';

interface CalendarWarning {
  /** Path inside the folder. */
  file: string;
  code: CalendarProblem | 'unreadable-file' | 'too-large';
  /** Plain words: what is wrong, and what was done about it. */
  message: string;
}

export interface LoadedCalendars {
  folder: string;
  /** Which file became whose calendar. */
  loaded: { file: string; mailbox: string; events: number }[];
  warnings: CalendarWarning[];
}

const DAY = 86_400_000;
const MAX_BYTES = 25_000_000;

/** A file named like a mailbox, or like the part before its @. */
function namedFor(world: World, file: string): Mailbox | null {
  const name = basename(file)
    .replace(/\.ics$/i, '')
    .toLowerCase();
  if (name.includes('@')) return mailboxOf(world, name);
  const addresses = [
    ...world.people.flatMap((person) => (person.calendarEmail ? [person.calendarEmail] : [])),
    ...world.rooms.map((room) => room.email),
    recruiterAddress(world, 'google'),
    recruiterAddress(world, 'microsoft'),
  ];
  const match = addresses.find((address) => address.split('@')[0]?.toLowerCase() === name);
  return match ? mailboxOf(world, match) : null;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ics$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * Replaces calendars of the sandbox by the .ics files of a folder and its sub-folders. A file named like a mailbox
 * (`ana@acme.example.ics` or `ana.ics`) becomes that calendar; the others are dealt to people in order, several to
 * one person when there are more files than people. Series are expanded from 400 days before `now` (ms epoch) to 800
 * days after. A file that cannot be read is a warning and changes nothing. Throws only when the folder cannot be read.
 */
export function loadCalendars(
  folder: string,
  world: World,
  { now = Date.now() }: { now?: number } = {},
): LoadedCalendars {
  let files: string[];
  try {
    files = filesIn(folder);
  } catch (error) {
    throw new Error(
      `The calendars folder "${folder}" cannot be read (${(error as NodeJS.ErrnoException).code ?? error}). Give a folder with .ics files.`,
    );
  }
  const warnings: CalendarWarning[] = [];
  const loaded: LoadedCalendars['loaded'] = [];
  const window = { from: now - 400 * DAY, to: now + 800 * DAY };
  const gathered = new Map<string, ReturnType<typeof readCalendar>['events']>();
  const named = new Map(files.map((file) => [file, namedFor(world, file)]));
  const claimed = new Set([...named.values()].map((mailbox) => mailbox?.email));
  const dealt = world.people.flatMap((person) => {
    const mailbox = person.calendarEmail ? mailboxOf(world, person.calendarEmail) : null;
    return mailbox && !claimed.has(mailbox.email) ? [mailbox] : [];
  });
  let next = 0;

  for (const file of files) {
    const own = named.get(file) ?? null;
    const mailbox = own ?? dealt[next % Math.max(1, dealt.length)];
    if (!mailbox) {
      warnings.push({
        file,
        code: 'unreadable-file',
        message: 'There is nobody left to give this calendar to.',
      });
      continue;
    }
    const source = sourceOf(join(folder, file));
    if (typeof source !== 'string') {
      warnings.push({ file, ...source });
      continue;
    }
    const reading = readCalendar(source, { mailbox: mailbox.email, zone: mailbox.zone }, window);
    warnings.push(...reading.problems.map((problem) => ({ file, ...problem })));
    const failed = reading.problems.some((problem) => problem.code === 'not-a-calendar');
    if (failed || (reading.events.length === 0 && !own)) continue;
    if (!own) next++;
    gathered.set(mailbox.email, [...(gathered.get(mailbox.email) ?? []), ...reading.events]);
    loaded.push({ file, mailbox: mailbox.email, events: reading.events.length });
  }
  for (const [mailbox, events] of gathered) world.calendars.replace(mailbox, events);
  return { folder, loaded, warnings };
}

function sourceOf(path: string): string | Pick<CalendarWarning, 'code' | 'message'> {
  try {
    if (statSync(path).size > MAX_BYTES)
      return { code: 'too-large', message: 'It is larger than 25 MB and was left out.' };
    return readFileSync(path, 'utf8');
  } catch (error) {
    return {
      code: 'unreadable-file',
      message: `It cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`,
    };
  }
}
