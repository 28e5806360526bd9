import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { certificateFor } from '@/sandbox/tls';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.faults.clear();
  sandbox.journal.clear();
});

interface Answer {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
  spki: string;
}

/** One HTTPS call to the loopback server in the name of a host. */
function call(
  host: string,
  path: string,
  {
    method = 'GET',
    body,
    headers = {},
    port = sandbox.port,
  }: { method?: string; body?: string; headers?: Record<string, string>; port?: number } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        servername: host,
        rejectUnauthorized: false,
        agent: false,
        headers: { host, ...headers },
      },
      (incoming) => {
        const raw = (incoming.socket as TLSSocket).getPeerCertificate().raw;
        const spki = createHash('sha256')
          .update(new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64');
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            headers: incoming.headers,
            spki,
          }),
        );
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
const google = (options?: Parameters<typeof call>[2]) =>
  call('www.googleapis.com', '/calendar/v3/users/me/calendarList', options);

describe('the server', () => {
  it('plays every host with one certificate whose key is announced', async () => {
    for (const host of ['accounts.google.com', 'graph.microsoft.com', 'api.lever.co']) {
      expect(sandbox.hostRules).toContain(`MAP ${host}:443 127.0.0.1:${sandbox.port}`);
      expect((await call(host, '/')).spki).toBe(sandbox.spki);
    }
    expect((await google()).status).toBe(401);
    expect((await call('graph.microsoft.com', '/v1.0/me')).body).toContain('InvalidAuthenticationToken');
  });

  it('keeps a journal without tokens, codes or secrets', async () => {
    await google({ headers: { authorization: 'Bearer very-secret', origin: 'chrome-extension://abc' } });
    await call('oauth2.googleapis.com', '/token', {
      method: 'POST',
      body: 'client_id=c&code=4/very-secret&client_secret=very-secret&grant_type=authorization_code',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    await call('www.googleapis.com', '/oauth2/v3/tokeninfo?access_token=very-secret');
    expect(sandbox.journal.find('www.googleapis.com', /calendarList/)).toMatchObject([
      {
        method: 'GET',
        status: 401,
        authorized: true,
        origin: 'chrome-extension://abc',
        took: expect.any(Number),
      },
    ]);
    expect(sandbox.journal.find('oauth2.googleapis.com')[0]?.body).toContain('client_id=c&code=…');
    expect(JSON.stringify(sandbox.journal.list())).not.toContain('very-secret');
  });

  it('closes cleanly while a call hangs, and frees its port', async () => {
    const other = await startSandbox();
    other.faults.add({ id: 'h', effect: { kind: 'hang' } });
    const hanging = google({ port: other.port }).then(
      () => 'answered',
      () => 'cut',
    );
    await expect.poll(() => other.journal.list().length).toBe(1);
    await other.close();
    expect(await hanging).toBe('cut');
    const again = await startSandbox({ port: other.port });
    expect(again.port).toBe(other.port);
    await again.close();
  });

  it('says so when the port is taken', async () => {
    await expect(startSandbox({ port: sandbox.port })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe('faults', () => {
  it('answers instead of the service, readable for a page, as often as told', async () => {
    sandbox.faults.add({
      id: 'f',
      host: 'www.googleapis.com',
      times: 1,
      skip: 1,
      effect: { kind: 'status', status: 429, body: { error: 'slow down' }, headers: { 'retry-after': '7' } },
    });
    const statuses = [await google(), await google(), await google()];
    expect(statuses.map((one) => one.status)).toEqual([401, 429, 401]);
    expect(statuses[1]).toMatchObject({
      body: '{"error":"slow down"}',
      headers: { 'retry-after': '7', 'access-control-allow-origin': '*' },
    });
    expect(sandbox.journal.list().map((one) => one.fault)).toEqual([null, 'f', null]);
  });

  it('leaves preflights alone', async () => {
    sandbox.faults.add({
      id: 'f',
      host: 'www.googleapis.com',
      times: 1,
      effect: { kind: 'status', status: 500 },
    });
    const preflight = await google({
      method: 'OPTIONS',
      headers: {
        origin: 'chrome-extension://abc',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.status).toBe(204);
    expect((await google()).status).toBe(500);
  });

  it('cuts before the service sees the request, or after it did its work', async () => {
    const sendCode = () =>
      call('accounts.google.com', '/o/oauth2/v2/auth/decision', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          client_id: 'c',
          redirect_uri: `https://${'a'.repeat(32)}.chromiumapp.org/`,
          response_type: 'token',
          request_scope: 'email',
          basic_scope: 'email',
          scope_count: '0',
          account: sandbox.world.recruiter.email,
          decision: 'allow',
        }).toString(),
      });
    const token =
      new URLSearchParams(new URL(String((await sendCode()).headers.location)).hash.slice(1)).get(
        'access_token',
      ) ?? '';
    const revoke = () =>
      call('oauth2.googleapis.com', '/revoke', {
        method: 'POST',
        body: `token=${token}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    const alive = async () =>
      (await call('www.googleapis.com', `/oauth2/v3/tokeninfo?access_token=${token}`)).status;
    sandbox.faults.add({ id: 'b', host: 'oauth2.googleapis.com', times: 1, effect: { kind: 'cut-before' } });
    await expect(revoke()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await alive()).toBe(200);
    sandbox.faults.add({ id: 'a', host: 'oauth2.googleapis.com', times: 1, effect: { kind: 'cut-after' } });
    await expect(revoke()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await alive()).toBe(400);
    sandbox.faults.add({
      id: 's',
      host: 'oauth2.googleapis.com',
      times: 1,
      effect: { kind: 'status-after', status: 503 },
    });
    expect((await revoke()).status).toBe(503);
  });

  it('delays, and answers rubbish', async () => {
    sandbox.faults.add({
      id: 'l',
      host: 'www.googleapis.com',
      times: 1,
      effect: { kind: 'latency', ms: 120 },
    });
    const started = performance.now();
    expect((await google()).status).toBe(401);
    expect(performance.now() - started).toBeGreaterThan(110);
    sandbox.faults.add({
      id: 'g',
      host: 'www.googleapis.com',
      times: 1,
      effect: { kind: 'garbage', body: '<html>proxy' },
    });
    expect(await google()).toMatchObject({ status: 200, body: '<html>proxy' });
  });
});

describe('the desk', () => {
  const desk = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(
      `127.0.0.1:${sandbox.port}`,
      path,
      body === undefined
        ? {}
        : {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json', ...headers },
          },
    );

  it('shows the page and what happened', async () => {
    await google();
    const page = await desk('/');
    expect([page.status, page.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("script-src 'self'"),
    ]);
    for (const path of ['/desk.js', '/desk.css']) expect((await desk(path)).status).toBe(200);
    const state: { journal: unknown[]; conditions: { name: string }[] } = JSON.parse(
      (await desk('/api/state')).body,
    );
    expect(state.journal).toHaveLength(1);
    expect(state.conditions.map((one) => one.name)).toContain('meet-pending');
  });

  it('switches faults and conditions, for itself only', async () => {
    expect((await desk('/api/fault', { id: 'google-503', on: true })).status).toBe(200);
    expect((await google()).status).toBe(503);
    await desk('/api/fault', { id: 'google-503', on: false });
    expect((await google()).status).toBe(401);
    await desk('/api/condition', { name: 'meet-pending', value: 3 });
    expect(sandbox.faults.get('meet-pending')).toBe(3);
    await desk('/api/condition', { name: 'meet-pending', value: null });
    expect(sandbox.faults.get('meet-pending')).toBeUndefined();
    expect((await desk('/api/condition', { name: 1 })).status).toBe(400);
    expect((await desk('/api/fault', { id: 'nothing', on: true })).status).toBe(404);
    expect((await desk('/api/reset', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });
});

it('makes a certificate once and again when a host is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fulcrum-tls-'));
  try {
    const first = await certificateFor(['a.example', 'b.example'], folder);
    expect((await certificateFor(['b.example'], folder)).spki).toBe(first.spki);
    expect((await certificateFor(['c.example'], folder)).spki).not.toBe(first.spki);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
