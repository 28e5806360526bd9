import { findIana, findWindows } from 'windows-iana';

/** Zones that the CLDR copy in `windows-iana` does not know yet. */
const WINDOWS_OF: Record<string, string> = {
  'Europe/Kyiv': 'FLE Standard Time',
  'America/Ciudad_Juarez': 'Mountain Standard Time',
  'America/Coyhaique': 'Magallanes Standard Time',
  'Pacific/Kanton': 'UTC+13',
};

/** Old names that CLDR still lists first, and the names IANA uses today. */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Louisville': 'America/Kentucky/Louisville',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Etc/GMT': 'UTC',
  'Etc/UTC': 'UTC',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
};

/** Names that Outlook keeps for zones Windows has dropped. */
const DROPPED: Record<string, string> = {
  'Kamchatka Standard Time': 'Asia/Kamchatka',
  'Mid-Atlantic Standard Time': 'Atlantic/South_Georgia',
};

const known = new Map<string, string | undefined>();

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // `Intl` has no other way to ask; an unknown name is an ordinary answer here.
    return false;
  }
}

/** IANA name of a Windows or IANA zone as Graph writes it; undefined when nobody knows it. */
export function ianaOf(name: string): string | undefined {
  // The table is searched from end to end, and the same few names come with every answer.
  if (known.has(name)) return known.get(name);
  const mapped =
    findIana(name)[0] ?? DROPPED[name] ?? (name.includes('/') || name === 'UTC' ? name : undefined);
  const modern = mapped === undefined ? undefined : (RENAMED[mapped] ?? mapped);
  const found = modern !== undefined && isZone(modern) ? modern : undefined;
  known.set(name, found);
  return found;
}

/** Windows name of an IANA zone, for writing to Graph; undefined when there is none. */
export function windowsOf(zone: string): string | undefined {
  return WINDOWS_OF[zone] ?? findWindows(zone)[0];
}
