/** A period as written: `YYYY` or `YYYY-MM`; the end may be `present`. */
export interface Period {
  start?: string;
  end?: string;
}

const MONTHS: string[] = [
  'january|jan|janvier|janv|januar|jänner|enero|ene|gennaio|gen|janeiro|januari|styczeń|января|январь|ιανουάριος',
  'february|feb|février|févr|fév|februar|febrero|febbraio|febb|fevereiro|fev|februari|luty|февраля|февраль',
  'march|mar|mars|märz|mrz|marzo|março|maart|mrt|marzec|марта|март',
  'april|apr|avril|avr|abril|abr|aprile|kwiecień|апреля|апрель',
  'may|mai|mayo|maggio|mag|maio|mei|maj|мая|май',
  'june|jun|juin|juni|junio|giugno|giu|junho|czerwiec|июня|июнь',
  'july|jul|juillet|juil|juli|julio|luglio|lug|julho|lipiec|июля|июль',
  'august|aug|août|aout|agosto|ago|augustus|sierpień|августа|август',
  'september|sept|sep|septembre|septiembre|settembre|sett|set|setembro|wrzesień|сентября|сентябрь',
  'october|oct|octobre|oktober|okt|octubre|ottobre|ott|outubro|out|październik|октября|октябрь',
  'november|nov|novembre|noviembre|novembro|listopad|ноября|ноябрь',
  'december|dec|décembre|déc|dezember|dez|diciembre|dic|dicembre|dezembro|grudzień|декабря|декабрь',
];

const MONTH_NUMBER = new Map(
  MONTHS.flatMap((names, i) => names.split('|').map((name): [string, number] => [name, i + 1])),
);
const MONTH = [...MONTH_NUMBER.keys()].sort((a, b) => b.length - a.length).join('|');
const PRESENT =
  'present|now|current|currently|today|ongoing|to date|date|aujourd.hui|présent|present day|à ce jour|actuel|actuellement|heute|jetzt|aktuell|laufend|actualidad|presente|actual|hoy|oggi|in corso|attuale|atual|heden|nu|obecnie|nuværende|halen|günümüz|настоящее время|н\\.в\\.|至今|现在|現在|σήμερα';
const SEASON = 'spring|summer|fall|autumn|winter';
const YEAR = '(?:19[4-9]\\d|20[0-4]\\d)';

const DATE = [
  `(?:\\d{1,2}(?:st|nd|rd|th|\\.)?\\s+)?(?:${MONTH})\\.?,?\\s*(?:\\d{1,2}(?:st|nd|rd|th)?,\\s*)?(?:de\\s+)?(?:${YEAR}|['’]\\d\\d)`,
  `(?:${SEASON})\\s+${YEAR}`,
  `${YEAR}\\s?年\\s?(?:\\d{1,2}\\s?月)?`,
  `${YEAR}\\s?[-/.]\\s?(?:1[0-2]|0?[1-9])(?:[-/.](?:3[01]|[12]\\d|0?[1-9]))?(?!\\d)`,
  `(?:(?:3[01]|[12]\\d|0?[1-9])[./])?(?:1[0-2]|0?[1-9])\\s?[./]\\s?${YEAR}`,
  `${YEAR}(?!\\d)`,
].join('|');
const DASH =
  '\\s*(?:[-–—−~～‐‑]+|至|\\bto\\b|\\bbis\\b|\\buntil\\b|\\btill?\\b|\\bà\\b|\\bau\\b|\\ba\\b|\\bal\\b|\\bhasta\\b|\\bdo\\b|\\btot\\b|\\baté\\b)\\s*';
const BEFORE = '(?<![\\p{L}\\p{N}$€£#])';
const AFTER = '(?![\\p{L}\\p{N}%])';

/** 2019-20 and 2019/20 mean 2019 to 2020. */
const SHORT_RANGE = new RegExp(`${BEFORE}(${YEAR})\\s?[-–/]\\s?(\\d\\d)(?![\\p{N}/.-])`, 'iu');
const RANGE = new RegExp(
  `${BEFORE}(?:from\\s+|von\\s+|de\\s+|du\\s+|desde\\s+)?(${DATE}|(?:${MONTH})\\.?)${DASH}(${DATE}|${PRESENT})${AFTER}`,
  'iu',
);
const SINCE = new RegExp(
  `${BEFORE}(?:since|seit|depuis|desde|dal|sinds|ab|from|от|с)\\s+(${DATE})${AFTER}`,
  'iu',
);
const OPEN = new RegExp(`${BEFORE}(${DATE})\\s*[-–—]\\s*$`, 'iu');
const SINGLE = new RegExp(
  `${BEFORE}(?:expected|anticipated|graduat(?:ed|ion)|class of|exp\\.)?:?\\s*(${DATE})${AFTER}`,
  'iu',
);
const PRESENT_ONLY = new RegExp(`^(?:${PRESENT})$`, 'iu');

/** One written date as `YYYY-MM` or `YYYY`. */
function iso(text: string, yearOf?: string): string | undefined {
  const short = /['’](\d\d)/.exec(text)?.[1];
  // Two digits up to 49 are of this century.
  const year =
    new RegExp(YEAR).exec(text)?.[0] ?? (short ? `${Number(short) < 50 ? '20' : '19'}${short}` : yearOf);
  if (!year) return undefined;
  const named = new RegExp(`(?<!\\p{L})(${MONTH})(?!\\p{L})`, 'iu').exec(text)?.[1];
  const numbers =
    text
      .replace(year, ' ')
      .match(/\d{1,2}/g)
      ?.map(Number) ?? [];
  const yearFirst = text.trim().startsWith(year);
  const number = named
    ? MONTH_NUMBER.get(named.toLowerCase())
    : numbers.length > 0 && !/['’]/.test(text)
      ? yearFirst
        ? numbers[0]
        : numbers.at(-1)
      : undefined;
  return number && number >= 1 && number <= 12 ? `${year}-${String(number).padStart(2, '0')}` : year;
}

export interface FoundPeriod {
  period: Period;
  /** The text without the period. */
  rest: string;
  range: boolean;
}

const without = (text: string, found: RegExpExecArray): string =>
  `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`
    .replace(/\(\s*[,;·|–-]?\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:·•|–—-]+|[\s,;:·•|–—-]+$/g, '')
    .trim();

/** The first period in a text, or null. A single date counts as an end. */
export function findPeriod(text: string): FoundPeriod | null {
  const range = RANGE.exec(text);
  if (range) {
    const [, from = '', to = ''] = range;
    const end = PRESENT_ONLY.test(to.trim()) ? 'present' : iso(to);
    const start = iso(from, end && end !== 'present' ? end.slice(0, 4) : undefined);
    return { period: { start, end }, rest: without(text, range), range: true };
  }
  const since = SINCE.exec(text);
  if (since)
    return {
      period: { start: iso(since[1] ?? ''), end: 'present' },
      rest: without(text, since),
      range: true,
    };
  const short = SHORT_RANGE.exec(text);
  if (short && Number(short[2]) > Number(short[1]?.slice(2)) && Number(short[2]) > 12)
    return {
      period: { start: short[1], end: `${short[1]?.slice(0, 2)}${short[2]}` },
      rest: without(text, short),
      range: true,
    };
  const open = OPEN.exec(text);
  if (open) return { period: { start: iso(open[1] ?? '') }, rest: without(text, open), range: true };
  const single = SINGLE.exec(text);
  if (single) return { period: { end: iso(single[1] ?? '') }, rest: without(text, single), range: false };
  return null;
}

const HALF = new RegExp(`${BEFORE}(?:${DATE})?${DASH}(?:(?:${MONTH})\\.?)?$`, 'iu');
const MONTH_ONLY = new RegExp(`^(?:${MONTH})\\.?$`, 'iu');
const WHOLE_AT_END = new RegExp(`(?:${DATE})${DASH}(?:${DATE}|${PRESENT})\\s*[)\\]]?$`, 'iu');

/** Whether a text is the first half of a period, such as `Feb 2017 –`. */
export const opensPeriod = (text: string): boolean =>
  text.length <= 40 && ((HALF.test(text) && /\d{2}/.test(text)) || MONTH_ONLY.test(text.trim()));

/** Whether a text ends with a whole period. */
export const endsPeriod = (text: string): boolean => WHOLE_AT_END.test(text);

/** Whether a text is a period and nothing else. */
export const periodOnly = (text: string): boolean => {
  const found = findPeriod(text);
  return found?.range === true && found.rest === '';
};

/** Length of time in words, as some templates print it under the dates. */
export const isDuration = (text: string): boolean =>
  /^\(?\s*(?:\d+\+?\s*(?:years?|yrs?|ans?|jahre?|años?|anni|months?|mos?|mois|monate?|meses|mesi|weeks?)\s*,?\s*(?:and\s+|et\s+|und\s+)?)+\)?$/i.test(
    text.trim(),
  );

const monthOf = (date: string, last: boolean): number => {
  const [year, month] = date.split('-').map(Number);
  return (year ?? 0) * 12 + (month ? month - 1 : last ? 11 : 0);
};

/**
 * Years covered by periods, overlaps counted once, to one decimal; undefined when no period has both ends.
 * A bare year counts from its January to its December when it spans years. `now` is ms epoch.
 */
export function yearsCovered(periods: readonly Period[], now: number): number | undefined {
  const today = new Date(now);
  const thisMonth = today.getUTCFullYear() * 12 + today.getUTCMonth();
  const spans = periods
    .flatMap(({ start, end }) => {
      if (!start || !end) return [];
      const from = monthOf(start, false);
      // 2015 - 2017 says nothing about months: two years, as people count it.
      const to =
        end === 'present'
          ? thisMonth + 1
          : end.length === 4 && start.length === 4 && start !== end
            ? monthOf(end, false)
            : monthOf(end, true) + 1;
      return to > from && from <= thisMonth ? [{ from, to: Math.min(to, thisMonth + 1) }] : [];
    })
    .sort((a, b) => a.from - b.from);
  if (spans.length === 0) return undefined;
  let months = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans) {
    months += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.round((months / 12) * 10) / 10;
}
