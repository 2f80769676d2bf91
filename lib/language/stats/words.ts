/**
 * Words of R's package stats that are always at hand; others have rooms of their own.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { CODINGS } from "./coding/contrasts.ts";
import { COVARIANCES } from "./covariance.ts";
import { QUANTILES } from "./quantiles.ts";
import { REFUSED_WORDS } from "./refused.ts";
import { SPREADS } from "./spreads.ts";

export const STATS: readonly Builtin[] = [
  COVARIANCES,
  CODINGS,
  QUANTILES,
  SPREADS,
  REFUSED_WORDS,
].flat();
