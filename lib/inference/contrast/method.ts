/**
 * Which contrasts are made: a family by its name, or weights.
 *
 * @module
 */

import type { Adjust } from "../estimate/view.ts";

/** Names of the families. */
export const METHODS: readonly Method[] = [
  "pairwise",
  "revpairwise",
  "trt.vs.ctrl",
  "trt.vs.ctrl1",
  "trt.vs.ctrlk",
  "eff",
  "del.eff",
  "poly",
  "consec",
  "mean_chg",
  "helmert",
  "identity",
];

/** A family of contrasts, by emmeans's name. */
export type Method =
  | "pairwise"
  | "revpairwise"
  | "trt.vs.ctrl"
  | "trt.vs.ctrl1"
  | "trt.vs.ctrlk"
  | "eff"
  | "del.eff"
  | "poly"
  | "consec"
  | "mean_chg"
  | "helmert"
  | "identity";

/** Weights that are made of the levels' labels, with the adjustment that goes with them. */
export type MadeFamily = (
  levels: readonly string[],
) => { weights: ContrastWeights; adjust: Adjust };

/**
 * Weights of the means, by the contrast's name. Pairs of name and weights keep what an object cannot:
 * contrasts without a name (`""`) or with one that is there already.
 */
export type ContrastWeights =
  | Readonly<Record<string, readonly number[]>>
  | readonly (readonly [string, readonly number[]])[];
