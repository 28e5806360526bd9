import type { KeyValue } from '@/lib/platform/key-value';
import { type Entry, type WatchState, watchStateSchema } from './watch-schema';

const KEY = 'stage-watch';

export async function readWatch(kept: KeyValue): Promise<WatchState> {
  return watchStateSchema.parse((await kept.get(KEY)) ?? {});
}

/** Once nothing is looked for any more, who it was about is not kept: only that the entry was handled. */
const nameless = (entry: Entry): Entry =>
  entry.state === 'trying' ? entry : { ...entry, candidate: '', reasons: [], suggestions: [] };

export type WatchStore = ReturnType<typeof createWatchStore>;

/** The only writer of what the watch remembers: changes wait for one another, so none is lost. */
export function createWatchStore(kept: KeyValue) {
  let last: Promise<unknown> = Promise.resolve();
  function change(edit: (state: WatchState) => WatchState): Promise<WatchState> {
    const turn = last.then(async () => {
      const edited = edit(await readWatch(kept));
      const next = { ...edited, entries: edited.entries.map(nameless) };
      await kept.set(KEY, next);
      return next;
    });
    last = turn.catch(() => undefined);
    return turn;
  }
  return {
    read: () => readWatch(kept),
    change,
    /** Changes one entry; nothing happens when it is gone or was replaced by a newer one. */
    entry: (old: Pick<Entry, 'id' | 'enteredAt'>, part: Partial<Entry>): Promise<WatchState> =>
      change((state) => ({
        ...state,
        entries: state.entries.map((one) =>
          one.id === old.id && one.enteredAt === old.enteredAt ? { ...one, ...part } : one,
        ),
      })),
  };
}
