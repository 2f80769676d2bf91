/**
 * Draws of distributions: `rnorm runif rexp …`, each by the algorithm of R, from the page's chance.
 *
 * @module
 */
import { beta } from "../../math/chance/beta.ts";
import { binomial, multinomial } from "../../math/chance/binomial.ts";
import { exponential } from "../../math/chance/exponential.ts";
import { chiSquared, gamma } from "../../math/chance/gamma.ts";
import { hypergeometric } from "../../math/chance/hypergeometric.ts";
import type { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import { normal } from "../../math/chance/normal.ts";
import { poisson } from "../../math/chance/poisson.ts";
import { rankSum, signedRankSum } from "../../math/chance/sampling.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { chanceOf } from "./seed.ts";
import { refuseLong } from "../values/size.ts";
import {
  type Attributes,
  characters,
  doubles,
  integers,
  lengthOf,
  listOf,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  type Value,
} from "../values/value.ts";

/** One draw with the parameters in their order; NaN where they are out of range. */
type Draw = (chance: MersenneTwister, a: readonly number[]) => number;

/** A parameter and its default; null of one that must be given. */
type Parameters = Readonly<Record<string, number | null>>;

/** How many values: a number, or as many as a longer vector has elements. */
export function countOf(call: Call, name: string): number {
  const value = call.value(name);
  if (lengthOf(value) > 1) return lengthOf(value);
  const n = Math.trunc(call.number(name));
  if (!(n >= 0)) return call.wrong(name, "a number from 0 on", value);
  refuseLong(n, call.span);
  return n;
}

function draws(
  call: Call,
  count: string,
  parameters: readonly Numbers[],
  draw: Draw,
  whole: boolean,
): Value {
  const n = countOf(call, count);
  const out = new Float64Array(n);
  let nan: Uint8Array | null = null;
  const none = n > 0 && parameters.some((p) => p.length === 0);
  const chance = chanceOf(call);
  const a = parameters.map(() => 0);
  for (let i = 0; i < n; i++) {
    parameters.forEach((p, k) => a[k] = p[i % p.length]!);
    out[i] = none ? NaN : draw(chance, a);
    if (out[i] !== out[i] && !none) (nan ??= new Uint8Array(n))[i] = 1;
  }
  if (nan || none) {
    call.warn(`${call.word.name}() has no draw for some parameters: they are missing`, "no-number");
  }
  return whole && out.every((v) => !(Math.abs(v) > 2147483647))
    ? integers(Int32Array.from(out, (v) => v !== v ? NA_INTEGER : v))
    : doubles(out, null, nan);
}

function family(
  name: string,
  parameters: Parameters,
  draw: Draw,
  whole = false,
  count = "n",
): Builtin {
  const names = Object.keys(parameters);
  return word(name, [count, ...names].join(", "), (call) =>
    draws(
      call,
      count,
      names.map((p) => {
        const otherwise = parameters[p]!;
        return otherwise === null || call.has(p) ? call.doubles(p) : [otherwise];
      }),
      draw,
      whole,
    ));
}

const finite = Number.isFinite;

function normalDraw(chance: MersenneTwister, [mean, sd]: readonly number[]): number {
  if (mean !== mean || !finite(sd) || sd! < 0) return NaN;
  return sd === 0 || !finite(mean) ? mean! : mean! + sd! * normal(chance);
}

function chiSquaredDraw(chance: MersenneTwister, [df, ncp]: readonly number[]): number {
  if (!finite(df) || !finite(ncp) || df! < 0 || ncp! < 0) return NaN;
  if (ncp === 0) return df === 0 ? 0 : chiSquared(chance, df!);
  const pairs = poisson(chance, ncp! / 2);
  const excess = pairs > 0 ? chiSquared(chance, 2 * pairs) : 0;
  return df! > 0 ? excess + gamma(chance, df! / 2, 2) : excess;
}

function fDraw(chance: MersenneTwister, [df1, df2]: readonly number[]): number {
  if (!(df1! > 0 && df2! > 0)) return NaN;
  const above = finite(df1) ? chiSquared(chance, df1!) / df1! : 1;
  return above / (finite(df2) ? chiSquared(chance, df2!) / df2! : 1);
}

function binomialDraw(chance: MersenneTwister, [size, p]: readonly number[]): number {
  if (!finite(size) || !Number.isInteger(size) || size! < 0 || !(p! >= 0 && p! <= 1)) return NaN;
  return binomial(chance, size!, p!);
}

function negativeBinomial(chance: MersenneTwister, [size, p]: readonly number[]): number {
  if (!(size! > 0 && p! > 0 && p! <= 1)) return NaN;
  return p === 1 ? 0 : poisson(chance, gamma(chance, size!, (1 - p!) / p!));
}

function negativeBinomialMean(chance: MersenneTwister, [size, mu]: readonly number[]): number {
  if (!(size! > 0 && finite(mu) && mu! >= 0)) return NaN;
  return mu === 0 ? 0 : poisson(chance, gamma(chance, size!, mu! / size!));
}

function hypergeometricDraw(chance: MersenneTwister, [m, n, k]: readonly number[]): number {
  if (!finite(m) || !finite(n) || !finite(k)) return NaN;
  const [white, black, drawn] = [Math.round(m!), Math.round(n!), Math.round(k!)];
  if (white < 0 || black < 0 || drawn < 0 || drawn > white + black) return NaN;
  return hypergeometric(chance, white, black, drawn);
}

/** A place and a scale; `standard` draws about 0. */
function located(standard: (chance: MersenneTwister) => number): Draw {
  return (chance, [location, scale]) => {
    if (location !== location || !finite(scale) || scale! < 0) return NaN;
    return scale === 0 || !finite(location) ? location! : location! + scale! * standard(chance);
  };
}

/** Draws of two families one after another, combined element by element, as R writes them. */
function noncentral(
  call: Call,
  first: [string, Value[], string[]],
  second: [string, Value[], string[]],
  combine: (a: Value, b: Value) => Value,
): Value {
  const n = call.value("n");
  const [a, b] = [first, second].map(([name, values, names]) =>
    call.interpreter.call(name, [n, ...values], call.span, [null, ...names])
  );
  return combine(a!, b!);
}

function studentT(call: Call): Value {
  if (!call.has("ncp")) return draws(call, "n", [call.doubles("df")], studentDraw, false);
  const df = call.value("df");
  const divide = (a: Value, b: Value): Value => call.interpreter.operate("/", a, b, call.span);
  return noncentral(
    call,
    ["rnorm", [call.value("ncp")], ["mean"]],
    ["rchisq", [df], ["df"]],
    (z, s) => divide(z, call.interpreter.call("sqrt", [divide(s, df)], call.span)),
  );
}

function studentDraw(chance: MersenneTwister, [df]: readonly number[]): number {
  if (!(df! > 0)) return NaN;
  const z = normal(chance);
  return finite(df) ? z / Math.sqrt(chiSquared(chance, df!) / df!) : z;
}

function fDraws(call: Call): Value {
  const parameters = [call.doubles("df1"), call.doubles("df2")];
  if (!call.has("ncp")) return draws(call, "n", parameters, fDraw, false);
  const [df1, df2] = [call.value("df1"), call.value("df2")];
  const divide = (a: Value, b: Value): Value => call.interpreter.operate("/", a, b, call.span);
  return noncentral(
    call,
    ["rchisq", [df1, call.value("ncp")], ["df", "ncp"]],
    ["rchisq", [df2], ["df"]],
    (a, b) => divide(divide(a, df1), divide(b, df2)),
  );
}

function betaDraws(call: Call): Value {
  const parameters = [call.doubles("shape1"), call.doubles("shape2")];
  const ncp = call.has("ncp") ? call.doubles("ncp") : [0];
  if (Array.from(ncp).every((v) => v === 0)) {
    return draws(
      call,
      "n",
      parameters,
      (chance, [a, b]) => a! >= 0 && b! >= 0 ? beta(chance, a!, b!) : NaN,
      false,
    );
  }
  const twice = (name: string): Value =>
    call.interpreter.operate("*", doubles([2]), call.value(name), call.span);
  return noncentral(
    call,
    ["rchisq", [twice("shape1"), call.value("ncp")], ["df", "ncp"]],
    ["rchisq", [twice("shape2")], ["df"]],
    (a, b) =>
      call.interpreter.operate(
        "/",
        a,
        call.interpreter.operate("+", a, b, call.span),
        call.span,
      ),
  );
}

/** The scale of a gamma law: 1 / `rate`, or `scale`; of both only where they say the same. */
export function gammaScale(call: Call): Numbers {
  if (!call.has("scale")) return call.has("rate") ? call.doubles("rate").map((r) => 1 / r) : [1];
  const scale = call.doubles("scale");
  if (call.has("rate")) {
    const rate = call.doubles("rate");
    if (!scale.every((s, i) => Math.abs(s * rate[i % rate.length]! - 1) < 1e-15)) {
      refuseBoth(call, "rate", "scale");
    }
    call.warn(`${call.word.name}() takes rate or scale: they say the same here`, "warning");
  }
  return scale;
}

function gammaDraws(call: Call): Value {
  return draws(
    call,
    "n",
    [call.doubles("shape"), gammaScale(call)],
    (chance, [shape, s]) => shape! >= 0 && s! >= 0 ? gamma(chance, shape!, s!) : NaN,
    false,
  );
}

/** Two arguments that say the same thing. */
export function refuseBoth(call: Call, a: string, b: string): never {
  return call.fail(
    "repeated-argument",
    `${call.word.name}() takes ${a} or ${b}, not both`,
    `Leave one of them out`,
  );
}

function negativeBinomialDraws(call: Call): Value {
  if (call.has("mu") && call.has("prob")) refuseBoth(call, "prob", "mu");
  return call.has("mu")
    ? draws(call, "n", [call.doubles("size"), call.doubles("mu")], negativeBinomialMean, true)
    : draws(call, "n", [call.doubles("size"), call.doubles("prob")], negativeBinomial, true);
}

function multinomialDraws(call: Call): Value {
  const n = countOf(call, "n");
  const size = call.number("size");
  const weights = Array.from(call.doubles("prob"));
  const total = weights.reduce((a, b) => a + b, 0);
  if (weights.some((w) => !(w >= 0 && w < Infinity)) || !(total > 0)) {
    return call.wrong("prob", "numbers from 0 on, not all 0", call.value("prob"));
  }
  if (!(size >= 0)) return call.wrong("size", "a number from 0 on", call.value("size"));
  refuseLong(n * weights.length, call.span);
  const chance = chanceOf(call);
  const p = weights.map((w) => w / total);
  const counts = Array.from({ length: n }, () => multinomial(chance, Math.trunc(size), p)).flat();
  const attributes: Attributes = new Map<string, Value>([["dim", integers([p.length, n])]]);
  const names = namesOf(call.value("prob"));
  if (names) attributes.set("dimnames", listOf([characters([...names]), NULL]));
  return integers(Int32Array.from(counts), attributes);
}

const LOCATED = { location: 0, scale: 1 };

export const DRAWS: readonly Builtin[] = [
  family("rnorm", { mean: 0, sd: 1 }, normalDraw),
  family("runif", { min: 0, max: 1 }, (chance, [a, b]) => {
    if (!finite(a) || !finite(b) || b! < a!) return NaN;
    return a === b ? a! : a! + (b! - a!) * chance.uniform();
  }),
  family("rexp", { rate: 1 }, (chance, [rate]) => {
    const scale = 1 / rate!;
    return finite(scale) && scale > 0 ? scale * exponential(chance) : scale === 0 ? 0 : NaN;
  }),
  word("rgamma", "n, shape, rate, scale", gammaDraws),
  word("rbeta", "n, shape1, shape2, ncp", betaDraws),
  family("rchisq", { df: null, ncp: 0 }, chiSquaredDraw),
  word("rt", "n, df, ncp", studentT),
  word("rf", "n, df1, df2, ncp", fDraws),
  family("rbinom", { size: null, prob: null }, binomialDraw, true),
  family(
    "rpois",
    { lambda: null },
    (chance, [mean]) => finite(mean) && mean! >= 0 ? poisson(chance, mean!) : NaN,
    true,
  ),
  family(
    "rgeom",
    { prob: null },
    (chance, [p]) =>
      p! > 0 && p! <= 1 ? poisson(chance, exponential(chance) * ((1 - p!) / p!)) : NaN,
    true,
  ),
  word("rnbinom", "n, size, prob, mu", negativeBinomialDraws),
  family("rhyper", { m: null, n: null, k: null }, hypergeometricDraw, true, "nn"),
  family("rweibull", { shape: null, scale: 1 }, (chance, [shape, scale]) => {
    if (scale === 0) return 0;
    if (!finite(shape) || !finite(scale) || shape! <= 0 || scale! <= 0) return NaN;
    return scale! * Math.pow(-Math.log(chance.uniform()), 1 / shape!);
  }),
  family(
    "rlogis",
    LOCATED,
    located((chance) => {
      const u = chance.uniform();
      return Math.log(u / (1 - u));
    }),
  ),
  family("rcauchy", LOCATED, located((chance) => Math.tan(Math.PI * chance.uniform()))),
  family(
    "rlnorm",
    { meanlog: 0, sdlog: 1 },
    (chance, a) => Math.exp(normalDraw(chance, a)),
  ),
  family(
    "rsignrank",
    { n: null },
    (chance, [n]) => n! >= 0 ? signedRankSum(chance, Math.round(n!)) : NaN,
    true,
    "nn",
  ),
  family(
    "rwilcox",
    { m: null, n: null },
    (chance, [m, n]) => m! >= 0 && n! >= 0 ? rankSum(chance, Math.round(m!), Math.round(n!)) : NaN,
    true,
    "nn",
  ),
  word("rmultinom", "n, size, prob", multinomialDraws),
];
