/**
 * The size of a negative binomial distribution by maximum likelihood, together with the coefficients
 * (Venables & Ripley 2002, Modern Applied Statistics with S, section 7.4).
 *
 * Coefficients and size are orthogonal in expectation, so that finding each in turn converges at
 * once.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { polygamma } from "../../math/distribution/polygamma.ts";
import type { Link } from "../family.ts";
import type { BuiltModel } from "../fixed/build.ts";
import type { GeneralizedFamily } from "./families/generalized_family.ts";
import { negativeBinomial } from "./families/negative_binomial.ts";
import { refuseEndless } from "./endless.ts";
import { type EstimatedSize, likelihoodProblem } from "./generalized_fit.ts";
import { type LikelihoodProblem, maximise } from "./irls.ts";

/** Above this size the distribution is Poisson's but for rounding. */
const LARGEST = 1e8;

/** Slope and curvature of the log likelihood in the size. */
function derivatives(
  { response, weights }: LikelihoodProblem,
  mu: Float64Array,
  size: number,
): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  for (let i = 0; i < mu.length; i++) {
    const [y, m, w] = [response[i]!, mu[i]!, weights ? weights[i]! : 1];
    const total = m + size;
    slope += w * (polygamma(0, y + size) - polygamma(0, size) - Math.log1p(m / size) +
      (m - y) / total);
    curvature += w * (polygamma(1, y + size) - polygamma(1, size) + m / (size * total) -
      (m - y) / (total * total));
  }
  return { slope, curvature };
}

/** The size that is likeliest at some means; null where it has no bound. */
function likeliest(problem: LikelihoodProblem, mu: Float64Array, start: number): number | null {
  let log = Math.log(start);
  for (let step = 0; step < 200; step++) {
    const size = Math.exp(log);
    if (size > LARGEST) return null;
    const { slope, curvature } = derivatives(problem, mu, size);
    const first = slope * size; // in log size
    const second = curvature * size * size + first;
    const newton = second < 0 ? -first / second : Math.sign(first);
    const move = Math.max(-2, Math.min(2, newton));
    log += move;
    if (Math.abs(move) < 1e-13) break;
  }
  return Math.exp(log);
}

/**
 * The size and its family.
 *
 * @throws DiagnosticError `no-size`, `no-optimum`
 */
export function fitSize(
  model: BuiltModel,
  link: Link,
): { family: GeneralizedFamily; size: EstimatedSize } {
  let size = 1;
  for (let round = 0;; round++) {
    const family = negativeBinomial(size, link);
    const problem = likelihoodProblem(model, family);
    const optimum = maximise(problem);
    if (!("beta" in optimum)) {
      const { formula, fixed, frame } = model;
      refuseEndless({ parsed: formula, fixed, family, rows: frame.rows }, optimum);
    }
    const next = likeliest(problem, optimum.mu, size);
    if (next === null) return refuseSize(model);
    const settled = Math.abs(next - size) < 1e-12 * size || round === 200;
    size = next;
    if (settled) {
      const { curvature } = derivatives(problem, optimum.mu, size);
      const standardError = 1 / Math.sqrt(-curvature);
      return { family: negativeBinomial(size, link), size: { value: size, standardError } };
    }
  }
}

function refuseSize({ formula }: BuiltModel): never {
  const { start, end } = formula.expr;
  fail("no-size", "The counts vary no more than Poisson's: the size grows without end", {
    span: { start, end },
    hint: "Fit a Poisson model: glm(…, family = poisson())",
  });
}
