import { hasBit, nextSet } from './bits';
import { type Draft, draftsAt } from './change-drafts';
import { changeText } from './change-text';
import type { Change, PanelRequest } from './panel';
import { compilePanel, factsAt, type PanelModel } from './panel-model';
import { previewChange } from './preview-change';

/** Kinds from the cheapest to ask for to the dearest. */
const CHEAPEST_FIRST: readonly Change['kind'][] = [
  'use-soft-time',
  'drop-buffer',
  'less-notice',
  'move-meeting',
  'swap-person',
  'extend-hours',
  'no-room',
  'ask-candidate',
  'lift-limit',
  'shorten',
  'make-optional',
  'assume-free',
];
const MOST = 8;
const MOST_OF_A_KIND = 2;
const SHORTER = [45, 30];

/**
 * The smallest single changes that open a start before `limit` (index of the earliest feasible start, or the grid's
 * size when there is none), cheapest first. Starts where exactly one thing is missing are read off the model of the search;
 * every change is then applied to the request and searched again, and only offered when its start is feasible.
 */
export function findChanges(model: PanelModel, limit: number): Change[] {
  const { request, grid } = model;
  const earliest = limit < grid.size ? startOf(model, limit) : null;
  const drafts = new Map<string, Draft>();
  for (let i = 0; i < limit; i++) {
    if (hasBit(model.feasible, i)) continue;
    for (const draft of draftsAt(model, i)) {
      // Starts come in order, so the first draft of a key has the greatest gain.
      if (!drafts.has(draft.key)) drafts.set(draft.key, draft);
    }
  }
  for (const draft of wholeDrafts(model, earliest)) drafts.set(draft.key, draft);
  const order = [...drafts.values()].sort(
    (a, b) => CHEAPEST_FIRST.indexOf(a.kind) - CHEAPEST_FIRST.indexOf(b.kind) || a.opens - b.opens,
  );
  const changes: Change[] = [];
  const kinds = new Map<string, number>();
  for (const { key, ...draft } of order) {
    if (changes.length === MOST) break;
    if ((kinds.get(draft.kind) ?? 0) >= MOST_OF_A_KIND) continue;
    const gainMinutes = earliest === null ? null : (earliest - draft.opens) / 60_000;
    const change: Change = { id: key, ...draft, gainMinutes, text: '' };
    if (!opensItsStart(request, change)) continue;
    change.text = changeText(request, change);
    kinds.set(draft.kind, (kinds.get(draft.kind) ?? 0) + 1);
    changes.push(change);
  }
  return changes;
}

/** Applies the change and searches again. */
function opensItsStart(request: PanelRequest, change: Change): boolean {
  return isFeasible(compilePanel(previewChange(request, change)), change.opens);
}

function isFeasible(model: PanelModel, start: number): boolean {
  const index = (start / 60_000 - model.grid.first) / model.grid.step;
  return Number.isInteger(index) && index >= 0 && index < model.grid.size && hasBit(model.feasible, index);
}

function startOf(model: PanelModel, i: number): number {
  return (model.grid.first + i * model.grid.step) * 60_000;
}

/** Changes that touch the whole search: tentative time, a shorter meeting. */
function wholeDrafts(model: PanelModel, earliest: number | null): Draft[] {
  const { request } = model;
  const drafts: Draft[] = [];
  const earlier = (changed: PanelRequest): number | null => {
    const other = compilePanel(changed);
    const i = nextSet(other.feasible, 0, other.grid.size);
    const opens = i < other.grid.size ? startOf(other, i) : null;
    return opens !== null && (earliest === null || opens < earliest) && !isFeasible(model, opens)
      ? opens
      : null;
  };
  const tentative = model.people.some((entry) =>
    entry.facts.some((range) => range.fact.kind === 'tentative'),
  );
  if (request.tentative === 'busy' && tentative) {
    const opens = earlier({ ...request, tentative: 'soft' });
    if (opens !== null) {
      const i = (opens / 60_000 - model.grid.first) / model.grid.step;
      const facts = model.people.flatMap((entry) => factsAt(entry.facts, i).map((range) => range.fact));
      const soft = facts.filter((fact) => fact.kind === 'tentative');
      drafts.push({ key: 'use-soft-time', kind: 'use-soft-time', opens, facts: soft });
    }
  }
  let last: number | null = null;
  for (const durationMinutes of SHORTER) {
    if (durationMinutes >= request.durationMinutes) continue;
    const opens = earlier({ ...request, durationMinutes });
    // Half an hour is only worth asking for when it opens something that three quarters do not.
    if (opens === null || (last !== null && opens >= last)) continue;
    last = opens;
    drafts.push({ key: `shorten:${durationMinutes}`, kind: 'shorten', opens, facts: [], durationMinutes });
  }
  return drafts;
}
