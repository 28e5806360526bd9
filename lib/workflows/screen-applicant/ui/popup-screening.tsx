import { ExternalLink } from 'lucide-react';
import { useCallback, useId, useState } from 'react';
import { IconButton } from '@/components/button';
import { Select } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { Tabs } from '@/components/tabs';
import { useLoad } from '@/components/use-call';
import { ApplicantCard, type ScreeningClient } from './applicant-card';
import { QueueView } from './queue-view';

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
  const overview = useLoad(useCallback(() => client.overview({}), [client]));
  const openScreening = () => openTab('options.html#screening');
  const postings = (overview.value?.postings ?? []).filter(({ rubric }) => rubric === 'approved');
  const posting = postings.find(({ id }) => id === chosen) ?? postings[0] ?? null;
  if (overview.problem) return <ProblemNotice problem={overview.problem} />;
  if (!overview.value) return null;
  // Nothing set up and nobody on screen: the popup stays as short as it was.
  if (!opportunityId && !posting) return null;
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
            openScreening={openScreening}
          />
        ) : posting ? (
          <>
            <Select
              label="Posting"
              labelHidden
              value={posting.id}
              choices={postings.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
            <QueueView
              key={posting.id}
              client={client}
              postingId={posting.id}
              openScreening={openScreening}
            />
          </>
        ) : (
          <p className="text-muted">No posting has approved criteria yet.</p>
        )}
      </div>
    </section>
  );
}
