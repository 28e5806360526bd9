import { z } from 'zod';

export const channelSchema = z.enum(['slack', 'teams', 'mail']);

export const CHANNEL_NAME = { slack: 'Slack', teams: 'Teams', mail: 'Mail' } as const;

/** Workflow folders as a person would say them. */
export const WORKFLOW_NAME: Readonly<Record<string, string>> = {
  'schedule-interview': 'interview booking',
  'schedule-loop': 'on-site booking',
  'reschedule-interview': 'change of an interview',
  'collect-availability': 'question to the candidate',
  'handle-exceptions': 'hand-over',
};

/**
 * The host permission a chat channel needs, from the address the person typed; null when it is none of that
 * service. Asked for in the click itself: browsers take such a request from nowhere else.
 */
export function originOf(channel: 'slack' | 'teams', address: string): string | null {
  const text = address.trim();
  if (!URL.canParse(text)) return null;
  const { protocol, hostname } = new URL(text);
  const fits =
    channel === 'slack'
      ? hostname === 'hooks.slack.com'
      : /^([a-z0-9-]+\.)+(environment\.api\.powerplatform\.com|logic\.azure\.com)$/.test(hostname);
  return protocol === 'https:' && fits ? `https://${hostname}/*` : null;
}
