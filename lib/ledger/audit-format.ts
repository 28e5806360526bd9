import canonicalize from 'canonicalize';
import { sha256, toHex, utf8 } from './bytes';

/**
 * The audit log on disk and in an export. Whoever verifies it needs nothing but this description.
 *
 * - An entry's `hash` is SHA-256 over the canonical JSON (RFC 8785) of the entry without `hash`.
 * - `prevHash` is the `hash` of the entry before, or 64 zeros for the first; `seq` counts from 0.
 * - A Merkle tree (RFC 6962) has the same canonical bytes as its leaves.
 * - A statement (checkpoint or head) is signed with ECDSA P-256 and SHA-256 over its canonical JSON without
 *   `signature`; the signature is r‖s in lower-case hex.
 * - A checkpoint's `prev` is SHA-256 over the whole checkpoint before it (with its signature), or 64 zeros.
 * - `origin` is `fulcrum/` and the RFC 7638 thumbprint (SHA-256, hex) of the public key.
 */
export const FORMAT = 'fulcrum-audit-log';
export const VERSION = 1;
export const ZERO = '0'.repeat(64);
/** A signed checkpoint is written at least once in so many entries. */
export const CHECKPOINT_EVERY = 64;

/** Details only the holder of the candidate's key can read; deleting that key erases them. */
export interface Sealed {
  /** Random name of the key, new after an erasure. */
  keyId: string;
  /** base64, 12 bytes. */
  iv: string;
  /** AES-256-GCM, base64; the candidate's id is bound to it as additional data. */
  text: string;
}

export interface AuditEntry {
  seq: number;
  /** ms epoch. */
  at: number;
  /** Lever user id, or `fulcrum` when nobody asked. */
  actor: string;
  workflow: string;
  /** Lever opportunity id; null when no candidate is concerned. */
  opportunityId: string | null;
  planId: string | null;
  actionId: string | null;
  /** kebab-case: `action-intended`, `plan-approved`, `candidate-read`. */
  event: string;
  /** Idempotency key of the action. */
  key: string | null;
  /** Problem code or state, never personal data. */
  outcome: string | null;
  /** Readable details; only where no candidate is concerned. */
  clear: unknown;
  sealed: Sealed | null;
  prevHash: string;
}

export interface StoredEntry extends AuditEntry {
  hash: string;
}

interface Statement {
  origin: string;
  /** Number of entries covered. */
  size: number;
  /** Merkle root over them, hex. */
  root: string;
  /** `hash` of the last of them, or 64 zeros. */
  head: string;
  /** ms epoch. */
  at: number;
  signature: string;
}

export interface Checkpoint extends Statement {
  kind: 'checkpoint';
  /** Counts from 0. */
  number: number;
  prev: string;
}

/** Signed when exporting; because it counts entries and checkpoints, a shortened export does not match it. */
interface Head extends Statement {
  kind: 'head';
  checkpoints: number;
  /** SHA-256 over the last checkpoint, or 64 zeros. */
  lastCheckpoint: string;
}

export interface AuditExport {
  format: typeof FORMAT;
  version: typeof VERSION;
  publicKeyJwk: { kty: string; crv: string; x: string; y: string };
  entries: StoredEntry[];
  checkpoints: Checkpoint[];
  head: Head;
}

/** Canonical JSON of any JSON value (RFC 8785). */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON can be written to the audit log.');
  return text;
}

/** Canonical bytes of an entry without its hash: what is hashed, and the Merkle leaf. */
export function entryBytes({ hash: _, ...entry }: StoredEntry | (AuditEntry & { hash?: undefined })) {
  return utf8(canonical(entry));
}

/** SHA-256 (hex) over the canonical JSON of a value. */
export const hashOf = async (value: unknown): Promise<string> => toHex(await sha256(utf8(canonical(value))));
