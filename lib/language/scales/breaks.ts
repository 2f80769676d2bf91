/**
 * Functions that find where an axis has marks: `breaks_pretty breaks_width breaks_extended`, and
 * `alpha`, a colour with an opacity.
 *
 * @module
 */
import { extendedBreaks } from "../../render/figure/grammar/breaks.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { hexOf, inksOf } from "../grDevices/ramps.ts";
import { asDouble } from "../values/coerce.ts";
import { characters, double, doubles, isVector, type Value } from "../values/value.ts";

/** Least and greatest of the numbers of an axis; null without any. */
function rangeOf(call: Call): [number, number] | null {
  const x = call.value("x");
  if (!isVector(x) || x.type === "character" || x.type === "list") {
    return call.wrong("x", "numbers", x);
  }
  const own = Array.from(asDouble(x).values).filter(Number.isFinite).sort((a, b) => a - b);
  return own.length === 0 ? null : [own[0]!, own.at(-1)!];
}

const pretty = (name: string): Builtin =>
  word(name, "n", (call) => {
    const n = call.number("n", 5);
    return word(name, "x, n", (made) =>
      made.interpreter.call(
        "pretty",
        [made.value("x"), double(made.number("n", n))],
        made.span,
        [null, "n"],
      ));
  });

const extended = (name: string): Builtin =>
  word(name, "n", (call) => {
    const n = call.number("n", 5);
    return word(name, "x, n", (made) => {
      const range = rangeOf(made);
      return doubles(range ? extendedBreaks(...range, made.number("n", n)) : []);
    });
  });

function everyWidth(call: Call): Value {
  const width = call.number("width");
  const offset = call.number("offset", 0);
  if (!(width > 0)) return call.wrong("width", "a number over 0", call.value("width"));
  return word("breaks_width", "x", (made) => {
    const range = rangeOf(made);
    if (!range) return doubles([]);
    const [low, high] = range;
    if (high === low) return doubles([low - width / 2 + offset, low + width / 2 + offset]);
    const [first, last] = [Math.floor(low / width), Math.ceil(high / width)];
    if (last - first > 1e5) return made.fail("wrong-argument", "That are too many breaks");
    return doubles(Array.from(
      { length: last - first + 1 },
      (_, i) => first * width + i * width + offset,
    ));
  });
}

/** Colours with an opacity; NA leaves the one that they have. */
function alpha(call: Call): Value {
  const inks = inksOf(call, "colour");
  const given = call.optional("alpha");
  const opacities = given === null ? [NaN] : Array.from(call.doubles("alpha"));
  if (inks.length > 1 && opacities.length > 1 && inks.length !== opacities.length) {
    return call.fail("wrong-length", "One of colour and alpha may have several values");
  }
  const n = Math.max(inks.length, opacities.length);
  return characters(Array.from({ length: n }, (_, i) => {
    const [r, g, b, own] = inks[i % inks.length]!;
    const opacity = opacities[i % opacities.length]!;
    const a = Number.isNaN(opacity) ? own : Math.round(Math.min(1, Math.max(0, opacity)) * 255);
    return hexOf([r, g, b, a]);
  }));
}

/** Where marks are, and opacity. */
export const BREAKS: readonly Builtin[] = [
  pretty("breaks_pretty"),
  pretty("pretty_breaks"),
  extended("breaks_extended"),
  extended("extended_breaks"),
  word("breaks_width", "width, offset", everyWidth),
  word("alpha", "colour, alpha", alpha),
];
