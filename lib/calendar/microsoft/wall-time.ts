import { offsetOf } from './custom-zone';
import { windowsOf } from './zone-names';

const MINUTE = 60_000;

/**
 * An instant as Graph wants it: wall clock beside a Windows zone, so that Outlook shows the organiser's zone.
 * UTC is used when the zone has no Windows name, and in the hour that a clock change repeats, where the wall
 * clock alone would mean two instants.
 */
export function graphTime(at: number, zone: string): { dateTime: string; timeZone: string } {
  const plain = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  const windows = windowsOf(zone);
  if (windows !== undefined) {
    const wall = (ms: number) => plain(ms + offsetOf(zone, ms) * MINUTE);
    const here = wall(at);
    const repeated = [-60, -30, 30, 60].some((minutes) => wall(at + minutes * MINUTE) === here);
    if (!repeated) return { dateTime: here, timeZone: windows };
  }
  return { dateTime: plain(at), timeZone: 'UTC' };
}
