/**
 * Words that make colours: `colorRampPalette colorRamp rgb col2rgb gray adjustcolor`.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { greatest } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { matrixAttributes } from "../matrices/matrix.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  characters,
  dimOf,
  doubles,
  integers,
  isVector,
  lengthOf,
  namesOf,
  type Value,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { colourOf, numberedColour } from "./colour_names.ts";

type Ink = readonly [red: number, green: number, blue: number, opacity: number];

/** `#RRGGBB`, or with an opacity `#RRGGBBAA`. */
export function hexOf(parts: readonly number[]): string {
  return `#${parts.map((p) => Math.trunc(p).toString(16).padStart(2, "0").toUpperCase()).join("")}`;
}

/** The colours that an argument names. */
export function inksOf(call: Call, name: string): Ink[] {
  const value = call.value(name);
  if (!isVector(value)) return call.wrong(name, "colours", value);
  if (value.type === "double" || value.type === "integer") {
    return Array.from(asDouble(value).values, (k) => numbered(k, call.spanOf(name)));
  }
  return asCharacter(value).values.map((text) => inkOf(text, call.spanOf(name)));
}

function inkOf(text: string | null, span: Span): Ink {
  if (text === null || text === "NA") return [255, 255, 255, 0];
  if (/^\d+$/.test(text)) return numbered(Number(text), span);
  return colourOf(text) ?? fail("wrong-argument", `"${text}" is no colour`, {
    span,
    hint: 'Colours are names such as "steelblue", or "#4682B4"',
  });
}

/** A colour of R's palette by its number; 0 is the background. */
function numbered(k: number, span: Span): Ink {
  if (Number.isNaN(k) || k === 0) return [255, 255, 255, 0];
  return k > 0 ? numberedColour(Math.trunc(k)) : fail("wrong-argument", `${k} is no colour`, {
    span,
    hint: "Colours are numbered from 1",
  });
}

/** Colours between others along a line; `bias` moves the colours given towards its beginning. */
export function ramp(inks: readonly Ink[], bias: number): (t: number) => number[] {
  const all = inks.length === 1 ? [inks[0]!, inks[0]!] : inks;
  const knots = all.map((_, i) => (i / (all.length - 1)) ** bias);
  return (t) => {
    let k = 1;
    while (k < knots.length - 1 && t > knots[k]!) k++;
    const [from, to] = [all[k - 1]!, all[k]!];
    const share = (t - knots[k - 1]!) / (knots[k]! - knots[k - 1]!);
    return from.map((v, i) => Math.round((v + share * (to[i]! - v)) * 1e9) / 1e9);
  };
}

/** Colours of a palette in equal steps. */
export function rampOf(inks: readonly Ink[], n: number, bias = 1, opacity = false): string[] {
  const at = ramp(inks, bias);
  return Array.from({ length: n }, (_, i) => {
    const parts = at(n === 1 ? 0 : i / (n - 1));
    return hexOf(opacity ? parts : parts.slice(0, 3));
  });
}

/** How both make what lies between: along straight lines in red, green and blue. */
const BETWEEN = 'bias, space!"rgb", interpolate!"linear", alpha';

function biasOf(call: Call): number {
  const bias = call.number("bias", 1);
  return bias > 0 ? bias : call.wrong("bias", "a number over 0", call.value("bias"));
}

function palette(call: Call): Value {
  const inks = inksOf(call, "colors");
  const bias = biasOf(call);
  const opacity = call.flag("alpha", false);
  return word("colorRampPalette", "n", (made) => {
    const n = Math.ceil(made.number("n"));
    if (!(n >= 0 && n < 1e6)) return made.wrong("n", "a number of colours", made.value("n"));
    return characters(rampOf(inks, n, bias, opacity));
  });
}

function ramps(call: Call): Value {
  const at = ramp(inksOf(call, "colors"), biasOf(call));
  const columns = call.flag("alpha", false) ? 4 : 3;
  return word("colorRamp", "x", (made) => {
    const points = Array.from(made.doubles("x"));
    if (!points.every((p) => p >= 0 && p <= 1)) {
      return made.wrong("x", "numbers from 0 to 1", made.value("x"));
    }
    const rows = points.map(at);
    const values = Array.from({ length: columns }, (_, j) => rows.map((r) => r[j]!)).flat();
    return withAttributes(doubles(values), matrixAttributes(points.length, columns));
  });
}

/** Parts of colours as numbers from 0 to 1 or to `maxColorValue`, each as often as it must. */
function mixed(call: Call): Value {
  const max = call.number("maxColorValue", 1);
  const red = call.value("red");
  const dim = dimOf(red);
  let parts = ["red", "green", "blue", "alpha"].map((name) => {
    const given = call.optional(name);
    return given === null || given.type === "NULL" ? null : Array.from(call.doubles(name));
  });
  if (parts[1] === null && parts[2] === null) {
    const [all] = parts;
    const rows = dim?.length === 2 && dim[1]! >= 3 ? dim[0]! : null;
    if (rows === null) {
      return call.fail("missing-argument", "rgb() needs red, green and blue", "rgb(1, 0.5, 0)");
    }
    parts = [0, 1, 2].map((j) => all!.slice(j * rows, (j + 1) * rows)).concat([parts[3]!]);
  }
  if (!parts[1] || !parts[2]) {
    return call.fail("missing-argument", "rgb() needs red, green and blue", "rgb(1, 0.5, 0)");
  }
  const own = parts.filter((p): p is number[] => p !== null);
  const n = own.some((p) => p.length === 0) ? 0 : greatest(own.map((p) => p.length));
  const scaled = (value: number): number => {
    if (!(value >= 0 && value <= max)) {
      return fail("wrong-argument", `A part of a colour lies between 0 and ${max}, not ${value}`, {
        span: call.span,
        hint: "maxColorValue = 255 says that they go up to 255",
      });
    }
    return max === 255 ? value : value / max * 255 + 0.5;
  };
  const out = characters(Array.from(
    { length: n },
    (_, i) => hexOf(own.map((p) => scaled(p[i % p.length]!))),
  ));
  const names = call.has("names") ? call.texts("names") : null;
  return names ? withNames(out, names) : out;
}

/** A column of red, green and blue for each colour. */
function parted(call: Call): Value {
  const inks = inksOf(call, "col");
  const rows = call.flag("alpha", false) ? 4 : 3;
  const col = call.value("col");
  const names = namesOf(col);
  return withAttributes(
    integers(Int32Array.from(inks.flatMap((ink) => ink.slice(0, rows)))),
    matrixAttributes(rows, inks.length, ["red", "green", "blue", "alpha"].slice(0, rows), names),
  );
}

function grey(call: Call): Value {
  const levels = Array.from(call.doubles("level"));
  const opacity = call.optional("alpha");
  if (!levels.every((v) => v >= 0 && v <= 1)) {
    return call.wrong("level", "numbers from 0 to 1", call.value("level"));
  }
  const alphas = opacity === null || opacity.type === "NULL" ? [] : [...call.doubles("alpha")];
  return characters(levels.map((v, i) => {
    const tone = v * 255 + 0.5;
    const last = alphas.length > 0 ? [alphas[i % alphas.length]! * 255 + 0.5] : [];
    return hexOf([tone, tone, tone, ...last]);
  }));
}

function adjusted(call: Call): Value {
  const factor = (name: string): number => call.number(name, 1);
  const by = ["red.f", "green.f", "blue.f", "alpha.f"].map(factor);
  const out = characters(
    inksOf(call, "col").map((ink) =>
      hexOf(ink.map((v, i) => Math.min(1, Math.max(0, v / 255 * by[i]!)) * 255 + 0.5))
    ),
  );
  const col = call.value("col");
  return lengthOf(col) > 0 && namesOf(col) ? withNames(out, namesOf(col)) : out;
}

/** Words of colours. */
export const RAMPS: readonly Builtin[] = [
  word("colorRampPalette", `colors, ${BETWEEN}`, palette),
  word("colorRamp", `colors, ${BETWEEN}`, ramps),
  word("rgb", "red, green, blue, alpha, names, maxColorValue", mixed),
  word("col2rgb", "col, alpha", parted),
  ...["gray", "grey"].map((name) => word(name, "level, alpha", grey)),
  word(
    "adjustcolor",
    "col, alpha.f, red.f, green.f, blue.f, offset!c(0, 0, 0, 0), transform!",
    adjusted,
  ),
];
