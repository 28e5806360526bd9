import type { ChatMessage } from '@/lib/chat/port';
import type { Escalation } from '@/lib/domain/escalation';
import type { CandidateFacts } from './port';

/** `A. R.`: first letters of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => `${[...(word ?? '')][0]?.toUpperCase() ?? ''}.`).join(' ');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text without the candidate's name, its parts, and any address of theirs; whole words, in any case. */
export function withoutCandidate(text: string, candidate: Pick<CandidateFacts, 'name' | 'emails'>): string {
  const initials = initialsOf(candidate.name);
  const parts = candidate.name
    .trim()
    .split(/\s+/)
    .filter((part) => part.length > 1);
  const names = [candidate.name.trim().replace(/\s+/g, ' '), ...parts]
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  let said = text;
  for (const email of candidate.emails)
    said = said.replace(new RegExp(escaped(email), 'giu'), 'their address');
  for (const name of names) {
    const words = escaped(name).replace(/ /g, '\\s+');
    said = said.replace(new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'giu'), initials);
  }
  return said;
}

/**
 * What leaves the machine. Without a known candidate nobody could take the name out of the sentences, so they
 * stay here; a confidential candidacy says nothing but that there is something to look at.
 */
export function messageFor(escalation: Escalation, candidate: CandidateFacts | null): ChatMessage {
  const url = [candidate?.url, escalation.link].find((one) => one && /^https:\/\//.test(one)) ?? '';
  const link = { label: 'Open in Lever', url: url || 'https://hire.lever.co/' };
  const bare = { lists: [], link };
  if (escalation.opportunityId !== null && candidate === null)
    return {
      ...bare,
      title: 'Fulcrum needs a person for a candidate',
      lines: ['Lever could not say who it is, so the details stay in Fulcrum: see Exceptions there.'],
    };
  if (candidate?.confidential)
    return {
      ...bare,
      title: 'Fulcrum needs a person for a confidential candidate',
      lines: ['The details stay in Fulcrum: see Exceptions there.'],
    };
  const clean = (text: string) => (candidate ? withoutCandidate(text, candidate) : text);
  return {
    title: clean(escalation.title),
    lines: candidate ? [`Candidate: ${initialsOf(candidate.name)}`] : [],
    lists: [
      { title: 'What stands in the way', items: escalation.reasons.map(clean) },
      { title: 'What would help', items: escalation.suggestions.map(clean) },
    ].filter((list) => list.items.length > 0),
    link,
  };
}

/** The message as a plain text, for mail and for reading before it is sent. */
export function plainText({ title, lines, lists, link }: ChatMessage): string {
  return [
    title,
    '',
    ...lines,
    ...lists.flatMap((list) => ['', list.title, ...list.items.map((item) => `- ${item}`)]),
    '',
    `${link.label}: ${link.url}`,
  ].join('\n');
}
