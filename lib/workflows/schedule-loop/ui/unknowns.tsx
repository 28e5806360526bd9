import { ArrowUpRight } from 'lucide-react';
import { Notice } from '@/components/notice';
import { cityOf } from '@/components/zoned';
import type { LoopView } from '../contract';
import { useLoop, useLoopSurroundings } from './loop-context';
import { listOf } from './words';

/** What is not known about people, by name: calendars that cannot be read, and zones that are only assumed. */
export function Unknowns({ view }: { view: LoopView }) {
  const unread = view.people.filter((p) => p.state === 'unknown');
  return (
    <>
      {unread.length > 0 && (
        <Notice tone="warn" title={`Not read, so not free: ${unread.map((p) => p.name).join(', ')}.`}>
          {unread[0]?.problem?.next}
        </Notice>
      )}
      <Assumed view={view} />
    </>
  );
}

/** Names told of those whose zone is assumed. */
const NAMED = 3;

/** People of the plan on the screen whose time zone nobody told. */
function Assumed({ view }: { view: LoopView }) {
  const { openOptions } = useLoopSurroundings();
  const shown = useLoop((state) => state.shown);
  const { question } = view;
  if (!shown || !question) return null;
  const ids = new Set(shown.who.flat().map((p) => question.people[p]?.id));
  const people = view.people.filter((p) => p.zoneIsGuess && ids.has(p.id));
  const [first] = people;
  if (!first) return null;
  const names = people.slice(0, NAMED).map((p) => p.name);
  const more = people.length - names.length;
  return (
    <p className="text-sm text-muted">
      Nobody told the time zone of {listOf(more > 0 ? [...names, `${more} more`] : names)};{' '}
      {cityOf(first.zone)} is assumed.{' '}
      <button
        type="button"
        className="inline-flex min-h-6 items-center gap-1 font-medium text-accent-text underline-offset-2 hover:underline"
        onClick={() => openOptions(people.length === 1 ? `people/${first.id}` : 'people')}
      >
        Set it <ArrowUpRight size={14} aria-hidden="true" />
      </button>
    </p>
  );
}
