/**
 * Differences of back-transformed means: each is a linear function of its own, by the delta method.
 *
 * @module
 */
import { applied, inner } from "../../dense/matrix.ts";
import { cakeOnLogScale } from "../../dense/models.ts";
import { tukeyTail } from "../../dense/tukey.ts";
import type { ReferenceCase } from "../reference_case.ts";
import { half95, type RightValues, twoSided } from "./right.ts";

const REGRID = "emmeans gives back-transformed contrasts the df of the means, " +
  "not those of their own linear functions";

/** df, limits and p of the pairs of `cake_log` on the scale of the response. */
export function backTransformed({ id, json }: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  if (id !== "cake_log") return values;
  const { fit, mean } = cakeOnLogScale(json as unknown as Parameters<typeof cakeOnLogScale>[0]);
  const families: [number, Float64Array[]][] = [
    [0, ["A", "B", "C"].map((recipe) => mean(recipe, 200))],
    [2, [mean(null, 175), mean(null, 225)]],
  ];
  for (const [place, means] of families) {
    let next = 0;
    const scaled = means.map((l) => l.map((x) => x * Math.exp(inner(l, fit.beta))));
    means.forEach((a, i) =>
      means.slice(i + 1).forEach((b, k) => {
        const l = scaled[i]!.map((x, j) => x - scaled[i + 1 + k]![j]!);
        const estimate = Math.exp(inner(a, fit.beta)) - Math.exp(inner(b, fit.beta));
        const se = Math.sqrt(inner(l, applied(fit.adjusted, l)));
        const df = fit.df(l);
        const t = Math.abs(estimate / se);
        const many = means.length > 2;
        const half = se * (many ? criticalRange(means.length, df) : half95(df));
        const field = `emmeans[${place}].regrid_pairs[${next++}]`;
        const set = (name: string, value: number) =>
          values.set(`${field}.${name}`, { value, reason: REGRID });
        set("df", df);
        set("lower", estimate - half);
        set("upper", estimate + half);
        set("p", many ? tukeyTail(t * Math.SQRT2, means.length, df) : twoSided(t, df));
      })
    );
  }
  return values;
}

/** The 0.95 quantile of Tukey's range over √2, by the rule of false position. */
function criticalRange(means: number, df: number): number {
  const at = (x: number) => tukeyTail(x * Math.SQRT2, means, df) - 0.05;
  let [a, b] = [2.2, 3];
  let [fa, fb] = [at(a), at(b)];
  for (let step = 0; step < 30 && Math.abs(b - a) > 1e-10; step++) {
    const next = b - fb * (b - a) / (fb - fa);
    [a, fa, b, fb] = [b, fb, next, at(next)];
    if (fb === fa) break;
  }
  return b;
}
