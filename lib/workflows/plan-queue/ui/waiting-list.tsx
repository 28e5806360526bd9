import { Badge } from '@/components/badge';
import { Spinner } from '@/components/spinner';
import { Table, Td, Th } from '@/components/table';
import { When } from '@/components/when';
import type { CandidateState, WaitingCandidate } from '../contract';
import { plural } from './words';

const DAY_MS = 86_400_000;
const FROM = {
  remembered: 'remembered',
  lever: 'drafted from Lever',
  you: 'changed for this candidate',
  booked: 'as booked',
};

/** Everybody in the chosen stages, longest waiting first. */
export function WaitingList({
  candidates,
  states,
  now,
  onOpen,
}: {
  candidates: readonly WaitingCandidate[];
  states: Readonly<Record<string, CandidateState>>;
  now: number;
  onOpen: (opportunityId: string) => void;
}) {
  return (
    <Table caption="Candidates in stages with on-sites, longest waiting first">
      <thead>
        <tr>
          <Th>Candidate</Th>
          <Th>Waiting</Th>
          <Th>Stage plan</Th>
          <Th>State</Th>
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ opportunityId, name, posting, since }) => {
          const state = states[opportunityId];
          return (
            <tr key={opportunityId}>
              <Td className="min-w-40">
                <button
                  type="button"
                  className="line-clamp-2 text-left font-medium wrap-anywhere text-accent-text hover:underline"
                  onClick={() => onOpen(opportunityId)}
                >
                  <bdi>{name || 'No name'}</bdi>
                </button>
                <span className="block text-sm text-muted">
                  <bdi>{state?.posting ?? posting ?? 'No posting'}</bdi>
                </span>
              </Td>
              <Td className="tabular whitespace-nowrap">
                {since === null
                  ? 'not known'
                  : plural(Math.max(0, Math.floor((now - since) / DAY_MS)), 'day')}
              </Td>
              <Td>
                {state && state.state !== 'unreadable'
                  ? `${plural(state.sessions, 'session')}, ${FROM[state.setupFrom]}`
                  : ''}
              </Td>
              <Td>
                <State state={state} />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function State({ state }: { state: CandidateState | undefined }) {
  if (!state)
    return (
      <span className="flex items-center gap-1 text-muted">
        <Spinner /> being read
      </span>
    );
  if (state.state === 'waiting') return <Badge tone="accent">waits</Badge>;
  if (state.problem)
    return (
      <span className="text-warn">
        {state.problem.message} {state.problem.next}
      </span>
    );
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone="good">{state.booked?.by === 'lever' ? 'has interviews in Lever' : 'booked'}</Badge>
      {state.booked && (
        <span className="text-sm text-muted">
          from <When at={state.booked.start} />
        </span>
      )}
    </span>
  );
}
