/**
 * How far estimates of variance parameters by REML lie from the truth on average, to the first order.
 *
 * D. R. Cox and E. J. Snell (1968, J. R. Stat. Soc. B 30, 248–275) for the restricted likelihood of
 * normal data: with Aᵢⱼ,ᵣ = tr(P Vᵢⱼ P Vᵣ) and W the covariance of the estimates
 *
 *     bₖ = −Σᵣᵢⱼ Wₖᵣ Wᵢⱼ Aᵢⱼ,ᵣ/4
 *
 * It is 0 where V is linear in its parameters. That it is not elsewhere is what M. G. Kenward and J. H.
 * Roger (2009, Comput. Stat. Data Anal. 53, 2583–2595) add to their method of 1997, whose standard errors
 * then no longer depend on how a structure is parametrized.
 *
 * @module
 */
import type { CovarianceParameter } from "../../covariance/covariance_parameter.ts";
import type { ResidualStructure } from "../../covariance/residual_covariance.ts";
import { pairIndex } from "../../elimination/state.ts";
import type { MixedCore } from "../core.ts";
import { Euler } from "../euler.ts";
import { expectedInformation } from "../information.ts";
import { mixedProblem, problemCriterion } from "../problem.ts";
import { residualDesign } from "./residual_design.ts";

/**
 * The bias of the estimates in the order of the information, σ² last, all in units of σ²; null where V is
 * linear in its parameters and there is none.
 *
 * @param w their covariance
 */
export function varianceBias(core: MixedCore, w: Float64Array): Float64Array | null {
  const { covariance: { structure, random, degrees, count: m }, information } = core;
  if (!structure || (structure.bends.length === 0 && degrees.every((d) => d === 1))) return null;
  const bends = structure.bends;
  // directions: the parameters but σ², ∂²R along each bend, σ²
  const traces = tracesBetween(core, structure);
  const size = m + bends.length + 1;
  const unit = (at: number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => +(i === at));
  const none = new Float64Array(size);
  const along = new Map(
    bends.map(([k, l], e) => [pairIndex(random + k, random + l), unit(m + e)]),
  );
  const first = Array.from({ length: m }, (_, k) => unit(k));
  const value = Float64Array.from(
    { length: size },
    (_, i) => i < m ? degrees[i]! * information.gamma[i]! : i === size - 1 ? 1 : 0,
  );
  const packed = Array.from({ length: m * (m + 1) / 2 }, (_, pair) => along.get(pair) ?? none);
  const second = new Euler(information.gamma, degrees).matrices(1, value, first, packed).second;
  const count = m + 1;
  const direction = (k: number): number => k < m ? k : size - 1;
  /** A by pair and parameter. */
  const a = second.map((d) =>
    Float64Array.from({ length: count }, (_, r) => {
      const to = direction(r);
      return d.reduce((sum, x, i) => sum + x * traces[i * size + to]!, 0);
    })
  );
  const inner = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const own = a[pairIndex(Math.min(i, j), Math.max(i, j))]!;
      for (let r = 0; r < count; r++) inner[r]! -= w[i * count + j]! * own[r]! / 4;
    }
  }
  return inner.map((_, k) => inner.reduce((sum, x, r) => sum + w[k * count + r]! * x, 0));
}

/** tr(P Dᵢ P Dⱼ) of the parameters, the bends as if each were one, and σ². */
function tracesBetween(core: MixedCore, structure: ResidualStructure): Float64Array {
  const { problem, theta, reml } = core;
  const design = { ...residualDesign(problem.built)!, structure: straightened(structure) };
  const wider = mixedProblem(problem.built, problem.response, design);
  const criterion = problemCriterion(wider, reml);
  const point = new Float64Array(theta.length + structure.bends.length);
  point.set(theta);
  criterion.evaluate(point, 2);
  return expectedInformation(criterion, wider.covariance.natural(point));
}

/** A structure with ∂²R along each of its bends as a parameter more, in which R is linear, at 0. */
function straightened(structure: ResidualStructure): ResidualStructure {
  const { grid: _, ...rest } = structure;
  const m = structure.parameters.length;
  const { bends } = structure;
  const extra = bends.map((_, e): CovarianceParameter => ({
    of: { kind: "residual-shape" },
    quantity: "covariance",
    name: `bend ${e + 1}`,
    symbol: "",
    degree: 1,
    lowest: -Infinity,
  }));
  const own = (x: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: m }, (_, k) => x[k]!);
  const longer = (x: ArrayLike<number>): Float64Array => {
    const out = new Float64Array(m + bends.length);
    out.set(x);
    return out;
  };
  const size = m + bends.length;
  return {
    ...rest,
    parameters: [...structure.parameters, ...extra],
    starts: structure.starts.map(longer),
    natural: (search) => longer(structure.natural(own(search))),
    search: (natural) => {
      const found = structure.search(own(natural));
      return found && longer(found);
    },
    jacobian: (search) => {
      const inner = structure.jacobian(own(search));
      const out = new Float64Array(size * size);
      for (let i = 0; i < m; i++) out.set(inner.subarray(i * m, (i + 1) * m), i * size);
      for (let i = m; i < size; i++) out[i * (size + 1)] = 1;
      return out;
    },
    curvature: (search, add) => structure.curvature(own(search), add),
    matrix: (natural) => structure.matrix(own(natural)),
    first: (natural, k) =>
      k < m ? structure.first(own(natural), k) : structure.second(own(natural), ...bends[k - m]!),
    second: (natural, k, l) => structure.second(own(natural), k, l),
  };
}
