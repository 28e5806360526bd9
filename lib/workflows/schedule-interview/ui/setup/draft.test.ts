import { describe, expect, it } from 'vitest';
import { adjustmentSchema } from '../../schema';
import { aView } from '../view.fixture';
import { adjustmentOf, draftOf, errorsOf } from './draft';

describe('set-up draft', () => {
  it('changes nothing while nothing was edited', () => {
    expect(adjustmentOf(draftOf(aView()), aView())).toEqual({});
    expect(errorsOf(draftOf(aView()))).toEqual({});
  });

  it('sends only what differs, in a form the worker accepts', () => {
    const draft = draftOf(aView());
    draft.setup = { ...draft.setup, durationMinutes: 45 };
    draft.windows = [{ key: 'a', date: '2026-11-25', from: '09:00', to: '12:00' }];
    const adjustment = adjustmentOf(draft, aView());
    expect(adjustment).toEqual({
      setup: { durationMinutes: 45 },
      candidateWindows: [{ start: Date.UTC(2026, 10, 25, 14), end: Date.UTC(2026, 10, 25, 17) }],
    });
    expect(adjustmentSchema.safeParse(adjustment).success).toBe(true);
  });

  it('names each field that cannot be searched with', () => {
    const draft = draftOf(aView());
    draft.candidateZone = 'Mars/Olympus';
    draft.setup = {
      ...draft.setup,
      durationMinutes: Number.NaN,
      groups: [{ label: 'A', members: ['ana'], need: 2 }],
    };
    draft.windows = [{ key: 'a', date: '2026-11-25', from: '12:00', to: '09:00' }];
    expect(Object.keys(errorsOf(draft)).sort()).toEqual(['a', 'duration', 'group-0', 'zone']);
  });
});
