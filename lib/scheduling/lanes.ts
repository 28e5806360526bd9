import { type Interval, intersect, subtract } from '@/lib/domain/interval';
import type { Lane } from './panel';
import { firmness, shownTitle } from './panel-blocks';
import type { PanelModel, PersonModel } from './panel-model';

const MINUTE = 60_000;

/** Each person's time over the horizon, in the order of the request; spans are cut to the horizon, ms epoch. */
export function buildLanes(model: PanelModel): Lane[] {
  return model.people.map((entry) => ({
    personId: entry.person.id,
    working: workingIntervals(entry),
    spans: spansOf(model, entry).sort((a, b) => a.start - b.start || a.end - b.end),
  }));
}

function workingIntervals(entry: PersonModel): Interval[] {
  const intervals: Interval[] = [];
  for (let s = 0; s < entry.working.length; s += 2) {
    intervals.push({
      start: (entry.working[s] as number) * MINUTE,
      end: (entry.working[s + 1] as number) * MINUTE,
    });
  }
  return intervals;
}

function spansOf(model: PanelModel, { person }: PersonModel): Lane['spans'] {
  const { horizon } = model.request;
  if (person.availability.state === 'unknown') return [{ ...horizon, kind: 'unknown' }];
  const spans: Lane['spans'] = [];
  const solid: Interval[] = [];
  const around: Interval[] = [];
  for (const block of person.availability.busy) {
    if (block.status === 'elsewhere' || block.end <= block.start) continue;
    solid.push(block);
    if (firmness(block, model.request) === 'hard') {
      // The break before a meeting follows the block, the one after a meeting precedes it.
      around.push({
        start: block.start - person.bufferAfter * MINUTE,
        end: block.end + person.bufferBefore * MINUTE,
      });
    }
    const start = Math.max(block.start, horizon.start);
    const end = Math.min(block.end, horizon.end);
    if (start >= end) continue;
    const title = shownTitle(block);
    spans.push(title ? { start, end, kind: block.status, title } : { start, end, kind: block.status });
  }
  for (const free of intersect(subtract(around, solid), [horizon])) spans.push({ ...free, kind: 'buffer' });
  return spans;
}
