/**
 * Every place in Lever's markup we would like to use. Lever publishes no markup, so each one is optional:
 * when none of the fall-backs matches, the thing is simply not shown and a censored report is kept.
 * `seen` is the date the first selector was last known to be in use.
 */
export interface HostSelector {
  name: string;
  seen: string;
  /** Tried in order; the first that matches wins. */
  any: readonly string[];
}

/** Row of buttons above an open profile. */
export const profileControls: HostSelector = {
  name: 'profile-controls',
  seen: '2026-02-20',
  any: ['.flyover .flyover-controls', '.flyover-controls', '.flyover .next-prev-container'],
};

/** Links to candidates in a list; the address in them is what counts. */
export const candidateLinks: HostSelector = {
  name: 'candidate-links',
  seen: '2026-02-20',
  any: ['a[href*="/candidates/"]'],
};

export function findOne(root: ParentNode, selector: HostSelector): Element | null {
  for (const css of selector.any) {
    const found = root.querySelector(css);
    if (found) return found;
  }
  return null;
}

export function findAll(root: ParentNode, selector: HostSelector): Element[] {
  for (const css of selector.any) {
    const found = root.querySelectorAll(css);
    if (found.length > 0) return [...found];
  }
  return [];
}
