/** What a pull over an XML text yields. Names are without their namespace prefix. */
export type XmlEvent =
  | { type: 'open'; name: string; attributes: Record<string, string> }
  | { type: 'close'; name: string }
  | { type: 'text'; text: string };

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Only the five built-in and numeric entities; those that a DOCTYPE declares are left out, so nothing can expand. */
const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,40}));/gi, (_, hex, decimal, name) => {
        const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
        if (code >= 0) return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : '';
        return NAMED[String(name)] ?? '';
      })
    : text;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** UTF-8, or UTF-16 with a byte order mark. */
export function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Index after a DOCTYPE with its internal subset. */
function afterDoctype(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const one = text[i];
    if (one === '[') depth++;
    else if (one === ']') depth--;
    else if (one === '>' && depth <= 0) return i + 1;
  }
  return text.length;
}

/** Walks an XML text without building a tree; forgiving, and never looks outside the text. */
export function* pullXml(text: string): Generator<XmlEvent> {
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0 || open > at) {
      const piece = text.slice(at, open < 0 ? text.length : open);
      if (piece) yield { type: 'text', text: decode(piece) };
      if (open < 0) return;
    }
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4);
      at = end < 0 ? text.length : end + 3;
    } else if (text.startsWith('<![CDATA[', open)) {
      const end = text.indexOf(']]>', open + 9);
      yield { type: 'text', text: text.slice(open + 9, end < 0 ? text.length : end) };
      at = end < 0 ? text.length : end + 3;
    } else if (text.startsWith('<!', open)) at = afterDoctype(text, open);
    else if (text.startsWith('<?', open)) {
      const end = text.indexOf('?>', open + 2);
      at = end < 0 ? text.length : end + 2;
    } else {
      const end = text.indexOf('>', open + 1);
      if (end < 0) return;
      const inside = text.slice(open + 1, end);
      at = end + 1;
      if (inside.startsWith('/')) yield { type: 'close', name: local(inside.slice(1).trim()) };
      else {
        const alone = inside.endsWith('/');
        const name = local(/^[^\s/]*/.exec(inside)?.[0] ?? '');
        const attributes: Record<string, string> = {};
        for (const [, key, double, single] of inside.matchAll(ATTRIBUTE))
          attributes[local(key ?? '')] = decode(double ?? single ?? '');
        yield { type: 'open', name, attributes };
        if (alone) yield { type: 'close', name };
      }
    }
  }
}
