/**
 * Numbers as words of axes and keys: `number comma percent dollar scientific`, and the functions that
 * write them so: `label_comma comma_format …`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Builtin, Call, word } from "../evaluation/builtin.ts";
import { asDouble } from "../values/coerce.ts";
import {
  characters,
  type CharacterVector,
  doubles,
  integer,
  isVector,
  logical,
  namesOf,
  text,
  type Value,
  withNames,
} from "../values/value.ts";

/** What stands about numbers, and how exact they are. */
interface Style {
  accuracy: number | null;
  scale: number;
  prefix: string;
  suffix: string;
  bigMark: string;
  decimalMark: string;
  positive: "none" | "plus";
  negative: "hyphen" | "minus" | "parens";
}

/** The nearest whole number; of two the even one. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  return x - down !== 0.5 ? Math.round(x) : down % 2 === 0 ? down : down + 1;
}

/** The step to which numbers are rounded so that those next to each other differ. */
function accuracyOf(values: readonly number[]): number {
  const sorted = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  if (sorted.length < 2) return 1;
  let least = Infinity;
  for (let i = 1; i < sorted.length; i++) least = Math.min(least, sorted[i]! - sorted[i - 1]!);
  if (least < Math.sqrt(2 ** -52)) return 1;
  const fine = 10 ** (Math.floor(Math.log10(least)) - 1);
  const coarse = sorted.every((v) => roundHalfEven(v / fine) % 10 === 0);
  return Math.min(coarse ? fine * 10 : fine, 1);
}

function numbersOf(call: Call): Float64Array {
  const x = call.value("x");
  if (!isVector(x) || x.type === "character" || x.type === "list") {
    return call.wrong("x", "numbers", x);
  }
  return Float64Array.from(asDouble(x).values);
}

function written(call: Call, values: Float64Array, style: Style): Value {
  const n = values.length;
  if (n === 0) return characters([]);
  const { scale } = style;
  const accuracy = style.accuracy ?? accuracyOf(Array.from(values, (v) => v * scale));
  const step = accuracy / scale;
  const rounded = Array.from(values, (v) => roundHalfEven(v / step) * step);
  const digits = Math.min(20, Math.max(0, -Math.floor(Math.log10(accuracy))));
  const formatted = call.interpreter.call(
    "format",
    [
      doubles(Float64Array.from(rounded, (v) => Math.abs(v) * scale)),
      text(style.bigMark),
      text(style.decimalMark),
      logical(true),
      integer(digits),
      logical(false),
    ],
    call.span,
    [null, "big.mark", "decimal.mark", "trim", "nsmall", "scientific"],
  ) as CharacterVector;
  const out = rounded.map((v, i) => {
    if (Number.isNaN(v)) return null;
    const bare = Number.isFinite(v)
      ? `${style.prefix}${formatted.values[i]}${style.suffix}`
      : "Inf";
    if (v > 0) return style.positive === "plus" ? `+${bare}` : bare;
    if (v === 0) return bare;
    if (style.negative === "parens") return `(${bare})`;
    return `${style.negative === "minus" ? "\u2212" : "-"}${bare}`;
  });
  return withNames(characters(out), namesOf(call.value("x")));
}

const textOr = (call: Call, name: string, otherwise: string): string =>
  call.has(name) ? call.text(name) : otherwise;

function styleOf(call: Call, usual: Partial<Style>): Style {
  const given = call.optional("accuracy");
  return {
    accuracy: given === null || given.type === "NULL" ? null : call.number("accuracy"),
    scale: call.number("scale", usual.scale ?? 1),
    prefix: textOr(call, "prefix", usual.prefix ?? ""),
    suffix: textOr(call, "suffix", usual.suffix ?? ""),
    bigMark: textOr(call, "big.mark", usual.bigMark ?? " "),
    decimalMark: textOr(call, "decimal.mark", "."),
    positive: call.choice("style_positive", ["none", "plus"] as const),
    negative: call.choice("style_negative", ["hyphen", "minus", "parens"] as const),
  };
}

const STYLE = "accuracy, scale, prefix, suffix, big.mark, decimal.mark, style_positive, " +
  "style_negative, scale_cut!NULL, trim!TRUE";

type Written = (call: Call, values: Float64Array) => Value;

/** A word that writes numbers, and those that give functions which do. */
function family(
  name: string,
  makers: readonly string[],
  parameters: string,
  write: Written,
): Builtin[] {
  const direct = word(name, `x, ${parameters}`, (call) => write(call, numbersOf(call)));
  const maker = (own: string): Builtin =>
    word(own, parameters, (call) => {
      const given = [null, ...call.given];
      return word(own, "x", (made) => {
        const { span, scope, interpreter } = made;
        const x = { name: null, expr: null, value: made.value("x"), span };
        const whole = [x, ...given.slice(1)];
        return direct.run(new Call(direct, whole, [], span, scope, interpreter, null));
      });
    });
  return [direct, ...makers.map(maker)];
}

const plain = (usual: Partial<Style>): Written => (call, values) =>
  written(call, values, styleOf(call, usual));

/** Whether some amounts, none of them large, have cents. */
function withCents(values: Float64Array, largest: number): boolean {
  const own = Array.from(values).filter((v) => Number.isFinite(v));
  if (own.length === 0 || own.some((v) => Math.abs(v) >= largest)) return false;
  return own.some((v) => v !== Math.floor(v));
}

const dollars: Written = (call, values) => {
  const style = styleOf(call, { prefix: "$", bigMark: "," });
  const largest = call.number("largest_with_cents", 100000);
  const cents = withCents(values.map((v) => v * style.scale), largest);
  return written(call, values, { ...style, accuracy: style.accuracy ?? (cents ? 0.01 : 1) });
};

const scientific: Written = (call, values) => {
  if (values.length === 0) return characters([]);
  const [digits, scale] = [call.number("digits", 3), call.number("scale", 1)];
  const short = call.interpreter.call(
    "signif",
    [doubles(values.map((v) => v * scale)), integer(digits)],
    call.span,
  );
  const formatted = call.interpreter.call(
    "format",
    [short, text(textOr(call, "decimal.mark", ".")), logical(true), logical(true)],
    call.span,
    [null, "decimal.mark", "trim", "scientific"],
  ) as CharacterVector;
  const [prefix, suffix] = [textOr(call, "prefix", ""), textOr(call, "suffix", "")];
  const out = Array.from(
    values,
    (v, i) => Number.isNaN(v) ? null : `${prefix}${formatted.values[i]}${suffix}`,
  );
  return withNames(characters(out), namesOf(call.value("x")));
};

const pValues: Written = (call, values) => {
  const accuracy = call.number("accuracy", 0.001);
  const own = { ...styleOf(call, {}), accuracy, prefix: "", suffix: "" };
  const one = (v: number): string =>
    (written(call, Float64Array.of(v), own) as CharacterVector).values[0] ?? "NA";
  const given = call.optional("prefix");
  const signs = given && given.type !== "NULL"
    ? call.texts("prefix")
    : call.flag("add_p", false)
    ? ["p<", "p=", "p>"]
    : ["<", "", ">"];
  if (signs.length !== 3) {
    fail("wrong-argument", "prefix holds three texts: of less, of equal, of more", {
      span: call.spanOf("prefix"),
    });
  }
  const all = (written(call, values, own) as CharacterVector).values;
  const out = Array.from(values, (v, i) => {
    if (Number.isNaN(v)) return null;
    if (v < accuracy) return `${signs[0]}${one(accuracy)}`;
    return v > 1 - accuracy ? `${signs[2]}${one(1 - accuracy)}` : `${signs[1]}${all[i]}`;
  });
  return withNames(characters(out), namesOf(call.value("x")));
};

/** Numbers as words. */
export const LABELS: readonly Builtin[] = [
  ...family("number", ["label_number", "number_format"], STYLE, plain({})),
  ...family("comma", ["label_comma", "comma_format"], STYLE, plain({ bigMark: "," })),
  ...family(
    "percent",
    ["label_percent", "percent_format"],
    STYLE,
    plain({ scale: 100, suffix: "%" }),
  ),
  ...family("dollar", ["label_dollar", "dollar_format"], `${STYLE}, largest_with_cents`, dollars),
  ...family(
    "scientific",
    ["label_scientific", "scientific_format"],
    "digits, scale, prefix, suffix, decimal.mark, trim!TRUE",
    scientific,
  ),
  ...family(
    "pvalue",
    ["label_pvalue", "pvalue_format"],
    "accuracy, decimal.mark, prefix, add_p",
    pValues,
  ),
];
