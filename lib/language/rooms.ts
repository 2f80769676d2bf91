/**
 * Words that many pages get on without, room by room: those of R's packages, and of base R those of whole
 * subjects. The module of a room gives them as `WORDS`; it is loaded when a page has one of the names.
 *
 * @module
 */
import { imported, Later } from "../later.ts";
import type { Builtin } from "./evaluation/builtin.ts";
import { DATA_TABLE_BRACKETS } from "./evaluation/data_tables.ts";
import type { Room } from "./evaluation/vocabulary.ts";
import { NAMES } from "./names.ts";
import { TIBBLE_LINES } from "./print/tibbles.ts";

/** What a module of words gives. */
interface WordsModule {
  readonly WORDS: readonly Builtin[];
}

function room(name: string, path: string): [string, Room<Builtin>] {
  const words = new Later(`What ${name} says`, async () => {
    const module = await imported<WordsModule>(path, import.meta);
    return module.WORDS;
  });
  return [name, { names: NAMES[name]?.trim().split(/\s+/) ?? [], words }];
}

/** Words whose values are tibbles, which are printed as tibbles are. */
function tidy(name: string, path: string): [string, Room<Builtin>] {
  const [, { names, words }] = room(name, path);
  const both = new Later(words.what, async () => {
    const [given] = await Promise.all([words.obtain(), TIBBLE_LINES.obtain()]);
    return given;
  });
  return [name, { names, words: both }];
}

/** Words whose values are tables with brackets of their own. */
function table(name: string, path: string): [string, Room<Builtin>] {
  const [, { names, words }] = room(name, path);
  const both = new Later(words.what, async () => {
    const [given] = await Promise.all([words.obtain(), DATA_TABLE_BRACKETS.obtain()]);
    return given;
  });
  return [name, { names, words: both }];
}

/** Rooms of base R whose words a package may have otherwise. */
const EVERYDAY = [
  room("values", "./comparing.ts"),
  room("functions", "./base/functions/room.ts"),
  room("counts", "./counts/room.ts"),
  room("frames", "./frames/room.ts"),
  room("dates", "./dates/room.ts"),
  room("spread", "./stats/words.ts"),
];

/** Rooms that are R's packages. */
export const PACKAGES: ReadonlyMap<string, Room<Builtin>> = new Map([
  tidy("dplyr", "./dplyr/words.ts"),
  tidy("tidyr", "./tidyr/words.ts"),
  tidy("tibble", "./tibble/words.ts"),
  tidy("readr", "./readr/words.ts"),
  tidy("forcats", "./forcats/words.ts"),
  room("stringr", "./stringr/words.ts"),
  room("glue", "./glue/words.ts"),
  room("lubridate", "./lubridate/words.ts"),
  tidy("purrr", "./purrr/words.ts"),
  tidy("janitor", "./janitor/words.ts"),
  table("data.table", "./data.table/words.ts"),
  room("knitr", "./knitr/words.ts"),
  room("latex2exp", "./latex2exp/words.ts"),
  tidy("dlookr", "./dlookr/words.ts"),
  room("Rmisc", "./Rmisc/words.ts"),
  tidy("rstatix", "./rstatix/words.ts"),
  room("plyr", "./plyr/words.ts"),
  tidy("psych", "./psych/words.ts"),
  room("mosaic", "./mosaic/words.ts"),
  room("doBy", "./doBy/words.ts"),
  room("Hmisc", "./Hmisc/words.ts"),
  room("lme4", "./lme4/words.ts"),
  room("nlme", "./nlme/words.ts"),
  tidy("modelr", "./modelr/words.ts"),
  tidy("mixedup", "./mixedup/words.ts"),
  room("modelbased", "./modelbased/words.ts"),
  room("MetBrewer", "./MetBrewer/words.ts"),
  room("RColorBrewer", "./RColorBrewer/words.ts"),
  room("scales", "./scales/words.ts"),
  room("nortest", "./nortest/words.ts"),
  room("pwr", "./pwr/words.ts"),
  room("glmmTMB", "./glmmTMB/words.ts"),
  room("insight", "./insight/words.ts"),
  room("FielDHub", "./FielDHub/words.ts"),
  room("merTools", "./merTools/words.ts"),
]);

/** Rooms of base R whose words are nobody else's. */
const SUBJECTS = [
  room("chance", "./stats/chance.ts"),
  room("distributions", "./stats/distributions.ts"),
  room("tests", "./stats/tests/words.ts"),
  room("responses", "./stats/responses/words.ts"),
  room("curves", "./stats/curves/words.ts"),
  room("multivariate", "./stats/multivariate/words.ts"),
  room("numerics", "./stats/numerics.ts"),
  room("tables", "./stats/tables.ts"),
  room("matrices", "./matrices/words.ts"),
  room("texts", "./text/room.ts"),
  room("utils", "./utils/words.ts"),
  room("grDevices", "./grDevices/words.ts"),
  room("pictures", "./pictures/words.ts"),
  room("smoothing", "./stats/smoothing/words.ts"),
];

/** Every room by its name. */
export const ROOMS: ReadonlyMap<string, Room<Builtin>> = new Map([
  ...EVERYDAY,
  ...SUBJECTS,
  ...PACKAGES,
]);
