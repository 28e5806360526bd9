import type { ZodType } from 'zod';
import type { Http, HttpAnswer, HttpRequest } from '@/lib/platform/http-types';
import { bearer, type TokenSource } from '@/lib/platform/oauth';
import { classifyGoogle } from './classify';

export type GoogleCall = Pick<HttpRequest, 'method' | 'path' | 'purpose' | 'effect' | 'candidateData'> &
  Partial<Pick<HttpRequest, 'host' | 'params' | 'query' | 'json' | 'expect' | 'headers'>>;

export interface GoogleClient {
  request(call: GoogleCall): HttpRequest;
  send(call: GoogleCall): Promise<HttpAnswer>;
  read<T>(call: GoogleCall, schema: ZodType<T>): Promise<T>;
}

/** Signs calls to Google's APIs with the connected account's token and names that account in every problem. */
export function createGoogleClient(http: Http, token: TokenSource, email: string): GoogleClient {
  const request = (call: GoogleCall): HttpRequest => ({
    host: 'www.googleapis.com',
    ...call,
    path: call.host ? call.path : `/calendar/v3${call.path}`,
    who: `Google Calendar of ${email}`,
    lane: email,
    classify: classifyGoogle,
    authorise: bearer(token),
  });
  return {
    request,
    send: (call) => http.send(request(call)),
    read: (call, schema) => http.read(request(call), schema),
  };
}
