import { z } from 'zod';

// Extension pages forbid compiling code from strings; without this zod tries once and is reported.
z.config({ jitless: true });

/**
 * Who may call: `page` = our content script on a Lever page (it has the page's origin and is not trusted),
 * `own` = a page of the extension itself (control room, popup, side panel, the panel frame).
 */
export type SenderClass = 'page' | 'own';

export interface Method<I extends z.ZodType = z.ZodType, O = unknown> {
  input: I;
  from: readonly SenderClass[];
  /** Carries the output type only. */
  output?: O;
}

export interface Contract<M extends Record<string, Method> = Record<string, Method>> {
  name: string;
  methods: M;
}

/** Declares one call: what it takes (checked at the receiver), who may make it, what it gives. */
export function method<O>() {
  return <I extends z.ZodType>(input: I, from: readonly SenderClass[] = ['own']): Method<I, O> => ({
    input,
    from,
  });
}

export function defineContract<M extends Record<string, Method>>(name: string, methods: M): Contract<M> {
  return { name, methods };
}

type Input<M> = M extends Method<infer I, unknown> ? z.input<I> : never;
type Parsed<M> = M extends Method<infer I, unknown> ? z.output<I> : never;
type Output<M> = M extends Method<z.ZodType, infer O> ? O : never;

/** The caller's view. Calls reject with `Failure`. */
export type Client<C> =
  C extends Contract<infer M> ? { [K in keyof M]: (input: Input<M[K]>) => Promise<Output<M[K]>> } : never;

/** Browser-stamped facts about the caller; never taken from the message itself. */
export interface Caller {
  sender: SenderClass;
  tabId: number | null;
  /** Address of the top page, for `page` callers. */
  url: string | null;
}

/** The receiver's view. */
export type Implementation<C> =
  C extends Contract<infer M>
    ? { [K in keyof M]: (input: Parsed<M[K]>, caller: Caller) => Promise<Output<M[K]>> }
    : never;

/** Wire form of one call and its answer. */
export interface Call {
  fulcrum: 1;
  contract: string;
  method: string;
  input: unknown;
}
