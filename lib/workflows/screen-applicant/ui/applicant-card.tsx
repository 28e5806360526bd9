import { FileSearch } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { screenApplicant } from '../contract';
import type { DecisionKind } from '../schema';
import type { ApplicantView } from '../views';
import { AiLabel } from './ai-label';
import { CriterionList } from './criterion-list';
import { Decisions } from './decisions';
import { DocumentViewer } from './document-viewer';
import { EngineNote } from './engine-note';
import { OwnVerdicts } from './own-verdicts';
import { ScoreSum } from './score-sum';
import { ScreeningState } from './screening-state';
import { StabilityCheck } from './stability-check';
import { useScreening } from './use-screening';
import { type OpenPage, TIER } from './words';
import { WritePreview, WriteResult } from './write-back';

export type ScreeningClient = Client<typeof screenApplicant>;

/** States of a document with something to look at; the others say all there is in their message. */
const WITH_TEXT: readonly string[] = ['read', 'partial', 'ocr', 'empty'];

interface ApplicantCardProps {
  client: ScreeningClient;
  opportunityId: string;
  openPage: OpenPage;
  /** With room for it, the document stands beside the criteria. */
  wide?: boolean;
  showKeys?: boolean;
  onDecided?: (decision: DecisionKind | null) => void;
  /** The posting they applied to, once it is known. */
  onPosting?: (postingId: string) => void;
}

/** One applicant: what the resume shows, the words that show it, and what a person says to that. */
export function ApplicantCard(props: ApplicantCardProps) {
  const { client, opportunityId } = props;
  const loaded = useLoad(useCallback(() => client.applicant({ opportunityId }), [client, opportunityId]));
  const { value, problem } = loaded;
  const postingId = value?.posting?.id;
  const { onPosting } = props;
  useEffect(() => {
    if (postingId) onPosting?.(postingId);
  }, [postingId, onPosting]);
  if (problem && !value)
    return (
      <ProblemNotice
        problem={problem}
        action={<Button onClick={() => void loaded.reload()}>Try again</Button>}
      />
    );
  if (!value)
    return (
      <div role="status" aria-busy="true" aria-label="Reading the screening" className="flex flex-col gap-2">
        <Skeleton className="h-5 w-48" />
        <Skeleton className="h-24" />
      </div>
    );
  return <Card key={value.opportunityId} {...props} view={value} onView={loaded.set} />;
}

function Card({
  client,
  opportunityId,
  openPage,
  wide = false,
  showKeys = false,
  onDecided,
  view,
  onView,
}: ApplicantCardProps & { view: ApplicantView; onView: (view: ApplicantView) => void }) {
  const act = useAct();
  const [previewing, setPreviewing] = useState(false);
  const [line, setLine] = useState<number | null>(null);
  const [documentOpen, setDocumentOpen] = useState(wide);
  const { result } = view;
  const shown = result && !result.withheld ? result : null;

  const call = async (name: string, work: () => Promise<ApplicantView>) => {
    const next = await act.run(name, work);
    if (next) onView(next);
  };
  const now = useScreening(client, view, onView);
  const decide = async (kind: DecisionKind) => {
    const next = view.decision?.kind === kind ? null : kind;
    const decision = await act.run('decide', () => client.decide({ opportunityId, decision: next }));
    if (decision === undefined) return;
    onView({ ...view, decision });
    onDecided?.(next);
  };
  const explain = async (reason: string) => {
    if (!view.decision) return;
    const { kind } = view.decision;
    const decision = await act.run('decide', () => client.decide({ opportunityId, decision: kind, reason }));
    if (decision !== undefined) onView({ ...view, decision });
  };
  const toLine = (n: number) => {
    setDocumentOpen(true);
    setLine(n);
  };

  if (!view.posting)
    return (
      <EmptyState icon={<FileSearch size={24} aria-hidden="true" />} title="No posting">
        This candidate has not applied to a posting, so there is nothing to screen by.
      </EmptyState>
    );
  if (view.rubric.state !== 'approved')
    return (
      <EmptyState
        icon={<FileSearch size={24} aria-hidden="true" />}
        title="No approved criteria"
        action={
          <Button kind="primary" onClick={() => openPage('screening')}>
            Set the criteria
          </Button>
        }
      >
        Nobody is screened for {view.posting.title} before a person has approved what is looked for.
      </EmptyState>
    );
  if (previewing)
    return (
      <WritePreview
        client={client}
        opportunityIds={[opportunityId]}
        onCancel={() => setPreviewing(false)}
        onDone={([plan]) => {
          setPreviewing(false);
          onView({ ...view, plan: plan ?? null });
        }}
      />
    );
  const written = view.plan && ['done', 'running', 'undoing', 'parked'].includes(view.plan.state);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {act.problem && <ProblemNotice problem={act.problem} />}
      <ScreeningState
        now={now}
        has={result !== null || view.document !== null}
        byModel={view.engine?.engine === 'anthropic'}
        openPage={openPage}
      />
      {shown && <Verdict shown={shown} view={view} />}
      {result?.withheld && (
        <OwnVerdicts
          why={result.why}
          criteria={result.criteria}
          busy={act.busy === 'own'}
          onSave={(verdicts) => void call('own', () => client.own({ opportunityId, verdicts }))}
        />
      )}
      {shown && (
        <Decisions
          view={view}
          busy={act.busy !== null}
          showKeys={showKeys}
          onDecide={decide}
          onReason={(reason) => void explain(reason)}
        />
      )}
      {view.plan && (
        <WriteResult client={client} plan={view.plan} onChanged={(plan) => onView({ ...view, plan })} />
      )}
      {view.decision?.kind === 'accept' && !written && shown?.score && (
        <div className="flex items-center justify-between gap-3 rounded-md bg-sunken px-3 py-2">
          <span>
            {view.plan?.state === 'undone'
              ? 'Accepted, and undone in Lever.'
              : 'Accepted. Nothing is in Lever yet.'}
          </span>
          <Button kind="primary" size="sm" onClick={() => setPreviewing(true)}>
            Preview the writes
          </Button>
        </div>
      )}
      <div className={wide ? 'grid grid-cols-1 gap-5 @wide:grid-cols-2' : 'flex flex-col gap-4'}>
        {shown && shown.criteria.length > 0 && (
          <section aria-label="Criteria" className="min-w-0">
            <CriterionList
              criteria={shown.criteria}
              busy={act.busy !== null}
              onLine={toLine}
              onCorrect={(criterionId, verdict, reason) =>
                call('correct', () => client.correct({ opportunityId, criterionId, verdict, reason }))
              }
            />
          </section>
        )}
        {view.document && WITH_TEXT.includes(view.document.state) && (
          <div className="min-w-0">
            {documentOpen ? (
              <LoadedDocument client={client} view={view} line={line} />
            ) : (
              <Button size="sm" onClick={() => setDocumentOpen(true)}>
                Show the resume
              </Button>
            )}
          </div>
        )}
      </div>
      {shown && (
        <StabilityCheck
          client={client}
          opportunityId={opportunityId}
          onAgain={() => void now.screen({ again: true })}
          judged={shown.score !== null}
          name={view.name}
          onErase={async () => {
            await client.forget({ opportunityId });
            onView(await client.applicant({ opportunityId }));
          }}
          asking={now.underWay !== null}
        />
      )}
    </div>
  );
}

function Verdict({
  shown,
  view,
}: {
  shown: Extract<NonNullable<ApplicantView['result']>, { withheld: false }>;
  view: ApplicantView;
}) {
  const tier = TIER[shown.tier];
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <AiLabel engine={shown.madeBy} />
        <Badge tone={tier.tone} className="text-sm">
          {tier.label}
        </Badge>
        {shown.score?.band && (
          <span className="text-sm text-muted">Evidence for {shown.score.coverage} % of the weights</span>
        )}
      </div>
      <p className="wrap-anywhere">{shown.why}</p>
      <EngineNote engine={shown.madeBy} costUsd={shown.madeBy.costUsd} />
      {shown.outdated && <p className="text-sm text-warn">{shown.outdated}</p>}
      {shown.suspicious.length > 0 && (
        <Notice tone="warn" title="Set aside: text that speaks to the reader or is hidden">
          <ul className="flex flex-col gap-1">
            {shown.suspicious.map((one) => (
              <li key={`${one.text} ${one.why}`}>
                <q>
                  <bdi>{one.text}</bdi>
                </q>{' '}
                <span className="text-sm text-muted">
                  {one.why}
                  {one.page ? ` Page ${one.page}.` : ''}
                </span>
              </li>
            ))}
          </ul>
          {shown.notes.map((note) => (
            <p key={note} className="text-sm">
              {note}
            </p>
          ))}
        </Notice>
      )}
      {shown.score && <ScoreSum score={shown.score} open={view.showNumber} scale={view.scale} />}
    </div>
  );
}

function LoadedDocument({
  client,
  view,
  line,
}: {
  client: ScreeningClient;
  view: ApplicantView;
  line: number | null;
}) {
  const { opportunityId, result } = view;
  const at = result && !result.withheld ? result.at : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result has other marks
  const load = useCallback(() => client.document({ opportunityId }), [client, opportunityId, at]);
  const loaded = useLoad(load);
  const labels = Object.fromEntries((result?.criteria ?? []).map(({ id, label }) => [id, label]));
  if (loaded.problem) return <ProblemNotice problem={loaded.problem} />;
  if (!loaded.value)
    return (
      <div role="status" aria-busy="true" aria-label="Opening the resume">
        <Skeleton className="h-40" />
      </div>
    );
  return <DocumentViewer document={loaded.value} line={line} labels={labels} />;
}
