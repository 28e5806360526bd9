import { Check } from 'lucide-react';
import { Button } from '@/components/button';
import type { ScheduleView } from '../contract';
import { usePanel } from './panel-context';

/** Changes the recruiter accepted for this candidate, and the way back. */
export function AppliedList({ view }: { view: ScheduleView }) {
  const reset = usePanel((state) => state.reset);
  if (view.applied.length === 0) return null;
  return (
    <div className="flex items-start gap-2 rounded-lg border border-accent-line bg-accent-soft py-1.5 pr-1.5 pl-3">
      <ul className="flex min-w-0 flex-1 flex-col gap-0.5 py-0.5" aria-label="Changes you accepted">
        {view.applied.map((change) => (
          <li key={change.id} className="flex items-start gap-2">
            <Check size={14} className="mt-[3px] shrink-0 text-accent-text" aria-hidden="true" />
            <span className="wrap-anywhere">{change.text}</span>
          </li>
        ))}
      </ul>
      <Button size="sm" kind="quiet" onClick={() => void reset()}>
        Take back
      </Button>
    </div>
  );
}
