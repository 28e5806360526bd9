import { Pause, Play } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { Dialog } from '@/components/dialog';
import { Select } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { Table, Td, Th } from '@/components/table';
import { Checkbox, Switch } from '@/components/toggle';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { OverviewView } from '../views';
import { AgreementPanel } from './agreement-panel';
import type { ScreeningClient } from './applicant-card';
import { BackfillNote } from './backfill-note';
import { BacklogDialog } from './backlog-dialog';
import { RubricEditor } from './rubric-editor';
import { RunnerNote } from './runner-note';
import { engineWords, money } from './words';

const LOOK_EVERY = 2000;
/** A batch that was sent takes an hour or a night. */
const LOOK_SLOWLY = 30_000;

/** How often something new can be there, ms; null: never by itself. */
function lookEvery({ runner, backfills }: OverviewView): number | null {
  const here = backfills.some(
    ({ state, problem }) => (state === 'reading' || state === 'sending') && !problem,
  );
  if (here || (runner.waiting > 0 && !runner.paused)) return LOOK_EVERY;
  return backfills.length > 0 ? LOOK_SLOWLY : null;
}

const RUBRIC = {
  none: { label: 'None yet', tone: 'neutral' },
  draft: { label: 'Draft', tone: 'warn' },
  approved: { label: 'Approved', tone: 'good' },
} as const;

/** Screening in the control room: criteria of each posting, the queue, how it judges, and agreement. */
export function ScreeningPage({ client }: { client: ScreeningClient }) {
  const loaded = useLoad(useCallback(() => client.overview({}), [client]));
  const { value, problem, set, reload } = loaded;
  const every = value && lookEvery(value);
  useEffect(() => {
    if (!every) return;
    const timer = setInterval(() => void reload(), every);
    return () => clearInterval(timer);
  }, [every, reload]);
  if (problem && !value)
    return (
      <ProblemNotice problem={problem} action={<Button onClick={() => void reload()}>Try again</Button>} />
    );
  if (!value)
    return (
      <div role="status" aria-busy="true" aria-label="Reading the postings">
        <Skeleton className="h-40" />
      </div>
    );
  return <Loaded client={client} view={value} onView={set} onReload={reload} />;
}

function Loaded({
  client,
  view,
  onView,
  onReload,
}: {
  client: ScreeningClient;
  view: OverviewView;
  onView: (view: OverviewView) => void;
  onReload: () => Promise<void>;
}) {
  const act = useAct();
  const [editing, setEditing] = useState<string | null>(null);
  const [backlog, setBacklog] = useState<{ id: string; title: string } | null>(null);
  const { runner, settings } = view;
  const call = async (name: string, work: () => Promise<OverviewView>) => {
    const next = await act.run(name, work);
    if (next) onView(next);
  };
  const edited = view.postings.find(({ id }) => id === editing);
  return (
    <>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {!view.on && (
        <Notice tone="warn" title="Screening is switched off by policy. Nothing is read or written." />
      )}
      {view.engineProblem && <ProblemNotice problem={view.engineProblem} tone="warn" />}
      {view.engine && (
        <Notice tone="info" title={`${engineWords(view.engine)}.`}>
          {view.engine.engine === 'rules'
            ? 'Skills, years, degrees and certificates are matched by fixed rules on this computer. Nothing about a candidate is sent to an AI service.'
            : 'Resumes are blinded before they are sent; every quote is checked on this computer.'}
        </Notice>
      )}
      <Section
        id="screening-postings"
        title="Postings"
        aside={
          <Button
            size="sm"
            icon={
              runner.paused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />
            }
            onClick={() => void call('pause', () => client.pause({ on: !runner.paused }))}
          >
            {runner.paused ? 'Resume the queue' : 'Pause the queue'}
          </Button>
        }
      >
        <RunnerNote
          runner={runner}
          waiting={runner.waiting}
          busy={act.busy !== null}
          onResume={() => void call('pause', () => client.pause({ on: false }))}
          openPage={(part) => {
            location.hash = part;
          }}
        />
        {view.backfills.map((one) => (
          <BackfillNote
            key={one.postingId}
            backfill={one}
            title={view.postings.find(({ id }) => id === one.postingId)?.title ?? 'A closed posting'}
            busy={act.busy !== null}
            onLook={() => void call('look', () => client.backfillLook({}))}
            onAgain={() => void call('backfill', () => client.backfill({ postingId: one.postingId }))}
            onStop={() => void call('stop', () => client.backfillStop({ postingId: one.postingId }))}
          />
        ))}
        <Card>
          <Table caption="Postings and their criteria">
            <thead>
              <tr>
                <Th>Posting</Th>
                <Th>Criteria</Th>
                <Th>Screened</Th>
                <Th>New applicants</Th>
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {view.postings.map((posting) => (
                <tr key={posting.id}>
                  <Td className="font-medium">{posting.title}</Td>
                  <Td>
                    <Badge tone={RUBRIC[posting.rubric].tone}>
                      {posting.version ? `Version ${posting.version}` : RUBRIC[posting.rubric].label}
                    </Badge>
                  </Td>
                  <Td className="tabular">{posting.screened}</Td>
                  <Td>
                    <span className="flex">
                      <Switch
                        label={<span className="sr-only">Screen new applicants for {posting.title}</span>}
                        checked={posting.watched}
                        disabled={posting.rubric !== 'approved' || act.busy !== null}
                        onChange={(on) =>
                          void call('watch', () => client.watch({ postingId: posting.id, on }))
                        }
                      />
                    </span>
                  </Td>
                  <Td>
                    <span className="flex flex-wrap justify-end gap-2">
                      {posting.rubric === 'approved' && (
                        <Button
                          size="sm"
                          disabled={act.busy !== null}
                          aria-label={`Screen everybody who waits for ${posting.title}`}
                          onClick={() => setBacklog(posting)}
                        >
                          Screen all
                        </Button>
                      )}
                      <Button
                        size="sm"
                        aria-label={`Criteria of ${posting.title}`}
                        onClick={() => setEditing(posting.id)}
                      >
                        Criteria
                      </Button>
                    </span>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Card>
        <p className="text-sm text-muted">
          {runner.done} screened by the queue so far, {money(runner.costUsd)}.
          {runner.lookedAt !== null && (
            <>
              {' '}
              Looked for new applicants last: <When at={runner.lookedAt} />, and every five minutes while the
              browser runs.
            </>
          )}
          {runner.failed.length > 0 &&
            ` ${runner.failed.length} could not be screened; the last reason: ${runner.failed.at(-1)?.problem.message}`}
        </p>
      </Section>
      <Section id="screening-how" title="How it judges">
        <Card className="flex flex-col gap-3 p-4 *:max-w-prose">
          <Select
            label="Taken out before anything reads a resume"
            value={String(settings.blinding)}
            choices={[
              { value: '0', label: 'Nothing (not advised)' },
              { value: '1', label: 'Names and contact data' },
              { value: '2', label: 'Names, contact data, and hints at age, sex, family or origin' },
              { value: '3', label: 'All of that, and schools, places and years of education' },
            ]}
            onChange={(event) =>
              void call('change', () =>
                client.change({
                  settings: { ...settings, blinding: Number(event.currentTarget.value) as 0 | 1 | 2 | 3 },
                }),
              )
            }
          />
          <Checkbox
            label="People judge first"
            hint="The AI’s verdicts appear only after the person’s own. This is the strongest guard against copying them."
            checked={settings.blindFirst}
            onChange={(blindFirst) =>
              void call('change', () => client.change({ settings: { ...settings, blindFirst } }))
            }
          />
          <Select
            label="Applicants whom people judge first in any case"
            hint="A fixed sample; it measures how far people and the AI agree."
            value={String(settings.sample)}
            choices={[0, 5, 10, 20, 50].map((n) => ({ value: String(n), label: `${n} %` }))}
            onChange={(event) =>
              void call('change', () =>
                client.change({ settings: { ...settings, sample: Number(event.currentTarget.value) } }),
              )
            }
          />
          <Select
            label="Offer the next stage from"
            hint="Only in phase 3 (Automation), only for who was accepted, with every must-have shown and nothing suspicious. A step of the preview like the others."
            value={String(settings.advanceAt)}
            choices={[...new Set([60, 70, 80, 90, 100, settings.advanceAt])]
              .sort((a, b) => a - b)
              .map((n) => ({ value: String(n), label: `${n} % of all points shown` }))}
            onChange={(event) =>
              void call('change', () =>
                client.change({ settings: { ...settings, advanceAt: Number(event.currentTarget.value) } }),
              )
            }
          />
          <Select
            label="The number counts to"
            hint="Only in the sum behind the band, and in the profile form."
            value={settings.scale}
            choices={[
              { value: '100', label: '100' },
              { value: '10', label: '10' },
            ]}
            onChange={(event) =>
              void call('change', () =>
                client.change({
                  settings: { ...settings, scale: event.currentTarget.value === '10' ? '10' : '100' },
                }),
              )
            }
          />
          <Checkbox
            label="Show the sum behind the band at once"
            hint="Otherwise it opens on demand. People are never put in order by it."
            checked={settings.showNumber}
            onChange={(showNumber) =>
              void call('change', () => client.change({ settings: { ...settings, showNumber } }))
            }
          />
        </Card>
      </Section>
      <AgreementPanel
        client={client}
        postings={view.postings.filter(({ rubric }) => rubric === 'approved')}
      />
      {backlog && (
        <BacklogDialog
          client={client}
          posting={backlog}
          onNow={() => {
            setBacklog(null);
            void call('all', () => client.screenAll({ postingId: backlog.id }));
          }}
          onTogether={() => {
            setBacklog(null);
            void call('backfill', () => client.backfill({ postingId: backlog.id }));
          }}
          onClose={() => setBacklog(null)}
        />
      )}
      <Dialog
        open={edited !== undefined}
        title={edited ? `Criteria: ${edited.title}` : 'Criteria'}
        place="drawer"
        onClose={() => {
          setEditing(null);
          void onReload();
        }}
      >
        {edited && <RubricEditor key={edited.id} client={client} postingId={edited.id} />}
      </Dialog>
    </>
  );
}
