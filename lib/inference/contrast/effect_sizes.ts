/**
 * Differences of means in units of a standard deviation.
 *
 * Source: the delta method for a ratio of independent estimates: with d = c / σ and var(log σ̂) = 1/(2 edf),
 * var(d) ≈ var(c)/σ² + d²/(2 edf).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { dot } from "../../math/algebra/products.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import { deviationNote } from "../estimate/remarks.ts";
import type { MeansGrid } from "../means/means_grid.ts";
import { contrast, type ContrastOptions } from "./contrast.ts";
import type { ContrastTable } from "./contrast_table.ts";
import type { ContrastWeights, Method } from "./method.ts";
import { Contrasts } from "./viewed_contrasts.ts";

/** Options of `effectSizes`. */
export interface EffectSizeOptions extends ContrastOptions {
  /** The standard deviation that is divided by, in units of the response as the model has it. */
  sigma: number;
  /** The degrees of freedom that it was estimated with; Infinity where it is known. */
  edf: number;
  /** The contrasts. Default `pairwise`. */
  method?: Method | ContrastWeights;
}

/**
 * Contrasts divided by a standard deviation, their errors with that of the deviation itself. Each has the
 * degrees of freedom of its contrast.
 *
 * @throws DiagnosticError `bad-value`, and as `contrast`
 * @example
 * ```ts
 * import { effectSizes, emmeans, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const fit = lm("y ~ Trt", data);
 * const sizes = effectSizes(emmeans(fit, "~ Trt"), { sigma: fit.sigma, edf: 2 });
 * if (Math.abs(sizes.rows[0]!.estimate! * fit.sigma + 3) > 1e-12) throw new Error();
 * ```
 */
export function effectSizes(
  grid: MeansGrid | ContrastTable,
  { sigma, edf, method = "pairwise", ...options }: EffectSizeOptions,
): ContrastTable {
  if (!(sigma > 0 && Number.isFinite(sigma))) {
    fail("bad-value", `${sigma} is no standard deviation`, { hint: "Give one: sigma = sigma(m)" });
  }
  if (!(edf > 0)) {
    fail("bad-value", `A deviation is not estimated with ${edf} degrees of freedom`, {
      hint: "Give them: edf = df.residual(m); Inf for a deviation that is known",
    });
  }
  const made = contrast(grid, method, options);
  if (!(made instanceof Contrasts)) throw new TypeError("contrasts have lost their model");
  const { parts, view } = made;
  if (parts.groups.some((g) => g.known.some((k) => k !== 0))) {
    fail("bad-value", "An offset that differs among means is no part of an effect size", {
      hint: "Leave offset out",
    });
  }
  const { beta } = parts.fit;
  const share = 1 / (2 * edf);
  const base = parts.df;
  const { covariance } = base;
  const p = beta.length;
  const df: DenominatorDf = {
    ddf: base.ddf,
    covariance: covariance.map((v, i) => v + share * beta[Math.floor(i / p)]! * beta[i % p]!),
    standardError: (l) => Math.hypot(base.standardError(l), Math.sqrt(share) * dot(l, beta)),
    df: (l) => base.df(l),
    fTest: (rows) => base.fTest(rows),
  };
  return new Contrasts({
    ...parts,
    df,
    groups: parts.groups.map((g) => ({
      ...g,
      functions: g.functions.scaled(1 / sigma),
    })),
    estimateName: "effect.size",
    transformation: null,
    remarks: [deviationNote(sigma)],
  }, {
    ...view,
    scale: "link",
    adjust: options.adjust ?? "none",
    show: options.show ?? "interval",
  });
}
