/**
 * What changed on a page and in its data since R ran a block.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { blockOffset, type Page } from "../../weave/page/page.ts";
import type { BookFiles } from "../book/book_files.ts";
import { plainLine } from "./output_items.ts";
import { type Chain, type ChainBlock, lineDigests } from "./r_chain.ts";
import type { StoredFile, StoredOutput, StoredPage } from "./stored_page.ts";

/** A change, and where it stands on the page. */
export interface Change {
  message: string;
  span: Span;
}

/** The first thing that changed; null if nothing did. */
export function changeIn(
  page: Page,
  chain: Chain,
  stored: StoredPage,
  own: StoredOutput,
  files: BookFiles,
): Change | null {
  return codeChange(page, chain, own.blocks) ?? fileChange(page, chain, stored, own, files);
}

function lineOf(page: Page, index: number): number {
  return page.source.place(page.blocks[index]!.span.start).line;
}

function codeChange(page: Page, chain: Chain, before: readonly ChainBlock[]): Change | null {
  const self = chain.indices.at(-1)!;
  const ran = (index: number): string =>
    index === self ? "it" : `the block on line ${lineOf(page, self)}, which needs it`;
  const { start } = page.blocks[self]!.span;
  const head = { start, end: start + 1 };
  // The block itself comes first: blocks before it may have been put in or taken away.
  const [last, ...rest] = [...chain.blocks.keys()].reverse();
  for (const i of [last!, ...rest.reverse()]) {
    const now = chain.blocks[i]!;
    const then = i === last ? before.at(-1) : before[i];
    if (then === undefined || i !== last && i >= before.length - 1) {
      return { message: "Blocks that this one needs were put in since R ran it", span: head };
    }
    const index = chain.indices[i]!;
    const line = changedLine(now.code, then.code);
    if (line !== null) {
      return {
        message: `This line changed since R ran ${ran(index)}${wasWords(then.code[line])}`,
        span: lineSpan(page, index, line),
      };
    }
    if (JSON.stringify(now.options) !== JSON.stringify(then.options)) {
      const at = page.blocks[index]!.options["width"] ?? page.blocks[index]!.options["height"];
      return {
        message: "The size of its pictures changed since R ran this block",
        span: at?.span ?? head,
      };
    }
    if (now.by !== then.by) {
      return {
        message: `This block was run by ${then.by === "R" ? "R alone" : "the page"} when R ran ${
          ran(index)
        }`,
        span: head,
      };
    }
  }
  if (before.length > chain.blocks.length) {
    return { message: "Blocks that this one needs were taken away since R ran it", span: head };
  }
  return null;
}

/** What a line was. */
function wasWords(line: string | undefined): string {
  const words = plainLine((line ?? "").trim());
  return words === "" ? "" : `; it was \`${words.length > 70 ? `${words.slice(0, 70)}…` : words}\``;
}

/** The first line that differs; null if none does. */
function changedLine(now: readonly string[], then: readonly string[]): number | null {
  for (let i = 0; i < Math.max(now.length, then.length); i++) {
    if (now[i] !== then[i]) return Math.min(i, Math.max(0, now.length - 1));
  }
  return null;
}

function lineSpan(page: Page, index: number, line: number): Span {
  const block = page.blocks[index]!;
  const lines = block.code.split("\n");
  const at = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
  const text = lines[line] ?? "";
  const lead = text.length - text.trimStart().length;
  const start = blockOffset(block, at + lead);
  return { start, end: start + Math.max(1, text.trim().length) };
}

function fileChange(
  page: Page,
  chain: Chain,
  stored: StoredPage,
  own: StoredOutput,
  files: BookFiles,
): Change | null {
  const block = page.blocks[chain.indices.at(-1)!]!;
  const { start } = block.span;
  const end = page.source.text.indexOf("\n", start);
  const span = block.options["data"]?.span ?? { start, end: end < 0 ? start + 1 : end };
  const when = `since R ran this block on ${stored.on}`;
  for (const [path, digest] of chain.files) {
    const then = own.files.includes(path) ? stored.files.get(path) : undefined;
    if (digest === null) return { message: `There is no file "${path}"`, span };
    if (then === undefined) return { message: `"${path}" is new ${when}`, span };
    if (then.sha256 === digest) continue;
    return { message: `${changedLines(path, then, files.bytes(path))} ${when}`, span };
  }
  const gone = own.files.find((path) => !chain.files.has(path));
  return gone === undefined ? null : { message: `"${gone}" is gone ${when}`, span };
}

/** `Line 7 of "data/x.csv" changed`. */
function changedLines(path: string, then: StoredFile, bytes: Uint8Array): string {
  const now = lineDigests(bytes);
  const [lines, before] = [pieces(now), pieces(then.lines)];
  if (lines.length === 0 || before.length === 0) return `"${path}" changed`;
  if (lines.length !== before.length) {
    const more = lines.length - before.length;
    return `"${path}" has ${Math.abs(more)} ${Math.abs(more) === 1 ? "line" : "lines"} ${
      more > 0 ? "more" : "fewer"
    }`;
  }
  const changed = lines.flatMap((each, i) => each === before[i] ? [] : [i + 1]);
  if (changed.length === 0) return `"${path}" changed`;
  return changed.length === 1
    ? `Line ${changed[0]} of "${path}" changed`
    : `${changed.length} lines of "${path}" changed, the first of them line ${changed[0]},`;
}

function pieces(digests: string): string[] {
  return digests.match(/.{6}/g) ?? [];
}
