import { describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/domain/problem';
import type { Admission, Role, Viewer } from '@/lib/governance/access';
import type { CandidateReading } from '@/lib/governance/read-windows';
import { type Decided, guardLever } from './guarded';
import type { LeverPort } from './port';

const NAME = 'Alex Rivera';

/** Lever with one candidate; every call is written down. */
function world(
  role: Role,
  over: { confidentiality?: string; owner?: string; grant?: boolean; noteFails?: boolean } = {},
) {
  const calls: string[] = [];
  const notes: CandidateReading[] = [];
  const decided = new Map<string, Decided>();
  let now = 0;
  const answer =
    <T>(name: string, value: T) =>
    async (): Promise<T> => {
      calls.push(name);
      await Promise.resolve();
      return value;
    };
  const opportunity = {
    id: 'o1',
    name: NAME,
    confidentiality: over.confidentiality ?? 'non-confidential',
    owner: over.owner ?? 'somebody',
    followers: [],
    application: { postingOwner: null, postingHiringManager: null },
  };
  const panel = { id: 'pn', interviews: [{ interviewers: [{ id: 'the-interviewer' }] }] };
  const lever = {
    opportunity: answer('opportunity', opportunity),
    posting: answer('posting', {
      id: 'p1',
      text: 'Secret role',
      confidentiality: over.confidentiality ?? 'non-confidential',
    }),
    panels: answer('panels', [panel]),
    notes: answer('notes', [{ id: 'n1' }]),
    feedback: answer('feedback', []),
    interviews: answer('interviews', []),
    panel: answer('panel', panel),
    createNote: answer('createNote', { id: 'n2' }),
    createPanel: answer('createPanel', panel),
    deleteNote: answer('deleteNote', true),
    deletePanel: answer('deletePanel', true),
    updatePanel: answer('updatePanel', panel),
  } as unknown as LeverPort;
  const viewer: Viewer = {
    id: role === 'interviewer' ? 'the-interviewer' : 'me',
    role,
    confidential: over.grant ?? false,
  };
  const guarded = (purpose: CandidateReading['purpose'] = 'panel', who = viewer) =>
    guardLever(
      lever,
      {
        viewer: async () => who,
        note: async (reading) => {
          if (over.noteFails) throw new Error('disk full');
          notes.push(reading);
        },
        decided: async (id: string, admission: Admission) => void decided.set(id, { admission, at: now }),
        known: async (id: string) => decided.get(id) ?? null,
        now: () => now,
      },
      purpose,
    );
  return { calls, notes, decided, guarded, later: (ms: number) => (now += ms) };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => {
      expect(JSON.stringify(problemOf(error))).not.toContain(NAME);
      return problemOf(error).code;
    },
  );

describe('readings', () => {
  it('are noted with who, which candidate, what and why, and cost Lever no request more', async () => {
    const { guarded, notes, calls } = world('team-member');
    const lever = guarded('panel');
    await Promise.all([lever.panels('o1'), lever.notes('o1'), lever.opportunity('o1')]);
    expect(calls.sort()).toEqual(['notes', 'opportunity', 'panels']);
    expect(notes.map(({ actor, kind, purpose }) => `${actor} ${kind} ${purpose}`).sort()).toEqual([
      'me interviews panel',
      'me notes panel',
      'me opportunity panel',
    ]);
    await guarded('prefetch').feedback('o1');
    expect(notes.at(-1)).toEqual({
      actor: 'fulcrum',
      opportunityId: 'o1',
      kind: 'feedback',
      purpose: 'prefetch',
    });
  });

  it('that cannot be noted give nothing', async () => {
    const { guarded } = world('super-admin', { noteFails: true });
    expect(await codeOf(guarded().opportunity('o1'))).toBe('unexpected');
    expect(await codeOf(guarded().notes('o1'))).toBe('unexpected');
  });
});

describe('a confidential candidacy', () => {
  const roles: Role[] = [
    'unknown',
    'interviewer',
    'limited-team-member',
    'team-member',
    'admin',
    'super-admin',
  ];
  it.each(roles)(
    'gives nothing to %s without the grant: no data, no write, no name in the refusal',
    async (role) => {
      const { guarded, calls } = world(role, { confidentiality: 'confidential', owner: 'me' });
      const lever = guarded();
      const tried = [
        lever.opportunity('o1'),
        lever.notes('o1'),
        lever.panels('o1'),
        lever.panel('o1', 'pn'),
        lever.feedback('o1'),
        lever.interviews('o1'),
        lever.posting('p1'),
      ];
      expect(await Promise.all(tried.map(codeOf))).toEqual(tried.map(() => 'confidential'));
      expect(await codeOf(lever.createNote('o1', 'me', 'x'))).not.toBe('answered');
      expect(calls).not.toContain('createNote');
    },
  );
  it('is open with the grant', async () => {
    const lever = world('super-admin', { confidentiality: 'confidential', grant: true }).guarded();
    expect((await lever.opportunity('o1')).name).toBe(NAME);
    expect(await codeOf(lever.notes('o1'))).toBe('answered');
    expect(await codeOf(lever.posting('p1'))).toBe('answered');
  });
});

describe('roles', () => {
  it.each<[Role, string, string, string]>([
    ['unknown', 'somebody', 'not-yours', 'not-allowed'],
    ['interviewer', 'somebody', 'answered', 'not-allowed'],
    ['limited-team-member', 'somebody', 'not-yours', 'not-yours'],
    ['limited-team-member', 'me', 'answered', 'answered'],
    ['team-member', 'somebody', 'answered', 'answered'],
    ['admin', 'somebody', 'answered', 'answered'],
  ])('%s, candidate of %s: reading %s, writing %s', async (role, owner, reads, writes) => {
    const { guarded } = world(role, { owner });
    expect(await codeOf(guarded().notes('o1'))).toBe(reads);
    for (const write of [
      guarded().createNote('o1', 'me', 'x'),
      guarded().deleteNote('o1', 'n'),
      guarded().deletePanel('o1', 'me', 'pn'),
      guarded().updatePanel('o1', 'me', 'pn', { timezone: 'UTC', externalUrl: '#', interviews: [] }),
    ])
      expect(await codeOf(write)).toBe(writes);
  });

  it('a decision holds for five minutes and no longer', async () => {
    const { guarded, calls, later } = world('team-member');
    await guarded().notes('o1');
    await guarded().notes('o1');
    expect(calls.filter((call) => call === 'opportunity')).toHaveLength(1);
    later(5 * 60_000 + 1);
    await guarded().notes('o1');
    expect(calls.filter((call) => call === 'opportunity')).toHaveLength(2);
  });
});
