import type { Action } from '@/lib/ledger/plan';

/** Ways a request of an action goes wrong. `*-after`: the service did it and the answer was lost. */
export const TROUBLES = [
  'none',
  '429',
  '500-before',
  '500-after',
  'timeout-before',
  'timeout-after',
  'cut-before',
  'cut-after',
  '409',
  '412',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export interface Armed {
  actionId: string;
  undo: boolean;
  trouble: Trouble;
  /** Set when the action has begun, in whichever process. */
  begun?: Action;
}

/** Faults that mean something for an action: only what is made with an id of ours can find it used up. */
export function meansSomething(action: Action, undo: boolean, trouble: Trouble): boolean {
  if (trouble === '409') return !undo && action.kind === 'create-hold';
  if (trouble === '412') return !undo && action.kind === 'send-invitations';
  return true;
}

type Fetch = typeof globalThis.fetch;

/** The time limit set last: the one of the request that is under way. */
let limit = new AbortController();
/** Time limits pass when a fault says so, not when the clock does. */
AbortSignal.timeout = () => {
  limit = new AbortController();
  return limit.signal;
};

const isSignIn = (host: string): boolean => /oauth2|login|accounts|auth/.test(host);

/**
 * One request of the action under way, hit once by the armed fault. Reading is spared unless reading is all the
 * action does: what matters is a write that may or may not have happened.
 */
export async function troubled(
  company: { armed: Armed | null },
  current: Action | null,
  fetch: Fetch,
  input: string | Request,
  init?: RequestInit,
): Promise<Response> {
  const { armed } = company;
  const { host } = new URL(typeof input === 'string' ? input : input.url);
  const method = init?.method ?? 'GET';
  // Where an earlier step of undo has already cancelled the event, looking at it is all that is left to do.
  const onlyLooks = current?.effect === 'check' || (armed?.undo && current?.kind === 'create-hold');
  const counts = onlyLooks || method !== 'GET';
  if (!armed || armed.trouble === 'none' || !current || !counts || isSignIn(host)) return fetch(input, init);
  if (armed.trouble === '412' && method !== 'PATCH') return fetch(input, init);
  if (armed.trouble === '409' && method !== 'POST') return fetch(input, init);
  company.armed = null;
  const [kind, when] = armed.trouble.split('-');
  if (kind === '409') {
    // Not a made-up answer: the id was really used before, for something that is gone.
    const used = await fetch(input, init);
    const { id } = (await used.json()) as { id: string };
    const path = new URL(typeof input === 'string' ? input : input.url);
    await fetch(`${path.origin}${path.pathname}/${id}`, { ...init, method: 'DELETE', body: null });
    return fetch(input, init);
  }
  if (kind === '429' || kind === '412') return new Response('{}', { status: Number(kind) });
  if (when === 'after') await fetch(input, init);
  if (kind === '500') return new Response('{}', { status: 500 });
  if (kind !== 'timeout') throw new TypeError('connection reset');
  limit.abort();
  throw limit.signal.reason;
}
