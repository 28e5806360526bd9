import { Search } from 'lucide-react';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { When } from '@/components/when';
import { same, suggestedPlan } from '../store-state';
import { useLoop } from './loop-context';
import { SearchBar } from './search-bar';

/** How the plan on the screen came about: handed over from elsewhere, or found by the search here. */
export function Origin() {
  const view = useLoop((state) => state.view);
  const shown = useLoop((state) => state.shown);
  const phase = useLoop((state) => state.search.phase);
  const alone = useLoop((state) => state.searchAlone);
  if (!view?.suggested || view.booked) return <SearchBar />;
  const { from, at } = view.suggested;
  const plan = suggestedPlan(view);
  if (!plan)
    return (
      <>
        <Notice tone="warn" title={`The plan from ${from} does not hold any more.`}>
          A calendar, a booking or the set-up changed since <When at={at} />. What is shown is the best for
          this candidate alone; plan the queue again to keep the others’ places.
        </Notice>
        <SearchBar />
      </>
    );
  if (phase !== 'stopped' || !same(plan, shown)) return <SearchBar />;
  return (
    <Notice
      tone="info"
      title={`This is the plan from ${from}.`}
      action={
        <Button size="sm" icon={<Search size={14} aria-hidden="true" />} onClick={() => void alone()}>
          Search for this candidate alone
        </Button>
      }
    >
      It was chosen so that everybody who waits fits. Alone, this candidate may do better, at the cost of
      somebody else. Preview and book it as usual.
    </Notice>
  );
}
