/** Lines of a page from the top; `text` may hold Latin-1. `hidden` ones are there but leave no mark a reader sees. */
export interface PdfLine {
  text: string;
  size?: number;
  bold?: boolean;
  /** Extra points above. */
  gap?: number;
  /** White on white. */
  white?: boolean;
}

export interface PdfPlan {
  pages: PdfLine[][];
  /** Pages that are one grey picture and nothing else. */
  scanned?: number;
  /** Needs a password that nobody has. */
  locked?: boolean;
}

const TOP = 790;
const LEFT = 56;

function content(lines: readonly PdfLine[]): string {
  let y = TOP;
  return lines
    .map(({ text, size = 10.5, bold, gap = 0, white }) => {
      y -= gap + size * 1.45;
      const shown = text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, '\\$&');
      return `${white ? '1 1 1 rg' : '0 0 0 rg'} BT /${bold ? 'F2' : 'F1'} ${size} Tf ${LEFT} ${y.toFixed(1)} Td (${shown}) Tj ET`;
    })
    .join('\n');
}

/** A small PDF, written object by object. Deterministic: no dates, no ids. */
export function writePdf({ pages, scanned = 0, locked = false }: PdfPlan): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (dictionary: string, body: string) =>
    `<<${dictionary}/Length ${body.length}>>\nstream\n${body}\nendstream`;
  const font = (name: string) =>
    add(`<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`);
  const fonts = [font('Helvetica'), font('Helvetica-Bold')];
  const picture = add(
    stream('/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8', '\xd9'),
  );
  const resources = `/Resources<</Font<</F1 ${fonts[0]} 0 R/F2 ${fonts[1]} 0 R>>/XObject<</Im ${picture} 0 R>>>>`;
  const bodies = [
    ...pages.map(content),
    ...Array.from({ length: scanned }, () => 'q 595 0 0 842 0 0 cm /Im Do Q'),
  ];
  const tree = objects.length + 2 * bodies.length + 1;
  const kids = bodies.map((body) => {
    const at = add(stream('', body));
    return add(`<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 595 842]/Contents ${at} 0 R${resources}>>`);
  });
  add(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`);
  const catalog = add(`<</Type/Catalog/Pages ${tree} 0 R>>`);
  const lock = locked
    ? `/Encrypt ${add(`<</Filter/Standard/V 1/R 2/P -4/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>`)} 0 R/ID[<00><00>]`
    : '';
  let out = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  out += `trailer\n<</Size ${objects.length + 1}/Root ${catalog} 0 R${lock}>>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(out, (one) => one.charCodeAt(0) & 255);
}
