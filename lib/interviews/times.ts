/** Times as people read them. All instants ms epoch, all zones IANA names; English, 24-hour clock. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    formatters.set(key, format);
  }
  return format;
}

/** `Tue 9 Mar 2027` */
export function dateText(at: number, zone: string): string {
  return formatter(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .format(at)
    .replace(',', '');
}

/** `15:00` */
export function clockText(at: number, zone: string): string {
  return formatter(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `GMT`, `CET`, `GMT+5:30`: what the zone is called at that instant. */
export function zoneText(at: number, zone: string): string {
  const parts = formatter(zone, { timeZoneName: 'short', hour: '2-digit' }).formatToParts(at);
  return parts.find((p) => p.type === 'timeZoneName')?.value ?? zone;
}

/** `Tue 9 Mar 2027, 15:00-16:00 (GMT, Europe/London)` */
export function spanText(start: number, end: number, zone: string): string {
  return `${dateText(start, zone)}, ${clockText(start, zone)}-${clockText(end, zone)} (${zoneText(start, zone)}, ${zone})`;
}
