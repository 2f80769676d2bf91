/**
 * Words that smooth samples: densities, distributions, lines through clouds.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { BANDWIDTHS } from "./bandwidths.ts";
import { DENSITIES } from "./density.ts";
import { DISTRIBUTION_STEPS } from "./ecdf.ts";
import { LOCAL } from "./local.ts";
import { LOESS } from "./loess.ts";
import { LOWESS } from "./lowess.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  BANDWIDTHS,
  DENSITIES,
  DISTRIBUTION_STEPS,
  LOCAL,
  LOESS,
  LOWESS,
]
  .flat();
