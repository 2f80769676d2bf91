/**
 * `format`: any value as texts, as it would be printed.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, describe } from "../values/coerce.ts";
import {
  type Attributes,
  characters,
  inherits,
  isFactor,
  isFrame,
  isFunction,
  isVector,
  lengthOf,
  levelsOf,
  listOf,
  NA_INTEGER,
  text,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import {
  FORMAT,
  type FormatOptions,
  numbersFormatted,
  textsFormatted,
  withoutZeros,
} from "./format_numbers.ts";
import { keepShort } from "./joining.ts";
import { marked } from "./conversion.ts";

const ARGUMENTS =
  'x, trim, digits, nsmall, justify, width, na.encode, scientific, big.mark, big.interval!3L, small.mark!"", decimal.mark, zero.print!NULL, drop0trailing, ...';

/** The arguments of a call of `format`. */
function optionsOf(call: Call): FormatOptions {
  const given = (name: string): boolean => {
    const value = call.optional(name);
    return value !== null && value.type !== "NULL";
  };
  const scientific = given("scientific") ? call.value("scientific") : null;
  const digits = given("digits") ? call.number("digits") : call.interpreter.console.digits;
  if (!(digits >= 0 && digits <= 22)) {
    return call.wrong("digits", "a number from 0 to 22", call.value("digits"));
  }
  const nsmall = call.number("nsmall", 0);
  if (!(nsmall >= 0 && nsmall <= 20)) {
    return call.wrong("nsmall", "a number from 0 to 20", call.value("nsmall"));
  }
  return {
    trim: call.flag("trim", false),
    digits: Math.max(1, digits),
    nsmall,
    width: given("width") ? call.number("width") : 0,
    justify: call.choice("justify", ["left", "right", "centre", "none"]),
    naEncode: call.flag("na.encode", true),
    scientific: scientific === null
      ? call.interpreter.console.scipen
      : scientific.type === "logical"
      ? call.flag("scientific", false)
      : call.number("scientific"),
    bigMark: call.text("big.mark", ""),
    decimalMark: call.text("decimal.mark", "."),
    dropZeros: call.flag("drop0trailing", false),
  };
}

/** Names and dimensions of what is formatted. */
function shape(x: Value): Attributes | null {
  const kept = [...x.attributes ?? []].filter(([n]) =>
    n === "names" || n === "dim" || n === "dimnames"
  );
  return kept.length > 0 ? new Map(kept) : null;
}

function nullable(values: Iterable<number>, nan: Uint8Array | null): (number | null)[] {
  return Array.from(values, (v, i) => Number.isNaN(v) && !nan?.[i] ? null : v);
}

function vector(call: Call, x: Vector, options: FormatOptions): Value {
  switch (x.type) {
    case "character":
      return characters(textsFormatted(x.values, options), shape(x));
    case "logical": {
      const texts = Array.from(x.values, (v) => v === NA_INTEGER ? "NA" : v ? "TRUE" : "FALSE");
      const cells = options.trim ? texts : textsFormatted(texts, { ...options, justify: "right" });
      return characters(cells, shape(x));
    }
    case "integer":
    case "double": {
      const { values, nan } = asDouble(withAttributes(x, null));
      const own = x.type === "integer"
        ? { ...options, scientific: false, digits: 15, nsmall: 0 }
        : options;
      const chosen = x.type === "integer" && options.scientific === true ? options : own;
      return characters(numbersFormatted(nullable(values, nan), chosen), shape(x));
    }
    case "list":
      return characters(x.values.map((v) => element(call, v, options)), shape(x));
  }
}

/** An element of a list in one text. */
function element(call: Call, x: Value, options: FormatOptions): string {
  if (x.type === "NULL") return "NULL";
  if (x.type === "list" && !isFrame(x)) {
    return x.values.map((v) => element(call, v, options)).join(", ");
  }
  if (isFunction(x) || !isVector(x) || isFrame(x)) return describe(x);
  const made = formatted(call, x, { ...options, trim: true, justify: "none", width: 0 });
  return isVector(made) && made.type === "character"
    ? made.values.map((v) => v ?? "NA").join(", ")
    : "";
}

/** A value as texts. */
export function formatted(call: Call, x: Value, options: FormatOptions): Value {
  if (x.type === "NULL") return text("NULL");
  if (isFrame(x)) {
    // texts in columns stand as they are unless it is said how
    const inFrame = call.has("justify") ? options : { ...options, justify: "none" as const };
    return withAttributes(
      listOf(x.values.map((column) => formatted(call, column, inFrame))),
      new Map(x.attributes),
    );
  }
  if (isFactor(x)) {
    const levels = levelsOf(x);
    const texts = Array.from(x.values, (v) => v === NA_INTEGER ? null : levels[v - 1] ?? null);
    return characters(textsFormatted(texts, options), shape(x));
  }
  if (inherits(x, "Date")) return call.interpreter.call("format.Date", [x], call.span);
  if (inherits(x, "POSIXct")) return characters(asCharacter(x).values);
  if (inherits(x, "difftime") && isVector(x)) {
    const units = textsAttribute(x, "units")?.[0] ?? "days";
    const made = vector(call, withAttributes(x, shape(x)), options);
    return made.type === "character"
      ? characters(made.values.map((v) => `${v} ${units}`), shape(x))
      : made;
  }
  if (!isVector(x)) {
    return x.type === "language" || isFunction(x)
      ? call.interpreter.call("deparse", [x], call.span)
      : call.wrong("x", "a vector", x);
  }
  return vector(call, x, options);
}

function format(call: Call): Value {
  const x = call.value("x");
  const [first] = call.dots;
  if (inherits(x, "Date") || (inherits(x, "POSIXct") && (first || call.has("trim")))) {
    const named = call.dots.find((d) => d.name === "format") ??
      (call.has("trim") && call.value("trim").type === "character" ? null : undefined);
    const pattern = named ? call.valueOf(named) : named === null ? call.value("trim") : null;
    const word = inherits(x, "Date") ? "format.Date" : "format.POSIXct";
    const zone = call.dots.filter((d) => d.name === "tz" || d.name === "usetz");
    const values = [x, ...(pattern ? [pattern] : []), ...zone.map((d) => call.valueOf(d))];
    const names = [null, ...(pattern ? ["format"] : []), ...zone.map((d) => d.name)];
    return call.interpreter.call(word, values, call.span, names);
  }
  if (first) {
    return call.fail(
      "unknown-argument",
      `format() has no argument ${first.name ?? "in this place"}`,
      "digits, nsmall, width, justify, big.mark and scientific say how; format = is for dates",
    );
  }
  const options = optionsOf(call);
  keepShort(call, options.width * Math.max(1, lengthOf(x)));
  return formatted(call, x, options);
}

function prettyNum(call: Call): Value {
  const x = call.value("x");
  const [big, drop] = [call.text("big.mark", ""), call.flag("drop0trailing", false)];
  if (!isVector(x)) return call.wrong("x", "numbers", x);
  const texts = x.type === "character"
    ? x.values
    : x.type === "list"
    ? call.wrong("x", "numbers", x)
    : nullable(asDouble(x).values, asDouble(x).nan).map((v) =>
      x.type === "integer" ? (v === null ? "NA" : String(v)) : numbersFormatted([v], FORMAT)[0]!
    );
  return characters(
    texts.map((t) => t === null ? null : marked(drop ? withoutZeros(t) : t, big)),
    shape(x),
  );
}

export const FORMATS: readonly Builtin[] = [
  word("format", ARGUMENTS, format),
  word("format.default", ARGUMENTS, format),
  word("format.data.frame", ARGUMENTS, format),
  word("prettyNum", "x, big.mark, drop0trailing, ...", prettyNum),
];
