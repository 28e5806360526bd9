import { BriefcaseBusiness, RefreshCw, Search } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { type Choice, Select, TextField } from '@/components/field';
import { EmptyState } from '@/components/placeholder';
import { Table, Td, Th } from '@/components/table';
import { When } from '@/components/when';
import type { Phase, RoleLevel } from '@/lib/governance/policy';
import { roleLevelSchema } from '@/lib/governance/policy-document';
import type { AutomationView, PostingPlace, PostingView, WorkflowView } from '../contract';
import { fits, LEVEL_NAME, PHASE_NAME, PHASES } from './wording';

const AT_ONCE = 25;

interface Actions {
  onLevel: (postingId: string, level: RoleLevel | null) => void;
  onPhase: (workflow: string, postingId: string, phase: Phase | null) => void;
}

/** Postings from Lever, with how much care each role needs and what is wished for it. */
export function PostingList({
  view,
  onRefresh,
  refreshing,
  ...actions
}: { view: AutomationView; onRefresh: () => void; refreshing: boolean } & Actions) {
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const found = view.postings.filter((posting) => fits(posting, search.trim()));
  const { everything, workflows, postings, postingsReadAt } = view;
  return (
    <Section
      id="postings"
      title="Postings"
      aside={
        <Button
          size="sm"
          kind="quiet"
          busy={refreshing}
          disabled={everything !== null}
          icon={<RefreshCw size={13} aria-hidden="true" />}
          onClick={onRefresh}
        >
          Read again
        </Button>
      }
    >
      <p className="max-w-prose text-muted">
        For critical and executive roles a person always decides. The level is suggested by the title; what
        you choose here wins.{' '}
        {postingsReadAt !== null && (
          <>
            Read from Lever <When at={postingsReadAt} />.
          </>
        )}
      </p>
      {postings.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState
            icon={<BriefcaseBusiness size={24} aria-hidden="true" />}
            title={
              postingsReadAt === null ? 'The postings were not read yet' : 'Nothing is published in Lever'
            }
          >
            Published postings appear here by themselves once Lever is connected.
          </EmptyState>
        </div>
      ) : (
        <>
          <TextField
            label="Find a posting"
            type="search"
            value={search}
            placeholder="Title, team or place"
            className="max-w-[320px]"
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              setShown(AT_ONCE);
            }}
          />
          {found.length === 0 ? (
            <div className="rounded-lg border border-line bg-surface">
              <EmptyState icon={<Search size={24} aria-hidden="true" />} title="No posting has these words" />
            </div>
          ) : (
            <Table caption="Postings, their role level and phase">
              {/* Narrow: one below the other; each control names its posting itself. */}
              <thead className="max-sm:sr-only">
                <tr>
                  <Th>Posting</Th>
                  <Th>Role level</Th>
                  {workflows.map((one) => (
                    <Th key={one.workflow}>{one.name}</Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {found.slice(0, shown).map((posting) => (
                  <PostingRow
                    key={posting.id}
                    posting={posting}
                    workflows={workflows}
                    readOnly={!view.may.change}
                    {...actions}
                  />
                ))}
              </tbody>
            </Table>
          )}
          <p role="status" className="text-sm text-muted">
            {Math.min(shown, found.length)} of {found.length} shown
          </p>
          {found.length > shown && (
            <Button className="self-start" onClick={() => setShown(shown + AT_ONCE)}>
              Show more
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

const SOURCE: Partial<Record<PostingView['source'], string>> = {
  admin: 'fixed by your administrator',
  you: 'said by a recruiter',
};

function PostingRow({
  posting,
  workflows,
  readOnly,
  onLevel,
  onPhase,
}: { posting: PostingView; workflows: WorkflowView[]; readOnly: boolean } & Actions) {
  const { id, title, team, location, level, source, suggested } = posting;
  const levels: Choice[] = [
    { value: '', label: `${LEVEL_NAME[suggested]} (by title)` },
    ...roleLevelSchema.options.map((value) => ({ value, label: LEVEL_NAME[value] })),
  ];
  const parsed = (value: string): RoleLevel | null => roleLevelSchema.safeParse(value).data ?? null;
  return (
    <tr className="max-sm:flex max-sm:flex-col max-sm:border-b max-sm:border-line max-sm:py-1">
      <Td className="min-w-40 max-sm:border-0">
        <span className="block font-medium">
          <bdi>{title}</bdi>
        </span>
        <span className="block text-sm text-muted">{[team, location].filter(Boolean).join(' · ')}</span>
      </Td>
      <Td className="min-w-44 max-sm:border-0">
        <Select
          label={`Role level of ${title}`}
          labelHidden
          disabled={source === 'admin' || readOnly}
          choices={source === 'admin' ? [{ value: level, label: LEVEL_NAME[level] }] : levels}
          value={source === 'title' ? '' : level}
          hint={SOURCE[source]}
          onChange={(event) => onLevel(id, parsed(event.currentTarget.value))}
        />
      </Td>
      {workflows.map((workflow) => {
        const place = posting.places.find((one) => one.workflow === workflow.workflow);
        return (
          <Td key={workflow.workflow} className="min-w-60 max-sm:border-0">
            {place && (
              <Place
                place={place}
                title={title}
                workflow={workflow}
                closed={level !== 'standard' || readOnly}
                onPhase={(phase) => onPhase(workflow.workflow, id, phase)}
              />
            )}
          </Td>
        );
      })}
    </tr>
  );
}

function Place({
  place,
  title,
  workflow,
  closed,
  onPhase,
}: {
  place: PostingPlace;
  title: string;
  workflow: WorkflowView;
  closed: boolean;
  onPhase: (phase: Phase | null) => void;
}) {
  const choices: Choice[] = [
    { value: '', label: `As ${workflow.name} in general` },
    ...PHASES.filter((phase) => phase <= workflow.cap || phase === place.own).map((phase) => ({
      value: String(phase),
      label: `${phase} ${PHASE_NAME[phase]}`,
    })),
  ];
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Select
          label={`${workflow.name} for ${title}`}
          labelHidden
          className="min-w-0 flex-1"
          disabled={closed}
          choices={choices}
          value={place.own === null ? '' : String(place.own)}
          onChange={(event) =>
            onPhase(PHASES.find((phase) => String(phase) === event.currentTarget.value) ?? null)
          }
        />
        <Badge tone={place.inForce > 1 ? 'good' : 'neutral'}>phase {place.inForce} in force</Badge>
      </div>
      {place.why.length > 0 && (
        <ul className="text-sm text-muted">
          {place.why.map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
