/**
 * What weaving needs of the room that renders.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { loadMathematics, mathematics } from "../../render/typeset/mathematics.ts";
import {
  prepareRendering,
  presentation,
  renderCsv,
  renderDataTable,
  renderHtml,
  renderInline,
  renderLatex,
  type RenderOptions,
  renderSvg,
} from "../../render/render.ts";
import type { Presentation } from "../../weave/page/number_page.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues, StoredItem } from "../../weave/page/values.ts";
import type { Renderers } from "../../write/html/woven.ts";
import type { Pictures } from "./pictures.ts";

/** Renderers for a page of a book with these numbers and words. */
export function renderers(
  numbers: "r" | "journal",
  labels: Readonly<Record<string, string>>,
  pictures: Pictures,
): Renderers {
  const base: RenderOptions = { numbers, labels };
  return {
    html: (shown, { id, captionId, stars, digits }) =>
      pictures.drawing(shown)?.html ?? renderHtml(shown, {
        ...base,
        stars,
        ...(digits === undefined ? {} : { digits }),
        ...(id === "" ? {} : { id }),
        ...(captionId === "" ? {} : { captionId }),
      }),
    inline: (shown) => renderInline(shown),
    dataTable: (shown) => renderDataTable(shown, base),
    csv: (shown) => renderCsv(shown),
    latex: (shown) => renderLatex(shown, base),
    svg: (shown) =>
      shown.kind === "markup"
        ? standaloneSvg(shown.markup)
        : pictures.drawing(shown)?.svg ?? renderSvg(shown),
    mathematics: (latex, options) => mathematics(latex, options),
  };
}

/** How a value wants to stand. */
export function presenter(
  numbers: "r" | "journal",
  labels: Readonly<Record<string, string>>,
): (item: StoredItem) => Presentation {
  return (item) => presentation(item.value, { numbers, labels });
}

const LIGHT =
  "svg{--plot-background:#fff;color:#1a1c21;font:13px 'Heddle Sans',sans-serif;--paper:#fdfdfc;--ink:#1a1c21;--soft:#565c69;--edge:#7d8493;--rule:#dcdfe6;--indigo:#2a45a0;--madder:#ae3620;--weld:#7d5a00;--leaf:#22683f}";

/** A fence's picture as a file, with its key drawn above it; null where there is no picture. */
function standaloneSvg(markup: string): string | null {
  const start = markup.search(/<svg\b[^>]*\srole="img"/);
  const end = markup.indexOf("</svg>", start);
  if (start < 0 || end < 0) return null;
  const picture = markup.slice(start, end + 6);
  const name = /\saria-label="[^"]*"/.exec(picture)?.[0] ?? "";
  const size = (which: string) =>
    Number(new RegExp(`^<svg\\b[^>]*\\s${which}="([\\d.]+)"`).exec(picture)?.[1]);
  const [width, height] = [size("width"), size("height")];
  if (!(width > 0 && height > 0)) {
    return `${picture.replace(/^<svg/, '<svg xmlns="http://www.w3.org/2000/svg"')}\n`;
  }
  const key = keyOf(markup);
  const top = key === "" ? 0 : KEY_HEIGHT;
  const inner = picture.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg y="${top}"${attributes.replace(/\s(xmlns|role|aria-label)="[^"]*"/g, "")}>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img"${name} width="${width}" height="${
    height + top
  }" viewBox="0 0 ${width} ${
    height + top
  }" fill="currentColor"><style>${LIGHT}</style>${key}${inner}</svg>\n`;
}

const KEY_HEIGHT = 26;

/** The swatches of a picture's key in one line; empty if it has none. */
function keyOf(markup: string): string {
  let at = 0;
  let key = "";
  for (
    const [, attributes = "", mark = "", label = ""] of markup.matchAll(
      /<span\b[^>]*-swatch"[^>]*><svg\b([^>]*)>([\s\S]*?)<\/svg>([^<]*)<\/span>/g,
    )
  ) {
    key += `<svg x="${at}" y="2"${attributes}>${mark}</svg>` +
      `<text x="${at + 21}" y="14">${label}</text>`;
    at += 21 + 7.5 * label.length + 22;
  }
  return key;
}

/** Loads what the values and the mathematics of a book need, and waits for its pictures. */
export async function prepare(
  chapters: readonly { page: Page }[],
  values: ReadonlyMap<string, PageValues>,
  pictures: Pictures,
): Promise<void> {
  const shown = [...values.values()].flatMap(({ blocks }) =>
    blocks.flatMap((block) => block.shown.map((item) => item.value))
  );
  const captioned = [...values.values()].some(({ blocks }) =>
    blocks.some((block) =>
      /\bkable\s*\(/.test(block.code) && /[$\\]/.test(block.code) ||
      block.shown.some(({ caption }) => /[$\\]/.test(caption ?? ""))
    )
  );
  const mathematical = captioned ||
    chapters.some(({ page }) =>
      [...page.tokens, ...page.titleTokens, ...page.leadTokens].some(holdsMathematics)
    );
  await Promise.all([
    prepareRendering(shown, { figures: false }),
    mathematical ? loadMathematics() : undefined,
    pictures.finish(),
  ]);
  if (pictures.undrawn) await prepareRendering(shown, { figures: true });
}

function holdsMathematics(token: Token): boolean {
  const caption = token.meta?.["caption"] as Token | undefined;
  const captionTokens = token.meta?.["captionTokens"] as Token[] | undefined;
  return token.type === "math" || token.type === "display" ||
    [...token.children ?? [], ...captionTokens ?? [], ...(caption ? [caption] : [])].some(
      holdsMathematics,
    );
}
