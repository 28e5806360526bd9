import { useCallback, useEffect, useRef, useState } from 'react';
import { useLoad } from '@/components/use-call';
import { type Problem, problemOf } from '@/lib/domain/problem';
import { goesAgainst } from '../rules';
import type { DecisionKind } from '../schema';
import type { QueueRow, QueueView } from '../views';
import type { ScreeningClient } from './applicant-card';

/** While somebody is being screened the queue grows by itself, ms. */
const LOOK_EVERY = 2000;
/** With fewer open rows than this, more are fetched at once. */
const FEW = 6;
const isOpen = ({ decision }: QueueRow): boolean => decision === null;
/** Marked rows that stay in sight. */
const STAY = 4;
/** Rows that were not judged: only the worker can say why they cannot be accepted. */
const NOT_JUDGED: readonly QueueRow['tier'][] = ['person', 'blind', 'waiting'];

interface Mark {
  opportunityId: string;
  name: string;
  tier: QueueRow['tier'];
  kind: DecisionKind;
}

const withMark = (queue: QueueView, row: QueueRow, kind: DecisionKind | null): QueueView => {
  const before = queue.rows.find((one) => one.opportunityId === row.opportunityId)?.decision ?? null;
  const step = (of: DecisionKind | null, by: number) => (of ? { [of]: queue.decided[of] + by } : {});
  const open = Number(kind === null) - Number(before === null);
  return {
    ...queue,
    rows: queue.rows.map((one) =>
      one.opportunityId === row.opportunityId ? { ...one, decision: kind } : one,
    ),
    open: { ...queue.open, [row.tier]: queue.open[row.tier] + open },
    decided: kind === before ? queue.decided : { ...queue.decided, ...step(before, -1), ...step(kind, 1) },
  };
};

/** Rows stay in their order while somebody goes through them: who was marked long ago leaves at the top, others join at the end. */
function movedOn(rows: readonly QueueRow[], fresh: readonly QueueRow[]): QueueRow[] {
  const here = new Set(rows.map(({ opportunityId }) => opportunityId));
  const joined = [...rows, ...fresh.filter(({ opportunityId }) => !here.has(opportunityId))];
  if (!joined.some(isOpen)) return [];
  const done = joined.filter((row) => !isOpen(row));
  const gone = new Set(done.slice(0, -STAY));
  return joined.filter((row) => !gone.has(row));
}

/**
 * A queue that is gone through as fast as somebody types: a mark shows at once and is sent behind it, one after the other, so that no
 * keystroke is lost or meets the wrong person. What the worker refuses is put back and said.
 */
export function useTriage(client: ScreeningClient, postingId: string) {
  const loaded = useLoad(useCallback(() => client.queue({ postingId }), [client, postingId]));
  const { value, set } = loaded;
  const asked = useRef(0);
  const answered = useRef(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const [last, setLast] = useState<Mark | null>(null);
  const [against, setAgainst] = useState<Mark | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The queue as the last keystroke left it: the next one may come before React has drawn it. */
  const now = useRef<QueueView | null>(null);
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const pending = useRef(0);
  const marked = useRef(new Set<string>());
  /** Everybody here has a mark; the keys go on with the first who joins. */
  const waits = useRef(false);
  if (pending.current === 0) now.current = value;

  const rows = value?.rows ?? [];
  const growing = (value?.waiting ?? 0) > 0 && rows.every(isOpen);
  /** The queue as the worker has it; null when a later question was answered first. */
  const ask = useCallback(async (): Promise<QueueView | null> => {
    const mine = ++asked.current;
    const queue = await client.queue({ postingId });
    if (mine < answered.current) return null;
    answered.current = mine;
    return queue;
  }, [client, postingId]);
  useEffect(() => {
    if (!growing) return;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    // The next look waits for the answer to this one: however slow the worker is, an answer is shown.
    const look = async (): Promise<void> => {
      // A look that fails says nothing; the next one follows.
      const queue = await ask().catch(() => null);
      if (stopped) return;
      if (queue) set(queue);
      timer = setTimeout(() => void look(), LOOK_EVERY);
    };
    timer = setTimeout(() => void look(), LOOK_EVERY);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [growing, ask, set]);

  const show = (queue: QueueView): void => {
    now.current = queue;
    set(queue);
  };
  const reread = async (): Promise<void> => {
    try {
      const queue = await ask();
      if (queue) show(queue);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };

  /** Sends after whatever is under way; when all is sent the counts are read again and the rows stay where they are. */
  const send = (work: () => Promise<unknown>): void => {
    pending.current++;
    sending.current = sending.current.then(async () => {
      try {
        await work();
        const left = (now.current?.rows ?? []).filter(isOpen).length;
        if (pending.current > 1 && left >= FEW) return;
        const fresh = await ask();
        if (!now.current || !fresh) return;
        // Who was marked since is not open, whatever the worker knew when it answered.
        const more = pending.current > 1;
        const next = movedOn(
          now.current.rows,
          fresh.rows.filter(({ opportunityId }) => !marked.current.has(opportunityId)),
        );
        // While more is being sent the worker's counts lag behind, and an empty page may not be the last.
        if (more && next.length === 0) return;
        show({ ...(more ? now.current : fresh), rows: next });
        const first = next.find(isOpen);
        if (waits.current && first) {
          waits.current = false;
          setChosen(first.opportunityId);
        }
      } catch (error) {
        setProblem(problemOf(error));
        // What was shown ahead may not be so.
        marked.current.clear();
        await reread();
      } finally {
        pending.current--;
      }
    });
  };

  const mark = (row: QueueRow, kind: DecisionKind | null): void => {
    const queue = now.current;
    if (!queue) return;
    // The next ones are on their way: a key meant for them must not meet somebody who has a mark.
    if (pending.current > 0 && !queue.rows.some(isOpen)) return;
    const { opportunityId, name, tier } = row;
    setProblem(null);
    const decide = () => client.decide({ opportunityId, decision: kind });
    if (kind === 'accept' && NOT_JUDGED.includes(tier)) {
      send(decide);
      return;
    }
    const next = withMark(queue, row, kind);
    const at = next.rows.findIndex((one) => one.opportunityId === opportunityId);
    const free = next.rows.slice(at + 1).find(isOpen) ?? next.rows.find(isOpen);
    if (kind) marked.current.add(opportunityId);
    else marked.current.delete(opportunityId);
    waits.current = kind !== null && free === undefined;
    const made = kind && { opportunityId, name, tier, kind };
    setLast(made);
    setAgainst(made && goesAgainst(made.kind, tier) ? made : null);
    setChosen(kind ? (free?.opportunityId ?? opportunityId) : opportunityId);
    show(next);
    send(decide);
  };

  const undoLast = (): void => {
    const queue = now.current;
    if (!last || !queue) return;
    const { opportunityId } = last;
    const row = queue.rows.find((one) => one.opportunityId === opportunityId);
    marked.current.delete(opportunityId);
    waits.current = false;
    setLast(null);
    setAgainst(null);
    setProblem(null);
    setChosen(opportunityId);
    if (row) show(withMark(queue, row, null));
    send(async () => {
      await client.decide({ opportunityId, decision: null });
      // Who is on an earlier page comes back with the next reading.
      if (!row) await reread();
    });
  };

  return {
    queue: value,
    loadProblem: loaded.problem,
    problem,
    reread,
    rows,
    selected: rows.find((row) => row.opportunityId === chosen) ?? rows[0] ?? null,
    choose: setChosen,
    mark,
    undoLast,
    /** The last mark, when it says something else than the evidence and no reason was given yet. */
    against,
    /** Keeps why; the mark stays as it is. Empty: no reason is given. */
    explain: (reason: string): void => {
      if (against && reason) {
        const { opportunityId, kind } = against;
        send(() => client.decide({ opportunityId, decision: kind, reason }));
      }
      setAgainst(null);
    },
  };
}
