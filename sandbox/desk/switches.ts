import type { Fault } from '../faults';

/** A condition inside a simulator, by the name simulators ask for. */
export interface Condition {
  name: string;
  label: string;
  /** `flag`: on or off. `count`: the next n times. `text`: an address or a word. `now`: sets the current time. `ms`: a duration. */
  kind: 'flag' | 'count' | 'text' | 'now' | 'ms';
  group: string;
}

const of = (group: string, ...rows: [name: string, kind: Condition['kind'], label: string][]): Condition[] =>
  rows.map(([name, kind, label]) => ({ name, kind, label, group }));

/** Everything the Google and Microsoft simulators can be told; for one person write `name:address` where the label says so. */
export const CONDITIONS: readonly Condition[] = [
  ...of(
    'Answers',
    ['room-declines', 'text', 'These rooms decline (addresses, or "all")'],
    ['room-answer-ms', 'ms', 'Rooms answer after, ms (1500)'],
    ['rsvp', 'text', 'Everybody answers: accepted, declined, tentative, none'],
    ['rsvp-ms', 'ms', 'People answer after, ms (12000)'],
    ['competing-booking', 'text', 'At the next create, somebody else takes this mailbox first'],
  ),
  ...of(
    'Google',
    ['google-refuses-silent-renewal', 'flag', 'Silent renewal is refused'],
    ['google-silent-other-account', 'flag', 'Silent renewal answers for another account'],
    ['google-withholds-scope', 'text', 'This scope is never granted'],
    ['google-tokens-expired-at', 'now', 'All tokens issued until now are dead'],
    ['google-refresh-revoked', 'flag', 'Refresh tokens are revoked'],
    ['google-unreadable', 'text', 'Free/busy says notFound for these addresses'],
    ['google-missing', 'text', 'Free/busy leaves these addresses out'],
    ['google-freebusy-error', 'text', 'Free/busy reason for everybody, e.g. internalError'],
    ['google-rate-limit', 'count', 'Next n calls: rateLimitExceeded (403)'],
    ['google-quota-exceeded', 'count', 'Next n calls: quotaExceeded'],
    ['google-etag-conflict', 'count', 'Next n conditional writes find a changed event'],
    ['google-lag-ms', 'ms', 'Lists show new events only after, ms'],
    ['google-sync-expired', 'flag', 'Sync tokens are no longer valid'],
    ['google-admin', 'flag', 'The signed-in person may read the room list'],
    ['google-no-rooms', 'flag', 'No rooms in the calendar list'],
    ['meet-pending', 'count', 'Meet link is ready at the n-th read (1)'],
    ['meet-fails', 'flag', 'Meet links fail'],
    ['meet-not-allowed', 'flag', 'Meet is not allowed'],
  ),
  ...of(
    'Anthropic',
    [
      'anthropic-personality',
      'text',
      'The model is: honest, fabricator, misquoter, obedient, refuser, truncator, drifter, flaky, slow-stream, verbose, misshapen',
    ],
    ['anthropic-slow-ms', 'ms', 'A slow stream takes, ms (60000)'],
    ['anthropic-overloaded', 'count', 'Next n calls: overloaded (529)'],
    ['anthropic-server-error', 'count', 'Next n calls: server error (500)'],
    ['anthropic-rate-limit', 'count', 'Next n calls: rate limit (429)'],
    ['anthropic-retry-after', 'text', 'Retry-After of that 429 in seconds (1)'],
    ['anthropic-spend-limit', 'flag', 'The spending limit of the account is reached'],
    ['anthropic-no-credit', 'flag', 'The account has no credit'],
    ['anthropic-key-revoked', 'flag', 'The key is refused when the model is asked'],
    ['anthropic-not-permitted', 'flag', 'The key may not use the model (403)'],
    ['anthropic-model-retired', 'text', 'This model does not exist any more (404)'],
    ['anthropic-timeout', 'count', 'Next n calls: timed out (504)'],
    ['anthropic-no-browsers', 'flag', 'The organisation does not allow calls from a browser'],
    ['anthropic-stream-error', 'count', 'Next n streams: an error event in the middle'],
    ['anthropic-stream-cut', 'count', 'Next n streams: cut in the middle'],
    ['anthropic-stream-lost', 'count', 'Next n streams: the connection breaks in the middle'],
    ['anthropic-batch-ms', 'ms', 'A batch takes, ms (2000)'],
    ['anthropic-batch-error', 'text', 'This request of a batch fails'],
    ['anthropic-batch-expires', 'text', 'This request of a batch runs out of time'],
  ),
  ...of(
    'Microsoft',
    ['microsoft-refuses-silent-renewal', 'flag', 'Silent renewal is refused'],
    ['microsoft-silent-other-account', 'flag', 'Silent renewal answers for another account'],
    ['microsoft-needs-admin-consent', 'flag', 'Consent needs an administrator'],
    ['microsoft-tokens-expired-at', 'now', 'All tokens issued until now are dead'],
    ['microsoft-refresh-expired', 'flag', 'Refresh tokens are older than 24 h'],
    ['microsoft-refresh-revoked', 'flag', 'Refresh tokens are revoked'],
    ['microsoft-registered-as', 'text', 'Redirect is registered as "web" instead of a single-page app'],
    ['microsoft-unresolved', 'text', 'getSchedule cannot resolve these addresses (5009)'],
    ['microsoft-missing', 'text', 'getSchedule leaves these addresses out'],
    ['microsoft-schedule-error', 'text', 'getSchedule error code for everybody, e.g. 5006'],
    ['microsoft-throttle', 'count', 'Next n calls: 429'],
    ['microsoft-batch-throttle', 'count', 'Next n parts of a batch: 429'],
    ['microsoft-retry-after', 'text', 'Retry-After of a 429 in seconds, or "none"'],
    ['microsoft-concurrency', 'count', 'Calls at a time per mailbox (4; 0 = any)'],
    ['microsoft-work-ms', 'ms', 'A call takes, ms (5)'],
    ['microsoft-conflict', 'count', 'Next n writes find a changed event'],
    [
      'microsoft-transaction-repeat',
      'text',
      '"error": a repeated transaction id is refused even with the same content',
    ],
    ['microsoft-delta-expired', 'flag', 'Delta tokens are no longer valid'],
  ),
  ...of(
    'Chat',
    ['slack-rate-limit', 'count', 'Slack, next n posts: 429'],
    ['slack-retry-after', 'text', 'Slack, Retry-After of a 429 in seconds (1)'],
    ['slack-no-service', 'flag', 'Slack: the webhook was deleted'],
    ['slack-channel-not-found', 'flag', 'Slack: the channel is gone'],
    ['slack-action-prohibited', 'flag', 'Slack: an administrator forbids it'],
    ['teams-throttle', 'count', 'Teams, next n posts: 429'],
    ['teams-flow-off', 'flag', 'Teams: the workflow is off'],
    ['teams-flow-fails', 'flag', 'Teams: accepted, but the workflow fails'],
  ),
];

const API = { lever: 'api.lever.co', google: 'www.googleapis.com', microsoft: 'graph.microsoft.com' };

/** Ready-made network faults; each hits every matching call until it is switched off. */
export const FAULTS: readonly { label: string; fault: Fault }[] = [
  ...Object.entries(API).flatMap(([name, host]): { label: string; fault: Fault }[] => [
    {
      label: `${name}: 429 for every call`,
      fault: {
        id: `${name}-429`,
        host,
        effect: {
          kind: 'status',
          status: 429,
          headers: { 'retry-after': '2' },
          body: { error: { code: 429, message: 'Too many requests' } },
        },
      },
    },
    {
      label: `${name}: 503 for every call`,
      fault: {
        id: `${name}-503`,
        host,
        effect: {
          kind: 'status',
          status: 503,
          body: { error: { code: 503, message: 'Service unavailable' } },
        },
      },
    },
    {
      label: `${name}: answers three seconds late`,
      fault: { id: `${name}-slow`, host, effect: { kind: 'latency', ms: 3000 } },
    },
    { label: `${name}: never answers`, fault: { id: `${name}-hang`, host, effect: { kind: 'hang' } } },
    {
      label: `${name}: connection cut before the call arrives`,
      fault: { id: `${name}-cut-before`, host, effect: { kind: 'cut-before' } },
    },
    {
      label: `${name}: next write is applied, its answer lost`,
      fault: { id: `${name}-lost-answer`, host, method: 'POST', times: 1, effect: { kind: 'cut-after' } },
    },
    {
      label: `${name}: a proxy answers HTML`,
      fault: {
        id: `${name}-html`,
        host,
        effect: { kind: 'garbage', body: '<html><body>Please sign in to the guest network</body></html>' },
      },
    },
  ]),
];
