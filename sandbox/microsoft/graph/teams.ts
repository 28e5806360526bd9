import { stableHex } from '../../mailboxes';
import type { GraphEvent } from './types';

/** A Teams meeting for an event. Its block in the body is what keeps it alive. */
export function teamsFor(seed: string): NonNullable<GraphEvent['teams']> {
  const hex = stableHex('teams', seed);
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${hex.slice(0, 32)}%40thread.v2/0`;
  return {
    joinUrl,
    conferenceId: String(Number.parseInt(hex.slice(0, 8), 16))
      .padStart(9, '1')
      .slice(0, 9),
    marker: hex.slice(0, 32),
  };
}

/** The organiser's HTML with the join block appended. */
export function withTeamsBlock(html: string, teams: NonNullable<GraphEvent['teams']>): string {
  const inner = /<body[^>]*>([\s\S]*)<\/body>/i.exec(html)?.[1] ?? html;
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${inner}<br><div class="me-email-text" lang="en-US"><div>________________</div><a class="me-email-headline" href="${teams.joinUrl}">Join Microsoft Teams Meeting</a><div>Conference ID: ${teams.conferenceId}</div></div></body></html>`;
}

/** A new body without the join block destroys the meeting. */
export function keepsTeams(html: string, teams: NonNullable<GraphEvent['teams']>): boolean {
  return html.includes('me-email-text') && html.includes(teams.marker);
}
