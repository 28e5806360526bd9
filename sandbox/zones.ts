import { IANAZone } from 'luxon';
import { findIana, findWindows } from 'windows-iana';

/** Zones newer than the mapping table, and names the table never had. */
const WINDOWS_FOR: Record<string, string> = {
  'Europe/Kyiv': 'FLE Standard Time',
  'America/Ciudad_Juarez': 'Mountain Standard Time',
  'America/Coyhaique': 'Magallanes Standard Time',
  'Asia/Kathmandu': 'Nepal Standard Time',
  'Asia/Kolkata': 'India Standard Time',
  'Etc/UTC': 'UTC',
  UTC: 'UTC',
};

export function isIana(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** IANA zone for a Windows or IANA name; null = nobody knows this name. */
export function ianaOf(name: string): string | null {
  if (/^(utc|z|gmt|coordinated universal time|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC';
  const mapped = windowsToIana(name);
  if (mapped) return mapped;
  return isIana(name) ? name : null;
}

function windowsToIana(name: string): string | null {
  return findIana(name)[0] ?? null;
}

/** Windows name of an IANA zone; the IANA name itself when Windows has none. */
export function windowsOf(zone: string): string {
  return WINDOWS_FOR[zone] ?? findWindows(zone)[0] ?? zone;
}
