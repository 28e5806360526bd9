import { WishList } from '@/components/wish-list';
import type { ConstraintView } from '@/lib/interviews/constraint-views';
import { usePanel } from './panel-context';

/** What the scheduling notes seem to say; it counts only once the recruiter confirms it. */
export function ConstraintList({
  id,
  constraints,
  title,
}: {
  /** Unique on the page. */
  id: string;
  constraints: ConstraintView[];
  title: string;
}) {
  const decide = usePanel((state) => state.decide);
  return <WishList id={id} wishes={constraints} title={title} onDecide={decide} />;
}
