/**
 * R, the covariance matrix of the residuals, as the elimination needs it: through
 * A(ψ) = [Z X y]'R(ψ)⁻¹[Z X y] and log|R(ψ)|.
 *
 * Everything is relative to σ², so that ψ has the parameters of R but one. A parameter of R reaches
 * every random effect and every fixed one; its derivatives are loaded before the elimination, where
 * those of G arise in it.
 *
 * @module
 */
import type { Order } from "../elimination/state.ts";
import type { CovarianceParameter } from "./covariance_parameter.ts";
import type { Cells } from "../formula/cells.ts";
import type { MixedRows } from "../elimination/cross.ts";

/** Cross-products at one ψ and their derivatives; buffers that the next call overwrites. */
export interface ResidualCross {
  /** A, laid out as the elimination's store. */
  readonly a: Float64Array;
  /** ∂A by parameter, then the derivatives of A along each of the structure's `bends`. */
  readonly first: readonly Float64Array[];
  /** ∂²A, packed by pairs. */
  readonly second: readonly Float64Array[];
  /** log|R|; its derivatives by parameter and bend, and by pair. */
  readonly logDet: number;
  readonly logDet1: Float64Array;
  readonly logDet2: Float64Array;
  /** Whether derivatives along the bends are there: only inference needs them. */
  readonly along: boolean;
}

/** The places of a field that is a whole grid. */
export interface Grid {
  /** Numbers of rows and columns, 2 or more each. */
  readonly sizes: readonly [rows: number, columns: number];
  /** By place of R, its number in the grid, row by row. */
  readonly place: Int32Array;
}

/** The shape of R relative to σ²: what is the same for every set of data. */
export interface ResidualStructure {
  /** `diag`, `un`, … */
  readonly name: string;
  /** Labels of what R's rows and columns are. */
  readonly visits: readonly string[];
  /** Those of ψ; R(ψ) is homogeneous of degree one in σ² and the parameters of degree 1. */
  readonly parameters: readonly CovarianceParameter[];
  /** σ²: the parameter that the others are relative to. */
  readonly dispersion: CovarianceParameter;
  /** Pairs of parameters in which R is not linear: ∂²R ≠ 0. */
  readonly bends: readonly (readonly [number, number])[];
  /** Of how many places, from the first, R is a covariance matrix; of all if left out. */
  readonly regular?: number;
  /** Where R is the product of two autoregressions over a whole grid, whose correlations are ψ. */
  readonly grid?: Grid;
  /** Coordinates of the search that may be 0 on a boundary, where the criterion is even in them. */
  readonly vanishing?: readonly (readonly number[])[];
  /** Where a search may begin, in its own coordinates; every parameter matters at the first. */
  readonly starts: readonly Float64Array[];
  /** ψ at a point of the search. */
  natural(search: ArrayLike<number>): Float64Array;
  /** The point of the search at ψ; null if R is not positive definite there. */
  search(natural: ArrayLike<number>): Float64Array | null;
  /** ∂ψ/∂(search), row = ψ. */
  jacobian(search: ArrayLike<number>): Float64Array;
  /** Calls back with every ∂²ψᵢ/∂sₖ∂sₗ that is not 0. */
  curvature(
    search: ArrayLike<number>,
    add: (i: number, k: number, l: number, value: number) => void,
  ): void;
  /** R over the visits, row-major. */
  matrix(natural: ArrayLike<number>): Float64Array;
  /** ∂R/∂ψₖ. */
  first(natural: ArrayLike<number>, k: number): Float64Array;
  /** ∂²R/∂ψₖ∂ψₗ, for one of `bends`. */
  second(natural: ArrayLike<number>, k: number, l: number): Float64Array;
}

/** R of one set of data. */
export interface ResidualCovariance {
  /** Null for σ²W⁻¹. */
  readonly structure: ResidualStructure | null;
  /** Rows that the engine need not tell apart. */
  readonly cells: Cells;
  /** The cells: rows of X, centred mean responses, weights. */
  readonly rows: MixedRows;
  /**
   * A(ψ) and its derivatives up to `order`.
   *
   * @param along with those along the structure's bends
   */
  cross(natural: ArrayLike<number>, order: Order, along?: boolean): ResidualCross;
  /**
   * The same design with another response.
   *
   * @param y one value for each row used, centred, without its offset
   */
  withResponse(y: Float64Array): ResidualCovariance;
}
