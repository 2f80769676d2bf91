/**
 * Tests of samples and tables, and the power of some.
 *
 * @module
 */
import type { Builtin } from "../../evaluation/builtin.ts";
import { ASSOCIATION_TESTS } from "./association.ts";
import { EXACT_TABLE_TESTS } from "./exact_table.ts";
import { KOLMOGOROV_TESTS } from "./kolmogorov.ts";
import { LOCATION_TESTS } from "./location.ts";
import { SEVERAL_SAMPLES_TESTS } from "./many_samples.ts";
import { NORMALITY_TESTS } from "./normality.ts";
import { POWERS } from "./power.ts";
import { PROPORTION_TESTS } from "./proportions.ts";
import { RANKED_SCALES_TESTS } from "./ranked_scales.ts";
import { RANK_TESTS } from "./ranks.ts";
import { SEVERAL_P } from "./several_p.ts";
import { SPREAD_TESTS } from "./spread.ts";
import { STRATA_AND_EVENTS_TESTS } from "./strata_and_events.ts";

/** Every word of it. */
export const WORDS: readonly Builtin[] = [
  ASSOCIATION_TESTS,
  EXACT_TABLE_TESTS,
  LOCATION_TESTS,
  SEVERAL_SAMPLES_TESTS,
  NORMALITY_TESTS,
  KOLMOGOROV_TESTS,
  POWERS,
  PROPORTION_TESTS,
  RANKED_SCALES_TESTS,
  RANK_TESTS,
  SEVERAL_P,
  SPREAD_TESTS,
  STRATA_AND_EVENTS_TESTS,
].flat();
