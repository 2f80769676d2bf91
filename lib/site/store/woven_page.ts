/**
 * What is stored of a page's blocks for R, where it still fits the page.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, type Span } from "../../diagnostic.ts";
import type { OutsideValue } from "../../chunk/bridge/made_by_r.ts";
import type { Shown } from "../../render/shown.ts";
import { isForR, type Page } from "../../weave/page/page.ts";
import { markupPrefix } from "../../weave/plot/plot_markup.ts";
import type { StoredItem } from "../../weave/page/values.ts";
import type { BookFiles } from "../book/book_files.ts";
import { utf8Text } from "../book/utf8_text.ts";
import { type PictureItem, shownOf } from "./output_items.ts";
import { made } from "./values_in_language.ts";
import { type Change, changeIn } from "./changes_since.ts";
import { digestOf } from "../cache/digest.ts";
import { type Chain, chainOf, namesOf } from "./r_chain.ts";
import {
  hashOf,
  MOST_BYTES,
  readStored,
  type StoredOutput,
  type StoredPage,
  storeFolder,
} from "./stored_page.ts";
import { MOST_PICTURE_BYTES, pictureMarkup } from "./stored_picture.ts";
import { Unfit, unfit } from "./unfit.ts";

/** Which R made something, and when. */
export interface Computed {
  r: string;
  on: string;
}

/** What one block for R is on its page. */
export interface WovenBlock {
  shown: StoredItem[];
  /** What its names hold. */
  values: Map<string, OutsideValue>;
  computed: Computed | null;
  /** Why there is nothing to show; null also where a fault above is the reason. */
  fault: Diagnostic | null;
  failed: boolean;
}

const HINT = "Run `heddle store` where R is installed, and keep the folder beside the page";

/** What is stored of each block for R, by its index on the page. */
export function wovenBlocks(page: Page, files: BookFiles): Map<number, WovenBlock> {
  const woven = new Map<number, WovenBlock>();
  const own = page.blocks.flatMap((block, index) => isForR(block) ? [index] : []);
  if (own.length === 0) return woven;
  const folder = storeFolder(page.file);
  const stored = openStore(page, folder, files, own[0]!);
  const told = new Set<string>();
  const chains = own.map((index) => chainOf(page, index, files));
  const matched = "outputs" in stored ? match(chains, stored.outputs) : [];
  for (const [position, index] of own.entries()) {
    const found = "outputs" in stored
      ? weave(page, index, chains[position]!, stored, matched[position] ?? null, files)
      : stored;
    woven.set(index, "shown" in found ? found : failedBlock(page, index, found.fault, told));
  }
  return woven;
}

/** A fault that was told of a block above is not told again. */
function failedBlock(page: Page, index: number, fault: Diagnostic, told: Set<string>): WovenBlock {
  const { line, column, message, code } = fault;
  const keys = [code === "not-stored" ? code : message, `${line}:${column}`];
  const fresh = !keys.some((key) => told.has(key));
  for (const key of keys) told.add(key);
  const names = namesOf(page.blocks[index]!.code);
  const values = new Map(names.map((name) => [name, "failed" as const]));
  return { shown: [], values, computed: null, fault: fresh ? fault : null, failed: true };
}

/** The output that was stored of each block: by its code, else by its place. */
function match(
  chains: readonly Chain[],
  outputs: readonly StoredOutput[],
): (StoredOutput | null)[] {
  const left = new Set(outputs);
  const codeOf = (blocks: Chain["blocks"]): string => JSON.stringify(blocks.at(-1)?.code ?? []);
  const found = chains.map(({ blocks }): StoredOutput | null => {
    const same = [...left].find((each) => codeOf(each.blocks) === codeOf(blocks));
    if (same) left.delete(same);
    return same ?? null;
  });
  return found.map((each) => {
    if (each !== null) return each;
    const [next] = left;
    if (next === undefined) return null;
    left.delete(next);
    return next;
  });
}

/** The place of a block's first line of code. */
function headSpan(page: Page, index: number): Span {
  const block = page.blocks[index]!;
  const line = page.source.text.indexOf("\n", block.span.start);
  return { start: block.span.start, end: line < 0 ? block.span.end : line };
}

/** The store of a page, or why it cannot be had. */
function openStore(
  page: Page,
  folder: string,
  files: BookFiles,
  first: number,
): StoredPage | { fault: Diagnostic } {
  const path = `${folder}/output.json`;
  const { world, root } = files;
  const place = headSpan(page, first);
  const bad = (why: string): { fault: Diagnostic } => ({
    fault: page.source.diagnostic({
      code: "bad-store",
      message: `"${path}" cannot be taken: ${why}`,
      hint: HINT,
    }, place),
  });
  const parent = folder.includes("/") ? `/${folder.slice(0, folder.lastIndexOf("/"))}` : "";
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const isLink = (where: string, what: string): boolean =>
    world.entries(where).some((each) => each.name === what && each.kind === "link");
  if (isLink(`${root}${parent}`, name)) return bad("the folder is a link");
  if (!files.has(path)) {
    return {
      fault: page.source.diagnostic({
        code: "not-stored",
        message: "R alone can run this block, and what it gives is not stored",
        hint: HINT,
      }, place),
    };
  }
  if (isLink(`${root}/${folder}`, "output.json")) return bad("it is a link");
  if ((world.facts(`${root}/${path}`)?.size ?? 0) > MOST_BYTES) {
    return bad(`it has more than ${MOST_BYTES} bytes`);
  }
  try {
    return readStored(utf8Text(path, files.bytes(path)));
  } catch (error) {
    if (error instanceof Unfit) return bad(error.message);
    if (!(error instanceof DiagnosticError)) throw error;
    const [fault] = error.diagnostics;
    return bad(`${fault?.message ?? "it cannot be read"}, line ${fault?.line ?? 1}`);
  }
}

function weave(
  page: Page,
  index: number,
  chain: Chain,
  stored: StoredPage,
  own: StoredOutput | null,
  files: BookFiles,
): WovenBlock | { fault: Diagnostic } {
  const told = (code: string, message: string, span: Span): { fault: Diagnostic } => ({
    fault: page.source.diagnostic({ code, message, hint: HINT }, span),
  });
  const place = headSpan(page, index);
  if (own === null) {
    return told("not-stored", "R alone can run this block, and what it gives is not stored", place);
  }
  const change: Change | null = changeIn(page, chain, stored, own, files);
  if (change) return told("stale-store", change.message, change.span);
  try {
    if (hashOf(stored, own) !== own.hash) {
      unfit("what is stored of this block was changed after R had run");
    }
    const names = namesOf(page.blocks[index]!.code);
    const values = names.map((name) => {
      const value = Object.hasOwn(own.values, name) ? own.values[name]! : null;
      return [name, value === null ? "stayed" as const : made(value)] as const;
    });
    return {
      shown: shownItems(page, index, own, files),
      values: new Map(values),
      computed: { r: stored.r, on: stored.on },
      fault: null,
      failed: false,
    };
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return told(
      "bad-store",
      `"${storeFolder(page.file)}" cannot be taken: ${error.message}`,
      place,
    );
  }
}

function shownItems(
  page: Page,
  index: number,
  own: StoredOutput,
  files: BookFiles,
): StoredItem[] {
  const { options } = page.blocks[index]!;
  if (options["output"]?.value === false) return [];
  const words = String(
    options["alt"]?.value ?? options["caption"]?.value ?? "A picture that R drew",
  );
  const alt = words.replace(/[*_`]/g, "").replace(/\s+/g, " ").trim();
  return own.output.map((item, i) => ({
    value: shownOf(item, (picture) => pictureOf(page, picture, alt, markupPrefix(index, i), files)),
  }));
}

function pictureOf(
  page: Page,
  { picture, sha256 }: PictureItem,
  alt: string,
  prefix: string,
  files: BookFiles,
): Shown {
  const folder = storeFolder(page.file);
  const path = `${folder}/${picture}`;
  const { world, root } = files;
  const entry = world.entries(`${root}/${folder}`).find(({ name }) => name === picture);
  if (entry?.kind !== "file") unfit(`there is no file "${picture}" in it`);
  if ((world.facts(`${root}/${path}`)?.size ?? 0) > MOST_PICTURE_BYTES) {
    unfit(`"${picture}" has more than ${MOST_PICTURE_BYTES} bytes`);
  }
  const bytes = files.bytes(path);
  if (digestOf(bytes) !== sha256) unfit(`"${picture}" is not the picture that R drew`);
  return { kind: "markup", markup: pictureMarkup(picture, bytes, alt, prefix), alt };
}
