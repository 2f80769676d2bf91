/**
 * Parts of means and contrasts that words of models give, which are loaded where means are given.
 *
 * @module
 */
import { imported, Later } from "../../later.ts";

type Parts = typeof import("../verbs/emmeans/grid_parts.ts");

/** Weights, covariances, levels, structure and predictions of means. */
export const PARTS_OF_MEANS: Later<Parts> = new Later(
  "Parts of means",
  () => imported<Parts>("../verbs/emmeans/grid_parts.ts", import.meta),
);
