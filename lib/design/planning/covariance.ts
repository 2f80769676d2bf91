/**
 * The marginal covariance matrix of the observations, as a picture of blocks: which variance
 * components two observations share.
 *
 * @module
 */
import { requireMeanSquares } from "../structure/mean_squares.ts";
import { requirePlainResiduals } from "../../model/residual_structure.ts";
import type { Fit } from "../../model/fit.ts";
import type { Design } from "../declared/design.ts";
import { notationOf } from "../structure/notation.ts";
import { unitPlan } from "../declared/plan.ts";
import { crossedAll, type Partition, partitionOf } from "../structure/partition.ts";
import { randomGroups } from "../fitted/random_terms.ts";
import type { SymbolTable } from "../structure/factor_letters.ts";

/** One kind of cell: what two observations have in common. */
export interface CovarianceKind {
  /** Unit terms whose components they share, coarse to fine; `residual` on the diagonal. */
  components: string[];
  /** LaTeX of the covariance: `\sigma^2_b+\sigma^2`; `0` if nothing is shared. */
  latex: string;
}

/** V for the first observations, in the order of the units. */
export interface CovariancePicture {
  /** Tells it from other values. */
  kind: "covariance";
  /** Observations in the picture, and in all. */
  shown: number;
  /** Observations of the whole design or fit. */
  observations: number;
  /** The kinds of cells that occur. */
  kinds: CovarianceKind[];
  /** shown × shown, row by row: index into `kinds`. */
  cells: number[][];
  /** For each shown observation its units, coarse to fine. */
  labels: string[];
}

/** Options of the picture. */
export interface CovarianceOptions {
  /** At most so many observations; 24. */
  most?: number;
  /** Letters for a fit; a design has its own. */
  symbols?: SymbolTable;
}

/**
 * The covariance picture of a design or of a fit with random intercepts.
 *
 * @example
 * ```ts
 * import { covariancePicture, design } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const { kinds } = covariancePicture(d);
 * if (!(kinds.map((k) => k.components.join("+")).join() === "Block+residual,Block,")) throw new Error();
 * ```
 */
export function covariancePicture(
  source: Design | Fit,
  options: CovarianceOptions = {},
): CovariancePicture {
  const most = options.most ?? 24;
  requireMeanSquares(source, "covariance matrix");
  if (source.kind !== "design") requirePlainResiduals(source, "A picture of covariances");
  const { terms } = notationOf(source, options.symbols ? { symbols: options.symbols } : {});
  const random = terms.filter((t) => t.variance !== null && t.covariates.length === 0);
  const { names, parts, n } = classificationsOf(source);
  const shares = random.filter((t) => t.kind === "random").map((t) => ({
    name: t.label,
    symbol: `\\sigma^2_{${t.variance}}`,
    codes: crossedAll(t.factors.map((f) => parts.get(f)!), n).codes,
  }));
  const rows = firstUnits(names.map((name) => parts.get(name)!), n, most);
  const kinds: CovarianceKind[] = [];
  const cells = rows.map((i) =>
    rows.map((j) => {
      const shared = shares.filter((s) => s.codes[i] === s.codes[j]);
      const components = shared.map((s) => s.name).concat(i === j ? ["residual"] : []);
      const symbols = shared.map((s) => s.symbol).concat(i === j ? ["\\sigma^2"] : []);
      const key = components.join("|");
      const known = kinds.findIndex((k) => k.components.join("|") === key);
      if (known >= 0) return known;
      return kinds.push({ components, latex: symbols.join("+") || "0" }) - 1;
    })
  );
  const labels = rows.map((i) =>
    names.map((name) => `${name} ${parts.get(name)!.codes[i]! + 1}`).join(", ")
  );
  return { kind: "covariance", shown: rows.length, observations: n, kinds, cells, labels };
}

function classificationsOf(
  source: Design | Fit,
): { names: string[]; parts: Map<string, Partition>; n: number } {
  if (source.kind === "design") {
    const plan = unitPlan(source);
    const parts = new Map([...plan].map(([name, codes]) => [name, partitionOf(codes)]));
    const names = [...source.declaration.units.names];
    return { names, parts, n: source.observations };
  }
  const { factors } = randomGroups(source);
  const parts = new Map(factors.map((f) => [f.name, f.partition]));
  return { names: factors.map((f) => f.name), parts, n: source.n };
}

/** Observations sorted by units; of a long list the first few units of each unit of the level above. */
function firstUnits(parts: readonly Partition[], n: number, most: number): number[] {
  const sorted = Array.from({ length: n }, (_, i) => i).sort((a, b) => {
    for (const p of parts) if (p.codes[a] !== p.codes[b]) return p.codes[a]! - p.codes[b]!;
    return a - b;
  });
  if (n <= most) return sorted;
  for (let keep = 8; keep > 1; keep--) {
    const kept = thinned(sorted, parts, keep);
    if (kept.length <= most) return kept;
  }
  return thinned(sorted, parts, 2).slice(0, most);
}

/** At most `keep` units within each unit of the level above. */
function thinned(sorted: readonly number[], parts: readonly Partition[], keep: number): number[] {
  let rows = [...sorted];
  const length = rows.length;
  let outer = crossedAll([], parts[0]?.codes.length ?? length);
  for (const p of [...parts, null]) {
    const inner = p === null ? null : crossedAll([outer, p], p.codes.length);
    const seen = new Map<number, Set<number>>();
    rows = rows.filter((i) => {
      const key = outer.codes[i]!;
      const units = seen.get(key) ?? new Set<number>();
      seen.set(key, units);
      const unit = inner === null ? i : inner.codes[i]!;
      if (!units.has(unit) && units.size >= keep) return false;
      units.add(unit);
      return true;
    });
    if (inner) outer = inner;
  }
  return rows;
}
