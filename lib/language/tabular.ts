/**
 * Words of factors, counts and data frames, room by room.
 *
 * @module
 */
import { OPTIONS } from "./base/options.ts";
import { SUMMARY } from "./base/summary.ts";
import { TABLE_MARGINS } from "./counts/margins.ts";
import { SHAPING } from "./counts/shaping.ts";
import { COUNTS } from "./counts/table.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { CUTTING } from "./factors/cutting.ts";
import { LEVELS } from "./factors/levels.ts";
import { FACTORS } from "./factors/making.ts";
import { FORCATS } from "./forcats/forcats.ts";
import { BINDING } from "./frames/binding.ts";
import { FRAMES } from "./frames/making.ts";
import { MASKING } from "./frames/masking.ts";
import { GLIMPSE } from "./pillar/glimpse.ts";
import { CONVERTING } from "./tibble/converting.ts";
import { TIBBLES } from "./tibble/making.ts";
import { TIBBLE_ROWS } from "./tibble/rows.ts";
import { PURRR } from "./purrr/words.ts";
import { KNITR_PICTURES } from "./knitr/pictures.ts";
import { MAGRITTR } from "./magrittr/words.ts";
import { JANITOR } from "./janitor/words.ts";
import { DLOOKR } from "./dlookr/describing.ts";
import { MET_BREWER } from "./MetBrewer/palettes.ts";
import { RAMPS } from "./grDevices/ramps.ts";
import { PARSING } from "./readr/parsing.ts";
import { TIDYR } from "./tidyr/words.ts";
import { MERGING } from "./frames/merging.ts";
import { AGGREGATE } from "./stats/aggregate.ts";
import { BY } from "./stats/by.ts";
import { RESHAPE } from "./stats/reshape.ts";
import { XTABS } from "./stats/xtabs.ts";
import { STACKING } from "./utils/stack.ts";
import { STRUCTURE } from "./utils/str.ts";

export const TABULAR: readonly (readonly Builtin[])[] = [
  FACTORS,
  LEVELS,
  CUTTING,
  FORCATS,
  COUNTS,
  SHAPING,
  TABLE_MARGINS,
  FRAMES,
  SUMMARY,
  MERGING,
  AGGREGATE,
  BY,
  XTABS,
  RESHAPE,
  STACKING,
  OPTIONS,
  STRUCTURE,
  BINDING,
  MASKING,
  TIBBLES,
  CONVERTING,
  TIBBLE_ROWS,
  GLIMPSE,
  TIDYR,
  PURRR,
  DLOOKR,
  MET_BREWER,
  RAMPS,
  PARSING,
  JANITOR,
  MAGRITTR,
  KNITR_PICTURES,
];
