/**
 * The random terms of a generalized mixed model in numbers: which effects move which rows, and glmmTMB's
 * parameters of their covariance.
 *
 * Source of the parameters: Kristensen & McGillycuddy, Covariance structures with glmmTMB (vignette), section
 * "Mappings": log standard deviations, then for `us` the rows below the diagonal of the unit lower triangle
 * whose product is in proportion to the correlation, for `ar1` ρ/√(1 − ρ²).
 *
 * @module
 */
import type { EffectBlock } from "../../random_estimates.ts";
import type { NamedTerm } from "../laplace/build.ts";
import { squared } from "./components.ts";
import { signedRoot } from "./simulated_response.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";

/** What glmmTMB calls θ of a term; null for a structure whose mapping is another. */
function mapped(g: Float64Array, width: number, structure: string): number[] | null {
  const sd = Array.from({ length: width }, (_, i) => Math.sqrt(g[i * width + i]!));
  const logs = sd.map(Math.log);
  if (structure === "diag" || width === 1) return logs;
  const r = (i: number, j: number): number => g[i * width + j]! / (sd[i]! * sd[j]!);
  if (structure === "ar1") return [logs[0]!, r(1, 0) / Math.sqrt(1 - r(1, 0) ** 2)];
  if (structure !== "us") return null;
  const low = new Float64Array(width * width);
  const below: number[] = [];
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      let left = r(i, j);
      for (let k = 0; k < j; k++) left -= low[i * width + k]! * low[j * width + k]!;
      low[i * width + j] = i === j ? Math.sqrt(Math.max(0, left)) : left / low[j * width + j]!;
    }
    for (let j = 0; j < i; j++) below.push(low[i * width + j]! / low[i * width + i]!);
  }
  return [...logs, ...below];
}

/** The random terms with their rows, effects and parameters. */
export function effectBlocks(terms: readonly NamedTerm[], engine: LaplaceEngine): EffectBlock[] {
  const { problem, u, lambda } = engine;
  return terms.map((named): EffectBlock => {
    const { group, levels, names, factor: { width, structure }, index: t } = named;
    const { codes, columns } = problem.terms[t]!;
    const l = lambda[t]!;
    const root = signedRoot(l, width);
    return {
      group,
      levels,
      columns: names,
      codes,
      values: columns.map((c) => c ?? new Float64Array(codes.length).fill(1)),
      effects: levels.map((_, k) => {
        const first = problem.firstEffect[t]![k]!;
        return Float64Array.from(names, (_, a) => {
          let sum = 0;
          for (let b = 0; b < width; b++) sum += l[a * width + b]! * u[first + b]!;
          return sum;
        });
      }),
      factor: names.map((_, a) => root.slice(a * width, (a + 1) * width)),
      theta: mapped(squared(l, width), width, structure),
    };
  });
}
