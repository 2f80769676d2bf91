/**
 * The words of R's package stats: moments, chance, distributions, searches, tests.
 *
 * @module
 */
import type { Builtin } from "../evaluation/builtin.ts";
import { CODINGS } from "./coding/contrasts.ts";
import { COVARIANCES } from "./covariance.ts";
import { DISTANCES } from "./multivariate/distances.ts";
import { DISTRIBUTIONS } from "./distributions.ts";
import { DRAWS } from "./draws.ts";
import { INTERPOLATION } from "./interpolation.ts";
import { MULTIVARIATE_DRAWS } from "./multivariate_draws.ts";
import { QUANTILES } from "./quantiles.ts";
import { REFUSED_WORDS } from "./refused.ts";
import { SAMPLES } from "./samples.ts";
import { SEARCHING } from "./searching.ts";
import { SEED } from "./seed.ts";
import { ASSOCIATION_TESTS } from "./tests/association.ts";
import { LOCATION_TESTS } from "./tests/location.ts";
import { NORMALITY_TESTS } from "./tests/normality.ts";
import { RANK_TESTS } from "./tests/ranks.ts";
import { EXACT_TABLE_TESTS } from "./tests/exact_table.ts";
import { SEVERAL_SAMPLES_TESTS } from "./tests/many_samples.ts";
import { POWERS } from "./tests/power.ts";
import { PROPORTION_TESTS } from "./tests/proportions.ts";
import { MOMENTS } from "./multivariate/moments.ts";
import { SPREADS } from "./spreads.ts";
import { SEVERAL_P } from "./tests/several_p.ts";
import { SPREAD_TESTS } from "./tests/spread.ts";

export const STATS: readonly Builtin[] = [
  COVARIANCES,
  CODINGS,
  DISTANCES,
  DISTRIBUTIONS,
  DRAWS,
  INTERPOLATION,
  QUANTILES,
  SAMPLES,
  SEARCHING,
  SEED,
  ASSOCIATION_TESTS,
  LOCATION_TESTS,
  RANK_TESTS,
  SPREAD_TESTS,
  NORMALITY_TESTS,
  PROPORTION_TESTS,
  EXACT_TABLE_TESTS,
  SEVERAL_SAMPLES_TESTS,
  POWERS,
  SEVERAL_P,
  MOMENTS,
  SPREADS,
  MULTIVARIATE_DRAWS,
  REFUSED_WORDS,
].flat();
