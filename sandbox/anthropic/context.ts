import type { Context } from 'hono';
import type { SandboxContext } from '../service';
import { PERSONALITIES, type Personality } from './personalities';

export type AnthropicContext = Pick<SandboxContext, 'faults' | 'now'>;

export const keyOf = (c: Context): string =>
  /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.header('x-api-key') ?? '';

/** What a model is like now: the switch `anthropic-personality`. */
export function personalityOf({ faults }: Pick<AnthropicContext, 'faults'>): Personality {
  const name = faults.get('anthropic-personality');
  return PERSONALITIES.find((one) => one === name) ?? 'honest';
}

export const plantOf = ({ faults }: Pick<AnthropicContext, 'faults'>): string | undefined => {
  const plant = faults.get('anthropic-plant');
  return typeof plant === 'string' ? plant : undefined;
};
