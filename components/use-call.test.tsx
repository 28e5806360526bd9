// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useLoad } from './use-call';

/** A loader whose answers come when, and in the order, the test says. */
function slow() {
  const waiting: ((value: string) => void)[] = [];
  return {
    load: () => new Promise<string>((resolve) => waiting.push(resolve)),
    answer: (n: number, value: string) => act(async () => waiting[n]?.(value)),
  };
}

test('an answer is shown although another was asked for since, and none replaces a newer one', async () => {
  const { load, answer } = slow();
  const { result } = renderHook(() => useLoad(load));
  await act(async () => {
    void result.current.reload();
    void result.current.reload();
  });
  await answer(1, 'second');
  expect(result.current).toMatchObject({ value: 'second', loading: true });
  await answer(0, 'first');
  expect(result.current.value).toBe('second');
  await answer(2, 'third');
  expect(result.current).toMatchObject({ value: 'third', loading: false });
});

test('what was put in, and what is loaded now, is not overwritten by what was asked before', async () => {
  const old = slow();
  const now = slow();
  const { result, rerender } = renderHook(({ load }) => useLoad(load), { initialProps: { load: old.load } });
  await act(async () => result.current.set('put in'));
  await old.answer(0, 'asked before');
  expect(result.current.value).toBe('put in');
  await act(async () => void result.current.reload());
  rerender({ load: now.load });
  await old.answer(1, 'of another load');
  expect(result.current.value).toBe('put in');
  await now.answer(0, 'now');
  expect(result.current).toMatchObject({ value: 'now', loading: false });
});
