import { problemOf } from '@/lib/domain/problem';
import { searchCommonSlot } from '@/lib/scheduling/common-slot';
import { explainCommonSlot } from '@/lib/scheduling/common-slot-explain';
import { parseCommonSlot } from '@/lib/scheduling/common-slot-schema';

const USAGE =
  'Usage: npm run --silent cli -- slots [--explain] < instances   (one JSON instance, or one a line)';

/** Reads `common-slot` instances from standard input and writes one answer a line. Exit code 2 on bad input. */
export async function main(args: string[]): Promise<number> {
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  const stray = args.find((arg) => arg !== '--explain');
  if (stray !== undefined) {
    complain(`${stray}: no such option. ${USAGE}`);
    return 2;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const stdin = Buffer.concat(chunks).toString('utf8');
  return run(
    stdin,
    { explain: args.includes('--explain') },
    (line) => void process.stdout.write(`${line}\n`),
    complain,
  );
}

/** Answers the instances of `stdin` in order; stops with 2 at the first bad one, which `complain` names. */
export function run(
  stdin: string,
  options: { explain: boolean },
  write: (line: string) => void,
  complain: (line: string) => void,
): number {
  let answered = 0;
  for (const { line, text } of instanceTexts(stdin)) {
    try {
      write(JSON.stringify(answer(JSON.parse(text), options)));
      answered++;
    } catch (error) {
      const why = error instanceof SyntaxError ? `is not JSON: ${error.message}` : problemOf(error).message;
      complain(`line ${line}: ${why.replace(/\s+/g, ' ')}`);
      return 2;
    }
  }
  if (answered > 0) return 0;
  complain(`line 1: there is no instance on standard input. ${USAGE}`);
  return 2;
}

function answer(value: unknown, options: { explain: boolean }) {
  const instance = parseCommonSlot(value);
  const search = searchCommonSlot(instance);
  const { slots, feasibleCount, feasibleHash } = search;
  const plain = { id: instance.id, slots, feasibleCount, feasibleHash };
  return options.explain ? { ...plain, whyNot: explainCommonSlot(instance, search) } : plain;
}

/** One instance over all lines if the whole text is one JSON value, else one instance a line; empty lines do not count. */
function instanceTexts(stdin: string): { line: number; text: string }[] {
  const lines = stdin
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((text, n) => ({ line: n + 1, text }))
    .filter(({ text }) => text.trim() !== '');
  const [first] = lines;
  if (!first || lines.length === 1 || isJson(first.text)) return lines;
  const whole = lines.map(({ text }) => text).join('\n');
  return isJson(whole) ? [{ line: first.line, text: whole }] : lines;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
