/**
 * Which words are those of one of R's packages; all others are base R's.
 *
 * @module
 */
import { DPLYR } from "./dplyr/words.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { FORCATS } from "./forcats/forcats.ts";
import { JANITOR } from "./janitor/words.ts";
import { KNITR_PICTURES } from "./knitr/pictures.ts";
import { DLOOKR } from "./dlookr/describing.ts";
import { MET_BREWER } from "./MetBrewer/palettes.ts";
import { LUBRIDATE } from "./lubridate/words.ts";
import { GLIMPSE } from "./pillar/glimpse.ts";
import { PURRR } from "./purrr/words.ts";
import { PARSING } from "./readr/parsing.ts";
import { STRINGR_MATCHING } from "./stringr/matching.ts";
import { PATTERNS } from "./stringr/patterns.ts";
import { STRINGR } from "./stringr/words.ts";
import { CONVERTING } from "./tibble/converting.ts";
import { TIBBLES } from "./tibble/making.ts";
import { TIBBLE_ROWS } from "./tibble/rows.ts";
import { TIDYR } from "./tidyr/words.ts";
import { TIDYSELECT } from "./tidyselect/helpers.ts";
import { TIDY_QUOTING } from "./tidyselect/quoting.ts";

/** Words by R's package. */
export const PACKAGES: Readonly<Record<string, readonly Builtin[]>> = {
  dplyr: [...DPLYR, ...TIDYSELECT, ...TIDY_QUOTING],
  tidyr: TIDYR,
  tibble: [...TIBBLES, ...CONVERTING, ...TIBBLE_ROWS, ...GLIMPSE],
  readr: PARSING,
  forcats: FORCATS,
  stringr: [...STRINGR, ...STRINGR_MATCHING, ...PATTERNS],
  lubridate: LUBRIDATE,
  purrr: PURRR,
  janitor: JANITOR,
  knitr: KNITR_PICTURES,
  dlookr: DLOOKR,
  MetBrewer: MET_BREWER,
};
