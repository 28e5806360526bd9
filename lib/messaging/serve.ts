import browser, { type Runtime } from 'webextension-polyfill';
import { type Problem, problemOf } from '@/lib/domain/problem';
import type { Call, Caller, Contract, Implementation } from './contract';
import { callerOf } from './sender';

interface Served {
  contract: Contract;
  implementation: Record<string, (input: unknown, caller: Caller) => Promise<unknown>>;
}

const refused = (why: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: {
    code: 'message-refused',
    message: `Fulcrum refused a message: ${why}.`,
    next: 'Reload the page.',
  },
});

function isCall(message: unknown): message is Call {
  if (typeof message !== 'object' || message === null) return false;
  const call = message as Partial<Call>;
  return call.fulcrum === 1 && typeof call.contract === 'string' && typeof call.method === 'string';
}

/** At most this many calls a second from one content script; the rest is refused before parsing. */
const PAGE_CALLS_PER_SECOND = 20;

/**
 * Answers messages for the served contracts. Unknown contract, method, sender or input is refused.
 * Register once, synchronously, when the worker starts.
 */
export function createServer(
  extensionOrigin: string,
  extensionId: string,
  leverOrigins: readonly string[],
  now: () => number,
) {
  const served = new Map<string, Served>();
  let second = 0;
  let inSecond = 0;

  const pageBudgetSpent = (): boolean => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      inSecond = 0;
    }
    return ++inSecond > PAGE_CALLS_PER_SECOND;
  };

  async function answer(message: unknown, sender: Runtime.MessageSender) {
    const caller = callerOf(sender, { extensionId, extensionOrigin, leverOrigins });
    if (!caller) return refused('unknown sender');
    if (caller.sender === 'page' && pageBudgetSpent()) return refused('too many messages from this page');
    if (!isCall(message)) return refused('not a Fulcrum message');
    const target = served.get(message.contract);
    const method =
      target && Object.hasOwn(target.contract.methods, message.method)
        ? target.contract.methods[message.method]
        : undefined;
    if (!target || !method) return refused('unknown operation');
    if (!method.from.includes(caller.sender)) return refused('not allowed from here');
    const input = method.input.safeParse(message.input);
    if (!input.success) return refused(`bad input for ${message.contract}.${message.method}`);
    try {
      const run = target.implementation[message.method];
      return { ok: true as const, value: (await run?.(input.data, caller)) ?? null };
    } catch (error) {
      return { ok: false as const, problem: problemOf(error) };
    }
  }

  return {
    serve<C extends Contract>(contract: C, implementation: Implementation<C>): void {
      served.set(contract.name, {
        contract,
        implementation: implementation as unknown as Served['implementation'],
      });
    },
    /** Hook this to `runtime.onMessage` at top level. */
    listen(): void {
      browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
        answer(message, sender),
      );
    },
    answer,
  };
}
