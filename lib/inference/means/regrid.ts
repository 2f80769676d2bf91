/**
 * Means taken back to the scale of the response for good, so that contrasts are differences there.
 *
 * Source: the delta method, cov(h(μ̂)) ≈ H'VH with H = diag h'(μ̂) (Oehlert 1992, Am. Stat. 46, 27–29).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import { requireModel } from "../contrast/contrast.ts";
import { Means } from "./viewed_means.ts";
import type { MeansGrid } from "./means_grid.ts";

/**
 * Back-transformed means with the covariance that the delta method gives them. Intervals and
 * contrasts are then symmetric about estimates on the response's own scale.
 *
 * @returns the same means if the response was not transformed
 * @example
 * ```ts
 * import { emmeans, lm, regrid, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const means = regrid(emmeans(lm("log(y) ~ Trt", data), "~ Trt"));
 * if (Math.abs(means.rows[0]!.estimate! - Math.SQRT2) > 1e-12) throw new Error();
 * ```
 */
export function regrid(grid: MeansGrid): MeansGrid {
  const means = requireModel(grid);
  if (!(means instanceof Means)) {
    fail("no-means", "Only means can be taken back to their scale", {
      hint: "Hand over what emmeans gave",
    });
  }
  const { parts } = means;
  const { transformation, fit } = parts;
  if (!transformation) return means;
  const known = new Float64Array(parts.known.length);
  const linearFull = parts.linearFull.map((full, i) => {
    const l = means.linear[i];
    if (!l) return full;
    const eta = dot(l, fit.beta) + parts.known[i]!;
    const slope = transformation.derivative(eta);
    known[i] = transformation.inverse(eta) - slope * (eta - parts.known[i]!);
    return full.map((x) => x * slope);
  });
  return new Means(
    {
      ...parts,
      linearFull,
      known,
      transformation: null,
      estimateName: transformation.estimateName ?? "response",
    },
    { ...means.view, scale: "link" },
  );
}
