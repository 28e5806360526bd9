import { AWAY, type LoopModel, NONE } from './model';
import type { LoopRules } from './types';

const MOST_STATES = 64;
const MOST_OPTIONS = 64;

/**
 * How often the groups are represented, as small states. For a group with an upper limit every count up to it is a
 * state; with a lower limit only, counts beyond the limit are the same state.
 */
export interface GroupStates {
  count: number;
  /** State of two parts together, or -1 when a limit is broken: `add[a * count + b]`. */
  add: Int32Array;
  /** Whether a whole loop may end in the state. */
  enough: Uint8Array;
  /** Classes that may not be used any more in a state: a bit mask over groups at their upper limit. */
  closed: Int32Array;
}

/** One way to fill a session: which class of people holds which seat. Without groups there is one way each. */
export interface OptionSpace {
  states: GroupStates;
  /** Options of session s are `from[s] .. from[s + 1]`. */
  from: Int32Array;
  session: Int32Array;
  /** Group state an option adds. */
  use: Int32Array;
  /** Class per seat of an option; null = anybody of the pool. */
  seatClass: (Int32Array | null)[];
  /** Class of each person; empty without groups. */
  personClass: Int32Array;
  /** Points of the people of an option at a slot: `crew[o * slots + slot]`. */
  crew: Int32Array;
  /** Key of an option at a slot, or NONE. */
  place: Float64Array;
  /** As `place`, without options that another one of the session beats at that slot for every purpose. */
  lean: Float64Array;
  placeInRoom: Float64Array[];
  leanInRoom: Float64Array[];
}

const ONE_STATE: GroupStates = {
  count: 1,
  add: new Int32Array(1),
  enough: new Uint8Array([1]),
  closed: new Int32Array(1),
};

/** The relaxed space: group rules are left to the end of the search. */
export function withoutGroups(model: LoopModel): OptionSpace {
  const from = Int32Array.from({ length: model.sessions + 1 }, (_, s) => s);
  return {
    states: ONE_STATE,
    from,
    session: from.subarray(0, model.sessions),
    use: new Int32Array(model.sessions),
    seatClass: Array.from({ length: model.sessions }, () => null),
    personClass: new Int32Array(0),
    crew: model.crew,
    place: model.place,
    lean: model.place,
    placeInRoom: model.placeInRoom,
    leanInRoom: model.placeInRoom,
  };
}

interface Limits {
  members: number[];
  min: number;
  max: number | null;
  cap: number;
}

/** The space in which group counts are part of the state, or null when there would be too many states. */
export function withGroups(model: LoopModel): OptionSpace | null {
  const { instance, sessions, seatFrom, poolFrom, poolPerson, slots } = model;
  const limits = limitsOf(instance.rules, seatFrom[sessions]!);
  const count = limits.reduce((product, { cap }) => product * (cap + 1), 1);
  if (count > MOST_STATES) return null;
  const states = statesOf(limits, count);
  const personClass = new Int32Array(model.people);
  limits.forEach(({ members }, g) => {
    for (const person of members) personClass[person]! |= 1 << g;
  });
  const from = new Int32Array(sessions + 1);
  const session: number[] = [];
  const use: number[] = [];
  const seatClass: Int32Array[] = [];
  for (let s = 0; s < sessions; s++) {
    let tuples: number[][] = [[]];
    for (let row = seatFrom[s]!; row < seatFrom[s + 1]!; row++) {
      const classes = [
        ...new Set(
          Array.from(poolPerson.subarray(poolFrom[row]!, poolFrom[row + 1]!), (p) => personClass[p]!),
        ),
      ];
      classes.sort((a, b) => a - b);
      tuples = tuples.flatMap((tuple) => classes.map((c) => [...tuple, c]));
      if (tuples.length > MOST_OPTIONS) return null;
    }
    for (const tuple of tuples) {
      const state = stateOf(limits, tuple);
      if (state < 0) continue;
      session.push(s);
      use.push(state);
      seatClass.push(Int32Array.from(tuple));
    }
    from[s + 1] = session.length;
  }
  const crew = new Int32Array(session.length * slots).fill(AWAY);
  session.forEach((s, o) => {
    for (let slot = 0; slot < slots; slot++)
      if (model.place[s * slots + slot]! < NONE)
        crew[o * slots + slot] = classCrew(model, personClass, seatClass[o]!, s, slot, 0, []);
  });
  const space: OptionSpace = {
    states,
    from,
    session: Int32Array.from(session),
    use: Int32Array.from(use),
    seatClass,
    personClass,
    crew,
    place: new Float64Array(0),
    lean: new Float64Array(0),
    placeInRoom: [],
    leanInRoom: [],
  };
  space.place = spread(model, space, model.place);
  space.lean = leaner(model, space, limits, space.place);
  space.placeInRoom = model.placeInRoom.map((place) => spread(model, space, place));
  space.leanInRoom = space.placeInRoom.map((place) => leaner(model, space, limits, place));
  return space;
}

function limitsOf(rules: LoopRules, seats: number): Limits[] {
  return rules.groups
    .map(({ members, min, max }) => ({ members, min, max: max !== null && max < seats ? max : null }))
    .filter(({ min, max }) => min > 0 || max !== null)
    .map((group) => ({ ...group, cap: group.max ?? group.min }));
}

function counts(limits: Limits[], state: number): number[] {
  let rest = state;
  return limits.map(({ cap }) => {
    const count = rest % (cap + 1);
    rest = Math.floor(rest / (cap + 1));
    return count;
  });
}

function encode(limits: Limits[], count: number[]): number {
  let state = 0;
  for (let g = limits.length - 1; g >= 0; g--) {
    const { cap, max } = limits[g]!;
    if (count[g]! > cap && max !== null) return -1;
    state = state * (cap + 1) + Math.min(count[g]!, cap);
  }
  return state;
}

function stateOf(limits: Limits[], classes: number[]): number {
  return encode(
    limits,
    limits.map((_, g) => classes.reduce((sum, c) => sum + ((c >> g) & 1), 0)),
  );
}

function statesOf(limits: Limits[], count: number): GroupStates {
  const add = new Int32Array(count * count);
  const enough = new Uint8Array(count);
  const closed = new Int32Array(count);
  for (let a = 0; a < count; a++) {
    const left = counts(limits, a);
    enough[a] = left.every((n, g) => n >= limits[g]!.min) ? 1 : 0;
    limits.forEach(({ max }, g) => {
      if (max !== null && left[g] === max) closed[a]! |= 1 << g;
    });
    for (let b = 0; b < count; b++)
      add[a * count + b] = encode(
        limits,
        counts(limits, b).map((n, g) => n + left[g]!),
      );
  }
  return { count, add, enough, closed };
}

function classCrew(
  model: LoopModel,
  personClass: Int32Array,
  classes: Int32Array,
  s: number,
  slot: number,
  seat: number,
  taken: number[],
): number {
  if (seat === classes.length) return 0;
  const { poolFrom, poolPerson, poolCost, slots, seatFrom } = model;
  const row = seatFrom[s]! + seat;
  let best = AWAY;
  for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
    const points = poolCost[j * slots + slot]!;
    const person = poolPerson[j]!;
    if (points >= best || personClass[person] !== classes[seat] || taken.includes(person)) continue;
    taken.push(person);
    const total = points + classCrew(model, personClass, classes, s, slot, seat + 1, taken);
    taken.pop();
    if (total < best) best = total;
  }
  return best;
}

/** Session keys carried over to the options: the people of the option instead of the cheapest ones. */
function spread(model: LoopModel, space: OptionSpace, base: Float64Array): Float64Array {
  const { slots, pointKey } = model;
  const place = new Float64Array(space.crew.length).fill(NONE);
  space.session.forEach((s, o) => {
    for (let slot = 0; slot < slots; slot++) {
      const key = base[s * slots + slot]!;
      const points = space.crew[o * slots + slot]!;
      if (key < NONE && points < AWAY)
        place[o * slots + slot] = key + (points - model.crew[s * slots + slot]!) * pointKey;
    }
  });
  return place;
}

function leaner(model: LoopModel, space: OptionSpace, limits: Limits[], place: Float64Array): Float64Array {
  const { slots } = model;
  const lean = place.slice();
  const serves = (a: number, b: number): boolean => {
    const [x, y] = [counts(limits, a), counts(limits, b)];
    return limits.every(
      ({ min, max }, g) => (max === null || x[g]! <= y[g]!) && (min === 0 || x[g]! >= y[g]!),
    );
  };
  for (let s = 0; s < model.sessions; s++)
    for (let o = space.from[s]!; o < space.from[s + 1]!; o++)
      for (let p = space.from[s]!; p < space.from[s + 1]!; p++) {
        if (o === p || !serves(space.use[p]!, space.use[o]!)) continue;
        const same = space.use[p] === space.use[o];
        for (let slot = 0; slot < slots; slot++) {
          const mine = place[o * slots + slot]!;
          const other = place[p * slots + slot]!;
          if (other < mine || (other === mine && (!same || p < o))) lean[o * slots + slot] = NONE;
        }
      }
  return lean;
}
