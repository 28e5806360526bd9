import { Section } from '@/components/card';
import { PLAN_TITLE, PlanOutcome, PlanPreviewPage, PlanResultPage } from '@/components/plan-page';
import type { LoopPlanView } from '../contract';
import { FailedCall } from './failed-call';
import { useLoop, useLoopSurroundings } from './loop-context';

/** Every write and every text of an on-site, or of a change of one, before anything happens. */
export function LoopPreview({ plan }: { plan: LoopPlanView }) {
  const { now } = useLoopSurroundings();
  const book = useLoop((state) => state.book);
  const back = useLoop((state) => state.closePlan);
  const change = plan.kind === 'change';
  return (
    <PlanPreviewPage
      plan={plan}
      top={<FailedCall />}
      head={
        <>
          <Head plan={plan} />
          {plan.difference.length > 0 && (
            <Section id="difference" title="What changes, and what stays">
              <ul className="list-disc rounded-lg border border-line bg-surface py-2 pr-3 pl-7">
                {plan.difference.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Section>
          )}
        </>
      }
      bookLabel={change ? 'Change it' : plan.warning ? 'Book all of it anyway' : 'Book all of it'}
      now={now}
      onBook={book}
      onBack={back}
    />
  );
}

export function LoopResultPage({ plan }: { plan: LoopPlanView }) {
  const { openOptions } = useLoopSurroundings();
  const back = useLoop((state) => state.closePlan);
  const undo = useLoop((state) => state.undo);
  const compare = useLoop((state) => state.compare);
  const change = plan.kind === 'change';
  return (
    <PlanResultPage
      plan={plan}
      top={<FailedCall />}
      head={<Head plan={plan} />}
      outcome={
        <PlanOutcome
          plan={plan}
          openOptions={openOptions}
          texts={{
            doneTitle: `${change ? 'Changed' : 'Booked'} everywhere and checked by reading it back.`,
            undoneTitle: change ? 'The change was taken back.' : 'Everything was taken back.',
          }}
        />
      }
      backLabel="Back to the on-site"
      undoTitle={change ? 'Undo this change?' : 'Undo this booking?'}
      compare={compare}
      onBack={back}
      onUndo={undo}
    />
  );
}

function Head({ plan }: { plan: LoopPlanView }) {
  return (
    <div>
      <p className="text-sm font-medium text-muted">{PLAN_TITLE[plan.state]}</p>
      <h2 className="text-lg font-semibold wrap-anywhere">{plan.title}</h2>
    </div>
  );
}
