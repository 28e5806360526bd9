import { ArrowLeft, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { DraftList } from '@/components/draft-list';
import { Kbd } from '@/components/kbd';
import { Notice } from '@/components/notice';
import { WriteList } from '@/components/write-list';
import type { PlanView, ScheduleView } from '../contract';
import { useOnline, usePanel, useSurroundings } from './panel-context';
import { PlanHead } from './plan-head';
import { FailedCall, WayOut } from './problems';
import { plural } from './wording';

/** A second Enter within this time is taken for the same key press, ms. */
export const ARMED_AFTER = 350;

/** Every write and every text, before anything happens. Booking needs a second, deliberate Enter. */
export function Preview({ plan, view }: { plan: PlanView; view: ScheduleView }) {
  const { now } = useSurroundings();
  const book = usePanel((state) => state.book);
  const back = usePanel((state) => state.closePlan);
  const online = useOnline();
  const button = useRef<HTMLButtonElement>(null);
  const shownAt = useRef(now());
  useEffect(() => button.current?.focus({ preventScroll: true }), []);

  const armed = () => now() - shownAt.current >= ARMED_AFTER;
  const refuseSame = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.repeat || !armed())) event.preventDefault();
  };
  const writes = plan.writes.filter((write) => write.effect !== 'check').length;
  const blocked = plan.problem !== null;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
          <FailedCall />
          {plan.problem && (
            <Notice tone="danger" title={plan.problem.message} action={<WayOut problem={plan.problem} />}>
              {plan.problem.next}
            </Notice>
          )}
          {plan.warning && (
            <Notice tone="warn" title={plan.warning.message}>
              {plan.warning.next}
            </Notice>
          )}
          <PlanHead plan={plan} view={view} title="Nothing has been sent yet" />
          <WriteList
            writes={plan.writes}
            title={`What will happen: ${plural(writes, 'write')}`}
            live={false}
          />
          <DraftList drafts={plan.drafts} />
          {plan.cannotRecall.length > 0 && (
            <Section id="cannot-recall" title="What undo cannot take back">
              <ul className="flex flex-col gap-1 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
                {plan.cannotRecall.map((text) => (
                  <li key={text} className="flex items-start gap-2">
                    <TriangleAlert size={14} className="mt-[3px] shrink-0 text-warn" aria-hidden="true" />
                    <span className="wrap-anywhere">{text}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
      <footer className="flex items-center justify-between gap-2 border-t border-line bg-surface px-4 py-3">
        <Button
          kind="quiet"
          icon={<ArrowLeft size={14} aria-hidden="true" />}
          hint={<Kbd>Esc</Kbd>}
          onClick={() => void back()}
        >
          Back
        </Button>
        <Button
          ref={button}
          kind="primary"
          disabled={blocked || !online}
          onKeyDown={refuseSame}
          onClick={() => void book()}
          hint={<Kbd tone="on-accent">Enter</Kbd>}
          className="px-4"
        >
          {plan.warning ? 'Book it anyway' : 'Book it'}
        </Button>
      </footer>
    </div>
  );
}
