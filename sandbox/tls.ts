import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM. */
  key: string;
  cert: string;
  /** Base64 SHA-256 of the public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  spki: string;
}

const FOLDER = resolve(import.meta.dirname, '../node_modules/.cache/fulcrum-sandbox');
const DAY = 86_400_000;

/** SHA-256 of the certificate's SubjectPublicKeyInfo, base64. */
function spkiOf(cert: string): string {
  return createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

function kept(file: string, hosts: readonly string[], at: number): Certificate | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { key, cert } = readPair(text);
  if (!key || !cert) return null;
  const parsed = new X509Certificate(cert);
  const fresh = Date.parse(parsed.validTo) > at + 7 * DAY && Date.parse(parsed.validFrom) <= at;
  return fresh && hosts.every((host) => parsed.checkHost(host) !== undefined)
    ? { key, cert, spki: spkiOf(cert) }
    : null;
}

/** A half-written cache file is no pair; it is made again. */
function readPair(text: string): { key?: string; cert?: string } {
  const pem = (label: string) =>
    new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----\\n?`).exec(text)?.[0];
  return { key: pem('(?:EC |RSA )?PRIVATE KEY'), cert: pem('CERTIFICATE') };
}

/**
 * A self-signed certificate for all hosts, kept on disk (`node_modules/.cache/fulcrum-sandbox`) and made again when
 * it is about to expire or lacks a host. Nobody trusts it; browsers are told to accept its key.
 */
export async function certificateFor(hosts: readonly string[], folder = FOLDER): Promise<Certificate> {
  const file = join(folder, 'certificate.pem');
  const at = Date.now();
  const cached = kept(file, hosts, at);
  if (cached) return cached;
  const altNames = [
    ...hosts.map((value) => ({ type: 2 as const, value })),
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 7 as const, ip: '::1' },
  ];
  const pems = await generate([{ name: 'commonName', value: 'Fulcrum sandbox' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(at - DAY),
    notAfterDate: new Date(at + 390 * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, ...altNames] },
    ],
  });
  mkdirSync(folder, { recursive: true });
  const scratch = `${file}.${randomUUID()}`;
  writeFileSync(scratch, `${pems.private}\n${pems.cert}\n`, { mode: 0o600 });
  renameSync(scratch, file);
  return { key: pems.private, cert: pems.cert, spki: spkiOf(pems.cert) };
}
