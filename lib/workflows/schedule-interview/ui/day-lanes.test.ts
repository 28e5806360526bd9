import { describe, expect, it } from 'vitest';
import { dayWindow, momentAt, rowsFor } from './day-lanes';
import { aSlot, aView, NOW } from './view.fixture';

const at = (hour: number) => Date.UTC(2026, 10, 24, hour);

describe('day lanes', () => {
  it('draws whole hours around working time, at least eight', () => {
    const window = dayWindow(aView(), '2026-11-24');
    expect(window).toEqual({ start: at(8), end: at(17) });
    const empty = dayWindow(aView(), '2026-11-29');
    expect(empty.end - empty.start).toBe(8 * 3_600_000);
  });

  it('cuts spans at the window', () => {
    const [row] = rowsFor(aView(), { start: at(9) + 1_800_000, end: at(12) });
    expect(row?.spans).toEqual([{ kind: 'busy', title: 'Sync', start: at(9) + 1_800_000, end: at(10) }]);
  });

  it('lets the engine speak where it looked', () => {
    const view = aView();
    const run = {
      from: at(9),
      to: at(9),
      text: 'x',
      facts: [{ kind: 'busy' as const, personId: 'ana', title: 'Sync' }],
    };
    if (view.answer) view.answer.whyNot = [run];
    expect(momentAt(view, at(9), NOW)).toMatchObject({
      state: 'blocked',
      blockers: ['Ana Ruiz is in “Sync”'],
      run,
    });
  });

  it('blames nobody while a group has enough free members', () => {
    const view = aView();
    view.people = [
      ...view.people,
      { ...view.people[0], id: 'bo', name: 'Bo' } as (typeof view.people)[number],
    ];
    view.answer?.lanes.push({ personId: 'bo', working: [{ start: at(8), end: at(17) }], spans: [] });
    expect(momentAt(view, at(9), NOW).state).toBe('blocked');
    view.setup.groups = [{ label: 'Any', members: ['ana', 'bo'], need: 1 }];
    expect(momentAt(view, at(9), NOW).state).toBe('open');
  });

  it('knows proposed and past starts', () => {
    expect(momentAt(aView(), aSlot(0).start, NOW).state).toBe('slot');
    expect(momentAt(aView(), NOW - 1, NOW).state).toBe('past');
  });

  it('does not take an unreadable calendar for free time', () => {
    const view = aView();
    view.answer?.lanes[0]?.spans.push({ start: at(0), end: at(23), kind: 'unknown' });
    expect(momentAt(view, at(12), NOW)).toMatchObject({ state: 'blocked' });
  });
});
