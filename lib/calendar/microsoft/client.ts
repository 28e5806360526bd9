import type { ZodType } from 'zod';
import type { Http, HttpAnswer, HttpRequest } from '@/lib/platform/http-types';
import { bearer, type TokenSource } from '@/lib/platform/oauth';
import { classifyGraph } from './classify';

export type GraphCall = Pick<HttpRequest, 'method' | 'path' | 'purpose' | 'effect' | 'candidateData'> &
  Partial<Pick<HttpRequest, 'params' | 'query' | 'json' | 'expect' | 'headers'>>;

export interface GraphClient {
  request(call: GraphCall): HttpRequest;
  send(call: GraphCall): Promise<HttpAnswer>;
  read<T>(call: GraphCall, schema: ZodType<T>): Promise<T>;
}

/** Immutable ids survive moves between folders, but only when every single request asks for them. */
const PREFER = 'IdType="ImmutableId", outlook.timezone="UTC"';

/** Signs calls to Graph v1.0 with the connected account's token and names that account in every problem. */
export function createGraphClient(http: Http, token: TokenSource, email: string): GraphClient {
  const request = (call: GraphCall): HttpRequest => ({
    host: 'graph.microsoft.com',
    ...call,
    headers: { prefer: PREFER, ...call.headers },
    path: `/v1.0${call.path}`,
    who: `Outlook calendar of ${email}`,
    lane: email,
    classify: classifyGraph,
    authorise: bearer(token),
  });
  return {
    request,
    send: (call) => http.send(request(call)),
    read: (call, schema) => http.read(request(call), schema),
  };
}
