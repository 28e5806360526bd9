import { pullXml, type XmlEvent } from '@/lib/documents/docx/xml';

/** What a run's look comes to, as far as it decides whether text shows. Colours are `RRGGBB` in capitals. */
export interface RunLook {
  vanish?: boolean;
  colour?: string;
  /** Half points. */
  size?: number;
  bold?: boolean;
  italic?: boolean;
  /** Colour behind the text. `unknown` when a theme or a pattern decides. */
  behind?: string;
  transparent?: boolean;
  /** Horizontal scale in per cent. */
  stretch?: number;
}

export interface Styles {
  /** Look of a paragraph or character style with what it is based on. */
  look(style: string | undefined): RunLook;
  /** Level of a heading style from 1, or 0. */
  headingLevel(style: string | undefined): number;
  /** The document's own look. */
  normal: RunLook;
  /** Table styles that paint something behind their text. */
  shaded: Set<string>;
}

type Attributes = Record<string, string>;

const isOn = (attributes: Attributes): boolean => !/^(0|false|off|none)$/i.test(attributes.val ?? 'true');

const hex = (value: string | undefined): string | undefined =>
  value && /^[0-9a-f]{6}$/i.test(value) ? value.toUpperCase() : undefined;

/** Colours of the themes that Word ships with, for runs that name only the theme's. */
const THEME_COLOURS: Record<string, string> = {
  background1: 'FFFFFF',
  light1: 'FFFFFF',
  text1: '000000',
  dark1: '000000',
};

const HIGHLIGHTS: Record<string, string> = {
  white: 'FFFFFF',
  black: '000000',
  yellow: 'FFFF00',
  none: '',
};

/** Takes one child element of `w:rPr` into `look`. */
export function takeRunProperty(look: RunLook, name: string, attributes: Attributes): void {
  if (name === 'vanish' || name === 'specVanish') look.vanish = isOn(attributes);
  else if (name === 'color') look.colour = hex(attributes.val) ?? THEME_COLOURS[attributes.themeColor ?? ''];
  else if (name === 'sz') look.size = Number(attributes.val) || undefined;
  else if (name === 'b') look.bold = isOn(attributes);
  else if (name === 'i') look.italic = isOn(attributes);
  else if (name === 'w') look.stretch = Number.parseFloat(attributes.val ?? '') || undefined;
  else if (name === 'shd') look.behind = shadingOf(attributes) ?? look.behind;
  else if (name === 'highlight') look.behind = HIGHLIGHTS[attributes.val ?? ''] ?? 'unknown';
  else if (name === 'noFill') look.transparent = true;
}

/** Colour of a `w:shd`; undefined when it paints nothing. */
export function shadingOf(attributes: Attributes): string | undefined {
  if (attributes.val && !/^(clear|nil)$/.test(attributes.val)) return 'unknown';
  if (attributes.fill && attributes.fill !== 'auto') return hex(attributes.fill) ?? 'unknown';
  return attributes.themeFill ? 'unknown' : undefined;
}

/** Later looks win; what they leave open comes from earlier ones. */
export function layered(...looks: RunLook[]): RunLook {
  const out: Record<string, unknown> = {};
  for (const look of looks)
    for (const [key, value] of Object.entries(look)) if (value !== undefined) out[key] = value;
  return out;
}

interface Style {
  basedOn?: string;
  name: string;
  outline?: number;
  look: RunLook;
  table: boolean;
  paints: boolean;
}

export function readStyles(xml: string, check: () => void): Styles {
  const styles = new Map<string, Style>();
  let defaultStyle = '';
  const defaults: RunLook = {};
  let current: Style | null = null;
  let inDefaults = false;
  let inRun = 0;
  const onOpen = ({ name, attributes }: Extract<XmlEvent, { type: 'open' }>): void => {
    if (name === 'docDefaults') inDefaults = true;
    else if (name === 'style') {
      current = { name: '', look: {}, table: attributes.type === 'table', paints: false };
      styles.set(attributes.styleId ?? '', current);
      if (attributes.type === 'paragraph' && attributes.default && isOn({ val: attributes.default }))
        defaultStyle = attributes.styleId ?? '';
    } else if (name === 'rPr') inRun++;
    else if (name === 'shd' && current?.table && (shadingOf(attributes) ?? 'FFFFFF') !== 'FFFFFF')
      current.paints = true;
    else if (inRun > 0 && (current || inDefaults))
      takeRunProperty(
        current && !current.table ? current.look : inDefaults ? defaults : {},
        name,
        attributes,
      );
    else if (current && name === 'basedOn') current.basedOn = attributes.val;
    else if (current && name === 'name') current.name = attributes.val ?? '';
    else if (current && name === 'outlineLvl') current.outline = Number(attributes.val);
  };
  let steps = 0;
  for (const event of pullXml(xml)) {
    if (steps++ % 5_000 === 0) check();
    if (event.type === 'open') onOpen(event);
    else if (event.type === 'close') {
      if (event.name === 'docDefaults') inDefaults = false;
      else if (event.name === 'style') current = null;
      else if (event.name === 'rPr') inRun--;
    }
  }
  const chain = (id: string | undefined): Style[] => {
    const out: Style[] = [];
    for (let next = id; next !== undefined && out.length < 20; ) {
      const style = styles.get(next);
      if (!style) break;
      out.unshift(style);
      next = style.basedOn;
    }
    return out;
  };
  return {
    look: (style) => layered(...chain(style ?? defaultStyle).map((one) => one.look)),
    headingLevel: (style) => {
      for (const one of chain(style).reverse()) {
        const named = /^(?:heading|überschrift|titre|titolo|título|kop)\s*(\d)/i.exec(one.name);
        if (named) return Number(named[1]);
        if (one.outline !== undefined && one.outline < 9) return one.outline + 1;
      }
      return 0;
    },
    normal: defaults,
    shaded: new Set([...styles].filter(([, style]) => style.table && style.paints).map(([id]) => id)),
  };
}
