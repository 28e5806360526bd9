/** Control characters and direction overrides have no place in a subject line; long names are cut. */
export function oneLine(text: string, max = 200): string {
  const clean = text
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > max ? `${clean.slice(0, max - 1)}…` : clean;
}
