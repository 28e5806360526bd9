import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults';
import type { Journal } from './journal';
import type { Service } from './service';

const MAX_BODY = 30_000_000;
/** So that a page or worker may read what a fault answers, as it may with the real services. */
const READABLE = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

interface Gateway {
  services: readonly Service[];
  /** Answers for every host no service plays. */
  fallback: Service;
  faults: Faults;
  journal: Journal;
  now(): number;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new Error('The request body is too large for the sandbox.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, host: string, body: Buffer): Request {
  const headers = new Headers();
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    const name = incoming.rawHeaders[i] ?? '';
    if (!name.startsWith(':')) headers.append(name, incoming.rawHeaders[i + 1] ?? '');
  }
  const method = incoming.method ?? 'GET';
  const withBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
  return new Request(`https://${host}${incoming.url ?? '/'}`, {
    method,
    headers,
    ...(withBody ? { body: new Uint8Array(body) } : {}),
  });
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value;
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  outgoing.writeHead(response.status, headers);
  if (response.body) {
    try {
      for await (const chunk of response.body) {
        if (outgoing.destroyed) return;
        outgoing.write(chunk);
      }
    } catch {
      // An answer that breaks off is a connection that breaks off.
      outgoing.destroy();
      return;
    }
  }
  outgoing.end();
}

function planned(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(status === 204 || text === '' ? null : text, {
    status,
    headers: { ...READABLE, 'content-type': type, ...headers },
  });
}

/** Preflights are not what a fault means, unless it names them. */
function hitOf(faults: Faults, host: string, method: string, path: string): Fault | null {
  if (path.startsWith('/ListAccounts')) return null;
  if (method === 'OPTIONS' && !faults.list().some((fault) => fault.method === 'OPTIONS')) return null;
  return faults.hit(host, method, path);
}

/** One listener for all hosts: journal, faults, then the service that plays the host. */
export function createGateway({ services, fallback, faults, journal, now }: Gateway) {
  const byHost = new Map(
    services.flatMap((service) => service.hosts.map((host) => [host, service] as const)),
  );

  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const authority = incoming.headers.host ?? 'localhost';
    const host = authority.replace(/:\d+$/, '').toLowerCase();
    const service = byHost.get(host);
    const path = incoming.url ?? '/';
    const method = incoming.method ?? 'GET';
    const body = await bytesOf(incoming);
    if (!service) return send(outgoing, await fallback.app.fetch(requestOf(incoming, authority, body)));

    const started = performance.now();
    const entry = journal.add({
      at: now(),
      host,
      method,
      path,
      status: null,
      took: null,
      origin: incoming.headers.origin ?? null,
      authorized: incoming.headers.authorization !== undefined,
      body: body.subarray(0, 4000).toString('utf8'),
      fault: null,
    });
    journal.noteSecrets(`${path} ${body.subarray(0, 4000).toString('utf8')}`, incoming.headers.authorization);
    const finish = async (response: Response) => {
      if (/token|authorize/.test(path)) {
        journal.noteSecrets(response.headers.get('location') ?? '');
        if (response.headers.get('content-type')?.includes('json'))
          journal.noteSecrets(await response.clone().text());
      }
      entry.status = response.status;
      entry.took = Math.round(performance.now() - started);
      return send(outgoing, response);
    };
    const fault = hitOf(faults, host, method, path);
    entry.fault = fault?.id ?? null;
    const serve = () => service.app.fetch(requestOf(incoming, host, body));
    const effect = fault?.effect;
    switch (effect?.kind) {
      case 'latency':
        await new Promise((resolve) => setTimeout(resolve, effect.ms));
        return outgoing.destroyed ? undefined : finish(await serve());
      case 'status':
        return finish(planned(effect.status, effect.body, effect.headers));
      case 'garbage':
        return finish(planned(200, effect.body, { 'content-type': effect.type ?? 'text/html' }));
      case 'status-after':
        await (await serve()).arrayBuffer();
        return finish(planned(effect.status, effect.body));
      case 'cut-before':
        return void incoming.socket.destroy();
      case 'cut-after':
        await (await serve()).arrayBuffer();
        return void incoming.socket.destroy();
      case 'hang-after':
        await (await serve()).arrayBuffer();
        return;
      case 'hang':
        return;
      default:
        return finish(await serve());
    }
  };
}
