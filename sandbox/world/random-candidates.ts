import type { CandidateSeed } from './candidate-seed';
import { createRandom } from './random';
import type { StageKey } from './stages';

const FIRST = [
  'Amelia',
  'Noah',
  'Zanele',
  'Hiroshi',
  'Lucía',
  'Emeka',
  'Siobhán',
  'Anders',
  'Fatima',
  'Piotr',
  'Chiara',
  'Kwame',
  'Ji-woo',
  'Dmitri',
  'Leila',
  'Mateusz',
  'Nguyet',
  'Oscar',
  'Palesa',
  'Rhys',
  'Saanvi',
  'Tomasz',
  'Uma',
  'Vincent',
  'Wiremu',
  'Ximena',
  'Yusuf',
  'Zofia',
  'Beatriz',
  'Caleb',
];
const LAST = [
  'Ashworth',
  'Bergström',
  'Castellanos',
  'Dlamini',
  'Eriksen',
  'Fontaine',
  'Goldberg',
  'Hashimoto',
  'Ivanova',
  'Jankowski',
  'Khoury',
  'Lefebvre',
  'Mbeki',
  'Nakagawa',
  "O'Sullivan",
  'Pereira',
  'Quintana',
  'Rasmussen',
  'Silva',
  'Thornton',
  'Ueda',
  'Van der Merwe',
  'Winter',
  'Xu',
  'Yılmaz',
  'Zimmermann',
];
const COMPANIES = [
  'Contoso',
  'Fabrikam',
  'Northwind Traders',
  'Adventure Works',
  'Tailspin Toys',
  'Litware',
  'Proseware',
  'Woodgrove Bank',
  'City Power & Light',
  'Coho Winery',
];
const PLACES: readonly [string, string][] = [
  ['London, United Kingdom', 'Europe/London'],
  ['Berlin, Germany', 'Europe/Berlin'],
  ['Lisbon, Portugal', 'Europe/Lisbon'],
  ['New York, New York', 'America/New_York'],
  ['Toronto, Canada', 'America/Toronto'],
  ['San Francisco, California', 'America/Los_Angeles'],
  ['São Paulo, Brazil', 'America/Sao_Paulo'],
  ['Bengaluru, India', 'Asia/Kolkata'],
  ['Sydney, Australia', 'Australia/Sydney'],
  ['Adelaide, Australia', 'Australia/Adelaide'],
  ['Nairobi, Kenya', 'Africa/Nairobi'],
  ['Warsaw, Poland', 'Europe/Warsaw'],
];
const JOBS_DRAWN = [
  'backend',
  'backend',
  'backend',
  'sre',
  'sre',
  'data-scientist',
  'data-scientist',
  'designer',
  'designer',
  'product-manager',
  'product-manager',
  'security',
  'account-executive',
  'account-executive',
  'support',
  'support',
  'vp-engineering',
  'financial-analyst',
];
const STAGES_DRAWN: readonly StageKey[] = [
  'lead-new',
  'lead-responded',
  'applicant-new',
  'applicant-new',
  'applicant-new',
  'applicant-new',
  'recruiter-screen',
  'recruiter-screen',
  'manager-screen',
  'manager-screen',
  'on-site',
  'on-site',
  'reference-check',
  'offer',
  'background-check',
];
const NOTES = [
  'Prefers video over phone.',
  'Candidate only free after 3pm this week.',
  'No Mondays please.',
  'On holiday next week.',
  'Works shifts, mornings are best.',
  'Needs a week of notice for on-sites.',
  'Asked about remote work.',
  'Salary expectations within range.',
  'Can do Tuesdays and Thursdays, 9-12 Berlin time.',
  'Not available between Christmas and New Year.',
];
const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]+/g, '')
    .toLowerCase();

/** `count` ordinary candidacies; every eleventh is a second one of the person before. */
export function randomCandidates(seed: number, count: number): CandidateSeed[] {
  const random = createRandom(seed, 'candidates');
  const made: CandidateSeed[] = [];
  for (let n = 0; n < count; n++) {
    const place = random.pick(PLACES);
    const first = random.pick(FIRST);
    const last = random.pick(LAST);
    const stage = random.pick(STAGES_DRAWN);
    const before = made[made.length - 1];
    const again = n % 11 === 10 && before ? before : null;
    const sourced = stage.startsWith('lead');
    const job = random.pick(JOBS_DRAWN);
    const candidate: CandidateSeed = {
      key: `${seed}-${n}`,
      person: again?.person ?? `${seed}-${n}`,
      name: again?.name ?? `${first} ${last}`,
      headline: again?.headline ?? random.pick(COMPANIES),
      location: again?.location ?? place[0],
      zone: sourced ? null : (again?.zone ?? place[1]),
      email: again?.email ?? (n % 37 === 5 ? null : `${slug(first)}.${slug(last)}.${n}@candidate.example`),
      phone: random.chance(0.7) ? `+44 20 7946 0${random.int(100, 999)}` : null,
      job: again && job === again.job ? 'sre' : sourced && random.chance(0.2) ? null : job,
      stage,
      origin: sourced
        ? 'sourced'
        : random.pick(['applied', 'applied', 'applied', 'referred', 'agency', 'university', 'internal']),
      daysAgo: random.int(1, 120),
      ...(random.chance(0.22)
        ? { archived: random.pick(['Underqualified', 'Withdrew', 'Timing', 'Hired'] as const) }
        : {}),
      tags: random.chance(0.2)
        ? [random.pick(['visa sponsorship', 'relocation', 'returning', 'fast track'])]
        : [],
      notes: random.chance(0.4)
        ? [
            {
              by: random.pick(['maya.okafor', 'declan.fahey', 'noor.rahmani']),
              text: random.pick(NOTES),
              daysAgo: random.int(0, 20),
            },
          ]
        : [],
    };
    made.push(candidate);
  }
  return made;
}
