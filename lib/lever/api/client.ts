import type { ZodType } from 'zod';
import { decode, httpFailure } from '@/lib/platform/http-problem';
import type { Http, HttpAnswer, HttpRequest } from '@/lib/platform/http-types';
import { classifyLever } from './classify';
import { one, type Page, page } from './schemas';

/** How calls to Lever are signed and which data centre they go to. */
export interface LeverCredentials {
  /** `basic` for an API key (user name, empty password), `bearer` for an OAuth access token. */
  scheme: 'basic' | 'bearer';
  token: string;
  environment: 'production' | 'sandbox' | 'eu';
}

/** Called before every request; with `renew` after Lever answered 401 to `refused`. */
export type LeverCredentialSource = (opts?: {
  renew?: boolean;
  refused?: string;
}) => Promise<LeverCredentials>;

const HOST = {
  production: 'api.lever.co',
  sandbox: 'api.sandbox.lever.co',
  eu: 'api.eu.lever.co',
} as const;

/** More pages than any Lever account has; reached only when the paging of the other side runs in circles. */
const MOST_PAGES = 500;

type Call = Pick<HttpRequest, 'method' | 'path' | 'purpose' | 'effect' | 'candidateData'> &
  Partial<Pick<HttpRequest, 'params' | 'query' | 'json' | 'expect' | 'headers'>>;

export interface LeverClient {
  send(call: Call): Promise<HttpAnswer>;
  /** The object inside `{data}`. */
  one<T>(call: Call, item: ZodType<T>): Promise<T>;
  /** The same for an object that may be gone: null on 404. */
  oneOrNull<T>(call: Call, item: ZodType<T>): Promise<T | null>;
  /** All pages of a list. */
  all<T>(call: Call, item: ZodType<T>): Promise<T[]>;
}

/** Signs, sends and unwraps calls to the Data API v1. */
export function createLeverClient(http: Http, credentials: LeverCredentialSource): LeverClient {
  async function request(call: Call): Promise<HttpRequest> {
    const { environment } = await credentials();
    let used: string | undefined;
    return {
      who: environment === 'production' ? 'Lever' : `Lever (${environment})`,
      host: HOST[environment],
      classify: classifyLever,
      ...call,
      path: `/v1${call.path}`,
      authorise: async (renew) => {
        const { scheme, token } = await credentials(
          renew ? { renew, ...(used ? { refused: used } : {}) } : undefined,
        );
        used = token;
        return { authorization: scheme === 'basic' ? `Basic ${btoa(`${token}:`)}` : `Bearer ${token}` };
      },
    };
  }

  return {
    send: async (call) => http.send(await request(call)),
    one: async (call, item) => (await http.read(await request(call), one(item))).data,
    async oneOrNull(call, item) {
      const asked = await request({ ...call, expect: [404] });
      const answer = await http.send(asked);
      if (answer.status === 404) return null;
      return decode(asked, answer, one(item)).data;
    },
    async all<T>(call: Call, item: ZodType<T>): Promise<T[]> {
      const asked = await request(call);
      const items: T[] = [];
      let offset: string | null = null;
      for (let count = 0; count < MOST_PAGES; count++) {
        const query = [...(call.query ?? []), ['limit', '100'] as const];
        if (offset !== null) query.push(['offset', offset] as const);
        const read: Page<T> = await http.read({ ...asked, query }, page(item));
        items.push(...read.data);
        if (!read.next || read.hasNext === false) return items;
        if (read.next === offset) break;
        offset = read.next;
      }
      throw httpFailure(asked, 'malformed-answer', { detail: 'its list does not end' });
    },
  };
}
