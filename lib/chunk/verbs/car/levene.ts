/**
 * Verbs of car about the spread and the collinearity of what is modelled: `leveneTest vif`.
 *
 * Sources: Brown & Forsythe (1974, J. Am. Stat. Assoc. 69, 364–367); Fox & Monette (1992, J. Am. Stat.
 * Assoc. 87, 178–183).
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { pf } from "../../../math/distribution/f_distribution.ts";
import { lu } from "../../../math/algebra/lu.ts";
import type { Fit, LinearModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { anovaFrame, asItIs, numberMatrix } from "../../values/classed.ts";
import { numeric, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { textsOf } from "../../values/vector.ts";
import { isVector } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";

/** Numbers of each group. */
type Groups = Map<string, number[]>;

function grouped(y: ArrayLike<number>, keys: readonly (string | null)[]): Groups {
  const groups: Groups = new Map();
  keys.forEach((key, i) => {
    if (key === null || Number.isNaN(y[i]!)) return;
    const own = groups.get(key);
    if (own) own.push(y[i]!);
    else groups.set(key, [y[i]!]);
  });
  return groups;
}

/** The cells of a model of factors that has all their interactions. */
function cellsOf(call: Call, fit: LinearModel, name: string): Groups {
  const { variables, terms } = fit.fixed;
  const whole = terms.some((t) => t.variables.length === variables.length);
  if (variables.length === 0 || variables.some((v) => v.kind !== "factor") || !whole) {
    fail("wrong-argument", "leveneTest() takes a model of factors with all their interactions", {
      span: call.spanOf(name),
      hint: "Write leveneTest(y ~ A * B, data = d)",
    });
  }
  const keys = Array.from(
    { length: fit.n },
    (_, i) => variables.map((v) => v.codes[i]).join(":"),
  );
  return grouped(fit.fitted.map((f, i) => f + fit.residuals[i]!), keys);
}

function groupsOf(call: Call): Groups {
  const first = call.value("y");
  if (first.kind === "fit") {
    const own = first.fit.leastSquares;
    return own ? cellsOf(call, own, "y") : call.wrong("y", "an lm", first);
  }
  if (first.kind === "formula") {
    const args = [
      { ...call.supplied("y")!, name: "formula" },
      ...["data", "group"].flatMap((name) => {
        const arg = call.supplied(name);
        return arg ? [{ ...arg, name: "data" }] : [];
      }).slice(0, 1),
    ];
    const made = call.at("y", () => call.context.call("lm", args, call.span, call.scope));
    const own = made.kind === "fit" ? made.fit.leastSquares : null;
    return own ? cellsOf(call, own, "y") : call.wrong("y", "a formula", first);
  }
  const y = numbersOf(first) ?? call.wrong("y", "numbers, a formula or an lm", first);
  const group = call.value("group");
  if (!isVector(group)) return call.wrong("group", "a factor", group);
  return grouped(y, textsOf(group));
}

function centreOf(values: readonly number[], by: "median" | "mean"): number {
  if (by === "mean") return values.reduce((a, b) => a + b, 0) / values.length;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** `center = mean` is a function's name, which stands as it is. */
function centreAsked(call: Call): "median" | "mean" {
  const expr = call.quoted("center");
  if (!expr) return "median";
  const text = expr.kind === "name" ? expr.name : call.text("center");
  if (text === "median" || text === "mean") return text;
  return fail("wrong-argument", "leveneTest() takes deviations from the median or the mean", {
    span: call.spanOf("center"),
    hint: "Write center = median",
  });
}

function levene(call: Call): Value {
  const groups = groupsOf(call);
  const by = centreAsked(call);
  const spreads = [...groups.values()].map((own) => {
    const centre = centreOf(own, by);
    return own.map((v) => Math.abs(v - centre));
  });
  const n = spreads.reduce((sum, s) => sum + s.length, 0);
  const k = spreads.length;
  if (k < 2 || n <= k) {
    fail("too-few", "leveneTest() compares two groups or more, with several observations", {
      span: call.spanOf("y"),
    });
  }
  const mean = spreads.flat().reduce((a, b) => a + b, 0) / n;
  let [between, within] = [0, 0];
  for (const own of spreads) {
    const centre = own.reduce((a, b) => a + b, 0) / own.length;
    between += own.length * (centre - mean) ** 2;
    for (const v of own) within += (v - centre) ** 2;
  }
  const f = between / (k - 1) / (within / (n - k));
  return asItIs(
    anovaFrame(["group", " "], [
      ["Df", [k - 1, n - k]],
      ["F value", [f, null]],
      ["Pr(>F)", [pf(f, k - 1, n - k, { upper: true }), null]],
    ], [`Levene's Test for Homogeneity of Variance (center = ${by})`]),
    "a test of variances",
  );
}

function determinant(a: Float64Array, n: number): number {
  const d = lu(a, n);
  let out = d.sign;
  for (let k = 0; k < n; k++) out *= d.factor[k * n + k]!;
  return out;
}

/** Generalized inflation of each term's variances by the others. */
function inflations(call: Call, fit: Fit): { label: string; df: number; gvif: number }[] {
  const { fixed, covariance, rank } = fit;
  const kept = Array.from(fixed.kept.keys()).filter((k) => fixed.assign[fixed.kept[k]!] !== 0);
  const correlationOf = (places: readonly number[]): Float64Array =>
    Float64Array.from({ length: places.length ** 2 }, (_, at) => {
      const i = places[Math.floor(at / places.length)]!;
      const j = places[at % places.length]!;
      return covariance[i * rank + j]! /
        Math.sqrt(covariance[i * rank + i]! * covariance[j * rank + j]!);
    });
  const whole = determinant(correlationOf(kept), kept.length);
  if (fixed.terms.length < 2) {
    fail("wrong-argument", "vif() takes a model with two terms or more", {
      span: call.spanOf("mod"),
      hint: "One term alone has nothing to be collinear with",
    });
  }
  return fixed.terms.map(({ label }, t) => {
    const own = kept.filter((k) => fixed.assign[fixed.kept[k]!] === t + 1);
    const others = kept.filter((k) => fixed.assign[fixed.kept[k]!] !== t + 1);
    const gvif = determinant(correlationOf(own), own.length) *
      determinant(correlationOf(others), others.length) / whole;
    return { label, df: own.length, gvif };
  });
}

function inflation(call: Call): Value {
  const { fit } = call.fit("mod");
  const rows = inflations(call, fit);
  if (rows.every((r) => r.df === 1)) {
    return numeric(rows.map((r) => r.gvif), rows.map((r) => r.label));
  }
  return asItIs(
    numberMatrix(
      rows.map((r) => r.label),
      ["GVIF", "Df", "GVIF^(1/(2*Df))"],
      rows.map((r) => [r.gvif, r.df, r.gvif ** (1 / (2 * r.df))]),
    ),
    "inflation of variances",
  );
}

/** Spread and collinearity. */
export const SPREADS: readonly Verb[] = [
  verbOf("car")(
    "leveneTest",
    "y, group?, center?, data?",
    "a test of equal variances of groups, by deviations from the median",
    levene,
  ),
  verbOf("car")("vif", "mod, type!terms", "inflation of variances by collinear terms", inflation),
];
