import { userIdOf } from './people';
import { uuidOf } from './random';
import type { Json } from './types';

export interface Job {
  key: string;
  text: string;
  team: string;
  department: string;
  location: string;
  country: string;
  state: 'published' | 'internal' | 'closed' | 'draft';
  confidential: boolean;
  requisitionCode: string | null;
  hiringManager: string;
  workplaceType: 'onsite' | 'hybrid' | 'remote' | 'unspecified';
  salary: [number, number, string] | null;
  /** What the description asks for, list by list. */
  asks?: { text: string; items: string[] }[];
}

const job = (
  key: string,
  text: string,
  [team, department, location, country]: [string, string, string, string],
  hiringManager: string,
  requisitionCode: string | null,
  more: Partial<Job> = {},
): Job => ({
  key,
  text,
  team,
  department,
  location,
  country,
  hiringManager,
  requisitionCode,
  state: 'published',
  confidential: false,
  workplaceType: 'hybrid',
  salary: null,
  ...more,
});

/** Sixteen postings: thirteen open, one of them confidential and one executive, one unlisted, one draft, one closed. */
export const JOBS: readonly Job[] = [
  job(
    'backend',
    'Senior Backend Engineer',
    ['Platform', 'Engineering', 'London', 'GB'],
    'priya.nair',
    'ENG-145',
    { salary: [82000, 104000, 'GBP'] },
  ),
  job(
    'sre',
    'Site Reliability Engineer',
    ['Infrastructure', 'Engineering', 'Bengaluru', 'IN'],
    'arjun.mehta',
    'ENG-151',
    {
      asks: [
        {
          text: 'What you bring',
          items: [
            'Three or more years of running production services on Kubernetes',
            'Infrastructure as code with Terraform or Pulumi',
            'On-call duty for a live service and written incident reviews',
            'Programming in Go or Python',
          ],
        },
        {
          text: 'Nice to have',
          items: [
            'Observability with Prometheus, Grafana or OpenTelemetry',
            'Operating PostgreSQL in production',
            'Native English speaker',
          ],
        },
      ],
    },
  ),
  job(
    'data-scientist',
    'Data Scientist',
    ['Data', 'Engineering', 'New York', 'US'],
    'grace.kimani',
    'DAT-012',
    { salary: [140000, 175000, 'USD'] },
  ),
  job(
    'platform',
    'Staff Platform Engineer',
    ['Platform', 'Engineering', 'London', 'GB'],
    'priya.nair',
    'ENG-160',
    { workplaceType: 'onsite', salary: [98000, 124000, 'GBP'] },
  ),
  job(
    'platform-product',
    'Platform Product Lead',
    ['Product', 'Product', 'London', 'GB'],
    'olivia.grant',
    'PRD-040',
    { workplaceType: 'onsite' },
  ),
  job('designer', 'Product Designer', ['Design', 'Product', 'Paris', 'FR'], 'theo.laurent', 'DSN-007', {
    workplaceType: 'remote',
  }),
  job(
    'product-manager',
    'Product Manager, Marketplace',
    ['Product', 'Product', 'London', 'GB'],
    'olivia.grant',
    'PRD-031',
  ),
  job(
    'security',
    'Security Engineer',
    ['Security', 'Engineering', 'Berlin', 'DE'],
    'nadia.petrova',
    'SEC-009',
  ),
  job(
    'account-executive',
    'Account Executive, APAC',
    ['Sales', 'Revenue', 'Sydney', 'AU'],
    'patrick.donnelly',
    'SAL-022',
    { workplaceType: 'onsite' },
  ),
  job('support', 'Support Engineer', ['Support', 'Customer', 'Remote', 'US'], 'adaeze.nwosu', 'SUP-003', {
    workplaceType: 'remote',
    state: 'internal',
  }),
  job(
    'vp-engineering',
    'VP Engineering',
    ['Executive', 'Executive', 'London', 'GB'],
    'marcus.adeyemi',
    'EXE-001',
  ),
  job(
    'people-officer',
    'Chief People Officer',
    ['Executive', 'Executive', 'London', 'GB'],
    'helena.brandt',
    'EXE-002',
    { confidential: true },
  ),
  job(
    'growth-engineer',
    'Growth Engineer',
    ['Growth', 'Marketing', 'San Francisco', 'US'],
    'chloe.bennett',
    null,
    { state: 'draft' },
  ),
  job(
    'financial-analyst',
    'Financial Analyst',
    ['Finance', 'Finance', 'London', 'GB'],
    'george.papas',
    'FIN-004',
    { state: 'closed' },
  ),
  job('payments', 'Payments Lead', ['Payments', 'Product', 'Dublin', 'IE'], 'clara.voss', 'PAY-001'),
  job(
    'payments-risk',
    'Payments Risk Lead',
    ['Payments', 'Product', 'Dublin', 'IE'],
    'clara.voss',
    'PAY-002',
  ),
];

export const postingIdOf = (key: string) => uuidOf('posting', key);
export const OWNER = userIdOf('maya.okafor');

/** The tags Lever puts on every candidacy of a posting by itself. */
export const automaticTags = (one: Job) => [one.text, one.department, one.team, one.location, 'Full-time'];

export function postingRecord(one: Job, now: number): Json {
  const id = postingIdOf(one.key);
  const created = now - (60 + one.text.length) * 86_400_000;
  const site = 'https://jobs.lever.co/larkspur';
  const visible = one.state === 'published' || one.state === 'internal';
  const description = `Larkspur makes booking software for small venues. You will join ${one.team} in ${one.location}.\n`;
  return {
    id,
    text: one.text,
    state: one.state,
    distributionChannels:
      one.state === 'published' ? ['internal', 'public'] : one.state === 'internal' ? ['internal'] : null,
    user: OWNER,
    owner: OWNER,
    hiringManager: userIdOf(one.hiringManager),
    categories: {
      commitment: 'Full-time',
      department: one.department,
      level: null,
      location: one.location,
      team: one.team,
      allLocations: [one.location],
    },
    tags: [],
    content: {
      description,
      descriptionHtml: `<div>${description.trim()}</div>`,
      lists: (
        one.asks ?? [{ text: 'What you bring', items: ['Curiosity', 'Care for the people who use it'] }]
      ).map(({ text, items }) => ({ text, content: items.map((item) => `<li>${item}</li>`).join('') })),
      closing: 'We hire in the open and answer everybody.\n',
      closingHtml: '<div>We hire in the open and answer everybody.</div>',
    },
    country: one.country,
    followers: [OWNER, userIdOf(one.hiringManager)],
    reqCode: one.requisitionCode,
    requisitionCodes: one.requisitionCode ? [one.requisitionCode] : [],
    ...(one.salary
      ? {
          salaryDescription: 'Plus equity.',
          salaryDescriptionHtml: '<p>Plus equity.</p>',
          salaryRange: {
            min: one.salary[0],
            max: one.salary[1],
            currency: one.salary[2],
            interval: 'per-year-salary',
          },
        }
      : {}),
    urls: visible ? { list: site, show: `${site}/${id}`, apply: `${site}/${id}/apply` } : null,
    confidentiality: one.confidential ? 'confidential' : 'non-confidential',
    createdAt: created,
    updatedAt: created + 20 * 86_400_000,
    workplaceType: one.workplaceType,
    transcribeInterviews: false,
    screening: { enabled: false },
  };
}
