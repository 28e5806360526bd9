import type { BlockingFact, PanelRequest } from './panel';
import { dayLabel, timeLabel, wallAt } from './zone';

/** The zone for times in texts. */
export function zoneOfTexts(request: PanelRequest): string {
  return request.displayZone ?? request.candidate.zone;
}

/** `Mon 15 Mar 09:00–11:30`, or with both days when they differ; ms epoch. */
export function spanText(zone: string, from: number, to: number): string {
  const begin = timeLabel(zone, from);
  const sameDay = dayLabel(zone, from) === dayLabel(zone, to);
  return `${begin}–${sameDay ? wallAt(zone, to).time : ` ${timeLabel(zone, to)}`}`.replace('– ', ' – ');
}

/** "Ana", "Ana and Ben", "Ana, Ben and Cy", "Ana, Ben and 4 others". */
export function nameList(names: readonly string[], most = 3): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length > most)
    return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} others`;
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** What keeps one person out, from their facts: `is in 3 meetings`. */
export function reasonText(facts: readonly BlockingFact[], zone: string): string {
  const of = (...kinds: BlockingFact['kind'][]) => facts.filter((fact) => kinds.includes(fact.kind));
  const parts: string[] = [];
  const off = of('day-off');
  if (off.length > 0) parts.push(off[0]?.title ? `is off (${off[0].title})` : 'is off');
  if (of('out-of-office').length > 0) parts.push('is out of office');
  const meetings = of('busy');
  if (meetings.length > 0) parts.push(meetingText(meetings, 'meeting', zone));
  const tentative = of('tentative');
  if (tentative.length > 0) parts.push(meetingText(tentative, 'tentative meeting', zone));
  if (of('unknown-calendar').length > 0) parts.push('has a calendar that could not be read');
  if (of('daily-limit').length > 0) parts.push('has enough interviews that day');
  if (of('weekly-limit').length > 0) parts.push('has enough interviews that week');
  if (of('outside-hours').length > 0) parts.push('is outside working hours');
  return nameList(parts, parts.length);
}

function meetingText(facts: readonly BlockingFact[], noun: string, zone: string): string {
  if (facts.every((fact) => fact.bufferOnly)) {
    const at = facts[0]?.interval;
    return at ? `needs a break around the ${noun} at ${wallAt(zone, at.start).time}` : `needs a break`;
  }
  if (facts.length === 1) return facts[0]?.title ? `is in a ${noun} (${facts[0].title})` : `is in a ${noun}`;
  return `is in ${facts.length} ${noun}s`;
}
