/**
 * Student's and Welch's tests of means: `t.test`.
 *
 * @module
 */
import { pt, qt } from "../../../math/distribution/f_distribution.ts";
import { preciseSum } from "../../base/numeric.ts";
import { type Builtin, type Call, special } from "../../evaluation/builtin.ts";
import type { Value } from "../../values/value.ts";
import {
  type Alternative,
  alternativeOf,
  groupsOfFormula,
  type Hypothesis,
  hypothesisList,
  levelOf,
  sampleOf,
  writtenAs,
} from "./hypothesis.ts";

/** Mean, variance and size of a sample. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

export function momentsOf(x: readonly number[]): Moments {
  const n = x.length;
  // what the division rounds off is taken into account
  const rough = preciseSum(x) / n;
  const mean = rough + preciseSum(x.map((v) => v - rough)) / n;
  return { n, mean, variance: preciseSum(x.map((v) => (v - mean) ** 2)) / (n - 1) };
}

/** p and the interval of (estimate − null) / error on Student's t. */
function judged(
  t: number,
  df: number,
  { alternative, level }: { alternative: Alternative; level: number },
): { p: number; ends: [number, number] } {
  if (alternative === "less") {
    return { p: pt(t, df), ends: [-Infinity, t + qt(level, df)] };
  }
  if (alternative === "greater") {
    return { p: pt(t, df, { upper: true }), ends: [t - qt(level, df), Infinity] };
  }
  const q = qt((1 - level) / 2, df, { upper: true });
  return { p: 2 * pt(-Math.abs(t), df), ends: [t - q, t + q] };
}

interface Samples {
  x: number[];
  y: number[] | null;
  labels: readonly [string, string];
  data: string;
  /** How R names the difference. */
  difference: string;
}

function samplesOf(call: Call): Samples {
  const first = call.has("x") ? call.value("x") : call.value("formula");
  if (first.type === "language") {
    const { samples, labels, data } = groupsOfFormula(call, first);
    if (samples.length !== 2) {
      return call.fail(
        "wrong-argument",
        `t.test() compares two groups, and here are ${samples.length}`,
      );
    }
    return {
      x: samples[0]!,
      y: samples[1]!,
      labels: [`mean in group ${labels[0]}`, `mean in group ${labels[1]}`],
      data,
      difference: `difference in means between group ${labels[0]} and group ${labels[1]}`,
    };
  }
  const x = sampleOf(call, "x");
  const two = call.has("y") && call.value("y").type !== "NULL";
  return {
    x,
    y: two ? sampleOf(call, "y") : null,
    labels: ["mean of x", "mean of y"],
    data: two ? `${writtenAs(call, "x")} and ${writtenAs(call, "y")}` : writtenAs(call, "x"),
    difference: "difference in means",
  };
}

function tTest(call: Call): Value {
  const mu = call.has("mu") ? call.number("mu") : 0;
  const options = { alternative: alternativeOf(call), level: levelOf(call) };
  const paired = call.flag("paired", false);
  const { x, y, labels, data, difference } = samplesOf(call);
  const finish = (
    estimate: Record<string, number>,
    null_: string,
    center: number,
    error: number,
    df: number,
    method: string,
    size: number,
  ): Value => {
    if (error < 10 * Number.EPSILON * size) {
      call.fail("constant-data", "The data are essentially constant: there is no t");
    }
    const t = (center - mu) / error;
    const { p, ends } = judged(t, df, options);
    const h: Hypothesis = {
      statistic: { t },
      parameter: { df },
      p,
      interval: [mu + error * ends[0], mu + error * ends[1]],
      level: options.level,
      estimate,
      null: { [null_]: mu },
      stderr: error,
      alternative: options.alternative,
      method,
      data,
    };
    return hypothesisList(h);
  };
  if (y === null || paired) {
    if (paired && y === null) {
      return call.fail("missing-argument", "t.test() needs y for pairs");
    }
    if (y && x.length !== y.length) {
      return call.fail(
        "wrong-length",
        `Pairs need as many x as y, and there are ${x.length} and ${y.length}`,
      );
    }
    const d = momentsOf((y ? x.map((v, i) => v - y[i]!) : x).filter((v) => v === v));
    if (d.n < 2) return call.fail("too-few", "t.test() needs two observations that are there");
    const error = Math.sqrt(d.variance / d.n);
    return paired
      ? finish(
        { "mean difference": d.mean },
        "mean difference",
        d.mean,
        error,
        d.n - 1,
        "Paired t-test",
        Math.abs(d.mean),
      )
      : finish(
        { "mean of x": d.mean },
        "mean",
        d.mean,
        error,
        d.n - 1,
        "One Sample t-test",
        Math.abs(d.mean),
      );
  }
  const [a, b] = [x, y].map((s) => momentsOf(s.filter((v) => v === v))) as [Moments, Moments];
  const equal = call.flag("var.equal", false);
  if (a.n < 1 || b.n < 1 || (equal ? a.n + b.n < 3 : a.n < 2 || b.n < 2)) {
    return call.fail("too-few", "t.test() needs more observations that are there");
  }
  const center = a.mean - b.mean;
  const size = Math.max(Math.abs(a.mean), Math.abs(b.mean));
  const estimate = { [labels[0]]: a.mean, [labels[1]]: b.mean };
  if (equal) {
    const df = a.n + b.n - 2;
    const pooled = ((a.n > 1 ? (a.n - 1) * a.variance : 0) +
      (b.n > 1 ? (b.n - 1) * b.variance : 0)) / df;
    const error = Math.sqrt(pooled * (1 / a.n + 1 / b.n));
    return finish(estimate, difference, center, error, df, " Two Sample t-test", size);
  }
  const [ea, eb] = [a.variance / a.n, b.variance / b.n];
  const error = Math.sqrt(ea + eb);
  const df = (ea + eb) ** 2 / (ea ** 2 / (a.n - 1) + eb ** 2 / (b.n - 1));
  return finish(estimate, difference, center, error, df, "Welch Two Sample t-test", size);
}

export const LOCATION_TESTS: readonly Builtin[] = [
  special(
    "t.test",
    "x, y, alternative, mu, paired, var.equal, conf.level, formula, data, subset, na.action!na.omit",
    tTest,
  ),
];
