// Commands bundled once and kept until a source changes, so that a call does not compile anew.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from './setup.mjs';

const CACHE = join(ROOT, 'node_modules', '.cache', 'fulcrum', 'cli');

/** What a file was when it was bundled; a missing one is different from any. */
function state(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? `${statSync(path).mtimeMs}:${statSync(path).size}` : 'missing';
}

/** Path of the bundle of a TypeScript file that exports `main`; made when there is none or a source has changed. */
export async function bundled(file) {
  const name = basename(file, '.ts');
  const record = join(CACHE, `${name}.json`);
  if (existsSync(record)) {
    const { bundle, sources } = JSON.parse(readFileSync(record, 'utf8'));
    const path = join(CACHE, bundle);
    if (existsSync(path) && Object.entries(sources).every(([source, was]) => state(source) === was))
      return path;
  }
  const { build } = await import('vite');
  const { output } = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '@': ROOT } },
    ssr: { noExternal: ['zod'] },
    build: {
      ssr: file,
      write: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
  const [{ code, moduleIds }] = output;
  const own = moduleIds
    .filter((id) => id.startsWith(ROOT) && !id.includes('node_modules') && existsSync(id))
    .map((id) => relative(ROOT, id));
  const sources = Object.fromEntries([...own, 'package-lock.json'].map((source) => [source, state(source)]));
  const bundle = `${name}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`;
  mkdirSync(CACHE, { recursive: true });
  put(join(CACHE, bundle), code);
  put(record, JSON.stringify({ bundle, sources }));
  return join(CACHE, bundle);
}

/** Whole or not at all: several calls may run at once. */
function put(path, text) {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, text);
  try {
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    if (!existsSync(path)) throw error;
  }
}
