import { readFileSync } from 'node:fs';
import { blind } from '@/lib/evidence/blinding';
import { refuseLeaks } from '@/lib/evidence/blinding-check';
const dir = '/work/shared/data/bias/bloomberg/';
const resumes = JSON.parse(readFileSync(dir + 'data__intermediary__resumes_to_rank.json', 'utf8'));
const names = ['mens', 'womens'].flatMap((s) => Object.values(JSON.parse(readFileSync(dir + `data__input__top_${s}_names.json`, 'utf8')) as Record<string, string[]>).flat());
console.log(names.length, Object.keys(resumes));
for (const level of [1, 2, 3] as const)
  for (const [job, { resumes: texts }] of Object.entries(resumes as any) as any)
    for (const [r, text] of (texts as string[]).entries()) {
      const outs = new Map<string, string[]>();
      for (const upper of names) for (const name of [upper, upper.toLowerCase().replace(/\b\w/g, (c) => c.toUpperCase())]) {
        const lines = text.replaceAll('{name}', name).split('\n').map((t, i) => ({ n: i + 1, page: 1, text: t }));
        const b = blind(lines, { names: [name] }, level);
        const body = JSON.stringify({ text: b.lines.map((l) => `L${l.n} ${l.text}`).join('\n') });
        try { refuseLeaks(b, { names: [name] }, body, '{}'); } catch (e) { console.log('LEAK', name, (e as Error).message); }
        outs.set(body, [...(outs.get(body) ?? []), name]);
      }
      if (outs.size > 1) console.log(level, job, r, 'variants', outs.size, [...outs.values()].sort((a, b) => a.length - b.length).slice(0, -1).flat().slice(0, 10).join('|'));
    }
const first = Object.values(resumes as any)[0] as any;
const lines = (first.resumes[0] as string).replaceAll('{name}', 'Denzel Washington').split('\n').map((t: string, i: number) => ({ n: i + 1, page: 1, text: t }));
for (const e of blind(lines, { names: ['Denzel Washington'] }, 3).edits) console.log(e.line, e.token, JSON.stringify(e.words));
