/**
 * Words of chance: draws and the seed.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { DRAWS } from "./draws.ts";
import { MULTIVARIATE_DRAWS } from "./vectors/multivariate_draws.ts";
import { NORMAL_VECTORS } from "./vectors/normal_vectors.ts";
import { SAMPLES } from "./samples.ts";
import { SEED } from "./seed.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [DRAWS, SAMPLES, SEED, MULTIVARIATE_DRAWS, NORMAL_VECTORS]
  .flat();
