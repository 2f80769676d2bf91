/**
 * Responses drawn from a model whose residuals have a structure: random effects anew, and the residuals of
 * each subject with the covariance of its visits.
 *
 * @module
 */
import { choleskyUpper } from "../../../math/algebra/dense_kernels.ts";
import { lambdas } from "../../covariance/random_structure.ts";
import type { LinearMixedModel } from "../../fit.ts";
import { coreOf, type MixedCore } from "../core.ts";
import { residualDesign } from "./residual_design.ts";
import { part } from "./visit_inverse.ts";

/**
 * Draws from a fit.
 *
 * @param conditional takes the random effects as they were predicted
 * @returns of a source of standard normal numbers a response, one value for each row used, offset included
 */
export function structuredDraws(
  fit: LinearMixedModel,
  conditional = false,
): (normal: () => number) => Float64Array {
  const core = coreOf(fit);
  const means = conditional ? Float64Array.from(fit.fitted) : fixedMeans(fit);
  const residuals = residualDraws(core);
  const effects = conditional ? () => {} : effectDraws(core);
  return (normal) => {
    const out = means.slice();
    effects(normal, out);
    residuals(normal, out);
    return out;
  };
}

/** Xβ and the offset. */
function fixedMeans({ fixed, beta, n }: LinearMixedModel): Float64Array {
  const { matrix, kept, offset } = fixed;
  const out = offset ? Float64Array.from(offset) : new Float64Array(n);
  kept.forEach((column, k) => {
    for (let i = 0; i < n; i++) out[i]! += matrix[column * n + i]! * beta[k]!;
  });
  return out;
}

type Adding = (normal: () => number, to: Float64Array) => void;

/** Adds Zu; rows of a structure are all told apart. */
function effectDraws({ layout, theta, scale }: MixedCore): Adding {
  const lambda = lambdas(layout, theta);
  return (normal, to) => {
    layout.groups.forEach(({ width, levels, codes, values }, g) => {
      const b = new Float64Array(levels.length * width);
      for (let level = 0; level < levels.length; level++) {
        const u = Float64Array.from({ length: width }, () => scale * normal());
        for (let a = 0; a < width; a++) {
          for (let k = 0; k <= a; k++) b[level * width + a]! += lambda[g]![a * width + k]! * u[k]!;
        }
      }
      for (let i = 0; i < to.length; i++) {
        for (let a = 0; a < width; a++) to[i]! += (values[a]?.[i] ?? 1) * b[codes[i]! * width + a]!;
      }
    });
  };
}

/** Adds residuals: U'z for each subject, with U'U the covariance at its visits. */
function residualDraws({ covariance, problem, theta, scale }: MixedCore): Adding {
  const { structure, subject, visit, subjects } = residualDesign(problem.built)!;
  const { weights } = problem.built.frame;
  const whole = structure.matrix(covariance.ofResidual(theta));
  const rows: number[][] = Array.from({ length: subjects }, () => []);
  subject.forEach((s, i) => rows[s]!.push(i));
  const roots = new Map<string, Float64Array>();
  const rootOf = (visits: Int32Array): Float64Array => {
    const key = visits.join();
    let root = roots.get(key);
    if (!root) {
      root = part(whole, structure.visits.length, visits);
      choleskyUpper(root, visits.length);
      roots.set(key, root);
    }
    return root;
  };
  const units = rows.filter((own) => own.length > 0)
    .map((own) => ({ own, root: rootOf(Int32Array.from(own, (i) => visit[i]!)) }));
  return (normal, to) => {
    for (const { own, root } of units) {
      const m = own.length;
      const z = Float64Array.from(own, () => scale * normal());
      for (let j = 0; j < m; j++) {
        let sum = 0;
        for (let i = 0; i <= j; i++) sum += root[i * m + j]! * z[i]!;
        to[own[j]!]! += weights ? sum / Math.sqrt(weights[own[j]!]!) : sum;
      }
    }
  };
}
