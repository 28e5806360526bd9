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
