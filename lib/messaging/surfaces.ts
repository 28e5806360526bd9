import { z } from 'zod';
import { defineContract, method } from './contract';

/** Moves between the extension's own surfaces. */
export const surfaces = defineContract('surfaces', {
  /** Opens the panel on the candidate of the active tab; false = that tab shows no candidate any more. */
  openPanel: method<{ opened: boolean }>()(z.object({})),
});
