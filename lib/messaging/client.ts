import browser from 'webextension-polyfill';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { Call, Client, Contract } from './contract';

type Answer = { ok: true; value: unknown } | { ok: false; problem: Problem };

const UNREACHABLE: Problem = {
  code: 'extension-unreachable',
  message: 'Fulcrum was updated or reloaded while this page was open.',
  next: 'Reload the page.',
};

/** A typed proxy for a contract served by the background worker. */
export function clientOf<C extends Contract>(contract: C): Client<C> {
  const call = async (method: string, input: unknown): Promise<unknown> => {
    const message: Call = { fulcrum: 1, contract: contract.name, method, input };
    let answer: Answer | undefined;
    try {
      answer = (await browser.runtime.sendMessage(message)) as Answer | undefined;
    } catch {
      throw new Failure(UNREACHABLE);
    }
    if (!answer) throw new Failure(UNREACHABLE);
    if (!answer.ok) throw new Failure(answer.problem);
    return answer.value;
  };
  return Object.fromEntries(
    Object.keys(contract.methods).map((method) => [method, (input: unknown) => call(method, input)]),
  ) as Client<C>;
}
