import type { Change, PanelRequest } from './panel';
import { nameList, zoneOfTexts } from './panel-text';
import { timeLabel } from './zone';

/** "If Ana moves the meeting of Tue 16 Mar 10:00 (Planning), Tue 16 Mar 10:00 opens, 2 days earlier." */
export function changeText(request: PanelRequest, change: Change): string {
  const zone = zoneOfTexts(request);
  const opens = timeLabel(zone, change.opens);
  return `${condition(request, change, zone)}, ${opens} opens${gainText(change.gainMinutes)}.`;
}

function condition(request: PanelRequest, change: Change, zone: string): string {
  const nameOf = (id: string | undefined) =>
    request.people.find((person) => person.id === id)?.name ?? 'somebody';
  const name = nameOf(change.personId);
  const candidate = request.candidate.name || 'the candidate';
  const [fact] = change.facts;
  const at = fact?.interval ? ` of ${timeLabel(zone, fact.interval.start)}` : '';
  switch (change.kind) {
    case 'move-meeting':
      return `If ${name} moves the meeting${at}${fact?.title ? ` (${fact.title})` : ''}`;
    case 'use-soft-time': {
      const owners = [...new Set(change.facts.map((one) => nameOf(one.personId)))];
      return `If tentative meetings may be booked over${owners.length > 0 ? ` (${nameList(owners)})` : ''}`;
    }
    case 'make-optional':
      return `If ${name} is optional`;
    case 'swap-person':
      return `If ${nameOf(change.swapWith)} comes instead of ${name}`;
    case 'shorten':
      return `If the meeting takes ${change.durationMinutes} minutes`;
    case 'drop-buffer':
      return `If ${name} goes without the break around the meeting${at}`;
    case 'extend-hours':
      return `If ${name} can meet a little outside working hours that day`;
    case 'lift-limit':
      return `If ${name} takes one interview more than the limit`;
    case 'assume-free':
      return `If ${name}, whose calendar could not be read, says yes`;
    case 'less-notice': {
      const minutes = Math.max(0, Math.floor((change.opens - request.now) / 60_000));
      return `If ${spanText(minutes)} of notice is enough`;
    }
    case 'ask-candidate':
      return `If ${candidate} can make it then`;
    case 'no-room':
      return 'If it takes place without a room';
  }
}

function gainText(minutes: number | null): string {
  return minutes === null ? ', the first time that works' : `, ${spanText(minutes)} earlier`;
}

/** "2 days", "3 hours", "45 minutes": one unit, rounded down. */
function spanText(minutes: number): string {
  const of = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (minutes >= 1440) return of(Math.floor(minutes / 1440), 'day');
  if (minutes >= 60) return of(Math.floor(minutes / 60), 'hour');
  return of(minutes, 'minute');
}
