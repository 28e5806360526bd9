import type { ScreeningEngine } from '@/lib/ai/port';
import { refusalsOf } from '@/lib/evidence/protected-attributes';
import type { Criterion } from '@/lib/evidence/rubric';

const IDENTITY = {
  engine: 'rules' as const,
  model: 'plain-rules-1',
  promptVersion: '1',
  promptHash: 'plain-rules-1',
};
const NO_COST = { requestId: null, tokensIn: 0, tokensOut: 0, tokensCached: 0, costUsd: 0, took: 0 };
const ANCHORS = [
  'Nothing in the resume speaks of it',
  'Only named, such as in a list of skills',
  'Named with some use or training',
  'Used in work, with an act, a date or a scope',
  'Owned or led, over years or at scale',
  'Led at scale, with a measured result',
];
const NICE = /nice to have|plus|bonus|prefer|desirable|ideal/i;
const ORDINARY =
  /^(?:three|years?|more|with|and|or|the|for|from|that|running|writing|written|working|production|services?|experience|operating|knowledge|programming|native|speaker|english|duty|live|code)$/i;

const hasWord = (text: string, word: string): boolean => {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
};

/** Words that tell a line about this from other lines: names first, else the longer words. */
function signsOf(item: string): string[] {
  const words = item.match(/[\p{L}\p{N}][\p{L}\p{N}+#./-]*/gu) ?? [];
  const names = words.filter(
    (word, i) => /\p{Lu}/u.test(word) && (i > 0 || /\p{Lu}.*\p{Lu}/u.test(word)) && !ORDINARY.test(word),
  );
  const chosen = names.length > 0 ? names : words.filter((w) => w.length > 5 && !ORDINARY.test(w));
  return [...new Set(chosen)].slice(0, 12);
}

/**
 * The smallest engine behind the port: a line that holds a sign of a criterion, as a word, shows it. No network, no key. It judges
 * nothing beyond that, so what it shows is never above "used in work".
 */
export function plainRules(): ScreeningEngine {
  return {
    identity: async () => IDENTITY,
    async claims({ rubric, lines }) {
      const claims = rubric.criteria.map(({ id, signs }) => {
        const found = lines.filter(({ text }) => signs.some((sign) => hasWord(text, sign))).slice(0, 3);
        const acts = found.filter(({ text }) => /\d/.test(text) || text.split(/\s+/).length > 6);
        return {
          criterion_id: id,
          verdict:
            acts.length > 0
              ? ('shown' as const)
              : found.length > 0
                ? ('partly_shown' as const)
                : ('not_found' as const),
          level: acts.length > 0 ? ('3' as const) : found.length > 0 ? ('1' as const) : ('0' as const),
          quotes: (acts.length > 0 ? acts : found).map(({ n, text }) => ({
            line: `L${n}`,
            text: text.slice(0, 600),
          })),
          missing: '',
          note: '',
        };
      });
      return { claims, use: { ...IDENTITY, ...NO_COST } };
    },
    async draftRubric({ description }) {
      const criteria: Criterion[] = [];
      const leftOut: { text: string; why: string }[] = [];
      let kind: Criterion['kind'] = 'must';
      for (const line of description.split('\n')) {
        const item = /^\s*-\s+(.*)$/.exec(line)?.[1]?.trim();
        if (item === undefined) {
          if (line.trim()) kind = NICE.test(line) ? 'nice' : 'must';
          continue;
        }
        const criterion: Criterion = {
          id: `c${criteria.length + 1}`,
          label: item.slice(0, 200),
          kind,
          weight: kind === 'must' ? 3 : 1,
          anchors: ANCHORS,
          examples: [],
          signs: signsOf(item),
        };
        const [refusal] = refusalsOf(criterion);
        if (refusal) leftOut.push({ text: item, why: refusal.reason });
        else if (criteria.length < 20) criteria.push(criterion);
      }
      return { proposal: { criteria, leftOut }, use: { ...IDENTITY, ...NO_COST } };
    },
  };
}
