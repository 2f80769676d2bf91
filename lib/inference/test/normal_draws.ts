/**
 * Responses drawn from linear models, random effects drawn anew.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import { normal } from "../../math/chance/normal.ts";
import { lambdas } from "../../model/covariance/random_structure.ts";
import type { Fit, LinearMixedModel } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";
import { plainResidual } from "../../model/mixed/residual/plain_residual.ts";
import { structuredDraws } from "../../model/mixed/residual/structured_draws.ts";
import { requirePlainResiduals } from "../../model/residual_structure.ts";

/** What responses are drawn from. */
export interface Drawable {
  /** The response as it was modelled. */
  readonly observed: readonly number[];
  /** One response. */
  simulated(chance: MersenneTwister): Float64Array;
}

/** A linear model taken apart for drawing. */
export interface NormalDraws extends Drawable {
  /** Means of the rows without random effects. */
  readonly means: Float64Array;
  /** Standard deviation of the residual of a row. */
  spread(row: number): number;
  /** Draws all random effects and gives their sum in a row; null where there are none. */
  readonly effects: ((chance: MersenneTwister) => (row: number) => number) | null;
}

/** Linear predictors of the rows used without their random effects, offset included. */
export function fixedPart({ fixed, beta, n }: Fit): Float64Array {
  const { matrix, kept, offset } = fixed;
  const out = offset ? Float64Array.from(offset) : new Float64Array(n);
  kept.forEach((column, k) => {
    for (let i = 0; i < n; i++) out[i]! += matrix[column * n + i]! * beta[k]!;
  });
  return out;
}

/**
 * A linear model to draw from.
 *
 * @throws DiagnosticError `no-simulation` without residual degrees of freedom
 */
export function normalDraws(fit: Fit): Drawable {
  const observed = fit.fitted.map((f, i) => f + fit.residuals[i]!);
  if (fit.random && fit.residualStructure !== null) {
    const drawn = structuredDraws(fit.random);
    return { observed, simulated: (chance) => drawn(() => normal(chance)) };
  }
  return plainDraws(fit);
}

/**
 * A linear model with residuals of one variance, to draw from.
 *
 * @throws DiagnosticError `no-simulation`, `residual-structure-unsupported`
 */
export function plainDraws(fit: Fit): NormalDraws {
  requirePlainResiduals(fit, "A simulation");
  const { sigma, weights } = fit;
  if (!Number.isFinite(sigma)) {
    fail("no-simulation", "There is no residual variance to draw residuals with", {
      hint: "A model with fewer coefficients leaves degrees of freedom to the residuals",
    });
  }
  const means = fixedPart(fit);
  const effects = fit.random ? effectsOf(fit.random) : null;
  const spread = (row: number): number => weights ? sigma / Math.sqrt(weights[row]!) : sigma;
  return {
    observed: fit.fitted.map((f, i) => f + fit.residuals[i]!),
    means,
    spread,
    effects,
    simulated(chance) {
      const own = effects?.(chance);
      return means.map((mean, i) => mean + (own ? own(i) : 0) + spread(i) * normal(chance));
    },
  };
}

/** Draws random effects and gives their sum in each row. */
function effectsOf(fit: LinearMixedModel): (chance: MersenneTwister) => (row: number) => number {
  const { layout, theta } = coreOf(fit);
  const { of } = plainResidual(fit, "A simulation").cells;
  const lambda = lambdas(layout, theta);
  const { sigma } = fit;
  return (chance) => {
    const drawn = layout.groups.map(({ width, levels }, index) => {
      const l = lambda[index]!;
      const b = new Float64Array(levels.length * width);
      for (let level = 0; level < levels.length; level++) {
        const u = Float64Array.from({ length: width }, () => sigma * normal(chance));
        for (let a = 0; a < width; a++) {
          for (let k = 0; k <= a; k++) b[level * width + a]! += l[a * width + k]! * u[k]!;
        }
      }
      return b;
    });
    return (row) => {
      const cell = of ? of[row]! : row;
      return layout.groups.reduce((sum, { width, codes, values }, g) => {
        let value = sum;
        for (let a = 0; a < width; a++) {
          value += (values[a]?.[cell] ?? 1) * drawn[g]![codes[cell]! * width + a]!;
        }
        return value;
      }, 0);
    };
  };
}

/**
 * Several responses, drawn in R's order: the random effects of all of them first, then the residuals.
 *
 * @param conditional takes the random effects as they were predicted
 */
export function responsesOf(
  fit: Fit,
  count: number,
  chance: MersenneTwister,
  conditional = false,
): Float64Array[] {
  if (fit.random && fit.residualStructure !== null) {
    const drawn = structuredDraws(fit.random, conditional);
    return Array.from({ length: count }, () => drawn(() => normal(chance)));
  }
  const { means, effects, spread } = plainDraws(fit);
  const centre = conditional ? Float64Array.from(fit.fitted) : means;
  const own = Array.from(
    { length: count },
    () => effects && !conditional ? effects(chance) : () => 0,
  );
  return own.map((effect) =>
    centre.map((mean, i) => mean + effect(i) + spread(i) * normal(chance))
  );
}
