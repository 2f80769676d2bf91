/**
 * Power by simulation: the check of the formula. Observations are drawn from the design's
 * covariance, mean squares are computed from totals, components are not forced to be positive. Where mean squares are combined, the critical value
 * has Satterthwaite's df under the assumed variances, as in `power`.
 *
 * @module
 */
import { tellCount } from "../../progress.ts";
import { checkAlpha } from "../../math/distribution/argument.ts";
import { qf } from "../../math/distribution/tails.ts";
import { RandomStream } from "../../math/distribution/random.ts";
import type { Design } from "../declared/design.ts";
import { combinationsIn, readMeans } from "./effects.ts";
import { type FactorSet, members, within } from "../structure/lattice.ts";
import { crossedAll, type Partition, partitionOf } from "../structure/partition.ts";
import { planOf } from "../declared/plan.ts";
import { errorTermOf, synthesisOf } from "../fitted/error_term.ts";
import { type PowerOptions, termsAsked } from "./power.ts";
import { errorDf } from "../structure/structure.ts";
import { expectedErrorOf, readVariances } from "./variance.ts";

/** Options of a simulation. */
export interface SimulationOptions extends PowerOptions {
  /** One mean for each treatment combination, first factor fastest. */
  means: readonly number[];
  /** Number of experiments; 20 000. */
  runs?: number;
  /** Where the random numbers start; 1. */
  seed?: number;
}

/** Share of significant results. */
export interface SimulatedPower {
  /** The term. */
  term: string;
  /** Share of significant results; null where nothing tests the term. */
  power: number | null;
  /** Binomial standard error of the share. */
  standardError: number | null;
}

/** A classification with the sets of coarser ones, as projections need it. */
interface Classification {
  partition: Partition;
  /** Indices of coarser classifications of the same list. */
  coarser: number[];
}

/** Sums of squares of y between classes, each less those of coarser classifications. */
class SumsOfSquares {
  private readonly list: readonly Classification[];
  private readonly totals: readonly Float64Array[];

  constructor(list: readonly Classification[]) {
    this.list = list;
    this.totals = list.map((c) => new Float64Array(c.partition.classes));
  }

  /** `own[k]`: what classification k adds to its coarser ones. The mean is taken out. */
  of(y: Float64Array): number[] {
    const n = y.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += y[i]!;
    const correction = sum * sum / n;
    const own: number[] = [];
    this.list.forEach(({ partition, coarser }, k) => {
      const totals = this.totals[k]!.fill(0);
      for (let i = 0; i < n; i++) totals[partition.codes[i]!]! += y[i]!;
      let squares = 0;
      for (const t of totals) squares += t * t;
      const crude = squares * partition.classes / n - correction;
      own.push(coarser.reduce((left, j) => left - own[j]!, crude));
    });
    return own;
  }
}

function classifications(
  sets: readonly FactorSet[],
  partitionOfSet: (set: FactorSet) => Partition,
): Classification[] {
  return sets.map((set, k) => ({
    partition: partitionOfSet(set),
    coarser: sets.flatMap((other, j) => j < k && within(other, set) ? [j] : []),
  }));
}

/**
 * Simulates the F tests of a design's strata.
 *
 * @throws DiagnosticError `needs-plan` and what `power` throws
 *
 * @example
 * ```ts
 * import { design, simulatePower } from "@heddle/heddle";
 *
 * const d = design({
 *   units: "~ Block/Plot",
 *   treatments: "~ Trt",
 *   levels: { Block: 4, Plot: 5, Trt: 5 },
 *   allot: "Trt ~ Plot",
 * });
 * const [row] = simulatePower(d, {
 *   variance: { residual: 8 },
 *   means: [10, 10, 10, 10, 16],
 *   runs: 500,
 *   seed: 1,
 * });
 * if (!(row!.power! > 0.5)) throw new Error();
 * ```
 */
export function simulatePower(design: Design, options: SimulationOptions): SimulatedPower[] {
  const alpha = checkAlpha(options.alpha ?? 0.05);
  const { runs = 20_000, seed = 1 } = options;
  const variances = readVariances(design, options.variance);
  const asked = termsAsked(design, options.terms);
  const terms = asked.flatMap((term) => {
    const error = errorTermOf(design.structure, term);
    if (!error) return [];
    expectedErrorOf(design, term.stratum, variances);
    return [{ term, error }];
  });
  const { strata, fixed } = design.structure;
  const parts = new Map([...planOf(design)].map(([name, codes]) => [name, partitionOf(codes)]));
  const n = design.observations;
  const named = (names: readonly string[]): Partition =>
    crossedAll(names.map((name) => parts.get(name)!), n);
  const { treatments, units } = design.declaration;
  const treated = [...new Set(fixed.flatMap((t) => t.pieces))]
    .sort((a, b) => members(a).length - members(b).length);
  const bySet = (names: readonly string[]) => (set: FactorSet): Partition =>
    named(members(set).map((i) => names[i]!));
  const fixedSums = new SumsOfSquares(classifications(treated, bySet(treatments.names)));
  const unitSums = new SumsOfSquares(
    classifications(strata.map((s) => s.set), bySet(units.names)),
  );
  const mean = meansByObservation(design, options.means);
  const random = strata.filter((s) => (variances.get(s.component ?? "") ?? 0) > 0).map((s) => ({
    codes: named(s.factors).codes,
    effects: new Float64Array(s.levelCount),
    sd: Math.sqrt(variances.get(s.component!)!),
  }));
  const dfOf = (stratum: number): number => errorDf(design.structure, stratum);
  const critical = terms.map(({ term, error }) =>
    qf(alpha, term.dfCount, synthesisOf(design, error, variances).df, { upper: true })
  );
  const significant = new Int32Array(terms.length);
  const stream = new RandomStream(seed);
  const y = new Float64Array(n);
  for (let run = 0; run < runs; run++) {
    tellCount(run, runs, "experiments simulated");
    y.set(mean);
    for (const { codes, effects, sd } of random) {
      for (let k = 0; k < effects.length; k++) effects[k] = sd * stream.normal();
      for (let i = 0; i < n; i++) y[i]! += effects[codes[i]!]!;
    }
    const fixedOwn = fixedSums.of(y);
    const unitOwn = unitSums.of(y);
    const sumSq = (t: typeof fixed[number]): number =>
      t.pieces.reduce((total, piece) => total + fixedOwn[treated.indexOf(piece)]!, 0);
    const errorOf = (stratum: number): number => {
      const inStratum = fixed.filter((t) => t.stratum === stratum);
      const used = inStratum.reduce((total, t) => total + sumSq(t), 0);
      return (unitOwn[stratum]! - used) / dfOf(stratum);
    };
    terms.forEach(({ term, error }, k) => {
      const value = error.reduce((v, p) => v + p.coefficient * errorOf(p.stratum), 0);
      // a combination that comes out at 0 or below tests nothing
      if (value <= 0) return;
      if (sumSq(term) / term.dfCount / value > critical[k]!) significant[k]!++;
    });
  }
  return asked.map((term) => {
    const k = terms.findIndex((t) => t.term === term);
    if (k < 0) return { term: term.label, power: null, standardError: null };
    const share = significant[k]! / runs;
    return {
      term: term.label,
      power: share,
      standardError: Math.sqrt(share * (1 - share) / runs),
    };
  });
}

/** The mean of each observation of the plan. */
function meansByObservation(design: Design, means: readonly number[]): Float64Array {
  const values = readMeans(design, means);
  const grid = combinationsIn(design);
  const plan = planOf(design);
  return Float64Array.from({ length: design.observations }, (_, i) => {
    const cell = grid.names.reduceRight(
      (c, name, k) => c * grid.counts[k]! + plan.get(name)![i]!,
      0,
    );
    return values[cell]!;
  });
}
