import { Failure } from '@/lib/domain/problem';
import type { ActionHandler } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverNote, LeverPanel } from '@/lib/lever/types';
import type { Clock } from '@/lib/platform/clock';
import type { LeverCheckPayload } from './payloads';
import { clockText, dateText, spanText } from './times';

/** A note that a plan of Fulcrum left, on this or on another machine. */
const BOOKING_NOTE =
  /\[Fulcrum\] (?:Interview scheduled|On-site (?:scheduled|changed))[\s\S]*\bfulcrum-[0-9a-f]{16}\b/;

const ownPanel = (panel: LeverPanel, own: readonly string[]): boolean =>
  own.some((marker) => panel.externalUrl?.endsWith(marker) === true);

/** Panels that somebody else added for this stage since the preview, oldest first. */
export function panelsSince(panels: readonly LeverPanel[], payload: LeverCheckPayload): LeverPanel[] {
  const ours = panels.find((panel) => ownPanel(panel, payload.own));
  // Two machines at the same moment: the older panel stays, so that one of them goes on and not neither.
  const cameFirst = (panel: LeverPanel) =>
    !ours || panel.createdAt < ours.createdAt || (panel.createdAt === ours.createdAt && panel.id < ours.id);
  return panels
    .filter((panel) => panel.canceledAt === null && panel !== ours && panel.stage === payload.stage)
    .filter((panel) => !payload.known.includes(panel.id) && cameFirst(panel))
    .sort((a, b) => a.createdAt - b.createdAt);
}

/** Notes of bookings that another plan wrote since the preview and whose panel is not to be seen (yet). */
export function notesSince(notes: readonly LeverNote[], payload: LeverCheckPayload): LeverNote[] {
  const text = (note: LeverNote) => note.fields.map((field) => field.value).join('\n');
  return notes.filter(
    (note) =>
      note.deletedAt === null &&
      !payload.knownNotes.includes(note.id) &&
      BOOKING_NOTE.test(text(note)) &&
      !payload.own.some((marker) => text(note).includes(marker)),
  );
}

/**
 * Two recruiters on one candidate, or one recruiter on two machines: no lock reaches across machines, so Lever is
 * read right before the first write and again before anybody is mailed.
 */
export function checkLever(ports: {
  lever(): Promise<LeverPort>;
  clock: Clock;
}): ActionHandler<LeverCheckPayload, { readAt: number }> {
  async function nameOf(lever: LeverPort, userId: string): Promise<string> {
    try {
      return (await lever.user(userId)).name;
    } catch (error) {
      // A name is only a courtesy: without it the refusal still says what was found and when.
      if (error instanceof Failure) return 'Somebody';
      throw error;
    }
  }

  function refuse(message: string): never {
    throw new Failure({
      code: 'booked-meanwhile',
      message,
      next: 'Nothing of this plan is left and nobody was mailed by it. Open the candidate in Lever to see theirs, or preview again: that one is then shown as a warning, and booking is yours to decide.',
      subject: 'Lever',
    });
  }

  return {
    kind: 'check-lever',
    async execute(payload) {
      const lever = await ports.lever();
      const [panels, notes] = await Promise.all([
        lever.panels(payload.opportunityId),
        lever.notes(payload.opportunityId),
      ]);
      const clash = panelsSince(panels, payload)[0];
      if (clash) {
        const who = await nameOf(lever, clash.user);
        const how = clash.externalUrl?.includes('#fulcrum-') ? ' with Fulcrum' : '';
        refuse(
          `${who} booked an interview in this stage${how} on ${at(clash.createdAt, payload.zone)}, after this preview was made: ${spanText(clash.start, clash.end, payload.zone)}.`,
        );
      }
      const note = notesSince(notes, payload)[0];
      const panelToo = panels.some((panel) => ownPanel(panel, payload.own));
      // With our own panel in place the older panel has already decided; a note comes after its panel.
      if (note && !panelToo) {
        const who = await nameOf(lever, note.user);
        refuse(
          `${who} booked an interview for this candidate with Fulcrum on ${at(note.createdAt, payload.zone)}, after this preview was made; the note about it is in Lever.`,
        );
      }
      return { readAt: ports.clock.now() };
    },
    reconcile: async () => ({ outcome: 'absent' }),
  };
}

const at = (when: number, zone: string): string => `${dateText(when, zone)} at ${clockText(when, zone)}`;
