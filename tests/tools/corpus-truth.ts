import type { DocumentReading } from '@/lib/documents/reading';

/** What somebody wrote down about a resume: the truth its extraction is measured against. */
export interface Truth {
  name: string;
  email?: string;
  companies: string[];
  schools: string[];
}

export interface Score {
  right: number;
  of: number;
}

export type Measure = 'name' | 'email' | 'companies' | 'schools';

const bare = (text: string): string =>
  text
    .replace(/^['"]|['"]$/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_]/g, '')
    .trim();

/** Values of a key anywhere in a YAML text of plain scalars; folded lines are joined. */
function valuesOf(yaml: string, key: string): string[] {
  const lines = yaml.split(/\r?\n/);
  return lines.flatMap((line, i) => {
    const found = new RegExp(`^(\\s*)(?:- )?${key}:\\s*(.+)$`).exec(line);
    if (!found || /^\s*#/.test(line)) return [];
    const indent = (found[1] ?? '').length + (line.includes('- ') ? 2 : 0);
    let value = (found[2] ?? '').trim();
    for (
      let next = i + 1;
      /^\s/.test(lines[next] ?? '') &&
      (lines[next] ?? '').search(/\S/) > indent &&
      !/^\s*(- |[\w$]+:)/.test(lines[next] ?? '');
      next++
    )
      value += ` ${(lines[next] ?? '').trim()}`;
    return value ? [bare(value)] : [];
  });
}

/** RenderCV's YAML. */
export function truthOfYaml(text: string): Truth | null {
  const cv = text.split(/^design:/m)[0] ?? text;
  const [name] = valuesOf(cv, 'name');
  const [email] = valuesOf(cv, 'email');
  if (!name) return null;
  return { name, email, companies: valuesOf(cv, 'company'), schools: valuesOf(cv, 'institution') };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const names = (value: unknown, key: string): string[] =>
  (Array.isArray(value) ? value : [])
    .map((one) => record(one)[key])
    .filter((one): one is string => typeof one === 'string');

/** JSON Resume. */
export function truthOfJson(text: string): Truth | null {
  const resume = record(JSON.parse(text));
  const basics = record(resume.basics);
  if (typeof basics.name !== 'string') return null;
  return {
    name: basics.name,
    email: typeof basics.email === 'string' ? basics.email : undefined,
    companies: names(resume.work, 'name'),
    schools: names(resume.education, 'institution'),
  };
}

const key = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Exactly the expected names, apart from case and punctuation; each answer counts once. */
function found(expected: readonly string[], given: readonly (string | undefined)[]): Score {
  const left = given.filter((one): one is string => one !== undefined).map(key);
  let right = 0;
  for (const one of expected) {
    const at = left.indexOf(key(one));
    if (at < 0) continue;
    left.splice(at, 1);
    right++;
  }
  return { right, of: expected.length };
}

export function measure(truth: Truth, { identity, sections }: DocumentReading): Record<Measure, Score> {
  const emails = truth.email ? [truth.email] : [];
  return {
    name: found([truth.name], [identity.name]),
    email: found(emails, identity.emails ?? []),
    companies: found(truth.companies, sections.work?.map((one) => one.company) ?? []),
    schools: found(truth.schools, sections.education?.map((one) => one.school) ?? []),
  };
}
