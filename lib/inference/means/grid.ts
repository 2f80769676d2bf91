/**
 * What a reference grid is: combinations of predictor values, and which factors are nested in which.
 *
 * @module
 */

/** A value of a predictor: a factor's level or a covariate's number. */
export type GridValue = string | number;

/** One predictor. */
export interface GridVariable {
  name: string;
  values: readonly GridValue[];
  /** Whether cells are counted by it: a factor, or a covariate that stands at values of the data. */
  counted: boolean;
}

/**
 * For each nested factor, the factors that it is nested in, the outermost first. What the data show
 * comes before what the formula says alone, and else the order is the formula's.
 */
export type Nesting = ReadonlyMap<string, readonly string[]>;

/** All combinations, the first variable fastest. */
export interface ReferenceGrid {
  variables: readonly GridVariable[];
  size: number;
  /** Distance in `rows` between neighbouring values of each variable. */
  strides: Int32Array;
  /** Rows of the model matrix over all columns. */
  rows: readonly Float64Array[];
  /** Number of observations in each cell, whatever their prior weights. */
  weights: Float64Array;
  /** The known part, `offset()`, of each cell. */
  known: Float64Array;
  nesting: Nesting;
}

/** How far apart neighbouring values of each variable are, the first variable fastest. */
export function stridesOf(variables: readonly GridVariable[]): Int32Array {
  const strides = new Int32Array(variables.length);
  let size = 1;
  variables.forEach((v, i) => {
    strides[i] = size;
    size *= v.values.length;
  });
  return strides;
}
