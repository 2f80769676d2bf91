/**
 * What a `plot` fence drew, read from its markup: the picture and the swatches of its key; and the
 * same as a file of its own.
 *
 * @module
 */

/** A mark of a picture's key with its words. */
interface Swatch {
  /** Attributes and content of the mark's `<svg>`. */
  attributes: string;
  mark: string;
  label: string;
}

/** The picture in a fence's markup. */
interface MarkupPicture {
  /** Attributes and content of the picture's `<svg>`. */
  attributes: string;
  inner: string;
  /** `aria-label="…"`, or empty. */
  name: string;
  /** Null where the markup does not say. */
  size: { width: number; height: number } | null;
  key: Swatch[];
}

const LIGHT =
  "svg{--plot-background:#fff;color:#1a1c21;font:13px 'Heddle Sans',sans-serif;--paper:#fdfdfc;--ink:#1a1c21;--soft:#565c69;--edge:#7d8493;--rule:#dcdfe6;--indigo:#2a45a0;--madder:#ae3620;--weld:#7d5a00;--leaf:#22683f}";

const KEY_HEIGHT = 26;

/** A fence's picture as a file, with its key drawn above it; null where there is no picture. */
export function markupSvg(markup: string): string | null {
  const picture = readPicture(markup);
  if (!picture) return null;
  const { attributes, inner, name, size, key } = picture;
  if (!size) return `<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inner}</svg>\n`;
  const top = key.length === 0 ? 0 : KEY_HEIGHT;
  const [width, height] = [size.width, size.height + top];
  const own = attributes.replace(/\s(xmlns|role|aria-label)="[^"]*"/g, "");
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img"${name} width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" fill="currentColor"><style>${LIGHT}</style>` +
    `${keyMarkup(key)}<svg y="${top}"${own}>${inner}</svg></svg>\n`;
}

function readPicture(markup: string): MarkupPicture | null {
  const start = markup.search(/<svg\b[^>]*\srole="img"/);
  const end = markup.indexOf("</svg>", start);
  if (start < 0 || end < 0) return null;
  const open = markup.indexOf(">", start);
  const attributes = markup.slice(start + "<svg".length, open);
  const size = (which: string) =>
    Number(new RegExp(`^[^>]*\\s${which}="([\\d.]+)"`).exec(attributes)?.[1]);
  const [width, height] = [size("width"), size("height")];
  return {
    attributes,
    inner: markup.slice(open + 1, end),
    name: /\saria-label="[^"]*"/.exec(markup.slice(start, end))?.[0] ?? "",
    size: width > 0 && height > 0 ? { width, height } : null,
    key: [
      ...markup.matchAll(
        /<span\b[^>]*-swatch"[^>]*><svg\b([^>]*)>([\s\S]*?)<\/svg>([^<]*)<\/span>/g,
      ),
    ].map(([, attributes = "", mark = "", label = ""]) => ({ attributes, mark, label })),
  };
}

/** The swatches of a key in one line. */
function keyMarkup(key: readonly Swatch[]): string {
  let at = 0;
  return key.map(({ attributes, mark, label }) => {
    const swatch = `<svg x="${at}" y="2"${attributes}>${mark}</svg>` +
      `<text x="${at + 21}" y="14">${label}</text>`;
    at += 21 + 7.5 * label.length + 22;
    return swatch;
  }).join("");
}
