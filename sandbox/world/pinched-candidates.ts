import type { CandidateSeed } from './candidate-seed';

/** Days since they applied, name, city, zone, job. */
const WAITING: readonly [number, string, string, string, string][] = [
  [46, 'Harriet Lowell', 'London, United Kingdom', 'Europe/London', 'payments'],
  [45, 'Joaquim Tavares', 'Lisbon, Portugal', 'Europe/Lisbon', 'payments'],
  [38, 'Wanjiru Kamau', 'Nairobi, Kenya', 'Africa/Nairobi', 'payments-risk'],
  [37, 'Elliot Marsh', 'New York, New York', 'America/New_York', 'payments-risk'],
  [36, 'Greta Hollmann', 'Berlin, Germany', 'Europe/Berlin', 'payments-risk'],
];

/**
 * The candidacies behind `KNOWN.pinched`. Idris Okonjo, the only architect, has room for one on-site on each of his
 * three days. Those who came first would take his first days although any would do; for the others only the two days
 * of Petra Lindholm do. So first come, first served loses days or a place, whatever the date.
 */
export const pinchedCandidates = (): CandidateSeed[] =>
  WAITING.map(([daysAgo, name, location, zone, job], n) => ({
    key: `pinched-${n + 1}`,
    person: name.toLowerCase().replace(' ', '-'),
    name,
    headline: 'Alpine Ski House',
    location,
    zone,
    email: `${name.toLowerCase().replace(' ', '.')}@candidate.example`,
    phone: null,
    job,
    stage: 'on-site',
    origin: 'applied',
    daysAgo,
  }));
