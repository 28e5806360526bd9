import { evenness, type Spread } from '../rules';

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const WEEK = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const DAY = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const DAY_MS = 86_400_000;
const EVENLY = { even: 'evenly', uneven: 'unevenly', 'very uneven': 'very unevenly' };

export const number = (value: number): string => NUMBER.format(value);
export const share = (value: number): string => SHARE.format(value);
/** `23 Nov` for the Monday of a week, a day number since the epoch. */
export const weekText = (monday: number): string => WEEK.format(monday * DAY_MS);
/** `23 Nov`: the last interview is at most four weeks back, so the year says nothing. */
export const dayText = (at: number): string => DAY.format(at);

/** How evenly interviews are shared, for people who know no coefficients. */
export function spreadText({ people, total, gini, most, median, half, none }: Spread): string {
  if (people === 0) return 'Nobody matches.';
  if (gini === null) return 'No interviews in these weeks.';
  const idle = none > 0 ? ` ${none} ${none === 1 ? 'has' : 'have'} none.` : '';
  return `Shared ${EVENLY[evenness(gini)]}: ${plural(half, 'person', 'people')} of ${people} ${half === 1 ? 'holds' : 'hold'} half of ${plural(total, 'interview')}. The busiest has ${most}, the middle one ${number(median)}.${idle}`;
}
