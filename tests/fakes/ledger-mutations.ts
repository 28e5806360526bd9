import { createHash } from 'node:crypto';
import { createAudit } from '@/lib/ledger/audit';
import { type AuditExport, entryBytes, type StoredEntry } from '@/lib/ledger/audit-format';
import { instantClock, memoryLedgerStore, memoryLock } from './ledger-memory';

export type Random = () => number;

/** Repeatable numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, n: number) => Math.floor(random() * n);

/** A log of `size` entries with several candidates, and a second one that forked off halfway under the same key. */
export async function sampleExports(
  size = 150,
): Promise<{ log: AuditExport; fork: AuditExport; earlier: AuditExport }> {
  const clock = instantClock();
  const first = memoryLedgerStore();
  const audit = createAudit({ store: first, keys: first, clock, lock: memoryLock() });
  const write = async (to: typeof audit, from: number, count: number, actor: string) => {
    for (let n = from; n < count; n++) {
      clock.advance(1_000 + n);
      const opportunityId = n % 3 === 0 ? null : `opp-${n % 5}`;
      const details = { summary: `Step ${n} for "Zoë" \u0007`, attempt: n / 3 };
      await to.record([
        {
          actor,
          workflow: 'schedule-interview',
          opportunityId,
          event: 'action-done',
          planId: `plan-${n % 7}`,
          outcome: 'done',
          details,
        },
      ]);
    }
  };
  await write(audit, 0, size / 2, 'user-1');
  const earlier = await audit.export('user-1');
  // The same disk copied, both copies written on: a fork with valid signatures on both sides.
  const second = memoryLedgerStore();
  const pair = await first.signing();
  if (pair) await second.addSigning(pair);
  const tail = await first.tail();
  const zero = '0'.repeat(64);
  if (tail)
    await second.commit({
      after: zero,
      entries: await first.entriesFrom(0),
      tail,
      checkpoint: (await first.checkpoints())[0] ?? null,
      plan: null,
      erase: null,
    });
  const other = createAudit({ store: second, keys: second, clock, lock: memoryLock() });
  await write(audit, size / 2 + 1, size, 'user-1');
  await write(other, size / 2 + 1, size, 'user-2');
  return { log: await audit.export('user-1'), fork: await other.export('user-2'), earlier };
}

/** Hashes the chain again from entry `from` on, as somebody without the signing key could. */
function rechain(entries: StoredEntry[], from: number): void {
  for (let n = from; n < entries.length; n++) {
    const entry = entries[n]!;
    entry.prevHash = entries[n - 1]?.hash ?? '0'.repeat(64);
    entry.hash = createHash('sha256').update(entryBytes(entry)).digest('hex');
  }
}

/** Every value in the document that can be changed: the object or list that holds it, and its name there. */
function places(value: unknown, found: { holder: Record<string, unknown>; name: string }[] = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value)) {
    found.push({ holder: value as Record<string, unknown>, name });
    places((value as Record<string, unknown>)[name], found);
  }
  return found;
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value === 'number') return value + (random() < 0.5 ? 1 : -1);
  if (typeof value === 'string' && value.length > 0) {
    const at = below(random, value.length);
    return (
      value.slice(0, at) +
      String.fromCharCode(value.charCodeAt(at) ^ (1 << below(random, 6))) +
      value.slice(at + 1)
    );
  }
  return value === null ? '' : null;
}

type Mutation = (doc: AuditExport, random: Random, fork: AuditExport) => void;

const list = (doc: AuditExport, random: Random): unknown[] =>
  random() < 0.8 || doc.checkpoints.length === 0 ? doc.entries : doc.checkpoints;

const STRUCTURAL: Record<string, Mutation> = {
  'delete one': (doc, random) => {
    const rows = list(doc, random);
    rows.splice(below(random, rows.length), 1);
  },
  'repeat one': (doc, random) => {
    const rows = list(doc, random);
    const at = below(random, rows.length);
    rows.splice(at, 0, structuredClone(rows[at]));
  },
  'swap two': (doc, random) => {
    const rows = list(doc, random);
    const [a, b] = [below(random, rows.length), below(random, rows.length)];
    [rows[a], rows[b]] = [rows[b], rows[a]];
  },
  'cut the end': (doc, random) => {
    doc.entries.length = below(random, doc.entries.length);
    if (random() < 0.5) doc.checkpoints = doc.checkpoints.filter((c) => c.size <= doc.entries.length);
    if (random() < 0.5)
      Object.assign(doc.head, {
        size: doc.entries.length,
        head: doc.entries.at(-1)?.hash ?? '0'.repeat(64),
        checkpoints: doc.checkpoints.length,
      });
  },
  'delete one and chain again': (doc, random) => {
    const at = below(random, doc.entries.length);
    doc.entries.splice(at, 1);
    for (const [n, entry] of doc.entries.entries()) entry.seq = n;
    rechain(doc.entries, at);
  },
  'change one and chain again': (doc, random) => {
    const at = below(random, doc.entries.length);
    doc.entries[at]!.actor = 'somebody-else';
    rechain(doc.entries, at);
    if (random() < 0.5) doc.head.head = doc.entries.at(-1)!.hash;
  },
  'append one': (doc) => {
    const last = doc.entries.at(-1)!;
    doc.entries.push({ ...last, seq: last.seq + 1, event: 'plan-approved' });
    rechain(doc.entries, doc.entries.length - 1);
  },
  'follow the fork': (doc, random, fork) => {
    if (random() < 0.5) doc.entries = structuredClone(fork.entries);
    else doc.head = structuredClone(fork.head);
    if (random() < 0.3)
      doc.entries.splice(100, doc.entries.length, ...structuredClone(fork.entries.slice(100)));
  },
  'change a value': (doc, random) => {
    const all = places(doc);
    const { holder, name } = all[below(random, all.length)]!;
    holder[name] = changed(holder[name], random);
  },
  'drop a member': (doc, random) => {
    const all = places(doc).filter(({ holder }) => !Array.isArray(holder));
    const { holder, name } = all[below(random, all.length)]!;
    delete holder[name];
  },
  'add a member': (doc, random) => {
    const all = places(doc).filter(({ holder }) => !Array.isArray(holder));
    all[below(random, all.length)]!.holder.note = 'harmless';
  },
};

const TEXTUAL: Record<string, (text: string, random: Random) => string> = {
  'flip a bit': (text, random) => {
    const bytes = Buffer.from(text);
    const at = below(random, bytes.length);
    bytes[at]! ^= 1 << below(random, 8);
    return bytes.toString('utf8');
  },
  'drop a character': (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + text.slice(at + 1);
  },
  'cut the text': (text, random) => text.slice(0, below(random, text.length)),
  'give a member twice': (text, random) => {
    const members = [...text.matchAll(/"actor":"[^"]*",/g)];
    const { index } = members[below(random, members.length)]!;
    return `${text.slice(0, index)}"actor":"user-9",${text.slice(index)}`;
  },
  'spell a letter differently': (text, random) => {
    const letters = [...text.matchAll(/user/g)];
    const { index } = letters[below(random, letters.length)]!;
    return `${text.slice(0, index)}\\u0075${text.slice(index + 1)}`;
  },
};

/** A damaged copy of an export as text, never equal to the original. */
export function mutate(log: AuditExport, fork: AuditExport, random: Random): { name: string; text: string } {
  const original = JSON.stringify(log);
  const names = [...Object.keys(STRUCTURAL), ...Object.keys(TEXTUAL)];
  for (;;) {
    const name = names[below(random, names.length)]!;
    const doc = structuredClone(log);
    STRUCTURAL[name]?.(doc, random, fork);
    const text = TEXTUAL[name]?.(original, random) ?? JSON.stringify(doc);
    if (text !== original) return { name, text };
  }
}
