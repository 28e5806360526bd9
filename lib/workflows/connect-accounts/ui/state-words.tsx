import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import { Badge, type Tone } from '@/components/badge';
import type { ConnectionView } from '../contract';

const STATE: Record<ConnectionView['state'], { words: string; tone: Tone; Icon: typeof CircleCheck }> = {
  'not-set-up': { words: 'Not set up', tone: 'neutral', Icon: CircleDashed },
  'not-connected': { words: 'Not connected', tone: 'neutral', Icon: CircleDashed },
  connected: { words: 'Connected', tone: 'good', Icon: CircleCheck },
  expired: { words: 'Expired', tone: 'warn', Icon: CircleAlert },
  refused: { words: 'Refused', tone: 'danger', Icon: CircleX },
};

/** The state of a connection as a badge; connected with a problem says so. */
export function StateBadge({ connection }: { connection: Pick<ConnectionView, 'state' | 'problem'> }) {
  const limited = connection.state === 'connected' && connection.problem !== null;
  const { words, tone, Icon } = limited
    ? { words: 'Connected, with a problem', tone: 'warn' as const, Icon: CircleAlert }
    : STATE[connection.state];
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden="true" />}>
      {words}
    </Badge>
  );
}
