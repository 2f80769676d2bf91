/**
 * Taking what an R script wrote into the store of a page. What R wrote is checked as the store is.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { BookFiles } from "../book/book_files.ts";
import { utf8Text } from "../book/utf8_text.ts";
import { type AskingPage, rememberedFiles } from "./asking_page.ts";
import { type OutputItem, readItems } from "./output_items.ts";
import { readValues } from "./output_values.ts";
import { digestOf } from "../cache/digest.ts";
import {
  type BlockOutput,
  hashOf,
  MOST_BYTES,
  type StoredPage,
  storeFolder,
  version,
  writeStored,
} from "./stored_page.ts";
import { MOST_PICTURE_BYTES, pictureMarkup } from "./stored_picture.ts";
import { isPlainObject, listOf, textOf, Unfit, unfit } from "./unfit.ts";

/** Pictures by their names in the store. */
type Pictures = Map<string, Uint8Array>;

/** Takes the output in a folder; faults are told at the block that they are of. */
export function takeOutput(
  asking: AskingPage,
  from: string,
  files: BookFiles,
): Diagnostic[] {
  try {
    const failure = readFailure(asking, from, files);
    if (failure) return [failure];
    const pictures: Pictures = new Map();
    const stored = readOutput(asking, from, files, pictures);
    publish(asking.page.file, stored, pictures, files);
    return [];
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return [at(asking, null, {
      code: "bad-store",
      message: `What R wrote cannot be taken: ${error.message}`,
      hint: "Run it again: `heddle store`",
    })];
  }
}

function at(
  { page, chains }: AskingPage,
  line: number | null,
  fault: { code: string; message: string; hint?: string },
): Diagnostic {
  const [first] = chains.keys();
  const start = line !== null && line > 0
    ? page.source.lineStart(Math.min(line, page.source.place(page.source.text.length).line) - 1)
    : page.blocks[first!]!.span.start;
  const end = page.source.text.indexOf("\n", start);
  const lead = /^\s*/.exec(page.source.text.slice(start, end < 0 ? undefined : end))?.[0].length ??
    0;
  return page.source.diagnostic(fault, { start: start + lead, end: end < 0 ? start + 1 : end });
}

/** What R says of a block that failed. */
function readFailure(asking: AskingPage, from: string, { world }: BookFiles): Diagnostic | null {
  const path = `${from}/failed.json`;
  if (!world.facts(path)?.isFile) return null;
  const value = parsed(world.readText(path));
  if (!isPlainObject(value)) unfit("its account of a failure is no object");
  const [message = "", ...before] = textOf(value["message"], "a message").split("\n");
  const line = typeof value["line"] === "number" ? value["line"] : null;
  return at(asking, line, {
    code: "r-failed",
    message: `R fails here: ${message.replace(/\.$/, "")}`,
    hint: before.length > 0
      ? `In blocks before, R met: ${before.join("; ")}`
      : "The block runs in R as it stands, after the blocks for R above it",
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return unfit("it is not JSON");
  }
}

function readOutput(
  asking: AskingPage,
  from: string,
  files: BookFiles,
  pictures: Pictures,
): StoredPage {
  const { world } = files;
  const path = `${from}/output.json`;
  if (!world.facts(path)?.isFile) unfit("R ended before it had written anything");
  if (world.facts(path)!.size > MOST_BYTES) unfit(`it has more than ${MOST_BYTES} bytes`);
  const value = parsed(readText(path, world.readBytes(path)));
  if (!isPlainObject(value)) unfit("it is no object");
  if (value["of"] !== asking.of) {
    unfit("the page or its data changed since the script was written");
  }
  const blocks = listOf(value["blocks"], "`blocks`").map((each): BlockOutput => {
    if (!isPlainObject(each)) unfit("a block is no object");
    const output = listOf(each["output"], "output").map((item) =>
      isPlainObject(item) && item["picture"] !== undefined
        ? takePicture(textOf(item["picture"], "a picture"), from, files, pictures)
        : item
    );
    return { output: readItems(output), values: readValues(each["values"]) };
  });
  if (blocks.length !== asking.chains.size) unfit("it has not every block");
  const page = {
    r: version(value["r"]),
    on: today(world.now()),
    files: rememberedFiles(asking.chains.values(), files),
  };
  const outputs = [...asking.chains.values()].map((chain, i) => {
    const own = { ...blocks[i]!, blocks: chain.blocks, files: [...chain.files.keys()] };
    return { ...own, hash: hashOf(page, own) };
  });
  return { ...page, outputs };
}

function readText(path: string, bytes: Uint8Array): string {
  try {
    return utf8Text(path, bytes);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return unfit(error.diagnostics[0]?.message ?? "it is no UTF-8");
  }
}

/** The day where the author is. */
function today(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Reads a picture; its name in the store says what it holds, so that no two differ under one. */
function takePicture(
  name: string,
  from: string,
  { world }: BookFiles,
  pictures: Pictures,
): OutputItem {
  if (!/^[a-z0-9][a-z0-9-]*\.(svg|png)$/.test(name)) unfit(`"${name}" is no name of a picture`);
  const entry = world.entries(from).find((each) => each.name === name);
  if (entry?.kind !== "file") unfit(`there is no file "${name}"`);
  if ((world.facts(`${from}/${name}`)?.size ?? 0) > MOST_PICTURE_BYTES) {
    unfit(
      `the picture "${name}" has more than ${MOST_PICTURE_BYTES} bytes: draw it as fewer ` +
        "points, or smaller by `fig-width` and `fig-height`",
    );
  }
  const bytes = world.readBytes(`${from}/${name}`);
  pictureMarkup(name, bytes, "", "x");
  const sha256 = digestOf(bytes);
  const own = `picture-${pictures.size + 1}${name.slice(-4)}`;
  pictures.set(own, bytes);
  return { picture: own, sha256 };
}

/** Puts the store in the place of the one that was there. */
function publish(file: string, stored: StoredPage, pictures: Pictures, files: BookFiles): void {
  const { world, root } = files;
  const folder = `${root}/${storeFolder(file)}`;
  const parent = folder.slice(0, folder.lastIndexOf("/"));
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const there = world.entries(parent).find((each) => each.name === name);
  if (there !== undefined && there.kind !== "folder") unfit(`"${storeFolder(file)}" is no folder`);
  if (there) {
    for (const entry of world.entries(folder)) {
      if (/^(output\.json|picture-\d+\.(svg|png))$/.test(entry.name)) {
        world.remove(`${folder}/${entry.name}`);
      }
    }
  }
  for (const [own, bytes] of pictures) world.write(`${folder}/${own}`, bytes);
  world.write(`${folder}/output.json`, writeStored(stored));
}
