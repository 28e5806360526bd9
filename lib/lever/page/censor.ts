const KEPT_ATTRIBUTES = new Set(['class', 'role', 'type']);
const MAX_NODES = 120;
const MAX_DEPTH = 8;

/** A class name that may itself be data (`candidate-maria`) is cut to its shape. */
const word = (text: string): string =>
  /^[a-z][a-z0-9_-]{0,40}$/i.test(text) && !/\d{3,}/.test(text) ? text : '…';

/**
 * The structure of a piece of the page without anything a person wrote: tag names and a few attributes;
 * every text becomes `…`. Safe to keep and to send with a bug report: Lever pages are candidate data.
 */
export function censor(root: Element): string {
  let nodes = 0;
  const describe = (element: Element, depth: number): string => {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) return '';
    const attributes = [...element.attributes]
      .filter((a) => KEPT_ATTRIBUTES.has(a.name))
      .map((a) => ` ${a.name}="${a.value.split(/\s+/).filter(Boolean).slice(0, 8).map(word).join(' ')}"`)
      .join('');
    const tag = word(element.tagName.toLowerCase());
    const inner = [...element.children].map((child) => describe(child, depth + 1)).join('');
    const text = element.children.length === 0 && element.textContent?.trim() ? '…' : '';
    return `<${tag}${attributes}>${inner}${text}</${tag}>`;
  };
  return describe(root, 0);
}
