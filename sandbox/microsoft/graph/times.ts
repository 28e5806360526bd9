import type * as Graph from '@microsoft/microsoft-graph-types';
import { DateTime } from 'luxon';
import { ianaOf } from '../../zones';
import { type GraphCall, preferences } from './access';
import { graphError } from './errors';

const WALL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?$/;

function zoneNamed(name: string): string {
  const zone = ianaOf(name);
  if (!zone)
    throw graphError(
      400,
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
    );
  return zone;
}

/** ms epoch of a wall clock beside a zone. */
export function instantOf(value: Graph.DateTimeTimeZone | undefined | null, name: string): number {
  const text = value?.dateTime ?? '';
  const utc = /Z$/.test(text);
  const wall = text.replace(/Z$/, '').replace(/(\.\d{3})\d+$/, '$1');
  if (!WALL.test(text.replace(/Z$/, '')))
    throw graphError(
      400,
      'ErrorInvalidParameter',
      `The value of the parameter '${name}' is empty or not a date and time.`,
    );
  const at = DateTime.fromISO(wall, { zone: utc ? 'UTC' : zoneNamed(value?.timeZone ?? 'UTC') });
  if (!at.isValid)
    throw graphError(
      400,
      'ErrorInvalidParameter',
      `The value of the parameter '${name}' is not a date and time.`,
    );
  return at.toMillis();
}

/** The zone answers are written in: `Prefer: outlook.timezone`, else UTC. The name is echoed as sent. */
export function answerZone(c: GraphCall): { name: string; zone: string } {
  const name = preferences(c).get('outlook.timezone') ?? 'UTC';
  return { name, zone: zoneNamed(name) };
}

/** Wall clock with seven digits, as Graph writes it. */
export function wallClock(
  at: number,
  { name, zone }: { name: string; zone: string },
): Graph.DateTimeTimeZone {
  return {
    dateTime: `${DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS")}0000`,
    timeZone: name,
  };
}

/** ms epoch of an ISO query parameter; without an offset it is UTC. */
export function queryInstant(text: string | undefined, name: string): number {
  const at = DateTime.fromISO((text ?? '').replace(' ', '+'), { zone: 'UTC' });
  if (!text || !at.isValid)
    throw graphError(
      400,
      'ErrorInvalidParameter',
      `The value of the parameter '${name}' is missing or not a date and time.`,
    );
  return at.toMillis();
}
