import { useCallback, useState } from 'react';
import { Card, Section } from '@/components/card';
import { Select } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { useLoad } from '@/components/use-call';
import type { CalibrationView } from '../views';
import { AgreementPlot, DriftPlot } from './agreement-plot';
import type { ScreeningClient } from './applicant-card';

/** How often people agree with the AI, by criterion and over time. */
export function AgreementPanel({
  client,
  postings,
}: {
  client: ScreeningClient;
  postings: { id: string; title: string }[];
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const posting = postings.find(({ id }) => id === chosen) ?? postings[0];
  return (
    <Section id="screening-agreement" title="Agreement of people with the AI">
      {posting ? (
        <Card className="flex flex-col gap-3 p-4">
          {postings.length > 1 && (
            <Select
              label="Posting"
              value={posting.id}
              choices={postings.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          )}
          <Loaded key={posting.id} client={client} postingId={posting.id} />
        </Card>
      ) : (
        <p className="text-muted">
          It is counted once a posting has approved criteria and people have reviewed applicants.
        </p>
      )}
    </Section>
  );
}

function Loaded({ client, postingId }: { client: ScreeningClient; postingId: string }) {
  const { value, problem } = useLoad(
    useCallback(() => client.calibration({ postingId }), [client, postingId]),
  );
  if (problem) return <ProblemNotice problem={problem} />;
  if (!value) return null;
  return <Agreement view={value} />;
}

function Agreement({ view }: { view: CalibrationView }) {
  if (view.labels === 0)
    return (
      <p className="text-muted">
        No verdicts of people yet. Agreeing, correcting and judging first are all counted, by criterion.
      </p>
    );
  return (
    <>
      {view.drifted && (
        <Notice tone="warn" title="People agree clearly less than before">
          The last four weeks differ from the weeks before by more than chance. Look at what changed:
          criteria, model or prompt.
        </Notice>
      )}
      <AgreementPlot criteria={view.criteria} needed={view.needed} />
      <DriftPlot weeks={view.weeks} />
    </>
  );
}
