/** Builds an element; strings become text nodes, so nothing a candidate wrote is ever read as markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** First letters of the first and last word. */
export function initials(name) {
  const words = name
    .replace(/[^\p{L}\s]/gu, '')
    .trim()
    .split(/\s+/);
  return (
    [words[0], words.length > 1 ? words[words.length - 1] : '']
      .map((word) => (word ?? '').slice(0, 1).toUpperCase())
      .join('') || '?'
  );
}

/** A round badge with initials; one of six quiet tints, always the same for the same name. */
export function avatar(name, size = '') {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return h('span', { class: `avatar tint-${sum % 6} ${size}`, 'aria-hidden': 'true' }, initials(name));
}
