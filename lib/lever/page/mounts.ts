import { censor } from './censor';
import { pageKind } from './page-kind';
import { candidateLinks, findAll, findOne, type HostSelector, profileControls } from './selectors';

/** Said when an optional place in Lever's page is not where it used to be. Holds no page text. */
export interface Breakage {
  selector: string;
  seen: string;
  path: string;
  structure: string;
}

const BUTTON = 'fulcrum-schedule-button';
const BADGE = 'fulcrum-interview-badge';

/** Puts the Schedule button above the profile, once; null when Lever has no place for it. */
export function mountScheduleButton(doc: Document, onClick: () => void, hint: string): Element | null {
  const place = findOne(doc, profileControls);
  if (!place) return null;
  const there = doc.getElementById(BUTTON);
  if (there && place.contains(there)) return there;
  there?.remove();
  const button = doc.createElement('button');
  button.id = BUTTON;
  button.type = 'button';
  button.textContent = 'Interview times';
  button.title = hint;
  button.style.cssText =
    'font: inherit; font-weight: 500; margin: 0 8px; padding: 4px 12px; min-height: 28px; border: 1px solid currentColor; border-radius: 4px; background: transparent; color: inherit; cursor: pointer;';
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    onClick();
  });
  place.append(button);
  return button;
}

/** Ids of the candidates a list shows, at most `limit`, in page order. */
export function listedCandidates(doc: Document, base: string, limit = 100): string[] {
  const ids = new Set<string>();
  for (const link of findAll(doc, candidateLinks)) {
    const page = pageKind(new URL(link.getAttribute('href') ?? '', base));
    if (page.kind === 'candidate') ids.add(page.opportunityId);
    if (ids.size >= limit) break;
  }
  return [...ids];
}

/** Marks listed candidates that have an interview ahead booked through Fulcrum. */
export function mountBadges(doc: Document, base: string, badges: ReadonlyMap<string, string>): number {
  let mounted = 0;
  for (const link of findAll(doc, candidateLinks)) {
    const page = pageKind(new URL(link.getAttribute('href') ?? '', base));
    const text = page.kind === 'candidate' ? badges.get(page.opportunityId) : undefined;
    const next = link.nextElementSibling;
    if (!text || (next && next.className === BADGE)) continue;
    const badge = doc.createElement('span');
    badge.className = BADGE;
    badge.textContent = '●';
    badge.title = text;
    badge.setAttribute('role', 'img');
    badge.setAttribute('aria-label', text);
    badge.style.cssText =
      'color: #0f766e; font-size: 10px; margin-inline-start: 6px; vertical-align: middle;';
    link.after(badge);
    mounted++;
  }
  return mounted;
}

/** What is kept when the profile has no place for the button. */
export function missingControls(doc: Document, path: string): Breakage {
  return breakage(doc, profileControls, path);
}

function breakage(doc: Document, selector: HostSelector, path: string): Breakage {
  return {
    selector: selector.name,
    seen: selector.seen,
    path: path.replace(/[0-9a-f-]{36}/gi, ':id').slice(0, 200),
    structure: doc.body ? censor(doc.body) : '',
  };
}
