/**
 * Stored values as plain data: their JSON is looked at from end to end, and what no build could have
 * written is told before anything of it is used.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Shown } from "../../render/shown.ts";
import type {
  PageValues,
  StoredBlock,
  StoredData,
  StoredFault,
  StoredItem,
} from "../../weave/page/values.ts";

/** How deep the lists and objects of stored values may lie within each other. */
export const STORED_DEPTH = 40;

/** Kinds of values that a page can show. */
const KINDS: Readonly<Record<Shown["kind"], true>> = {
  vector: true,
  frame: true,
  matrix: true,
  components: true,
  summary: true,
  equation: true,
  figure: true,
  markup: true,
  pictures: true,
  list: true,
  text: true,
  "joint-tests": true,
  letters: true,
  comparison: true,
  "fisher-tables": true,
  anova: true,
  means: true,
  contrasts: true,
  shell: true,
};

type Plain = Record<string, unknown>;

/** Why stored values cannot be shown. */
export class Unfit extends Error {}

/** Says why. @throws {Unfit} */
export function unfit(why: string): never {
  throw new Unfit(why);
}

function plain(value: unknown, what: string): Plain {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    unfit(`${what} is no object`);
  }
  return value as Plain;
}

function list(value: unknown, what: string): unknown[] {
  return Array.isArray(value) ? value as unknown[] : unfit(`${what} is no list`);
}

function text(value: unknown, what: string): string {
  return typeof value === "string" ? value : unfit(`${what} is no text`);
}

/** JSON that is neither too deep nor has keys with a meaning of their own. @throws {Unfit} */
export function plainJson(json: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    unfit("it is not JSON");
  }
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > STORED_DEPTH) unfit(`it is more than ${STORED_DEPTH} deep`);
    level = level.flatMap((each) => {
      if (typeof each !== "object" || each === null) return [];
      if (Object.hasOwn(each, "__proto__")) unfit('it has a key "__proto__"');
      return Object.values(each) as unknown[];
    });
  }
  return value;
}

/** The values of a page. @throws {Unfit} */
export function pageValues(value: unknown): PageValues {
  const page = plain(value, "it");
  const labels = plain(page["labels"] ?? {}, "`labels`");
  for (const [name, words] of Object.entries(labels)) text(words, `the label of ${name}`);
  return {
    blocks: list(page["blocks"] ?? [], "`blocks`").map(storedBlock),
    data: list(page["data"] ?? [], "`data`").map(storedData),
    labels: labels as Record<string, string>,
  };
}

function storedData(value: unknown): StoredData {
  const { file, rows } = plain(value, "a file of data");
  const path = text(file, "the name of a file of data");
  if (/^[/\\]|(^|[/\\])\.\.?([/\\]|$)|^\w+:|[\0\n]|\.(html?|js|css)$/i.test(path)) {
    unfit(`"${path.slice(0, 60)}" is no file of data in a book`);
  }
  return { file: path, rows: typeof rows === "number" ? rows : unfit("`rows` is no number") };
}

function storedBlock(value: unknown): StoredBlock {
  const block = plain(value, "a block");
  const kind = block["kind"];
  if (kind !== "model" && kind !== "plot" && kind !== "inline") unfit("a block of unknown kind");
  return {
    kind,
    code: text(block["code"], "the code of a block"),
    shown: list(block["shown"], "what a block shows").map(storedItem),
    notes: list(block["notes"] ?? [], "the notes of a block").map(storedNote),
    r: text(block["r"] ?? "", "the R of a block"),
    failed: block["failed"] === true,
    ...(block["computed"] === undefined ? {} : { computed: computedBy(block["computed"]) }),
    ...(block["faults"] === undefined
      ? {}
      : { faults: list(block["faults"], "the faults of a block").map(faultOfBlock) }),
  };
}

function computedBy(value: unknown): { r: string; on: string } {
  const { r, on } = plain(value, "who computed a block");
  return typeof r === "string" && typeof on === "string" && /^[\d.]{1,20}$/.test(r) &&
      /^\d{4}-\d\d-\d\d$/.test(on)
    ? { r, on }
    : unfit("who computed a block is no version and no day");
}

function faultOfBlock(value: unknown): StoredFault {
  const fault = plain(value, "a fault");
  const { start, end } = plain(fault["span"], "the place of a fault");
  const missing = list(fault["missing"] ?? [], "what a fault misses");
  const code = text(fault["code"], "the code of a fault");
  return {
    code: /^[a-z0-9-]+$/.test(code) ? code : unfit(`a fault of the code "${code.slice(0, 40)}"`),
    message: text(fault["message"], "the words of a fault"),
    ...(fault["hint"] === undefined ? {} : { hint: text(fault["hint"], "the hint of a fault") }),
    ...(missing.length === 0
      ? {}
      : { missing: missing.map((each) => text(each, "what is missed")) }),
    span: typeof start === "number" && typeof end === "number"
      ? { start, end }
      : unfit("the place of a fault is no pair of numbers"),
    ...(fault["elsewhere"] === undefined ? {} : { elsewhere: placeElsewhere(fault["elsewhere"]) }),
  };
}

function placeElsewhere(value: unknown): { file: string; line: number } {
  const { file, line } = plain(value, "the place of a fault");
  return {
    file: text(file, "the file of a fault"),
    line: typeof line === "number" ? line : unfit("the line of a fault is no number"),
  };
}

function storedNote(value: unknown): Note {
  const note = plain(value, "a note");
  return {
    ...note,
    code: text(note["code"], "the code of a note"),
    text: text(note["text"], "the words of a note"),
  };
}

function storedItem(value: unknown): StoredItem {
  const item = plain(value, "a shown value");
  for (const name of ["part", "caption"]) {
    if (item[name] !== undefined) text(item[name], `the ${name} of a shown value`);
  }
  for (const each of list(item["data"] ?? [], "the data of a figure")) {
    const { name, table } = plain(each, "a table of a figure");
    text(name, "the name of a table");
    if (shown(table).kind !== "frame") unfit("a table of a figure is no table");
  }
  return { ...item, value: shown(item["value"]) };
}

function shown(value: unknown): Shown {
  const own = plain(value, "a value");
  const { kind } = own;
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) {
    unfit(`a value of unknown kind "${String(kind).slice(0, 40)}"`);
  }
  for (const note of list(own["notes"] ?? [], "the notes of a value")) storedNote(note);
  if (kind === "markup") {
    text(own["markup"], "markup");
    text(own["alt"], "the words for a picture");
  }
  if (kind === "text") text(own["text"], "words");
  if (kind === "list") {
    for (const each of list(own["items"], "the members of a list")) {
      const { name, value: inner } = plain(each, "a member of a list");
      text(name, "the name of a member");
      shown(inner);
    }
  }
  if (kind === "equation") {
    for (const line of list(own["lines"], "the lines of an equation")) text(line, "a line");
  }
  return own as unknown as Shown;
}
