// npm run --silent cli -- audit-verify [--key THUMBPRINT] [--anchor SIZE:HASH] < export.json
// Verifies an exported activity log offline. Shares nothing with the code that writes the log but the format:
// own canonical JSON, own Merkle tree, node:crypto.
import { createHash, createPublicKey, type KeyObject, verify as verifySignature } from 'node:crypto';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Fields = { [key: string]: Json };

const ZERO = '0'.repeat(64);
const HEX = /^[0-9a-f]{64}$/;
const STATEMENT = ['at', 'head', 'kind', 'origin', 'root', 'signature', 'size'];
const FIELDS = {
  export: ['checkpoints', 'entries', 'format', 'head', 'publicKeyJwk', 'version'],
  key: ['crv', 'kty', 'x', 'y'],
  entry: [
    'actionId',
    'actor',
    'at',
    'clear',
    'event',
    'hash',
    'key',
    'opportunityId',
    'outcome',
    'planId',
    'prevHash',
    'sealed',
    'seq',
    'workflow',
  ],
  checkpoint: [...STATEMENT, 'number', 'prev'],
  head: [...STATEMENT, 'checkpoints', 'lastCheckpoint'],
};

/** The log does not prove what it claims; the message names the first place. */
class Bad extends Error {}
/** Not something this program can read. */
class Unreadable extends Error {}

/** RFC 8785: members in order of their UTF-16 code units, numbers and strings as ECMAScript writes them. */
function canonical(value: Json | undefined): string {
  if (value === undefined || value === null || typeof value !== 'object')
    return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

function sha256(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fields(value: Json | undefined, names: readonly string[], where: string): Fields {
  if (!isFields(value)) throw new Bad(`${where}: is not an object`);
  const missing = names.filter((name) => !Object.hasOwn(value, name));
  const extra = Object.keys(value).filter((name) => !names.includes(name));
  if (missing.length > 0) throw new Bad(`${where}: has no ${missing.join(', ')}`);
  if (extra.length > 0) throw new Bad(`${where}: has the unknown ${extra.join(', ')}`);
  return value;
}

const without = (value: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

/** Merkle tree hash of RFC 6962 over the first `size` leaf hashes; subtrees are remembered. */
function merkle(leaves: readonly Buffer[]): (size: number) => string {
  const known = new Map<string, Buffer>();
  const root = (from: number, to: number): Buffer => {
    const leaf = leaves[from];
    if (to === from || !leaf) return sha256();
    if (to - from === 1) return leaf;
    const name = `${from}-${to}`;
    const there = known.get(name);
    if (there) return there;
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    const hash = sha256(Buffer.of(1), root(from, from + half), root(from + half, to));
    known.set(name, hash);
    return hash;
  };
  return (size) => root(0, size).toString('hex');
}

function keyOf(value: Json | undefined): { key: KeyObject; thumbprint: string } {
  const jwk = fields(value, FIELDS.key, 'public key');
  const { kty, crv, x, y } = jwk;
  if (kty !== 'EC' || crv !== 'P-256') throw new Bad('public key: is not an ECDSA P-256 key');
  // Exactly one spelling: base64url has spare bits that could be changed without changing the key.
  const spelled = (part: Json | undefined): part is string =>
    typeof part === 'string' && Buffer.from(part, 'base64url').toString('base64url') === part;
  if (!spelled(x) || !spelled(y)) throw new Bad('public key: is not written as base64url');
  try {
    return {
      key: createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' }),
      thumbprint: sha256(canonical(jwk)).toString('hex'),
    };
  } catch (error) {
    throw new Bad(`public key: cannot be used (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Checks the chain; the leaf hashes of the Merkle tree and the hash of every entry come back. */
function checkEntries(entries: readonly Json[]): { leaves: Buffer[]; hashes: string[] } {
  const leaves: Buffer[] = [];
  const hashes: string[] = [];
  for (const [n, value] of entries.entries()) {
    const where = `entry ${n}`;
    const entry = fields(value, FIELDS.entry, where);
    if (entry.seq !== n)
      throw new Bad(
        `${where}: is numbered ${canonical(entry.seq)}; an entry is missing, repeated or out of order`,
      );
    if (entry.prevHash !== (hashes[n - 1] ?? ZERO))
      throw new Bad(
        `${where}: does not continue the entry before it; one of them was replaced, or the chain was forked`,
      );
    const bytes = canonical(without(entry, 'hash'));
    const hash = sha256(bytes).toString('hex');
    if (entry.hash !== hash)
      throw new Bad(`${where}: its content does not have the hash it states; it was changed`);
    hashes.push(hash);
    leaves.push(sha256(Buffer.of(0), bytes));
  }
  return { leaves, hashes };
}

interface Log {
  key: KeyObject;
  origin: string;
  hashes: readonly string[];
  rootOf(size: number): string;
}

/** A signed statement about the first `size` entries; answers that size. */
function checkStatement(statement: Fields, kind: string, where: string, log: Log): number {
  const { size, signature } = statement;
  if (statement.kind !== kind) throw new Bad(`${where}: is not a ${kind}`);
  if (statement.origin !== log.origin)
    throw new Bad(`${where}: belongs to another log (${canonical(statement.origin)})`);
  if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/.test(signature))
    throw new Bad(`${where}: its signature is malformed`);
  const signed = Buffer.from(canonical(without(statement, 'signature')));
  if (
    !verifySignature(
      'sha256',
      signed,
      { key: log.key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'hex'),
    )
  )
    throw new Bad(`${where}: its signature does not fit; it was changed, or signed by somebody else`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new Bad(`${where}: its size is not a count`);
  const there = log.hashes.length;
  if (size > there)
    throw new Bad(
      `entry ${there}: is missing; ${where} covers ${size} entries and the export has ${there}: the end was cut off`,
    );
  if (statement.head !== (log.hashes[size - 1] ?? ZERO))
    throw new Bad(`${where}: names another last entry than entry ${size - 1}`);
  if (statement.root !== log.rootOf(size))
    throw new Bad(`${where}: its Merkle root is not that of the first ${size} entries`);
  return size;
}

/** Checks the checkpoints; the hash of the last one comes back. */
function checkCheckpoints(checkpoints: readonly Json[], log: Log): string {
  let before = ZERO;
  let covered = 0;
  for (const [n, value] of checkpoints.entries()) {
    const where = `checkpoint ${n}`;
    const checkpoint = fields(value, FIELDS.checkpoint, where);
    if (checkpoint.number !== n)
      throw new Bad(
        `${where}: is numbered ${canonical(checkpoint.number)}; a checkpoint is missing, repeated or out of order`,
      );
    if (checkpoint.prev !== before) throw new Bad(`${where}: does not continue the checkpoint before it`);
    const size = checkStatement(checkpoint, 'checkpoint', where, log);
    if (size <= covered) throw new Bad(`${where}: covers no more entries than the one before it`);
    covered = size;
    before = sha256(canonical(checkpoint)).toString('hex');
  }
  return before;
}

/** The head counts everything, which is what makes a cut-off end show. */
function checkHead(value: Json | undefined, checkpoints: number, last: string, log: Log): void {
  const head = fields(value, FIELDS.head, 'head');
  const size = checkStatement(head, 'head', 'head', log);
  if (size < log.hashes.length) throw new Bad(`entry ${size}: was added after the head was signed`);
  const counted = canonical(head.checkpoints);
  if (head.checkpoints !== checkpoints)
    throw new Bad(
      `checkpoint ${checkpoints}: the signed head counts ${counted} checkpoints and the export has ${checkpoints}`,
    );
  if (head.lastCheckpoint !== last) throw new Bad('head: names another last checkpoint');
}

function parse(text: string): Fields {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new Unreadable(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isFields(value)) throw new Unreadable('it is not an exported activity log');
  // A member given twice, or a character spelled in another way, would be read differently by other programs.
  const trimmed = text.trim();
  if (trimmed !== JSON.stringify(value) && trimmed !== JSON.stringify(value, null, 2))
    throw new Bad(
      'export: its text was edited after it was written (a member given twice, another spelling or layout)',
    );
  return value;
}

export interface Expectations {
  /** Thumbprint of the key the log must be signed with. */
  key?: string;
  /** A head seen earlier, which must still be part of the chain. */
  anchor?: { size: number; hash: string };
}

function check(text: string, { key: wanted, anchor }: Expectations): string {
  const { format, version, entries, checkpoints, publicKeyJwk, head } = fields(
    parse(text),
    FIELDS.export,
    'export',
  );
  if (format !== 'fulcrum-audit-log' || version !== 1)
    throw new Bad('export: is not a fulcrum-audit-log of version 1');
  if (!Array.isArray(entries)) throw new Bad('entries: are not a list');
  if (!Array.isArray(checkpoints)) throw new Bad('checkpoints: are not a list');
  const { leaves, hashes } = checkEntries(entries);
  const { key, thumbprint } = keyOf(publicKeyJwk);
  if (wanted && wanted !== thumbprint)
    throw new Bad(`public key: is ${thumbprint} and not ${wanted}; somebody else signed this log`);
  const log: Log = { key, origin: `fulcrum/${thumbprint}`, hashes, rootOf: merkle(leaves) };
  const last = checkCheckpoints(checkpoints, log);
  checkHead(head, checkpoints.length, last, log);
  const size = hashes.length;
  if (anchor && anchor.size > size)
    throw new Bad(
      `entry ${size}: is missing; the log had ${anchor.size} entries before: the end was cut off`,
    );
  if (anchor && (hashes[anchor.size - 1] ?? ZERO) !== anchor.hash)
    throw new Bad(`entry ${anchor.size - 1}: is not the one seen before; the log was rewritten`);
  return `valid: ${size} entries, ${checkpoints.length} checkpoints, head ${size}:${hashes[size - 1] ?? ZERO}, key ${thumbprint}`;
}

/** `code` is the exit code: 0 valid, 1 not valid (the message names the first bad place), 2 not an export. */
export function verifyExport(
  text: string,
  expected: Expectations = {},
): { code: 0 | 1 | 2; message: string } {
  try {
    return { code: 0, message: check(text, expected) };
  } catch (error) {
    if (error instanceof Bad) return { code: 1, message: `invalid: ${error.message}` };
    // RangeError: nested so deeply that no reader could follow it.
    if (error instanceof Unreadable || error instanceof RangeError)
      return { code: 2, message: `cannot read the export: ${error.message}` };
    throw error;
  }
}

const USAGE = `Usage: audit-verify [--key THUMBPRINT] [--anchor SIZE:HASH] < export.json
  --key     fail unless the log is signed with this key (printed by an earlier run)
  --anchor  fail unless this head (printed by an earlier run) is still part of the log`;

function expectations(args: readonly string[]): Expectations | null {
  const expected: Expectations = {};
  for (let i = 0; i < args.length; i += 2) {
    const [name, value = ''] = [args[i], args[i + 1]];
    const [size = '', hash = ''] = value.split(':');
    if (name === '--key' && HEX.test(value)) expected.key = value;
    else if (name === '--anchor' && /^[0-9]{1,15}$/.test(size) && HEX.test(hash))
      expected.anchor = { size: Number(size), hash };
    else return null;
  }
  return expected;
}

export async function main(args: string[]): Promise<number> {
  const expected = expectations(args);
  if (!expected) {
    console.error(USAGE);
    return 2;
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  const { code, message } = verifyExport(Buffer.concat(parts).toString('utf8'), expected);
  if (code === 0) console.log(message);
  else console.error(message);
  return code;
}
