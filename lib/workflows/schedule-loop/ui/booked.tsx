import { CircleCheck, CircleHelp, CircleX, RotateCcw, UserX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Notice } from '@/components/notice';
import { Checkbox } from '@/components/toggle';
import type { BookedLoop, LoopReply } from '../contract';
import type { LoopQuestion } from '../question';
import { useLoop } from './loop-context';
import { listOf, plural } from './words';

const REPLY: Record<LoopReply['response'], { text: string; icon: React.ReactNode }> = {
  accepted: { text: 'accepted', icon: <CircleCheck size={14} className="text-good" aria-hidden="true" /> },
  declined: { text: 'declined', icon: <CircleX size={14} className="text-danger" aria-hidden="true" /> },
  tentative: { text: 'maybe', icon: <CircleHelp size={14} className="text-warn" aria-hidden="true" /> },
  none: { text: 'no answer yet', icon: <CircleHelp size={14} className="text-muted" aria-hidden="true" /> },
};

/** A booked on-site: who has answered what, and what to do when somebody cannot come. */
export function BookedPart({ question, booked }: { question: LoopQuestion; booked: BookedLoop }) {
  const gone = useLoop((state) => state.gone);
  const planB = useLoop((state) => state.planB);
  const somebodyGone = useLoop((state) => state.somebodyGone);
  const openById = useLoop((state) => state.openById);
  const searching = useLoop((state) => state.search.phase === 'running');
  const [asking, setAsking] = useState(false);
  const name = (id: string): string => question.people.find((p) => p.id === id)?.name ?? 'Somebody';
  const session = (id: string): string => question.sessions.find((s) => s.id === id)?.name ?? '';
  const declined = [
    ...new Set(booked.replies.filter((r) => r.response === 'declined').map((r) => r.personId)),
  ];
  const open = declined.filter((id) => !gone.includes(id));
  const people = [...new Set(booked.choice.sessions.flatMap((s) => s.who))];
  const toggle = (id: string, on: boolean) =>
    void somebodyGone(on ? [...gone, id] : gone.filter((one) => one !== id));
  return (
    <>
      <Section
        id="loop-booked"
        title={booked.changed ? 'Booked and changed' : 'Booked'}
        aside={
          <span className="flex gap-1">
            <Button
              size="sm"
              icon={<UserX size={14} aria-hidden="true" />}
              aria-expanded={asking || gone.length > 0}
              onClick={() => setAsking(!asking)}
            >
              Somebody cannot come
            </Button>
            <Button
              size="sm"
              kind="quiet"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              onClick={() => void openById(booked.planId)}
            >
              {booked.changed ? 'Undo the change' : 'Undo'}
            </Button>
          </span>
        }
      >
        {open.length > 0 && (
          <Notice
            tone="danger"
            title={`${listOf(open.map(name))} declined.`}
            action={
              <Button size="sm" kind="primary" onClick={() => void somebodyGone([...gone, ...open])}>
                Show plan B
              </Button>
            }
          >
            The others and the candidate still count on it.
          </Notice>
        )}
        {booked.unread && (
          <Notice tone="warn" title={`Answers could not be read: ${booked.unread.message}`}>
            {booked.unread.next}
          </Notice>
        )}
        {(asking || gone.length > 0) && (
          <fieldset className="rounded-lg border border-line bg-surface px-3 py-2">
            <legend className="sr-only">Who cannot come?</legend>
            <p className="mb-1 font-medium">Who cannot come?</p>
            <div className="grid grid-cols-1 gap-x-4 @medium:grid-cols-2">
              {people.map((id) => (
                <Checkbox
                  key={id}
                  label={name(id)}
                  checked={gone.includes(id)}
                  disabled={searching}
                  onChange={(on) => toggle(id, on)}
                />
              ))}
            </div>
          </fieldset>
        )}
        {booked.replies.length > 0 && gone.length === 0 && (
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {booked.replies.map((reply) => (
              <li key={`${reply.sessionId}${reply.personId}`} className="flex items-center gap-1">
                {REPLY[reply.response].icon}
                <span>
                  {name(reply.personId)}, {session(reply.sessionId)}: {REPLY[reply.response].text}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {planB && <PlanBNotice question={question} gone={gone.map(name)} kind={planB.kind} />}
    </>
  );
}

function PlanBNotice({
  question,
  gone,
  kind,
}: {
  question: LoopQuestion;
  gone: string[];
  kind: 'stand-in' | 'move' | 'none' | 'unknown';
}) {
  const booked = useLoop((state) => state.view?.booked ?? null);
  const shown = useLoop((state) => state.shown);
  if (kind === 'none' || kind === 'unknown')
    return (
      <Notice
        tone="warn"
        title={
          kind === 'none'
            ? `Without ${listOf(gone)} there is no plan, proven.`
            : `No plan without ${listOf(gone)} was found in time.`
        }
      >
        Add people to the pools in the stage plan of this posting, or undo the on-site and plan it anew.
      </Notice>
    );
  const changes = (shown?.start ?? []).flatMap((_, s) => {
    const was = booked?.choice.sessions.find((one) => one.id === question.sessions[s]?.id);
    const who = (shown?.who[s] ?? []).map((p) => question.people[p]);
    const fresh = who.filter((p) => p && !was?.who.includes(p.id));
    return fresh.length > 0
      ? [`${listOf(fresh.map((p) => p?.name ?? ''))} for “${question.sessions[s]?.name}”`]
      : [];
  });
  return (
    <Notice
      tone="good"
      title={
        kind === 'stand-in'
          ? `Plan B keeps every time: ${listOf(changes)}.`
          : `Plan B, with the least change: ${listOf(changes)}.`
      }
    >
      {kind === 'stand-in'
        ? 'Only those concerned are told. Preview shows exactly who.'
        : `${plural(question.sessions.length, 'session')}; times move where they must. Preview shows exactly who is told.`}
    </Notice>
  );
}
