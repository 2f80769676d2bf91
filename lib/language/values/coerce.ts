/**
 * Values of one kind as values of another, as R's `as.` words make them.
 *
 * @module
 */
import { refuseWithheld, withheldIn } from "./withheld.ts";
import { fail } from "../../diagnostic.ts";
import { formatNumber } from "../../render/number/number_format.ts";
import { dateText, timeTexts } from "./date.ts";
import {
  type Atomic,
  characters,
  type CharacterVector,
  classOf,
  doubles,
  type DoubleVector,
  inherits,
  integers,
  type IntegerVector,
  isFactor,
  levelsOf,
  listOf,
  type ListVector,
  logicals,
  type LogicalVector,
  NA_INTEGER,
  namesOf,
  share,
  type Type,
  type Value,
  type Vector,
} from "./value.ts";

/** Kinds of vectors from the most particular to the most general. */
export const KINDS = ["logical", "integer", "double", "character", "list"] as const;
export type Kind = typeof KINDS[number];

/** The most general kind of several. */
export function commonKind(a: Kind, b: Kind): Kind {
  return KINDS.indexOf(a) >= KINDS.indexOf(b) ? a : b;
}

/** A number as R's `as.character` writes it: up to fifteen digits. */
export function numberText(x: number, nan = false): string | null {
  if (Number.isNaN(x)) return nan ? "NaN" : null;
  if (Number.isInteger(x) && Math.abs(x) < 1e5) return String(x === 0 ? 0 : x);
  if (x === Infinity) return "Inf";
  if (x === -Infinity) return "-Inf";
  return formatNumber(x, 15);
}

/** A text as a number; NaN if it is none (`NA`, or a word). */
export function parseNumber(text: string): number {
  const t = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(t)) return Number(t);
  // An exponent without digits is 0, as for R.
  if (/^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?$/.test(t)) return Number(t.replace(/[eE][+-]?$/, ""));
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]+)(?:[pP]([+-]?\d+))?$/.exec(t);
  if (hex) {
    const value = Number(`0x${hex[2]}`) * 2 ** Number(hex[3] ?? 0);
    return hex[1] === "-" ? -value : value;
  }
  if (/^[+-]?inf(inity)?$/i.test(t)) return t.startsWith("-") ? -Infinity : Infinity;
  return NaN;
}

/** A text that says that it is no number. */
function isNaNText(text: string): boolean {
  return /^[+-]?nan$/i.test(text.trim());
}

/** Whether a text is read as a number, be it `NaN`. */
export function isNumberText(text: string): boolean {
  return !Number.isNaN(parseNumber(text)) || isNaNText(text);
}

const TRUTHS: Readonly<Record<string, number>> = {
  TRUE: 1,
  true: 1,
  T: 1,
  True: 1,
  FALSE: 0,
  false: 0,
  F: 0,
  False: 0,
};

/** What a conversion lost: numbers that texts did not give, integers that were too large. */
export interface Loss {
  lost: boolean;
}

/** The elements as numbers, without attributes. */
export function asDouble(x: Value, loss?: Loss): DoubleVector {
  switch (x.type) {
    case "double":
      return x.attributes === null ? x : doubles(share(x).values, null, x.nan);
    case "logical":
    case "integer": {
      const { values } = x;
      const out = new Float64Array(values.length);
      for (let i = 0; i < out.length; i++) out[i] = values[i] === NA_INTEGER ? NaN : values[i]!;
      return doubles(out);
    }
    case "character": {
      const out = new Float64Array(x.values.length);
      let nan: Uint8Array | null = null;
      x.values.forEach((v, i) => {
        out[i] = v === null ? NaN : parseNumber(v);
        if (v === null || !Number.isNaN(out[i])) return;
        if (isNaNText(v)) (nan ??= new Uint8Array(out.length))[i] = 1;
        else if (v.trim() !== "" && loss) loss.lost = true;
      });
      return doubles(out, null, nan);
    }
    case "list":
      return asDouble(simple(x, "double"), loss);
    case "NULL":
      return doubles(new Float64Array(0));
    default:
      return refuse(x, "numbers");
  }
}

/** The elements as whole numbers, cut towards zero, without attributes. */
export function asInteger(x: Value, loss?: Loss): IntegerVector {
  if (x.type === "integer") return x.attributes === null ? x : integers(share(x).values);
  if (x.type === "logical") return integers(share(x).values);
  const { values } = asDouble(x, loss);
  const out = new Int32Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const v = Math.trunc(values[i]!);
    if (Math.abs(v) < 2147483648) out[i] = v;
    else {
      out[i] = NA_INTEGER;
      if (loss && !Number.isNaN(v)) loss.lost = true;
    }
  }
  return integers(out);
}

/** The elements as truth values, without attributes. */
export function asLogical(x: Value): LogicalVector {
  switch (x.type) {
    case "logical":
      return x.attributes === null ? x : logicals(share(x).values);
    case "integer":
      if (isFactor(x)) return asLogical(asCharacter(x));
      return logicals(x.values.map((v) => v === NA_INTEGER ? v : v === 0 ? 0 : 1));
    case "double":
      return logicals(
        Int32Array.from(x.values, (v) => Number.isNaN(v) ? NA_INTEGER : v === 0 ? 0 : 1),
      );
    case "character":
      return logicals(
        Int32Array.from(x.values, (v) => v === null ? NA_INTEGER : TRUTHS[v] ?? NA_INTEGER),
      );
    case "list":
      return asLogical(simple(x, "logical"));
    case "NULL":
      return logicals(new Int32Array(0));
    default:
      return refuse(x, "truth values");
  }
}

/** The elements as texts, without attributes; a factor gives its labels, a date is written as one. */
export function asCharacter(x: Value): CharacterVector {
  if ((x.type === "double" || x.type === "integer") && inherits(x, "Date")) {
    return characters(Array.from(asDouble(x).values, (v) => Number.isNaN(v) ? null : dateText(v)));
  }
  if (x.type === "double" && inherits(x, "POSIXct")) return characters(timeTexts(x.values));
  switch (x.type) {
    case "character":
      return x.attributes === null ? x : characters(share(x).values);
    case "logical":
      return characters(
        Array.from(x.values, (v) => v === NA_INTEGER ? null : v === 0 ? "FALSE" : "TRUE"),
      );
    case "integer": {
      if (isFactor(x)) {
        const levels = levelsOf(x);
        return characters(
          Array.from(x.values, (v) => v === NA_INTEGER ? null : levels[v - 1] ?? null),
        );
      }
      return characters(Array.from(x.values, (v) => v === NA_INTEGER ? null : String(v)));
    }
    case "double":
      return characters(Array.from(x.values, (v, i) => numberText(v, x.nan?.[i] === 1)));
    case "list":
      return characters(x.values.map((v) => v.type === "NULL" ? "NULL" : elementText(v)));
    case "NULL":
      return characters([]);
    case "language":
      return refuse(x, "texts");
    default:
      return refuse(x, "texts");
  }
}

/** An element of a list in one text: as it stands if it is one value, else as code would make it. */
function elementText(v: Value): string | null {
  if (!isVectorLike(v)) return refuse(v, "texts");
  const texts = asCharacter(v).values;
  if (texts.length === 1 && v.type !== "list") return texts[0]!;
  if (v.type === "integer" && !isFactor(v) && texts.length > 1) {
    const step = v.values[1]! - v.values[0]!;
    const run = Math.abs(step) === 1 &&
      v.values.every((k, i) => i === 0 || k - v.values[i - 1]! === step);
    if (run) return `${texts[0]}:${texts.at(-1)}`;
  }
  const names = namesOf(v);
  const parts = texts.map((t, i) => {
    const own = t === null ? "NA" : v.type === "character" ? `"${t.replace(/["\\]/g, "\\$&")}"` : t;
    return names?.[i] ? `${names[i]} = ${own}` : own;
  });
  return parts.length === 0 && v.type !== "list"
    ? `${v.type === "double" ? "numeric" : v.type}(0)`
    : `${v.type === "list" ? "list" : "c"}(${parts.join(", ")})`;
}

function isVectorLike(x: Value): x is Vector {
  return (KINDS as readonly Type[]).includes(x.type);
}

/** A list of the elements, names kept. */
export function asList(x: Value): ListVector {
  if (x.type === "list") return x;
  if (x.type === "NULL") return listOf([]);
  if (!isVectorLike(x)) return listOf([share(x)]);
  const names = x.attributes?.get("names");
  const out = listOf(Array.from({ length: x.values.length }, (_, i) => elementAt(x, i)));
  if (names) out.attributes = new Map([["names", names]]);
  return out;
}

/** One element as a vector of its own; of a factor a factor. */
export function elementAt(x: Vector, i: number): Value {
  const kept = isFactor(x) || inherits(x, "Date") || inherits(x, "POSIXct") ||
      inherits(x, "difftime")
    ? new Map([...x.attributes!].filter(([n]) => n !== "names" && n !== "dim" && n !== "dimnames"))
    : null;
  switch (x.type) {
    case "logical":
      return logicals([x.values[i]!], kept);
    case "integer":
      return integers([x.values[i]!], kept);
    case "double":
      return doubles([x.values[i]!], kept, x.nan?.[i] ? Uint8Array.of(1) : null);
    case "character":
      return characters([x.values[i]!], kept);
    case "list":
      return share(x.values[i]!);
  }
}

/** A list of vectors of length one as a vector. */
function simple(x: ListVector, kind: Kind): Atomic {
  refuseWithheld(x, "This");
  const parts = x.values.map((v) => {
    if (!isVectorLike(v) || v.type === "list" || v.values.length !== 1) {
      fail("wrong-argument", `A list that holds more than single values cannot be made ${kind}`, {
        hint: "unlist() makes one vector of a list",
      });
    }
    return v;
  });
  const out = as(characters([]), "character");
  const most = parts.reduce<Kind>((k, p) => commonKind(k, p.type), "logical");
  const texts = most === "character";
  if (texts) return characters(parts.map((p) => asCharacter(p).values[0]!), out.attributes);
  return doubles(Float64Array.from(parts, (p) => asDouble(p).values[0]!));
}

/** The elements as a kind of vector, without attributes. */
export function as(x: Value, kind: Kind, loss?: Loss): Vector {
  switch (kind) {
    case "logical":
      return asLogical(x);
    case "integer":
      return asInteger(x, loss);
    case "double":
      return asDouble(x, loss);
    case "character":
      return asCharacter(x);
    case "list":
      return asList(x);
  }
}

function refuse(x: Value, wanted: string): never {
  return fail(
    "wrong-argument",
    `${wanted} are wanted, and this is ${describe(x)}`.replace(/^./, (c) => c.toUpperCase()),
  );
}

/** What a value is, in words: for faults. */
export function describe(x: Value): string {
  switch (x.type) {
    case "NULL":
      return "NULL";
    case "closure":
    case "builtin":
      return "a function";
    case "language":
      return classOf(x)[0] === "formula" ? "a formula" : "an expression";
    case "environment":
      return "an environment";
    case "thing":
      return x.what;
    case "list":
      return classOf(x).includes("data.frame") ? "a data frame" : withheldIn(x)?.what ?? "a list";
    default: {
      if (isFactor(x)) return "a factor";
      const what = {
        logical: "truth value",
        integer: "whole number",
        double: "number",
        character: "text",
      }[x.type];
      return x.values.length === 1 ? `one ${what}` : `${x.values.length} ${what}s`;
    }
  }
}
