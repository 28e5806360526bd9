import { z } from 'zod';
import { defineContract, method } from '@/lib/messaging/contract';

const id = z.string().regex(/^[0-9a-f-]{36}$/);
const theme = z.enum(['light', 'dark']);

/**
 * All that the content script may ask of the worker. It is not trusted: it names what is on screen and gets
 * nothing back but what it has to draw.
 */
export const leverPage = defineContract('lever-page', {
  /** A page was opened or left. */
  arrived: method<null>()(z.object({ opportunityId: id.nullable(), theme }), ['page']),
  /** Text for the badge of each listed candidate that has an interview ahead. */
  badges: method<Record<string, string>>()(z.object({ ids: z.array(id).max(100) }), ['page']),
  /** The shortcut as it is bound now, for the tooltip. */
  shortcut: method<string | null>()(z.object({}), ['page']),
  broke: method<null>()(
    z.object({
      selector: z.string().max(60),
      seen: z.string().max(20),
      path: z.string().max(200),
      structure: z.string().max(20_000),
    }),
    ['page'],
  ),
});

/** What the worker tells a content script. */
export type PanelCommand = { fulcrum: 1; command: 'toggle-panel' | 'open-panel' | 'close-panel' };
