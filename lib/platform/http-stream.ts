import { Failure } from '@/lib/domain/problem';
import { createLanes } from './budget';
import { declaredHost } from './hosts';
import type { HttpDeps } from './http';
import type { EgressEntry, HttpCode } from './http-types';

/** Nothing at all for so long, in ms: the other side is gone. Models send a sign of life every few seconds. */
const SILENCE_MS = 90_000;

export interface StreamRequest {
  /** One of the declared hosts. */
  host: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** As it is sent. */
  path: string;
  /** As it is logged: `/v1/messages/batches/{batch}`. */
  loggedPath: string;
  headers: Record<string, string>;
  /** Exactly what is sent. */
  body?: string;
  purpose: string;
  candidateData: boolean;
  /** Looks at the body exactly as it is sent; throws to keep it from being sent. */
  guard?(body: string): void;
  signal?: AbortSignal;
}

/** The door to the network for answers that arrive bit by bit. */
export interface HttpStreams {
  /**
   * One attempt, never repeated here. Resolves with the headers; the body can be read as it comes and fails when it falls silent.
   * Throws `Failure` (nothing was sent) when the host is not declared or the guard refuses, else what `fetch` throws.
   */
  open(request: StreamRequest): Promise<Response>;
}

/** Same rules as `createHttp`: declared hosts only, each host's budget, every attempt in the egress log. */
export function createHttpStreams({ fetch, clock, log, online }: HttpDeps): HttpStreams {
  const lane = createLanes(clock);
  return {
    async open(request) {
      const declared = declaredHost(request.host);
      if (!declared) {
        throw new Failure({
          code: 'undeclared-host',
          message: `Fulcrum refused to call ${request.host.slice(0, 80)}: it is not on the list of hosts it may talk to.`,
          next: 'Report this: it is an error in Fulcrum. Nothing was sent.',
        });
      }
      if (request.guard && request.body !== undefined) request.guard(request.body);
      const stop = new AbortController();
      const signal = request.signal ? AbortSignal.any([request.signal, stop.signal]) : stop.signal;
      const at = clock.now();
      let bytesIn = 0;
      let status: number | null = null;
      let logged = false;
      const entry = (failure?: HttpCode): void => {
        if (logged) return;
        logged = true;
        log({
          at,
          host: request.host,
          method: request.method,
          path: request.loggedPath,
          purpose: request.purpose,
          status,
          ...(failure ? { failure } : {}),
          bytesOut: request.body === undefined ? 0 : new TextEncoder().encode(request.body).length,
          bytesIn,
          candidateData: request.candidateData,
          ms: clock.now() - at,
        } satisfies EgressEntry);
      };
      const failed = (): void =>
        entry(request.signal?.aborted ? 'aborted' : stop.signal.aborted ? 'timeout' : 'offline');
      if (online?.() === false) {
        failed();
        throw new TypeError('This machine is offline');
      }
      const watch = createWatch(stop);
      let response: Response;
      try {
        watch.reset();
        response = await lane(request.host, declared.budget).run(
          () =>
            fetch(`https://${request.host}${request.path}`, {
              method: request.method,
              headers: request.headers,
              ...(request.body === undefined ? {} : { body: request.body }),
              signal,
              redirect: 'manual',
              credentials: 'omit',
              cache: 'no-store',
              referrerPolicy: 'no-referrer',
            }),
          request.signal,
        );
      } catch (error) {
        watch.end();
        failed();
        throw error;
      }
      status = response.status;
      if (!response.body) {
        watch.end();
        entry();
        return response;
      }
      const reader = response.body.getReader();
      // A failed cancel changes nothing: the stream is over either way.
      signal.addEventListener('abort', () => void reader.cancel(signal.reason).catch(() => undefined));
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          try {
            watch.reset();
            const { done, value } = await reader.read();
            signal.throwIfAborted();
            if (done) {
              watch.end();
              entry();
              controller.close();
              return;
            }
            bytesIn += value.length;
            controller.enqueue(value);
          } catch (error) {
            watch.end();
            failed();
            controller.error(error);
          }
        },
        async cancel(reason) {
          watch.end();
          entry(request.signal?.aborted ? 'aborted' : undefined);
          await reader.cancel(reason);
        },
      });
      const { headers, statusText } = response;
      return new Response(body, { status: response.status, statusText, headers });
    },
  };
}

/** Aborts when nothing came for too long. */
function createWatch(stop: AbortController) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => clearTimeout(timer);
  return {
    reset(): void {
      end();
      timer = setTimeout(
        () => stop.abort(new DOMException('The answer fell silent', 'TimeoutError')),
        SILENCE_MS,
      );
    },
    end,
  };
}
