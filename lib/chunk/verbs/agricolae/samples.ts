/**
 * What the tests of agricolae compare: means of a response by a factor, with an error to measure them by.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import type { FactorColumn } from "../../../data/column.ts";
import { fail } from "../../../diagnostic.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { isVector } from "../../values/value.ts";
import { numbersOf, textsOf } from "../../values/vector.ts";

/** The values of one treatment. */
export interface Sample {
  readonly name: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  /** In order. */
  readonly sorted: Float64Array;
}

/** Treatments with the mean square that their differences are measured by. */
export interface Samples {
  /** Name of the response. */
  readonly response: string;
  /** Name of the treatments: `A:B` of several factors. */
  readonly treatment: string;
  /** In the order of their names. */
  readonly all: readonly Sample[];
  readonly df: number;
  readonly meanSquare: number;
  /** Mean of all values. */
  readonly mean: number;
  /** What was handed over, as it is written. */
  readonly written: string;
}

/** R's quantile of type 7. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const next = sorted[below + 1] ?? sorted[below]!;
  return sorted[below]! + (at - below) * (next - sorted[below]!);
}

function sampleOf(name: string, values: readonly number[]): Sample {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((a, b) => a + (b - mean) ** 2, 0);
  return {
    name,
    n,
    mean,
    sd: Math.sqrt(squares / (n - 1)),
    sorted: Float64Array.from(values).sort(),
  };
}

/** Values by combinations of factors, those without values left out. */
function grouped(y: ArrayLike<number>, factors: readonly FactorColumn[]): Sample[] {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < y.length; i++) {
    const names = factors.map((f) => f.codes[i]! < 0 ? null : f.levels[f.codes[i]!]!);
    if (Number.isNaN(y[i]!) || names.includes(null)) continue;
    const key = names.join(":");
    const own = groups.get(key);
    if (own) own.push(y[i]!);
    else groups.set(key, [y[i]!]);
  }
  // combinations of levels, the first factor slowest
  const order = factors.reduce(
    (names: string[], f) =>
      names.length === 0
        ? [...f.levels]
        : names.flatMap((before) => f.levels.map((level) => `${before}:${level}`)),
    [],
  );
  return order.flatMap((name) => groups.has(name) ? [sampleOf(name, groups.get(name)!)] : []);
}

/** What a call compares: terms of a model, or numbers by groups with their error. */
export function samplesOf(call: Call): Samples {
  const y = call.value("y");
  if (y.kind === "fit") return ofModel(call);
  const numbers = isVector(y) ? numbersOf(y) : null;
  if (!numbers) {
    return call.wrong("y", "a model, or numbers", y, 'HSD.test(aov(y ~ Trt, d), "Trt")');
  }
  const trt = call.value("trt");
  if (!isVector(trt) || textsOf(trt).length !== numbers.length) {
    return call.wrong("trt", `the groups of ${numbers.length} numbers`, trt);
  }
  for (const name of ["DFerror", "MSerror"]) {
    if (call.has(name)) continue;
    fail("missing-argument", `${call.verb.name}() of numbers needs ${name}`, {
      span: call.span,
      hint: "Give DFerror and MSerror of the analysis, or the analysis itself",
    });
  }
  const written = (name: string): string => {
    const expr = call.quoted(name);
    const text = expr ? deparse(expr) : name;
    return text.includes("$") ? text.slice(text.lastIndexOf("$") + 1) : text;
  };
  const factor = trt.kind === "factor"
    ? trt.column
    : asFactor({ kind: "text", name: "trt", ...dictionaryOf(textsOf(trt)) });
  return checked(call, {
    response: written("y"),
    treatment: written("trt"),
    all: grouped(numbers, [factor]),
    df: call.number("DFerror"),
    meanSquare: call.number("MSerror"),
    mean: meanOf(numbers),
    written: deparseOf(call, "y"),
  });
}

function dictionaryOf(
  texts: readonly (string | null)[],
): { codes: Int32Array; dictionary: string[] } {
  const dictionary = [...new Set(texts.flatMap((t) => t ?? []))];
  return {
    codes: Int32Array.from(texts, (t) => t === null ? -1 : dictionary.indexOf(t)),
    dictionary,
  };
}

function deparseOf(call: Call, name: string): string {
  const expr = call.quoted(name);
  return expr ? deparse(expr) : name;
}

const meanOf = (y: ArrayLike<number>): number => {
  const known = Array.from(y).filter((v) => !Number.isNaN(v));
  return known.reduce((a, b) => a + b, 0) / known.length;
};

function ofModel(call: Call): Samples {
  const { fit: any } = call.fit("y");
  const fit = any.leastSquares;
  if (!fit || fit.strata) {
    fail(
      "wrong-argument",
      `${call.verb.name}() takes an analysis by aov() or lm(), in one stratum`,
      {
        span: call.spanOf("y"),
        hint:
          "emmeans(m, ~ Trt) compares the means of any model; give DFerror and MSerror with numbers",
      },
    );
  }
  const names = call.texts("trt");
  const factors = names.map((name) => {
    const found = fit.fixed.variables.find((v) => v.kind === "factor" && v.label === name);
    if (found) {
      return asFactor({
        kind: "factor",
        name,
        codes: found.codes,
        levels: found.levels,
        ordered: found.ordered,
      } as FactorColumn);
    }
    return fail("unknown-variable", `${name} is no factor of the model`, {
      span: call.spanOf("trt"),
      hint: `Its factors are ${
        fit.fixed.variables.filter((v) => v.kind === "factor").map((v) => v.label).join(", ")
      }`,
    });
  });
  const y = fit.fitted.map((f, i) => f + fit.residuals[i]!);
  return checked(call, {
    response: fit.response,
    treatment: names.join(":"),
    all: grouped(y, factors),
    df: call.has("DFerror") ? call.number("DFerror") : fit.residualDf,
    meanSquare: call.has("MSerror") ? call.number("MSerror") : fit.residualSumSq / fit.residualDf,
    mean: meanOf(y),
    written: deparseOf(call, "y"),
  });
}

function checked(call: Call, samples: Samples): Samples {
  if (samples.all.length < 2) {
    fail("too-few", `${call.verb.name}() compares two treatments or more`, {
      span: call.spanOf("trt"),
    });
  }
  if (!(samples.df > 0 && samples.meanSquare >= 0)) {
    fail("wrong-argument", "The error has degrees of freedom above 0, and a mean square", {
      span: call.spanOf(call.has("DFerror") ? "DFerror" : "y"),
    });
  }
  return samples;
}
