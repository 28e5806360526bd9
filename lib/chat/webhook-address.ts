import { Failure } from '@/lib/domain/problem';
import { declaredHost, type HostName } from '@/lib/platform/hosts';
import type { HttpRequest } from '@/lib/platform/http-types';

/** A webhook address taken apart so that the log shows its form and never its secret parts. */
export type WebhookAddress = Pick<HttpRequest, 'host' | 'path' | 'params' | 'query'>;

/** Words of such addresses that say nothing secret; everything else is masked. */
const OPEN = new Set([
  'services',
  'workflows',
  'triggers',
  'manual',
  'paths',
  'invoke',
  'powerautomate',
  'automations',
  'direct',
]);

export const badAddress = (what: string, next: string): Failure =>
  new Failure({ code: 'webhook-refused', message: `That is not the address of ${what}.`, next });

/** Takes a webhook address apart, or null when it is no https address of a declared host. Never throws the text. */
export function addressParts(text: string): (WebhookAddress & { names: string[] }) | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.protocol === 'https:' && !url.port && !url.username && !url.password && !url.hash;
  if (!plain || !declaredHost(url.hostname)) return null;
  const params: Record<string, string> = {};
  const names: string[] = [];
  let path = '';
  for (const [at, part] of url.pathname.split('/').slice(1).entries()) {
    let name: string;
    try {
      name = decodeURIComponent(part);
    } catch {
      // A lone percent sign: no service makes such an address.
      return null;
    }
    names.push(name);
    if (OPEN.has(name)) path += `/${name}`;
    else {
      params[`part${at}`] = name;
      path += `/{part${at}}`;
    }
  }
  return { host: url.hostname as HostName, path, params, query: [...url.searchParams], names };
}
