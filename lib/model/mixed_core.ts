/**
 * The computing heart of a linear mixed model: cross-products, the blocked factor, and what df
 * methods need of them. Nothing in it has n rows.
 *
 * @module
 */

/** See the notation of the engine chapter: A = [Z X y]'[Z X y], θ, σ². */
export interface MixedCore {
  /** Columns of Z. */
  readonly q: number;
  readonly rank: number;
}
