/**
 * `str`: what a value is made of, a line for each part.
 *
 * @module
 */
import { isAnnotated } from "../print/annotated.ts";
import { deparse } from "../../syntax/deparse.ts";
import { formatNumbers, round, signif } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { listOfKind } from "../pillar/kinds.ts";
import { quoted, widthOf } from "../print/cells.ts";
import { dateText, timeTexts } from "../values/date.ts";
import {
  type Atomic,
  type Closure,
  dimOf,
  FACTS,
  givenClass,
  inherits,
  isFactor,
  isFrame,
  type LanguageValue,
  levelsOf,
  type ListVector,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  rowsOf,
  type Value,
} from "../values/value.ts";

/** How much is shown. */
interface Shape {
  /** Elements that are shown, times a factor of each kind. */
  readonly length: number;
  /** The author said how many. */
  readonly said: boolean;
  readonly attributes: boolean;
  /** Lists within lists that are opened. */
  readonly deepest: number;
  readonly width: number;
}

/** Where a part stands. */
interface Place {
  readonly indent: string;
  readonly depth: number;
  /** It is a column: its length is that of all. */
  readonly column: boolean;
}

const DIGITS = 3;
/** Columns after which no further level of a factor begins. */
const LEVEL_ROOM = 13;

function lines(x: Value, shape: Shape, place: Place): string[] {
  switch (x.type) {
    case "NULL":
      return [" NULL"];
    case "closure":
      return [functionHead(x)];
    case "builtin":
      return ["function (...)  "];
    case "language":
      return inherits(x, "terms") ? termsOf(x, shape, place) : language(x, place);
    case "environment":
      return ["<environment>"];
    case "thing":
      return [`<${x.classes[0] ?? "value"}>`];
    case "list":
      return list(x, shape, place);
    default:
      return atomic(x, shape, place);
  }
}

function functionHead(x: Closure): string {
  const formals = x.formals.map((f) =>
    f.otherwise ? `${f.name} = ${deparse(f.otherwise)}` : f.name
  );
  return `function (${formals.join(", ")})  `;
}

function language(x: LanguageValue, place: Place): string[] {
  if (x.expr.kind === "name") return [` symbol ${deparse(x.expr)}`];
  if (x.scope === null) return [` language ${deparse(x.expr)}`];
  return [
    `Class 'formula'  language ${deparse(x.expr)}`,
    `${place.indent} ..- attr(*, ".Environment")=<environment: R_GlobalEnv> `,
  ];
}

/** The terms of a model: where the formula was written stands before what is computed. */
function termsOf(x: LanguageValue, shape: Shape, place: Place): string[] {
  const below = { ...place, indent: `${place.indent} ..` };
  const lines = attributes(x, new Set(["class"]), shape, below);
  const at = lines.findIndex((line) => line.includes('attr(*, "predvars")'));
  const written = `${below.indent}- attr(*, ".Environment")=<environment: R_GlobalEnv> `;
  return [
    `Classes 'terms', 'formula'  language ${deparse(x.expr)}`,
    ...(at < 0 || lines.length === 0
      ? lines
      : [...lines.slice(0, at), written, ...lines.slice(at)]),
  ];
}

function list(x: ListVector, shape: Shape, place: Place): string[] {
  const n = x.values.length;
  const framed = isFrame(x);
  const lead = place.depth === 0 ? "" : " ";
  const head = listOfKind(x) !== null
    ? ` list<${listOfKind(x)}> [1:${n}]`
    : framed && inherits(x, "tbl_df")
    ? `${lead}${inherits(x, "grouped_df") ? "gropd_df" : "tibble"} [${rowsOf(x)} × ${n}] (S3: ${
      givenClass(x).join("/")
    })`
    : framed
    ? `${
      framed && isAnnotated(x)
        ? "Classes 'summary_emm' and "
        : inherits(x, "data.table")
        ? "Classes 'data.table' and "
        : ""
    }'data.frame':\t${rowsOf(x)} obs. of  ${n} variable${n === 1 ? "" : "s"}${n === 0 ? "" : ":"}`
    : n === 0
    ? `${namesOf(x) ? " Named list" : " list"}()`
    : `List of ${n}`;
  const out = [head];
  if (place.depth < shape.deepest) {
    const names = (namesOf(x) ?? []).map((v) => v ?? "NA");
    const width = names.reduce((m, v) => Math.max(m, widthOf(v)), 0);
    x.values.forEach((v, i) => {
      const name = names[i] ?? "";
      const inner = lines(v, shape, {
        indent: `${place.indent} ..`,
        depth: place.depth + 1,
        column: framed && !inherits(x, "tbl_df"),
      });
      out.push(
        `${place.indent}$ ${name}${" ".repeat(width - widthOf(name))}:${inner[0]}`,
        ...inner.slice(1),
      );
    });
  }
  if (listOfKind(x) !== null) {
    const model = lines(x.attributes!.get("ptype")!, shape, place)[0]!;
    return [...out, `${place.indent}@ ptype:${model}`];
  }
  return [
    ...out,
    ...attributes(x, new Set(framed ? ["names", "row.names", "class"] : ["names"]), shape, place),
  ];
}

function attributes(
  x: Value,
  known: ReadonlySet<string>,
  shape: Shape,
  place: Place,
): string[] {
  if (!shape.attributes) return [];
  return [...x.attributes ?? []].filter(([name]) => !known.has(name) && name !== FACTS).flatMap(
    ([name, value]) => {
      const inner = lines(value, { ...shape, said: true }, {
        indent: `${place.indent} ..`,
        depth: place.depth + 1,
        column: false,
      });
      return [`${place.indent}- attr(*, "${name}")=${inner[0]}`, ...inner.slice(1)];
    },
  );
}

const KINDS = { logical: "logi", integer: "int", double: "num", character: "chr" } as const;

/** `[1:3]`, `[1:2, 1:3]`; nothing of one element. */
function extent(x: Atomic, place: Place): string {
  const dim = dimOf(x);
  if (dim) {
    const parts = Array.from(
      dim,
      (d) => d === 1 && dim.length > 1 ? "1" : d === 0 ? "0" : `1:${d}`,
    );
    return dim.length === 1 ? `[${parts[0]}(1d)] ` : `[${parts.join(", ")}] `;
  }
  const n = x.values.length;
  if (n === 1) return "";
  return place.column ? " " : `[1:${n}] `;
}

function atomic(x: Atomic, shape: Shape, place: Place): string[] {
  if (isFactor(x)) return factorLines(x, shape, place);
  if (inherits(x, "Date") || inherits(x, "POSIXct")) return [dates(x, shape, place)];
  const names = namesOf(x) && !dimOf(x);
  const given = givenClass(x);
  const classes = given.length > 0 ? `${given.map((c) => `'${c}'`).join(", ")} ` : "";
  const kind = `${classes}${names ? "Named " : ""}${KINDS[x.type]}`;
  const known = new Set(["dim", "class"]);
  const rest = attributes(x, known, shape, place);
  const n = x.values.length;
  if (n === 0) return [place.column ? ` ${kind} ` : ` ${kind}(0) `, ...rest];
  const head = ` ${kind} ${extent(x, place)}`;
  const shown = elementsOf(x, shape, place, head);
  return [`${head}${shown.join(" ")}${shown.length < n ? " ..." : ""}`, ...rest];
}

/** The first elements as texts. */
function elementsOf(x: Atomic, shape: Shape, place: Place, head: string): string[] {
  switch (x.type) {
    case "logical":
      return Array.from(
        x.values.slice(0, count(1.5, shape)),
        (v) => v === NA_INTEGER ? "NA" : v === 1 ? "TRUE" : "FALSE",
      );
    case "integer":
      return Array.from(
        x.values.slice(0, count(2.5, shape)),
        (v) => v === NA_INTEGER ? "NA" : String(v),
      );
    case "double":
      return numbers(x.values, x.nan, shape);
    case "character": {
      const texts = x.values.map((v) => v === null ? "NA" : quoted(v));
      const wide = place.depth === 0 && !shape.said;
      return texts.slice(
        0,
        wide ? fitting(x.values, shape.width - 4 - widthOf(head.trimEnd())) : count(1, shape),
      );
    }
  }
}

function count(factor: number, shape: Shape): number {
  return Math.max(1, round(factor * shape.length));
}

/** How many texts fit a line. */
function fitting(texts: readonly (string | null)[], room: number): number {
  let used = 0;
  let n = 0;
  for (const t of texts) {
    used += 3 + widthOf(t ?? "NA");
    if (used >= room) break;
    n++;
  }
  return Math.max(1, n);
}

/** Numbers with three digits; more of them where three are all that they have. */
function numbers(values: Numbers, nan: Uint8Array | null, shape: Shape): string[] {
  const most = count(2.5, shape);
  const begin = Array.from(values.slice(0, most));
  const short = begin.every((v) =>
    v !== v || v === 0 ||
    Math.abs(v) > 1e-10 && Math.abs(v) < 1e10 &&
      Math.abs(v - signif(v, DIGITS)) <= 1e-15 * Math.abs(v)
  );
  const shown = short ? begin : begin.slice(0, count(1.25, shape));
  return formatNumbers(
    shown.map((v, i) => v !== v ? (nan?.[i] ? NaN : null) : v),
    { digits: DIGITS },
  ).map((t) => withoutZeros(t.trim()));
}

/** Zeros at the end of decimals go; of a power of ten `e+00` alone does. */
function withoutZeros(text: string): string {
  if (!text.includes(".")) return text;
  return text.includes("e") ? text.replace(/e[+-]0+$/, "") : text.replace(/\.?0+$/, "");
}

function factorLines(x: Atomic, shape: Shape, place: Place): string[] {
  const levels = levelsOf(x).map((l) => l === null ? "NA" : quoted(l));
  const ordered = inherits(x, "ordered");
  const sep = ordered ? "<" : ",";
  let used = 0;
  let fit = 0;
  for (const level of levels) {
    if (fit > 0 && used > LEVEL_ROOM) break;
    used += widthOf(level) + 1;
    fit++;
  }
  const n = levels.length;
  const shown = levels.slice(0, fit).join(sep) + (fit < n ? `${sep}..` : "");
  const most = count(2.5, shape);
  const codes = Array.from(
    (x.values as Numbers).slice(0, most),
    (v) => v === NA_INTEGER ? "NA" : String(v),
  );
  const head = `${ordered ? " Ord.factor" : " Factor"} w/ ${n} level${n === 1 ? "" : "s"}`;
  const rest = attributes(x, new Set(["levels", "class", "names"]), shape, place);
  const body = n === 0 ? `${head}: ` : `${head} ${shown}: `;
  return [body + codes.join(" ") + (x.values.length > most ? " ..." : ""), ...rest];
}

/** Dates and times as texts: by themselves as many as fit the line, within a list a few. */
function dates(x: Atomic, shape: Shape, place: Place): string {
  const n = x.values.length;
  const most = place.depth > 0
    ? Math.min(shape.length, Math.floor((shape.width - place.indent.length - 31) / 19))
    : shape.said
    ? shape.length
    : n;
  const first = (x.values as Numbers).slice(0, Math.max(1, most));
  const times = inherits(x, "POSIXct") ? timeTexts(first) : null;
  const texts = times ??
    Array.from(first, (v) => v !== v || v === NA_INTEGER ? null : dateText(v));
  const wide = place.depth === 0 && !shape.said;
  const shown = texts.slice(0, wide ? fitting(texts, shape.width - 9) : most)
    .map((t) => t === null ? "NA" : `"${t}"`);
  // the length of a column stands above, but of a data frame within a list
  const size = place.column && place.depth === 1 && n > 1 ? "" : `[1:${n}]`;
  return ` ${times ? "POSIXct" : "Date"}${size}, format: ${shown.join(" ")}${
    shown.length < n ? " ..." : ""
  }`;
}

function str(call: Call): Value {
  const x = call.value("object");
  if (x.type === "thing") {
    return call.wrong("object", "vectors, lists and data frames", x, "summary() shows a fit");
  }
  const deepest = call.optional("max.level");
  const shape: Shape = {
    length: call.number("vec.len", 4),
    said: call.has("vec.len"),
    attributes: call.flag("give.attr", true),
    deepest: deepest && deepest.type !== "NULL" ? call.number("max.level") || Infinity : Infinity,
    width: call.interpreter.console.width,
  };
  const out = lines(x, shape, { indent: " ", depth: 0, column: false });
  call.interpreter.printed.push(out.join("\n") + "\n");
  call.hidden = true;
  return NULL;
}

export const STRUCTURE: readonly Builtin[] = [
  word("str", "object, max.level, vec.len, give.attr", str),
];
