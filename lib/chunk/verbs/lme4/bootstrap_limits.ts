/**
 * Limits by a parametric bootstrap: `confint(m, method = "boot")` and `confint` of what `bootMer` gives.
 *
 * Source: Davison & Hinkley (1997), Bootstrap Methods and their Application, chapter 5 and equation 5.8.
 *
 * @module
 */
import { duringCount } from "../../../progress.ts";
import { fail } from "../../../diagnostic.ts";
import { responsesOf } from "../../../inference/test/normal_draws.ts";
import { qnorm } from "../../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { chanceFor } from "./chance_for.ts";

/** Where the limits are taken: at quantiles of the draws, at their reflection, or by their spread. */
export const BOOT_TYPES = ["perc", "basic", "norm"] as const;

/** A quantile of draws in rising order, between two of them on the scale of a normal distribution. */
function quantile(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const place = (n + 1) * p;
  const k = Math.trunc(place);
  if (k <= 0) return sorted[0]!;
  if (k >= n) return sorted[n - 1]!;
  if (place === k) return sorted[k - 1]!;
  const [low, high] = [qnorm(k / (n + 1)), qnorm((k + 1) / (n + 1))];
  const share = (qnorm(p) - low) / (high - low);
  return sorted[k - 1]! + share * (sorted[k]! - sorted[k - 1]!);
}

/** Limits of each number, from its value in the data and in the draws. */
export function bootstrapLimits(
  t0: ArrayLike<number>,
  t: readonly ArrayLike<number>[],
  level: number,
  type: typeof BOOT_TYPES[number],
): [number, number][] {
  const tail = (1 - level) / 2;
  return Array.from(t0, (own, j): [number, number] => {
    const draws = Float64Array.from(t, (row) => row[j]!).sort();
    const n = draws.length;
    if (type === "norm") {
      const mean = draws.reduce((a, b) => a + b, 0) / n;
      const sd = Math.sqrt(draws.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
      const reach = qnorm(1 - tail) * sd;
      return [2 * own - mean - reach, 2 * own - mean + reach];
    }
    const [low, high] = [quantile(draws, tail), quantile(draws, 1 - tail)];
    return type === "perc" ? [low, high] : [2 * own - high, 2 * own - low];
  });
}

/** Standard deviations and correlations in lme4's order, then the fixed effects. */
function numbersOf(fit: LinearMixedModel): number[] {
  const blocks: (typeof fit.varianceComponents)[] = [];
  for (const c of fit.varianceComponents) {
    if (c.correlations.length === 0) blocks.push([c]);
    else blocks.at(-1)!.push(c);
  }
  const spreads = blocks.flatMap((own) =>
    own.flatMap((c, k) => [
      c.sd ?? NaN,
      ...own.slice(k + 1).map((o) => o.correlations[k] ?? NaN),
    ])
  );
  return [...spreads, ...fit.beta];
}

/** Limits of all parameters of a mixed model by responses drawn from it. */
export function bootstrapOf(
  call: Call,
  fit: LinearMixedModel,
  level: number,
): { name: string; lower: number; upper: number }[] {
  const draws = call.number("nsim", 500);
  if (!(draws * (1 - level) / 2 >= 1)) {
    fail("bad-value", `A bootstrap of ${draws} draws has no percentiles`, {
      span: call.spanOf("nsim"),
      hint: "Ask for more draws: nsim = 500",
    });
  }
  const type = call.choice("boot.type", BOOT_TYPES, "perc");
  const responses = responsesOf(fit, draws, chanceFor(call));
  const t = responses.map((response, k) =>
    duringCount(k, draws, "draws refitted", () => numbersOf(fit.refit({ response })))
  );
  const own = numbersOf(fit);
  const spreads = own.length - fit.rank - 1;
  const names = [
    ...Array.from({ length: spreads }, (_, k) => `.sig${String(k + 1).padStart(2, "0")}`),
    ".sigma",
    ...Array.from(fit.fixed.kept, (j) => fit.fixed.names[j]!),
  ];
  return bootstrapLimits(own, t, level, type).map(([lower, upper], i) => ({
    name: names[i]!,
    lower,
    upper,
  }));
}
