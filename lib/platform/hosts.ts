/** How fast one host may be called: a rate, a number of calls at once, or both. */
export interface Budget {
  /** Steady calls per second; `burst` may go out at once after a pause. */
  rate?: { perSecond: number; burst: number };
  /** Calls in flight at once, counted per lane (one mailbox, one key). */
  atOnce?: number;
}

interface DeclaredHost {
  /** Shown on the privacy page: what goes there and why. */
  purpose: string;
  budget: Budget;
}

/**
 * Lever documents a token bucket of 10 calls a second with bursts to 20 and sends no `Retry-After`; two calls of
 * the burst stay unused for other tools on the same key.
 */
const LEVER: Budget = { rate: { perSecond: 10, burst: 18 }, atOnce: 6 };
/** Outlook serves four calls of one app at once; one stays free for another window. */
const GRAPH: Budget = { atOnce: 3 };
/** Google limits calls per minute; six at once keeps one user far below it. */
const GOOGLE: Budget = { atOnce: 6 };
const SIGN_IN: Budget = { atOnce: 2 };
/** Chat services take about one message a second for each channel; a person reads no faster. */
const CHAT: Budget = { rate: { perSecond: 1, burst: 2 }, atOnce: 1 };
/** Gmail lets one person send 60 messages a minute. */
const MAIL: Budget = { rate: { perSecond: 1, burst: 5 }, atOnce: 1 };
/** A model answers slowly; more at once only runs into its rate limits. */
const MODEL: Budget = { atOnce: 4 };

/** Every host the extension may send a request to. Nothing else is ever called. */
export const HOSTS = {
  'api.lever.co': {
    purpose: 'Read candidates and postings, write interviews and notes in Lever.',
    budget: LEVER,
  },
  'api.eu.lever.co': { purpose: 'The same for Lever accounts in the European data centre.', budget: LEVER },
  'api.sandbox.lever.co': { purpose: 'The same for Lever sandbox accounts.', budget: LEVER },
  'auth.lever.co': { purpose: 'Sign in to Lever by OAuth and renew that sign-in.', budget: SIGN_IN },
  'sandbox-lever.auth0.com': { purpose: 'Sign in to a Lever sandbox by OAuth.', budget: SIGN_IN },
  'www.googleapis.com': {
    purpose: 'Read free/busy times and write events in Google Calendar.',
    budget: GOOGLE,
  },
  'admin.googleapis.com': { purpose: 'List the rooms of a Google Workspace organisation.', budget: GOOGLE },
  'oauth2.googleapis.com': { purpose: 'Renew and revoke the Google sign-in.', budget: SIGN_IN },
  'graph.microsoft.com': {
    purpose:
      'Read free/busy times and write events in Outlook, list rooms, send escalation mail when that is on.',
    budget: GRAPH,
  },
  'login.microsoftonline.com': { purpose: 'Sign in to Microsoft and renew that sign-in.', budget: SIGN_IN },
  'gmail.googleapis.com': {
    purpose: 'Send escalations from your Gmail address, when that is switched on.',
    budget: MAIL,
  },
  'hooks.slack.com': {
    purpose: 'Post escalations to a Slack channel, when that is switched on.',
    budget: CHAT,
  },
  'api.anthropic.com': {
    purpose: 'Have a model read blinded resumes and job descriptions, with your own key.',
    budget: MODEL,
  },
} as const satisfies Record<string, DeclaredHost>;

/**
 * Services that give every customer a host of their own. Only hosts below these, and only in the letters of a
 * host name: anything else in it is refused.
 */
export const SUB_HOSTS = {
  'environment.api.powerplatform.com': {
    purpose:
      'Post escalations to a Teams channel through a Power Automate workflow, when that is switched on.',
    budget: CHAT,
  },
  'logic.azure.com': {
    purpose: 'The same for workflows with an older address.',
    budget: CHAT,
  },
} as const satisfies Record<string, DeclaredHost>;

export type HostName = keyof typeof HOSTS | `${string}.${keyof typeof SUB_HOSTS}`;

const LABELS = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+$/;

/**
 * Company proxies in front of the model, named when the extension is built (`WXT_AI_PROXY_HOSTS`, comma-separated): the same list
 * is written into the content security policy and the optional permissions, so a host cannot be added at run time.
 */
export const AI_PROXY_HOSTS: readonly string[] = String(import.meta.env?.WXT_AI_PROXY_HOSTS ?? '')
  .split(',')
  .map((host) => host.trim().toLowerCase())
  .filter(Boolean);

/** The declaration of `host`, or undefined for a host that may not be called. */
export function declaredHost(host: string): DeclaredHost | undefined {
  if (AI_PROXY_HOSTS.includes(host))
    return { purpose: 'The company proxy in front of the model.', budget: MODEL };
  if (Object.hasOwn(HOSTS, host)) return HOSTS[host as keyof typeof HOSTS];
  if (typeof host !== 'string' || host.length > 253) return undefined;
  for (const [parent, declared] of Object.entries(SUB_HOSTS)) {
    if (host.endsWith(`.${parent}`) && LABELS.test(host.slice(0, -parent.length))) return declared;
  }
  return undefined;
}
