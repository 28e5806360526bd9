import { ArrowUpRight, Wand2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { CopyButton } from '@/components/copy-field';
import { Notice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { clashText, type Fact } from '../clash';
import type { LoopQuestion } from '../question';
import type { Relaxation } from '../relaxations';
import { useLoop, useLoopSurroundings } from './loop-context';

/** No plan: the smallest clash in words, where each fact comes from, and what would open a plan. */
export function Impossible({ question, onEdit }: { question: LoopQuestion; onEdit: () => void }) {
  const facts = useLoop((state) => state.facts);
  const relaxations = useLoop((state) => state.relaxations);
  if (!facts) return <Skeleton className="h-20 w-full" />;
  return (
    <>
      <Notice tone="warn" title={clashText(question, facts)}>
        {facts.length > 0 && (
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
            {facts.map((fact) => (
              <li key={fact.id}>
                <SourceLink fact={fact} onEdit={onEdit} question={question} />
              </li>
            ))}
          </ul>
        )}
        {facts.length > 1 && (
          <p className="mt-1 text-muted">
            None of these is too much: without any one of them there is a plan.
          </p>
        )}
      </Notice>
      {relaxations && relaxations.length > 0 && (
        <Section id="loop-relaxations" title="What would open a plan">
          <ul className="flex flex-col gap-2">
            {relaxations.map((one) => (
              <RelaxationCard key={one.id} relaxation={one} />
            ))}
          </ul>
        </Section>
      )}
      {relaxations?.length === 0 && (
        <p className="text-muted">
          No single change opens a plan. Add people to the pools, or search more days.
        </p>
      )}
    </>
  );
}

/** Where a fact can be looked at, and changed. */
function SourceLink({ fact, onEdit, question }: { fact: Fact; onEdit: () => void; question: LoopQuestion }) {
  const { openOptions } = useLoopSurroundings();
  const person = question.people.find((p) => p.id === fact.personId)?.name;
  const text = {
    calendar: `${person ?? 'Calendar'}: hours and calendar`,
    limit: person ? `Limits of ${person}` : 'Interview limits',
    rule: 'Rule of the stage plan',
    window: 'Times of the candidate',
    rooms: 'Rooms of the stage plan',
  }[fact.source];
  const outside = fact.source === 'calendar' || fact.source === 'limit';
  return (
    <button
      type="button"
      onClick={() =>
        outside
          ? openOptions(fact.personId || fact.source === 'calendar' ? 'people' : 'preferences')
          : onEdit()
      }
      className="inline-flex min-h-6 items-center gap-1 font-medium text-accent-text underline-offset-2 hover:underline"
    >
      {text}
      {outside && <ArrowUpRight size={14} aria-hidden="true" />}
    </button>
  );
}

function RelaxationCard({ relaxation }: { relaxation: Relaxation }) {
  const relax = useLoop((state) => state.relax);
  const saving = useLoop((state) => state.task === 'save');
  const [open, setOpen] = useState(false);
  const { ask } = relaxation;
  return (
    <li className="rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="font-medium wrap-anywhere">{relaxation.text}</p>
          <p className="text-muted">Opens a plan on {relaxation.opens}</p>
        </div>
        <span className="flex flex-wrap gap-2">
          {ask && (
            <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              Message
            </Button>
          )}
          <Button
            size="sm"
            kind="primary"
            busy={saving}
            icon={<Wand2 size={14} aria-hidden="true" />}
            onClick={() => void relax(relaxation)}
          >
            {ask ? 'They agreed' : 'Do this'}
          </Button>
        </span>
      </div>
      {open && ask && (
        <div className="mt-2 flex flex-col gap-2">
          <p className="rounded-md bg-canvas p-3 whitespace-pre-wrap wrap-anywhere">{ask.message}</p>
          <span className="self-start">
            <CopyButton text={ask.message} label={`Copy the message to ${ask.to}`} />
          </span>
        </div>
      )}
    </li>
  );
}
