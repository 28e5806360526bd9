import browser from 'webextension-polyfill';
import { createSlackWebhook } from '@/lib/chat/slack/webhook';
import { createTeamsWebhook } from '@/lib/chat/teams/webhook';
import type { Clock } from '@/lib/platform/clock';
import type { Http } from '@/lib/platform/http-types';
import { createChannels } from '@/lib/workflows/handle-exceptions/channels';
import type { bindConnections } from './connections';
import { keyValues } from './key-values';

/** Slack, Teams and mail as they are set up for escalations. */
export function bindChannels({
  http,
  clock,
  connections,
}: {
  http: Http;
  clock: Clock;
  connections: ReturnType<typeof bindConnections>;
}) {
  return createChannels({
    kept: keyValues(browser.storage.local, 'escalation'),
    clock,
    vault: connections.webhooks,
    chat: {
      slack: (address) => createSlackWebhook(http, address),
      teams: (address) => createTeamsWebhook(http, address),
    },
    mail: {
      accounts: connections.accounts,
      port: connections.mail,
      allow: connections.allowMail,
      drop: connections.dropMail,
    },
    permissions: {
      has: (origin) => browser.permissions.contains({ origins: [origin] }),
      drop: async (origin) => void (await browser.permissions.remove({ origins: [origin] })),
    },
    async me() {
      return (await connections.lever()).me.name;
    },
  });
}
