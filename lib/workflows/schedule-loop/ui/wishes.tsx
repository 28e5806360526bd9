import { WishList } from '@/components/wish-list';
import type { LoopView } from '../contract';
import { useLoop } from './loop-context';

/** What the notes seem to ask for; nothing is left to say about what was ignored once the on-site is booked. */
export function Wishes({ view }: { view: LoopView }) {
  const decide = useLoop((state) => state.decide);
  const wishes = view.wishes.filter(({ decision }) => decision !== 'dismissed' || !view.booked);
  return <WishList id="wish" wishes={wishes} title="Found in the notes" onDecide={decide} />;
}
