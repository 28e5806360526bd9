/** Everything on standard input as text. */
export async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

export interface JsonLine {
  /** Counted from 1. */
  line: number;
  value: unknown;
  /** Why the line is no JSON, or null. */
  fault: string | null;
}

/** The values of a text: JSON Lines (empty lines skipped), or one JSON document over several lines. */
export function* eachJson(text: string): Generator<JsonLine> {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return;
  if ('fault' in readJson(lines[first]!)) {
    const whole = readJson(text);
    if (!('fault' in whole)) return yield { line: first + 1, value: whole.value, fault: null };
  }
  for (let i = first; i < lines.length; i++) {
    if (lines[i]!.trim() === '') continue;
    const read = readJson(lines[i]!);
    if ('fault' in read) return yield { line: i + 1, value: null, fault: read.fault };
    yield { line: i + 1, value: read.value, fault: null };
  }
}

function readJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
}

type Parsed<T> = { ok: true; instance: T } | { ok: false; field: string; message: string };

/**
 * Answers every instance on standard input, one answer a line. Exit code 2 and one line on standard error for bad input,
 * naming line and field; the good lines before it are answered.
 */
export async function answerEach<T>(
  parse: (value: unknown) => Parsed<T>,
  answer: (instance: T) => object,
  usage: string,
): Promise<number> {
  let answered = 0;
  for (const { line, value, fault } of eachJson(await standardInput())) {
    const parsed: Parsed<T> = fault === null ? parse(value) : { ok: false, field: 'line', message: fault };
    if (!parsed.ok) {
      process.stderr.write(`line ${line}: ${parsed.field}: ${parsed.message.replace(/\s+/g, ' ')}\n`);
      return 2;
    }
    process.stdout.write(`${JSON.stringify(answer(parsed.instance))}\n`);
    answered++;
  }
  if (answered > 0) return 0;
  process.stderr.write(`line 1: there is no instance on standard input; ${usage}\n`);
  return 2;
}
