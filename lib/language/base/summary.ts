/**
 * `summary` of numbers, factors, truth values, texts and data frames.
 *
 * @module
 */
import { zapsmall } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { refuse } from "../evaluation/matching.ts";
import { numberCells, padded, type PrintOptions, widthOf } from "../print/cells.ts";
import { describe } from "../values/coerce.ts";
import { meanOf } from "./numeric.ts";
import {
  type Atomic,
  characters,
  type CharacterVector,
  dimOf,
  doubles,
  type Frame,
  givenClass,
  inherits,
  integers,
  isAtomic,
  isFactor,
  isFrame,
  levelsOf,
  listOf,
  NA_INTEGER,
  namesOf,
  type Numbers,
  type Value,
} from "../values/value.ts";

/** Digits of a summary: three fewer than of a number. */
export function summaryDigits(options: PrintOptions): number {
  return Math.max(3, options.digits - 3);
}

/** A number's place in the order: the quantile of type 7. */
function quantile(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (h - low) * (sorted[high]! - sorted[low]!);
}

/** Names and values of the summary of numbers. */
export function numberSummary(values: Numbers): { names: string[]; values: number[] } {
  const present = Array.from(values).filter((v) => v === v).sort((a, b) => a - b);
  const names = ["Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max."];
  const n = present.length;
  const found = n === 0 ? [NaN, NaN, NaN, NaN, NaN, NaN] : [
    present[0]!,
    quantile(present, 0.25),
    quantile(present, 0.5),
    meanOf(present),
    quantile(present, 0.75),
    present[n - 1]!,
  ];
  const gone = values.length - n;
  return gone > 0
    ? { names: [...names, "NA's"], values: [...found, gone] }
    : { names, values: found };
}

const CLASSES = ["summaryDefault", "table"];

function withNamesAndClass(x: Atomic, names: readonly string[], classes: readonly string[]): Value {
  return {
    ...x,
    attributes: new Map<string, Value>([
      ["names", characters([...names])],
      ...(classes.length > 0 ? [["class", characters([...classes])] as const] : []),
    ]),
  };
}

/** How often each level of a factor comes, the rarest joined beyond so many. */
function levelCounts(x: Value, most: number): { names: string[]; values: number[] } {
  const levels = levelsOf(x).map((l) => l ?? "NA");
  const counts = levels.map(() => 0);
  let gone = 0;
  for (const k of (x as { values: Numbers }).values) {
    if (k === NA_INTEGER) gone++;
    else counts[k - 1]!++;
  }
  let names = levels;
  let values = counts;
  const room = gone > 0 ? most - 1 : most;
  if (levels.length > room) {
    const turn = levels.map((_, k) => k).sort((i, j) => counts[j]! - counts[i]! || i - j);
    const kept = turn.slice(0, room - 1);
    const rest = turn.slice(room - 1).reduce((sum, k) => sum + counts[k]!, 0);
    names = [...kept.map((k) => levels[k]!), "(Other)"];
    values = [...kept.map((k) => counts[k]!), rest];
  }
  return gone > 0 ? { names: [...names, "NA's"], values: [...values, gone] } : { names, values };
}

function truthCounts(values: Numbers): { names: string[]; texts: string[] } {
  const names = ["Mode"];
  const texts = ["logical"];
  for (const [name, wanted] of [["FALSE", 0], ["TRUE", 1], ["NA's", NA_INTEGER]] as const) {
    const n = Array.from(values).filter((v) => v === wanted).length;
    if (n === 0) continue;
    names.push(name);
    texts.push(String(n));
  }
  return { names, texts };
}

function ofVector(call: Call, x: Atomic, most: number): Value {
  if (inherits(x, "Date") || inherits(x, "difftime")) {
    return call.wrong(
      "object",
      "numbers, factors, texts, truth values",
      x,
      "range() gives the first and the last",
    );
  }
  if (isFactor(x)) {
    const { names, values } = levelCounts(x, most);
    return withNamesAndClass(integers(Int32Array.from(values)), names, []);
  }
  if (x.type === "character") {
    return withNamesAndClass(
      characters([String(x.values.length), "character", "character"]),
      ["Length", "Class", "Mode"],
      CLASSES,
    );
  }
  if (x.type === "logical") {
    const { names, texts } = truthCounts(x.values);
    return withNamesAndClass(characters(texts), names, CLASSES);
  }
  const { names, values } = numberSummary(
    x.type === "integer"
      ? Float64Array.from(x.values, (v) => v === NA_INTEGER ? NaN : v)
      : x.values,
  );
  // The mean of nothing is 0/0.
  const none = values.length > 6 && values[3] !== values[3];
  const marks = none ? Uint8Array.from(values, (_, k) => k === 3 ? 1 : 0) : null;
  return withNamesAndClass(doubles(Float64Array.from(values), null, marks), names, CLASSES);
}

/** The cells of a summary of numbers as texts: missing values are counted apart. */
export function summaryCells(x: Atomic, digits: number, options: PrintOptions): string[] {
  if (x.type !== "double") return (x as CharacterVector).values.map((v) => v ?? "NA");
  const names = namesOf(x) ?? [];
  const gone = names.indexOf("NA's");
  const own = Array.from(x.values).filter((_, k) => k !== gone);
  const cells = numberCells(zapsmall(own).map((v) => v ?? NaN), x.nan, { ...options, digits });
  if (gone < 0) return cells.map((c, k) => Number.isNaN(own[k]) ? "" : c);
  cells.splice(gone, 0, String(x.values[gone]));
  return cells;
}

/** A column's lines in the summary of a table: `Min.   :1.5  `. */
function columnLines(call: Call, column: Value, most: number, digits: number): string[] {
  const { console } = call.interpreter;
  if (!isAtomic(column) || dimOf(column)) {
    return call.fail(
      "wrong-argument",
      `summary() of a data frame takes vectors as columns, not ${describe(column)}`,
      'summary(data[c("a", "b")]) chooses columns',
    );
  }
  const made = ofVector(call, column, most) as Atomic;
  const names = (namesOf(made) ?? []).map((v) => v ?? "NA");
  const width = names.reduce((m, v) => Math.max(m, widthOf(v)), 0);
  let cells: string[];
  if (made.type === "integer") {
    const texts = Array.from(made.values, String);
    const wide = texts.reduce((m, t) => Math.max(m, t.length), 0);
    cells = texts.map((t) => t.padStart(wide));
  } else if (made.type === "character") {
    const texts = made.values.map((v) => v ?? "NA");
    const wide = texts.reduce((m, t) => Math.max(m, widthOf(t)), 0);
    cells = texts.map((t) => padded(t, wide, true));
  } else cells = summaryCells(made, digits, console);
  return names.map((n, i) => `${padded(n, width, true)}:${cells[i]}  `);
}

function ofFrame(call: Call, x: Frame): Value {
  const most = call.number("maxsum", 7);
  const digits = call.has("digits")
    ? call.number("digits")
    : summaryDigits(call.interpreter.console);
  const columns = x.values.map((v) => columnLines(call, v, most, digits));
  const rows = columns.reduce((m, c) => Math.max(m, c.length), 0);
  const names = (namesOf(x) ?? []).map((name, j) => {
    const head = columns[j]![0]?.split(":")[0] ?? "";
    const pad = Math.max(0, Math.floor(widthOf(head) - widthOf(name ?? "") / 2));
    return " ".repeat(pad) + (name ?? "");
  });
  return characters(
    columns.flatMap((c) => Array.from({ length: rows }, (_, i) => c[i] ?? null)),
    new Map<string, Value>([
      ["dim", integers([rows, columns.length])],
      ["dimnames", listOf([characters(new Array<string>(rows).fill("")), characters(names)])],
      ["class", characters(["table"])],
    ]),
  );
}

function summary(call: Call): Value {
  const x = call.value("object");
  for (const name of x.type === "list" && isFrame(x) ? [] : givenClass(x)) {
    const own = call.interpreter.functionOrNull(`summary.${name}`, call.scope);
    if (own) return call.apply(own, [x, ...call.rest], [null, ...call.dots.map((d) => d.name)]);
  }
  const [other] = call.dots;
  if (other) refuse(call.word, other, call.word.parameters.map((p) => p.name));
  if (inherits(x, "table")) {
    return call.fail(
      "not-in-language",
      "summary() of a table of counts is not part of the block language",
      "prop.table() gives shares, addmargins() sums; summary(as.data.frame(x)) sums up the counts",
    );
  }
  if (isFrame(x)) return ofFrame(call, x);
  if (isAtomic(x) && dimOf(x)?.length === 2) {
    return matrixSummary(call, x);
  }
  if (isAtomic(x)) return ofVector(call, x, call.number("maxsum", 100));
  return call.wrong(
    "object",
    "a vector, a factor or a data frame",
    x,
    "lapply(x, summary) for each part of a list",
  );
}

/** A matrix is summed up as the table of its columns. */
function matrixSummary(call: Call, x: Atomic): Value {
  const frame = call.interpreter.call("as.data.frame", [x], call.span);
  return call.interpreter.call("summary", [frame], call.span);
}

export const SUMMARY: readonly Builtin[] = [
  word("summary", "object, maxsum, digits, quantile.type!7, ...", summary),
];
