/**
 * What R's package stats says of spread, quantiles, covariance and contrasts; more of it has rooms of its own.
 *
 * @module
 */
import { overDates } from "../dates/differences.ts";
import type { Builtin } from "../evaluation/builtin.ts";
import { CODINGS } from "./coding/contrasts.ts";
import { COVARIANCES } from "./covariance.ts";
import { QUANTILES } from "./quantiles.ts";
import { REFUSED_WORDS } from "./refused.ts";
import { SPREADS } from "./spreads.ts";

export const WORDS: readonly Builtin[] = overDates([
  COVARIANCES,
  CODINGS,
  QUANTILES,
  SPREADS,
  REFUSED_WORDS,
].flat());
