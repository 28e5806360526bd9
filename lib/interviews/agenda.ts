import type { AgendaLine } from './payloads';

/** The lines of an itinerary as they stand in a description, after what comes before them; empty without lines. */
export function agendaText(
  lines: readonly AgendaLine[] | undefined,
  linkOf: (from: string) => string,
): string {
  if (!lines || lines.length === 0) return '';
  return `\n\n${lines
    .map(({ text, linkFrom, link }) => {
      const url = link ?? (linkFrom ? linkOf(linkFrom) : null);
      return url ? `${text}\n  Join: ${url}` : text;
    })
    .join('\n')}`;
}
