import { ExternalLink } from 'lucide-react';
import { useCallback, useId, useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { Select } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Tabs } from '@/components/tabs';
import { useLoad } from '@/components/use-call';
import { ApplicantCard, type ScreeningClient } from './applicant-card';
import { QueueView } from './queue-view';
import type { OpenPage } from './words';

interface PopupScreeningProps {
  client: ScreeningClient;
  /** The candidate on screen. */
  opportunityId: string | null;
  openTab: (path: string) => void;
}

/** `#posting=…` in the address: the queue of that posting, for when the popup is opened as a tab. */
const postingInAddress = (): string | null => new URLSearchParams(location.hash.slice(1)).get('posting');

/** Screening in the popup: the candidate on screen, or the queue of a posting. */
export function PopupScreening({ client, opportunityId, openTab }: PopupScreeningProps) {
  const panel = useId();
  const [tab, setTab] = useState<'candidate' | 'queue'>(opportunityId ? 'candidate' : 'queue');
  const [chosen, setChosen] = useState<string | null>(postingInAddress);
  const [onScreen, setOnScreen] = useState<string | null>(null);
  const overview = useLoad(useCallback(() => client.overview({}), [client]));
  const openPage: OpenPage = (part) => openTab(`options.html#${part}`);
  const postings = (overview.value?.postings ?? []).filter(({ rubric }) => rubric === 'approved');
  // The queue of the candidate on screen comes first, unless somebody chose another.
  const posting =
    postings.find(({ id }) => id === chosen) ??
    postings.find(({ id }) => id === onScreen) ??
    postings[0] ??
    null;
  const unread = overview.problem && (
    <ProblemNotice
      problem={overview.problem}
      action={
        <Button size="sm" onClick={() => void overview.reload()}>
          Try again
        </Button>
      }
    />
  );
  // The candidate on screen waits for no list of postings. Without one, and nothing set up, the popup stays short.
  if (!opportunityId && !overview.problem && (overview.value ? !posting : !chosen)) return null;
  return (
    <section aria-label="Screening" className="flex min-w-0 flex-col gap-3 border-t border-line pt-2">
      <div className="flex items-center justify-between gap-2 border-b border-line">
        {opportunityId ? (
          <Tabs
            label="Screening"
            tabs={[
              { id: 'candidate', label: 'This candidate' },
              { id: 'queue', label: 'Queue' },
            ]}
            selected={tab}
            onSelect={setTab}
            panelId={panel}
          />
        ) : (
          <h2 className="py-1 text-md font-semibold">Queue</h2>
        )}
        {tab === 'queue' && posting && (
          <IconButton
            label="Open the queue in a tab"
            onClick={() => openTab(`popup.html#posting=${encodeURIComponent(posting.id)}`)}
          >
            <ExternalLink size={15} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <div
        id={panel}
        {...(opportunityId && {
          role: 'tabpanel',
          'aria-label': tab === 'queue' ? 'Queue' : 'This candidate',
        })}
        className="flex min-w-0 flex-col gap-3"
      >
        {tab === 'candidate' && opportunityId ? (
          <ApplicantCard
            key={opportunityId}
            client={client}
            opportunityId={opportunityId}
            openPage={openPage}
            onPosting={setOnScreen}
          />
        ) : overview.problem ? (
          unread
        ) : !overview.value ? (
          <div role="status" aria-busy="true" aria-label="Reading the postings">
            <Skeleton className="h-40" />
          </div>
        ) : posting ? (
          <>
            <Select
              label="Posting"
              labelHidden
              value={posting.id}
              choices={postings.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <QueueView key={posting.id} client={client} postingId={posting.id} openPage={openPage} />
          </>
        ) : (
          <EmptyState
            title="No queue yet"
            action={<Button onClick={() => openPage('screening')}>Open Screening</Button>}
          >
            No posting has approved criteria. Nobody is screened before a person has approved what is looked
            for.
          </EmptyState>
        )}
      </div>
    </section>
  );
}
