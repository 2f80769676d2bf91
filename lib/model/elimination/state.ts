/**
 * What the parts of an elimination share: the store with its derivatives, and what each part reads
 * and adds to.
 *
 * @module
 */
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { EliminationPattern } from "./pattern.ts";

/** How far to differentiate. */
export type Order = 0 | 1 | 2;

/** Index of the pair k ≤ l among packed second derivatives. */
export const pairIndex = (k: number, l: number): number =>
  k <= l ? l * (l + 1) / 2 + k : k * (k + 1) / 2 + l;

/** The store or a derivative of it; `shift` entries at its beginning are zero and not held. */
export interface StoreBlock {
  data: Float64Array;
  shift: number;
}

/** An elimination under way. */
export interface EliminationState {
  readonly pattern: EliminationPattern;
  readonly layout: RandomLayout;
  /** Parameters of G and R; `first` and `logDet1` go on with further directions. */
  readonly count: number;
  /** U of the tail is wanted even without derivatives, for what goes back through it. */
  readonly backward: boolean;
  /** log|V|, its gradient and packed Hessian in γ. */
  logDet: number;
  readonly logDet1: Float64Array;
  readonly logDet2: Float64Array;
  /** Panels as they were when their node's turn came, then S. */
  readonly store: Float64Array;
  /** The same as a block. */
  readonly block: StoreBlock;
  /** Derivatives by parameter and by pair of parameters. */
  readonly first: readonly StoreBlock[];
  readonly second: readonly StoreBlock[];
  /** U of every sparse node, c × c each, one after the other. */
  readonly inner: Float64Array;
  readonly innerStart: Int32Array;
  /** By group: parameters of earlier nodes that have changed its blocks. */
  readonly upstream: readonly Int32Array[];
  /** Parameters of sparse nodes that have changed the tail. */
  readonly upstreamTail: Int32Array;
  /** λ by group. */
  readonly lambda: readonly Float64Array[];
  /** S, upper triangle; or one of its derivatives. */
  fixedPart(block?: StoreBlock): Float64Array;
}
