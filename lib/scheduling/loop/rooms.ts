import type { LoopModel } from './model';

/** Lowest cost, then lowest index: per session, or per day when one room must serve the whole day. */
export function chooseRooms(
  model: Pick<LoopModel, 'instance' | 'oneRoom'>,
  at: { day: number; time: number }[],
): (number | null)[] {
  const { sessions, rooms } = model.instance;
  const takes = (room: number, s: number): boolean => {
    const { time } = at[s]!;
    const end = time + sessions[s]!.dur;
    return sessions[s]!.rooms!.includes(room) && rooms[room]!.free.some(([a, b]) => a <= time && end <= b);
  };
  const order = rooms.map((_, room) => room).sort((a, b) => rooms[a]!.cost - rooms[b]!.cost || a - b);
  return sessions.map((session, s) => {
    if (!session.rooms) return null;
    const mates = model.oneRoom
      ? sessions.flatMap((other, o) => (other.rooms && at[o]!.day === at[s]!.day ? [o] : []))
      : [s];
    return order.find((room) => mates.every((mate) => takes(room, mate))) ?? null;
  });
}
