/**
 * What shell, expected mean squares, power and equation are made of: strata with their variance
 * components, and fixed sources with the stratum each lies in. A declared design and a fitted model
 * give the same kind of structure.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { FactorSet } from "./lattice.ts";
import type { FactorLetters } from "./factor_letters.ts";
import type { Polynomial } from "./polynomial.ts";

/** One eigenspace of the covariance matrix: what varies between the classes of a unit term. */
export interface Stratum {
  /** The unit term: `Block:Whole`. For a fit's residual `Error`. */
  unit: string;
  /** Names of the unit term's factors. */
  factors: readonly string[];
  /** Its unit factors as a set. */
  set: FactorSet;
  /** Whether its units are the observational units. */
  lowest: boolean;
  /**
   * Name of the variance component of its units: the unit term, `residual` for the lowest, null
   * where the model has none.
   */
  component: string | null;
  /** Number of units. */
  levels: Polynomial;
  /** The same as a number. */
  levelCount: number;
  /** Its df in letters. */
  df: Polynomial;
  /** The same as a number. */
  dfCount: number;
  /** Strata whose variance components its mean square holds: itself and all finer ones. */
  finer: readonly number[];
}

/** A fixed term. */
export interface FixedSource {
  /** As R labels it: `Trt:Day`. */
  label: string;
  /** Its factors. */
  factors: readonly string[];
  /** Over the fixed factors. */
  set: FactorSet;
  /** df in letters. */
  df: Polynomial;
  /** The same as a number. */
  dfCount: number;
  /** The sets of factors whose interactions it holds: itself alone if marginal terms are in the model. */
  pieces: readonly FactorSet[];
  /** Index of the stratum it lies in. */
  stratum: number;
}

/** How the levels of a unit factor are numbered, within its parents. */
export interface UnitFactor {
  /** As in the formula. */
  name: string;
  /** Factors whose combinations fill its levels, each equally often; itself where it is fixed too. */
  filledBy: readonly string[];
  /** How often each combination comes. */
  times: number;
  /** Whether the combination tells which unit it is, so that the unit needs no subscript. */
  identified: boolean;
  /** Unit factors that it lies in. */
  within: readonly string[];
}

/** Strata from coarse to fine and fixed terms in the order of rows. */
export interface Structure {
  /** What it is the structure of. */
  source: "design" | "fit";
  /** N. */
  observations: number;
  /** From coarse to fine. */
  strata: readonly Stratum[];
  /** In the order of rows. */
  fixed: readonly FixedSource[];
  /** What the letters of the polynomials stand for. */
  counts: Readonly<Record<string, number>>;
  /** What the letters count, in words. */
  meanings: Readonly<Record<string, string>>;
  /** Letters of every factor. */
  letters: ReadonlyMap<string, FactorLetters>;
  /** Names of the fixed factors, as they come. */
  fixedFactors: readonly string[];
  /** Unit factors with how they are numbered. */
  units: readonly UnitFactor[];
  /** Whether the mean is fitted; without it the total is N. */
  mean: boolean;
  /** False where df are ranks of unbalanced data. */
  balanced: boolean;
  /**
   * Of unbalanced data: coefficients of the components in the expected mean squares of the strata's
   * errors and of the fixed terms; left out where the data are too large for it.
   */
  expected?: ExpectedMeanSquares;
  /** Of a fit: its estimate of each component; left out where the data tell not all of them. */
  fitted?: Readonly<Record<string, number>>;
  /**
   * Of a response that is not normal: the distribution that its lowest stratum is in. Lines have units and
   * df, and no mean squares.
   */
  distribution?: string;
  /** Remarks. */
  notes: readonly Note[];
}

/** Coefficients of variance components in expected mean squares. */
export interface ExpectedMeanSquares {
  /** By stratum: of its error. */
  strata: readonly Readonly<Record<string, number>>[];
  /** By label of a fixed term, without its own effects. */
  fixed: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/** Fixed terms of a stratum. */
export function fixedIn(structure: Structure, stratum: number): FixedSource[] {
  return structure.fixed.filter((term) => term.stratum === stratum);
}

/** df left for error in a stratum. */
export function errorDf(structure: Structure, stratum: number): number {
  const used = fixedIn(structure, stratum).reduce((total, term) => total + term.dfCount, 0);
  return structure.strata[stratum]!.dfCount - used;
}

/**
 * Coefficients of the variance components in the expected mean square of a stratum:
 * E(MS) = Σ (N / levels of G) σ²_G over the components G that are at least as fine.
 */
export function meanSquareOf(structure: Structure, stratum: number): Record<string, number> {
  const out: Record<string, number> = {};
  const { finer } = structure.strata[stratum]!;
  for (const i of [...finer].sort((a, b) => b - a)) {
    const { component, levelCount } = structure.strata[i]!;
    if (component !== null) out[component] = structure.observations / levelCount;
  }
  return out;
}
