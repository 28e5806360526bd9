import { Plus, Trash2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { Card } from '@/components/card';
import { Select, TextArea, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { DraftCriterion } from '../schema';
import type { RubricView } from '../views';
import type { ScreeningClient } from './applicant-card';
import { day } from './words';

const LEVELS = 6;
const MOST = 20;
const list = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

/** The criteria of one posting: drafted, changed by hand, approved. What may not be judged is said beside the field. */
export function RubricEditor({ client, postingId }: { client: ScreeningClient; postingId: string }) {
  const loaded = useLoad(useCallback(() => client.rubric({ postingId }), [client, postingId]));
  const act = useAct();
  const { value: view, set } = loaded;
  if (loaded.problem) return <ProblemNotice problem={loaded.problem} />;
  if (!view)
    return (
      <div role="status" aria-busy="true" aria-label="Reading the criteria">
        <Skeleton className="h-40" />
      </div>
    );
  const call = async (name: string, work: () => Promise<RubricView>) => {
    const next = await act.run(name, work);
    if (next) set(next);
  };
  const latest = view.approved.at(-1);
  return (
    <div className="flex flex-col gap-4">
      {act.problem && <ProblemNotice problem={act.problem} />}
      {view.draft ? (
        <Draft
          key={JSON.stringify(view.draft.criteria)}
          view={view}
          busy={act.busy}
          onSave={(criteria) => call('save', () => client.saveRubric({ postingId, criteria }))}
          onApprove={() => call('approve', () => client.approveRubric({ postingId }))}
          onDiscard={() => call('discard', () => client.discardDraft({ postingId }))}
        />
      ) : latest ? (
        <Approved
          view={latest}
          onEdit={() => call('save', () => client.saveRubric({ postingId, criteria: latest.criteria }))}
        />
      ) : (
        <EmptyState
          title="No criteria yet"
          action={
            <>
              <Button
                kind="primary"
                busy={act.busy === 'draft'}
                onClick={() => void call('draft', () => client.draftRubric({ postingId }))}
              >
                Draft from the job description
              </Button>
              <Button
                onClick={() =>
                  void call('save', () => client.saveRubric({ postingId, criteria: [fresh([])] }))
                }
              >
                Start empty
              </Button>
            </>
          }
        >
          A draft is only a proposal. Nobody is screened before you approve it.
        </EmptyState>
      )}
    </div>
  );
}

function fresh(others: readonly DraftCriterion[]): DraftCriterion {
  const used = new Set(others.map(({ id }) => id));
  const id = Array.from({ length: MOST }, (_, i) => `c${i + 1}`).find((one) => !used.has(one)) ?? 'c20';
  return { id, label: '', kind: 'must', weight: 3, anchors: Array(LEVELS).fill(''), examples: [], signs: [] };
}

function Approved({ view, onEdit }: { view: RubricView['approved'][number]; onEdit: () => Promise<void> }) {
  return (
    <>
      <p className="text-muted">
        Version {view.version}, approved by {view.byName} on {day(view.at)}.
      </p>
      <ol className="flex flex-col divide-y divide-line">
        {view.criteria.map(({ id, label, kind, weight, signs }) => (
          <li key={id} className="py-2">
            <p className="font-medium wrap-anywhere">{label}</p>
            <p className="text-sm text-muted">
              {kind === 'must' ? 'Must-have' : 'Nice to have'} · weight {weight}
              {signs.length > 0 && ` · told by: ${signs.join(', ')}`}
            </p>
          </li>
        ))}
      </ol>
      <div>
        <Button onClick={() => void onEdit()}>Change into a new version</Button>
      </div>
    </>
  );
}

function Draft({
  view,
  busy,
  onSave,
  onApprove,
  onDiscard,
}: {
  view: RubricView;
  busy: string | null;
  onSave: (criteria: DraftCriterion[]) => Promise<void>;
  onApprove: () => Promise<void>;
  onDiscard: () => Promise<void>;
}) {
  const draft = view.draft;
  const [criteria, setCriteria] = useState<DraftCriterion[]>(draft?.criteria ?? []);
  if (!draft) return null;
  const dirty = JSON.stringify(criteria) !== JSON.stringify(draft.criteria);
  const change = (id: string, next: Partial<DraftCriterion>) =>
    setCriteria((all) => all.map((one) => (one.id === id ? { ...one, ...next } : one)));
  const version = (view.approved.at(-1)?.version ?? 0) + 1;
  const blocked = draft.refusals.length > 0 || draft.faults.length > 0;
  return (
    <>
      <p className="text-muted">
        Draft of version {version}
        {draft.source === 'rules'
          ? ', proposed by rules from the job description.'
          : draft.source === 'anthropic'
            ? ', proposed by AI from the job description.'
            : ', edited by a person.'}
      </p>
      {draft.leftOut.length > 0 && (
        <Notice tone="info" title="Left out of the proposal">
          <ul className="flex flex-col gap-1">
            {draft.leftOut.map(({ text, why }) => (
              <li key={text}>
                <q>{text}</q> <span className="text-muted">{why}</span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {criteria.map((criterion, i) => (
        <CriterionForm
          key={criterion.id}
          number={i + 1}
          criterion={criterion}
          refusals={draft.refusals.filter(({ criterionId }) => criterionId === criterion.id)}
          onChange={(next) => change(criterion.id, next)}
          onRemove={() => setCriteria((all) => all.filter(({ id }) => id !== criterion.id))}
        />
      ))}
      <div>
        <Button
          icon={<Plus size={14} aria-hidden="true" />}
          disabled={criteria.length >= MOST}
          onClick={() => setCriteria((all) => [...all, fresh(all)])}
        >
          Add a criterion
        </Button>
      </div>
      {!dirty && draft.faults.length > 0 && (
        <Notice tone="warn" title="Not finished">
          <ul>
            {draft.faults.slice(0, 5).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="sticky bottom-[-16px] -mx-4 -mb-4 flex flex-wrap gap-2 border-t border-line bg-surface px-4 py-3">
        {dirty ? (
          <Button kind="primary" busy={busy === 'save'} onClick={() => void onSave(criteria)}>
            Save and check
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={busy === 'approve'}
            disabled={blocked}
            onClick={() => void onApprove()}
          >
            Approve version {version}
          </Button>
        )}
        <Button kind="danger" busy={busy === 'discard'} onClick={() => void onDiscard()}>
          Discard the draft
        </Button>
      </div>
    </>
  );
}

function CriterionForm({
  number,
  criterion,
  refusals,
  onChange,
  onRemove,
}: {
  number: number;
  criterion: DraftCriterion;
  refusals: { field: string; words: string; reason: string }[];
  onChange: (next: Partial<DraftCriterion>) => void;
  onRemove: () => void;
}) {
  const [signs, setSigns] = useState(criterion.signs.join(', '));
  const [examples, setExamples] = useState(criterion.examples.join('\n'));
  const refused = (field: string): string | null => {
    const found = refusals.find((one) => one.field === field || one.field.startsWith(`${field}[`));
    return found ? `“${found.words}”: ${found.reason}` : null;
  };
  return (
    <Card className="flex flex-col gap-2 p-3">
      <div className="flex items-end gap-2">
        <TextField
          className="flex-1"
          label={`Criterion ${number}`}
          value={criterion.label}
          maxLength={200}
          error={refused('label')}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
        />
        <IconButton label={`Remove criterion ${number}`} onClick={onRemove}>
          <Trash2 size={15} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label="Kind"
          value={criterion.kind}
          choices={[
            { value: 'must', label: 'Must-have' },
            { value: 'nice', label: 'Nice to have' },
          ]}
          onChange={(event) => onChange({ kind: event.currentTarget.value as 'must' | 'nice' })}
        />
        <Select
          label="Weight"
          value={String(criterion.weight)}
          choices={Array.from({ length: 10 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }))}
          onChange={(event) => onChange({ weight: Number(event.currentTarget.value) })}
        />
      </div>
      <TextField
        label="Words that tell it"
        hint="Separated by commas. A quote has to hold one of them to count; none: any quote about it counts."
        value={signs}
        error={refused('signs')}
        onChange={(event) => {
          setSigns(event.currentTarget.value);
          onChange({ signs: list(event.currentTarget.value) });
        }}
      />
      <details>
        <summary className="min-h-6 text-sm text-accent-text">Levels and examples</summary>
        <div className="mt-1 flex flex-col gap-2">
          {Array.from({ length: LEVELS }, (_, level) => (
            <TextField
              // biome-ignore lint/suspicious/noArrayIndexKey: the level is what the row is
              key={level}
              label={`Level ${level}: the resume shows`}
              value={criterion.anchors[level] ?? ''}
              maxLength={300}
              error={refused(`anchors[${level}]`)}
              onChange={(event) => {
                const anchors = Array.from({ length: LEVELS }, (_, i) => criterion.anchors[i] ?? '');
                anchors[level] = event.currentTarget.value;
                onChange({ anchors });
              }}
            />
          ))}
          <TextArea
            label="Examples of a good line"
            hint="One per line, five at most."
            value={examples}
            error={refused('examples')}
            onChange={(event) => {
              setExamples(event.currentTarget.value);
              onChange({
                examples: event.currentTarget.value
                  .split('\n')
                  .map((one) => one.trim())
                  .filter(Boolean)
                  .slice(0, 5),
              });
            }}
          />
        </div>
      </details>
    </Card>
  );
}
