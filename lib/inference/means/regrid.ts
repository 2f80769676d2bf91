/**
 * Means taken back to the scale of the response for good, so that contrasts are differences there; or onto
 * another scale.
 *
 * Source: the delta method, cov(h(μ̂)) ≈ H'VH with H = diag h'(μ̂) (Oehlert 1992, Am. Stat. 46, 27–29).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { Fit } from "../../model/fit.ts";
import {
  type Transformation,
  transformationNamed,
  TRANSFORMATIONS,
} from "../../model/formula/transformation.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { requireModel } from "../contrast/contrast.ts";
import { restrict } from "../estimate/linear_function.ts";
import { Means } from "./viewed_means.ts";
import type { MeansGrid } from "./means_grid.ts";

/**
 * Back-transformed means with the covariance that the delta method gives them. Intervals and
 * contrasts are then symmetric about estimates on the response's own scale.
 *
 * @param scale `response`, or the name of a transformation: the logarithm of the means of the response with
 * `log`, whatever scale the model has; `none` leaves them as they are
 * @returns the same means if the response was not transformed, and is not to be
 * @throws DiagnosticError `no-means`, `unknown-transformation`, `no-value` where a mean has no value on that scale
 * @example
 * ```ts
 * import { emmeans, lm, regrid, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const means = regrid(emmeans(lm("log(y) ~ Trt", data), "~ Trt"));
 * if (Math.abs(means.rows[0]!.estimate! - Math.SQRT2) > 1e-12) throw new Error();
 * ```
 */
export function regrid(grid: MeansGrid, scale: string = "response"): MeansGrid {
  const own = requireModel(grid);
  if (!(own instanceof Means)) {
    fail("no-means", "Only means can be taken back to their scale", {
      hint: "Hand over what emmeans gave",
    });
  }
  const means: Means = own;
  if (scale === "none" || scale === "pass") return means;
  const { parts } = means;
  const { transformation, fit, cells } = parts;
  const there = scale === "response" ? null : transformationNamed(scale);
  if (!there && scale !== "response") {
    fail("unknown-transformation", `There is no transformation called ${scale}`, {
      hint: suggestion(scale, ["response", ...TRANSFORMATIONS], "Choose one of"),
    });
  }
  if (!transformation && !there) return means;
  const move = (full: Float64Array, known: number) =>
    moved(fit, full, known, transformation, there);
  const rows = parts.linearFull.map((full, i) => move(full, parts.known[i]!));
  const whole = cells?.rows.map((full, i) => move(full, cells.known[i]!));
  return new Means(
    {
      ...parts,
      linearFull: rows.map((m) => m.full),
      known: Float64Array.from(rows, (m) => m.known),
      transformation: there ? transformationNamed(scale) : null,
      // as emmeans, which goes by way of the response
      estimateName: transformation ? transformation.estimateName ?? "response" : parts.estimateName,
      cells: cells && whole && {
        ...cells,
        rows: whole.map((m) => m.full),
        known: Float64Array.from(whole, (m) => m.known),
      },
    },
    { ...means.view, scale: "link" },
  );
}

/** One function on its new scale, linear at the estimate. */
function moved(
  fit: Fit,
  full: Float64Array,
  known: number,
  from: Transformation | null,
  to: ReturnType<typeof transformationNamed>,
): { full: Float64Array; known: number } {
  if (Number.isNaN(full[0] ?? known) || !isEstimable(full, fit.fixed)) return { full, known };
  const eta = dot(restrict(full, fit.fixed.kept), fit.beta) + known;
  const mean = from ? from.inverse(eta) : eta;
  const value = to ? to.to(mean) : mean;
  const slope = (from ? from.derivative(eta) : 1) * (to ? to.slope(mean) : 1);
  if (!Number.isFinite(value) || !Number.isFinite(slope)) {
    fail(
      "no-value",
      `A mean of ${Number(mean.toPrecision(5))} has no value on the ${to?.name} scale`,
      {
        hint: "Leave it out by at, or keep the means on their scale",
      },
    );
  }
  return { full: full.map((x) => x * slope), known: value - slope * (eta - known) };
}
