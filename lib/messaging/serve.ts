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

/** At most this many calls a second from the content script of one tab; the rest is refused before parsing. */
const PAGE_CALLS_PER_SECOND = 20;

/** All a content script is told about a failure: texts of errors are for the extension's own pages. */
const NOT_NOW: Problem = {
  code: 'not-now',
  message: 'Fulcrum could not do this now.',
  next: 'Open the panel; it says what is wrong.',
};

/** Keys, tokens and ids are long runs with a digit in them; the message of an error nobody foresaw may quote one. */
const withoutOpaque = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/[\w.~+/=%-]{16,}/g, (run) => (/\d/.test(run) ? '…' : run))
    .slice(0, 500);

function told(error: unknown, caller: Caller): Problem {
  if (caller.sender === 'page') return NOT_NOW;
  const problem = problemOf(error);
  return problem.code === 'unexpected' ? { ...problem, message: withoutOpaque(problem.message) } : problem;
}

/**
 * Answers messages for the served contracts. Unknown contract, method, sender or input is refused.
 * Register once, synchronously, when the worker starts.
 */
export function createServer(
  extensionOrigin: string,
  extensionId: string,
  leverOrigins: readonly string[],
  now: () => number,
  /** Throws when this call may not be made now, such as while Fulcrum is locked. */
  admit: (call: { contract: string; method: string }) => Promise<void> = async () => {},
) {
  const served = new Map<string, Served>();
  let second = 0;
  const inSecond = new Map<number | null, number>();

  /** Counted by tab, so that a page that floods takes nothing from the others. */
  const pageBudgetSpent = ({ tabId }: Caller): boolean => {
    const current = Math.floor(now() / 1000);
    if (current !== second) {
      second = current;
      inSecond.clear();
    }
    const calls = (inSecond.get(tabId) ?? 0) + 1;
    inSecond.set(tabId, calls);
    return calls > PAGE_CALLS_PER_SECOND;
  };

  async function answer(message: unknown, sender: Runtime.MessageSender) {
    const caller = callerOf(sender, { extensionId, extensionOrigin, leverOrigins });
    if (!caller) return refused('unknown sender');
    if (caller.sender === 'page' && pageBudgetSpent(caller))
      return refused('too many messages from this page');
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
    const run = target.implementation[message.method];
    if (!run) return refused('unknown operation');
    try {
      await admit(message);
      return { ok: true as const, value: (await run(input.data, caller)) ?? null };
    } catch (error) {
      return { ok: false as const, problem: told(error, caller) };
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
