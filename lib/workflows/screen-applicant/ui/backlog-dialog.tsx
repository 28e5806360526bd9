import { useCallback } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useLoad } from '@/components/use-call';
import type { BacklogView } from '../views';
import type { ScreeningClient } from './applicant-card';
import { money } from './words';

/** From so many on, waiting a night is worth offering. */
const MANY = 10;

/** Everybody who waits: now and one by one, or together at half the price. */
export function BacklogDialog({
  client,
  posting,
  onNow,
  onTogether,
  onClose,
}: {
  client: Pick<ScreeningClient, 'backlog'>;
  posting: { id: string; title: string };
  onNow: () => void;
  onTogether: () => void;
  onClose: () => void;
}) {
  const loaded = useLoad(useCallback(() => client.backlog({ postingId: posting.id }), [client, posting.id]));
  const { value } = loaded;
  const many = value !== null && value.applicants >= MANY && value.usd !== null;
  return (
    <Dialog
      open
      title="Screen everybody who waits"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          {many && <Button onClick={onTogether}>Overnight, {price(value, 'batch')}</Button>}
          <Button kind="primary" disabled={!value || value.applicants === 0} onClick={onNow}>
            {value?.usd ? `Now, ${price(value, 'now')}` : 'Now'}
          </Button>
        </>
      }
    >
      {loaded.problem && <ProblemNotice problem={loaded.problem} />}
      {!value && !loaded.problem && (
        <div role="status" aria-busy="true" aria-label="Counting who waits">
          <Skeleton className="h-10" />
        </div>
      )}
      {value && <Words title={posting.title} value={value} many={many} />}
    </Dialog>
  );
}

const price = ({ usd }: BacklogView, how: 'now' | 'batch'): string => {
  const about = usd?.[how] ?? 0;
  return `about ${about >= 0.1 ? `$${about.toFixed(2)}` : money(about)}`;
};

function Words({ title, value, many }: { title: string; value: BacklogView; many: boolean }) {
  const { applicants } = value;
  if (applicants === 0) return <p>{title}: nobody waits. Everybody who is new was screened.</p>;
  return (
    <div className="flex flex-col gap-2">
      <p>
        {title}: {applicants} {applicants === 1 ? 'applicant waits' : 'applicants wait'}.
        {value.usd && ' The prices are those of usual resumes; the cap holds in any case.'}
      </p>
      {many && (
        <p className="text-muted">
          Overnight they are sent together, at half the price. Most answers are there within an hour, all
          within a day. Anthropic keeps a batch, blinded as it was sent, with its answers for 29 days. What it
          does not answer is asked one by one.
        </p>
      )}
    </div>
  );
}
