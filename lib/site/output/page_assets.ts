/**
 * Local files that a page shows or links to.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { type BookFiles, resolveFrom } from "../book/book_files.ts";
import { decoded } from "../../weave/page/address.ts";
import type { BookChapter } from "../../write/book.ts";

/** Takes a page's pictures and linked files into the site; what is not there is a fault. */
export function collectAssets(
  { numbered, tree }: BookChapter,
  files: BookFiles,
  site: Map<string, string | Uint8Array>,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { page } = numbered;
  for (const { path, span, kind } of tree.assets) {
    const [address = ""] = path.split("#");
    if (address === "" || kind === "link" && /\.(md|html)$/.test(address)) {
      if (address.endsWith(".md")) checkChapter(address);
      continue;
    }
    const file = resolveFrom(page.file, decoded(address));
    if (site.has(file)) continue;
    try {
      const bytes = files.bytes(file);
      if (kind === "image" && !SHOWN.test(file)) {
        diagnostics.push(page.source.diagnostic({
          code: "bad-picture",
          message: `"${file}" is no kind of file that browsers show as a picture`,
          hint: "Save the picture as PNG, JPEG or SVG",
        }, span));
        continue;
      }
      site.set(file, bytes);
      const odd = kind === "link" ? null : oddPicture(file, bytes);
      if (odd !== null) {
        diagnostics.push(page.source.diagnostic({
          code: "bad-picture",
          message: `"${file}" ${odd}, so that no browser shows it`,
          hint: "Save the picture anew under this name",
        }, span));
      }
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint } of error.diagnostics) {
        diagnostics.push(
          page.source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, span),
        );
      }
    }
  }
  return diagnostics;

  function checkChapter(address: string): void {
    const file = resolveFrom(page.file, decoded(address));
    if (files.has(file)) return;
    const chapters = files.list("").filter((name) => name.endsWith(".md"));
    const near = nearest(file, chapters);
    const span = tree.assets.find((asset) => asset.path.startsWith(address))?.span ??
      { start: 0, end: 1 };
    diagnostics.push(page.source.diagnostic({
      code: "broken-link",
      message: `There is no chapter "${file}"`,
      hint: near === null
        ? `The book has ${chapters.slice(0, 5).join(", ")}${chapters.length > 5 ? " …" : ""}`
        : `Did you mean "${near}"?`,
    }, span));
  }
}

/** Endings of the pictures that browsers show. */
const SHOWN = /\.(?:a?png|jpe?g|jfif|gif|webp|avif|svg|bmp|ico)$/i;

/** How pictures begin, whatever their ending says: browsers look at that. */
const BEGINS = /^(?:\x89PNG\r\n|\xff\xd8\xff|GIF8|RIFF....WEBP|....ftyp)/s;
const OF_DOTS = /^(?:png|jpe?g|gif|webp|avif)$/;

/** What is wrong with the bytes of a picture, as a sentence about its file; null if nothing. */
function oddPicture(file: string, bytes: Uint8Array): string | null {
  if (bytes.length === 0) return "is empty";
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  if (OF_DOTS.test(ending) && !BEGINS.test(head)) return "is no picture";
  if (
    ending !== "svg" ||
    /^\s*<\?xml[^>]*encoding/.test(String.fromCharCode(...bytes.subarray(0, 200)))
  ) {
    return null;
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return null;
  } catch {
    return "is not UTF-8";
  }
}
