/**
 * A guess at the IANA zone of a place as Lever writes it ("Lisbon, Portugal", "Remote - New York").
 * Only cities that name a zone, and a short table of large cities and one-zone countries; null otherwise,
 * because a wrong guess books people at night. The panel always says that it is a guess.
 */
const PLACES: Record<string, string> = {
  'san francisco': 'America/Los_Angeles',
  'bay area': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  portland: 'America/Los_Angeles',
  'san diego': 'America/Los_Angeles',
  'las vegas': 'America/Los_Angeles',
  california: 'America/Los_Angeles',
  'salt lake city': 'America/Denver',
  colorado: 'America/Denver',
  austin: 'America/Chicago',
  dallas: 'America/Chicago',
  houston: 'America/Chicago',
  minneapolis: 'America/Chicago',
  nashville: 'America/Chicago',
  boston: 'America/New_York',
  nyc: 'America/New_York',
  brooklyn: 'America/New_York',
  washington: 'America/New_York',
  atlanta: 'America/New_York',
  miami: 'America/New_York',
  philadelphia: 'America/New_York',
  montreal: 'America/Toronto',
  ottawa: 'America/Toronto',
  munich: 'Europe/Berlin',
  hamburg: 'Europe/Berlin',
  cologne: 'Europe/Berlin',
  frankfurt: 'Europe/Berlin',
  germany: 'Europe/Berlin',
  lyon: 'Europe/Paris',
  france: 'Europe/Paris',
  barcelona: 'Europe/Madrid',
  milan: 'Europe/Rome',
  italy: 'Europe/Rome',
  porto: 'Europe/Lisbon',
  geneva: 'Europe/Zurich',
  switzerland: 'Europe/Zurich',
  krakow: 'Europe/Warsaw',
  poland: 'Europe/Warsaw',
  manchester: 'Europe/London',
  edinburgh: 'Europe/London',
  'united kingdom': 'Europe/London',
  ireland: 'Europe/Dublin',
  netherlands: 'Europe/Amsterdam',
  sweden: 'Europe/Stockholm',
  bangalore: 'Asia/Kolkata',
  bengaluru: 'Asia/Kolkata',
  mumbai: 'Asia/Kolkata',
  delhi: 'Asia/Kolkata',
  hyderabad: 'Asia/Kolkata',
  pune: 'Asia/Kolkata',
  chennai: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  japan: 'Asia/Tokyo',
  osaka: 'Asia/Tokyo',
  israel: 'Asia/Jerusalem',
  'tel aviv': 'Asia/Jerusalem',
  'são paulo': 'America/Sao_Paulo',
  'rio de janeiro': 'America/Sao_Paulo',
  canberra: 'Australia/Sydney',
  wellington: 'Pacific/Auckland',
};

let cities: Map<string, string> | null = null;

/** Cities that are the last part of a zone name: `Europe/Lisbon` → `lisbon`. */
function zoneCities(): Map<string, string> {
  cities ??= new Map(
    Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.includes('/') && !zone.startsWith('Etc/'))
      .map((zone) => [
        zone
          .slice(zone.lastIndexOf('/') + 1)
          .replaceAll('_', ' ')
          .toLowerCase(),
        zone,
      ]),
  );
  return cities;
}

export function zoneOfPlace(place: string): string | null {
  const parts = place
    .toLowerCase()
    .split(/[,/|()–]|\s-\s/)
    .map((part) => part.trim())
    .filter((part) => part.length > 1 && part.length < 40);
  for (const part of parts) {
    const zone = zoneCities().get(part) ?? PLACES[part];
    if (zone) return zone;
  }
  return null;
}
