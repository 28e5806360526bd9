import { listBits } from './bits';
import { findChanges } from './changes';
import { hashStarts } from './grid';
import { buildLanes } from './lanes';
import type { BlockingFact, PanelAnswer, PanelRequest, ProposedSlot, RankTerm } from './panel';
import { createPricing, type PricedChoice } from './panel-cost';
import { compilePanel, factsAt, type PanelModel, type PersonModel } from './panel-model';
import { explainStarts, factIn, noticeRange } from './why-not';
import { localDay } from './zone';

const MINUTE = 60_000;

/**
 * The best times for a panel, why nothing earlier works and what would open something earlier, all from one model.
 * Ranked by `(cost, start)` for `best` and by `start` for `earliest`; costs are in `panel-cost.ts`.
 * @throws Failure `bad-request`, `unknown-zone`, `bad-working-hours`
 */
export function searchPanel(request: PanelRequest): PanelAnswer {
  const model = compilePanel(request);
  const starts = listBits(model.feasible);
  const slots = proposeSlots(model, starts);
  const best = slots[0];
  const limit = best ? (best.start / MINUTE - model.grid.first) / model.grid.step : model.grid.size;
  return {
    slots,
    feasibleCount: starts.length,
    feasibleHash: hashStarts(model.grid, starts),
    whyNot: explainStarts(model, limit),
    // With rank `best` an earlier, worse start may be possible already; only what beats that is a gain.
    changes: findChanges(model, starts[0] ?? model.grid.size),
    lanes: buildLanes(model),
    unknown: request.people
      .filter((person) => person.availability.state === 'unknown' && !person.assumeFree)
      .map((person) => person.id),
  };
}

/** Everything that keeps one start (ms epoch, on the grid) from being feasible; [] when nothing does or off the grid. */
export function blockersAt(request: PanelRequest, start: number): BlockingFact[] {
  const model = compilePanel(request);
  const i = (start / MINUTE - model.grid.first) / model.grid.step;
  if (!Number.isInteger(i) || i < 0 || i >= model.grid.size) return [];
  const facts = [...factsAt(model.candidateWindow.facts, i), ...factsAt(model.candidateHours.facts, i)];
  if (i < model.noticeIndex) facts.unshift(noticeRange(model));
  const members = new Set(model.groups.flatMap((group) => group.members));
  for (const m of members) facts.push(...factsAt((model.people[m] as PersonModel).facts, i));
  const rooms = model.rooms.map((room) => factsAt(room.facts, i));
  if (request.roomPolicy === 'required' && rooms.every((held) => held.length > 0))
    facts.push(...rooms.flat());
  return facts.map((range) => factIn(range, i, i));
}

function proposeSlots(model: PanelModel, starts: readonly number[]): ProposedSlot[] {
  const { request, grid } = model;
  const pricing = createPricing(model);
  const order = [...starts];
  const priced = new Map<number, PricedChoice>();
  if (request.rank === 'best') {
    for (const i of starts) priced.set(i, pricing.choose(i));
    order.sort(
      (a, b) => (priced.get(a) as PricedChoice).cost - (priced.get(b) as PricedChoice).cost || a - b,
    );
  }
  return spreadOut(model, order).map((i) => {
    const choice = priced.get(i) ?? pricing.choose(i);
    const start = (grid.first + i * grid.step) * MINUTE;
    const ids = (list: readonly number[]) => list.map((p) => (model.people[p] as PersonModel).person.id);
    const terms = pricing.explain(i, choice);
    return {
      start,
      end: start + grid.dur * MINUTE,
      cost: choice.cost,
      terms,
      who: ids(choice.who),
      optionalFree: ids(choice.optionalFree),
      optionalBusy: ids(choice.optionalBusy),
      roomId: choice.roomId,
      reasons: reasonsFor(model, choice, terms, i === starts[0]),
    };
  });
}

function spreadOut(model: PanelModel, order: readonly number[]): number[] {
  const { request, grid } = model;
  const kept: number[] = [];
  const days = new Set<number>();
  for (const i of order) {
    if (kept.length >= request.count) break;
    if (request.spread === 'disjoint' && kept.some((other) => Math.abs(other - i) * grid.step < grid.dur))
      continue;
    if (request.spread === 'days') {
      const day = localDay(request.candidate.zone, grid.first + i * grid.step);
      if (days.has(day)) continue;
      days.add(day);
    }
    kept.push(i);
  }
  return kept;
}

/** At most four short lines for a card: what speaks for the slot, then what it costs. */
function reasonsFor(
  model: PanelModel,
  choice: PricedChoice,
  terms: readonly RankTerm[],
  earliest: boolean,
): string[] {
  const reasons: string[] = [];
  const has = (...codes: RankTerm['code'][]) => terms.some((term) => codes.includes(term.code));
  if (earliest) reasons.push(choice.who.length > 1 ? 'Earliest time for everyone' : 'Earliest time');
  if (!has('outside-core', 'candidate-early-late')) reasons.push('Comfortable hours for everyone');
  const optional = choice.optionalFree.length;
  if (optional > 0 && choice.optionalBusy.length === 0) {
    reasons.push(
      optional === 1 ? 'The optional person can come' : `All ${optional} optional people can come`,
    );
  }
  const room = model.rooms.find((entry) => entry.room.id === choice.roomId);
  if (room) reasons.push(`${room.room.name} is free`);
  for (const term of terms) reasons.push(term.text);
  return [...new Set(reasons)].slice(0, 4);
}
