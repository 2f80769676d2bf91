/**
 * Pictures that R drew, as markup of a page. A picture is a stranger's: SVG is checked element by
 * element, and what is PNG by its head is shown as a picture and as nothing else.
 *
 * @module
 */
import { DiagnosticError } from "../../diagnostic.ts";
import { checkedMarkup } from "../../weave/plot/plot_markup.ts";
import { unfit } from "./unfit.ts";

/** Bytes of one picture. */
export const MOST_PICTURE_BYTES = 2_900_000;

/** Pixels of one side of a picture. */
const MOST_PIXELS = 8000;

/** The markup of a picture. @throws {Unfit} where it holds what a page may not */
export function pictureMarkup(
  name: string,
  bytes: Uint8Array,
  alt: string,
  prefix: string,
): string {
  if (bytes.length > MOST_PICTURE_BYTES) {
    unfit(`"${name}" has more than ${MOST_PICTURE_BYTES} bytes`);
  }
  try {
    return checkedMarkup(
      name.endsWith(".png") ? pngMarkup(name, bytes, alt) : svg(name, bytes),
      alt,
      prefix,
    );
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return unfit(`"${name}": ${error.diagnostics[0]?.message ?? "it cannot be shown"}`);
  }
}

function svg(name: string, bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    unfit(`"${name}" is no UTF-8`);
  }
  const markup = text.replace(/^\s*<\?xml[^>]*\?>/, "").trim();
  if (!/^<svg[\s>]/.test(markup)) unfit(`"${name}" is no picture in SVG`);
  const named = new Set([...markup.matchAll(/#([\w:.-]+)/g)].map(([, id]) => id));
  return markup
    // Names that nothing refers to would stand in the way of `<use>`.
    .replace(/\sid="([^"]*)"/g, (all, id: string) => named.has(id) ? all : "")
    .replace(/^<svg\b[^>]*>/, (head) =>
      head.replace(
        /\s(width|height)="([\d.]+)pt"/g,
        (_, side: string, points: string) => ` ${side}="${Math.round(Number(points) * 4 / 3)}"`,
      ));
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture of pixels, at the two pixels for each of the page that R is asked for. */
function pngMarkup(name: string, bytes: Uint8Array, alt: string): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length > 33 && PNG.every((each, i) => bytes[i] === each) &&
    view.getUint32(12) === 0x49484452;
  if (!isPng) unfit(`"${name}" is no picture in PNG`);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (!(width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS)) {
    unfit(`"${name}" says that it is ${width} × ${height} pixels`);
  }
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  const words = alt.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<img src="data:image/png;base64,${btoa(binary)}" alt="${words}" width="${
    Math.round(width / 2)
  }" height="${Math.round(height / 2)}">`;
}
