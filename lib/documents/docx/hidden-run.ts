import type { RunLook } from '@/lib/documents/docx/properties';
import type { HiddenKind } from '@/lib/documents/reading';

const CONTRAST = 40;

const channels = (hex: string): number[] => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

/** Why a run of this look cannot be seen before `page` (a colour or `unknown`), or null when it can. */
export function hiddenBecause(look: RunLook, page: string): { kind: HiddenKind; why: string } | null {
  if (look.vanish) return { kind: 'vanish', why: 'Text formatted as hidden' };
  if (look.size !== undefined && look.size < 6)
    return { kind: 'tiny', why: `Text ${look.size / 2} points high, too small to read` };
  if (look.stretch !== undefined && look.stretch <= 10)
    return { kind: 'tiny', why: 'Text squeezed until it cannot be read' };
  if (look.transparent) return { kind: 'transparent', why: 'Text without any fill' };
  const behind = look.behind || page;
  if (!look.colour || behind === 'unknown') return null;
  const under = channels(behind);
  const most = Math.max(...channels(look.colour).map((value, i) => Math.abs(value - (under[i] ?? 0))));
  return most < CONTRAST
    ? { kind: 'low-contrast', why: 'Text in the colour of its background, or nearly' }
    : null;
}
