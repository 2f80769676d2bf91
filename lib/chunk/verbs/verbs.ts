/**
 * The verbs that there are, those of one package in one folder. A verb is registered here and nowhere else.
 *
 * @module
 */
import { ANOVA } from "./car/anova.ts";
import { COEF, COEFFICIENTS, PIECES, VCOV } from "./stats/pieces.ts";
import { COMPARE_DDF } from "./heddle/compare_ddf.ts";
import { COMPARE_STRUCTURES } from "./heddle/compare_structures.ts";
import { CONFINT } from "./stats/intervals.ts";
import { DESIGN_VIEWS } from "./heddle/design_views.ts";
import { SIMULATED_FIGURES } from "./DHARMa/residuals.ts";
import { SIMULATED_TESTS } from "./DHARMa/tests.ts";
import { EMMIP } from "./emmeans/emmip.ts";
import { FIGURES, INTERACTION_PLOT, MEANS_PLOT } from "./heddle/figures.ts";
import { GGPLOT2 } from "./ggplot2/words.ts";
import { GLM } from "./stats/glm.ts";
import { GLIMMIX } from "./heddle/glimmix.ts";
import { GLMERS } from "./lme4/glmer.ts";
import { GLMM_TMB } from "./glmmTMB/glmm_tmb.ts";
import { GLM_NB } from "./MASS/glm_nb.ts";
import { DESPLOT } from "./desplot/desplot.ts";
import { GRAPHICS } from "./graphics/drawing.ts";
import { GET_ME } from "./lme4/get_me.ts";
import { INFLUENCE } from "./stats/influence.ts";
import { MODEL_MATRIX } from "./stats/model_matrix.ts";
import { CHECK_MODEL } from "./performance/check_model.ts";
import { UPDATE } from "./stats/update.ts";
import { TIDY } from "./broom/tidy.ts";
import { KABLE } from "./knitr/kable.ts";
import { LANGUAGE } from "./base/language.ts";
import { LM } from "./stats/models.ts";
import { LMER } from "./lme4/lmer.ts";
import { MEANS } from "./emmeans/means.ts";
import { MEANS_TESTS } from "./emmeans/tests.ts";
import { MIXED_PIECES } from "./lme4/pieces.ts";
import { NLME } from "./nlme/models.ts";
import { PATHS } from "./base/paths.ts";
import { PLOT } from "./base/plot.ts";
import { PREDICTIONS } from "./stats/predictions.ts";
import { PROSE } from "./heddle/prose.ts";
import { QQ_PLOT } from "./car/qq_plot.ts";
import { RANOVA } from "./lmerTest/ranova.ts";
import { RESULTS } from "./base/results.ts";
import { FROM_JSON } from "./jsonlite/from_json.ts";
import { LOAD } from "./base/workspace.ts";
import { DATA } from "./base/data_sets.ts";
import { SOURCE } from "./base/source.ts";
import { READXL } from "./readxl/reading.ts";
import { READ_RDS, READING } from "./base/reading.ts";
import { READ_RDS_AS_READR, READR } from "./readr/reading.ts";
import { SETTINGS } from "./base/settings.ts";
import { TESTS } from "./stats/tests.ts";
import type { Verb } from "../evaluation/verb.ts";
import { DESIGN } from "./heddle/design.ts";
import { DESIGN_TABLES } from "./heddle/design_tables.ts";
import { PLANNING } from "./heddle/power.ts";

/** Verbs that read a file: what they will read is found before a page runs. */
export const READERS: readonly Verb[] = [
  ...READING,
  ...READR,
  ...READXL,
  READ_RDS,
  READ_RDS_AS_READR,
];

/** Verbs by group, as the manual lists them. */
export const VERB_GROUPS: Readonly<Record<string, readonly Verb[]>> = {
  language: [...LANGUAGE, SOURCE],
  data: [...READERS, FROM_JSON, DATA, LOAD, ...PATHS, ...RESULTS, KABLE],
  models: [LM, LMER, GLM, GLM_NB, ...GLMERS, GLMM_TMB, GLIMMIX, ...NLME, SETTINGS],
  tests: [
    ANOVA,
    ...TESTS,
    ...MEANS_TESTS,
    COMPARE_DDF,
    COMPARE_STRUCTURES,
    RANOVA,
    ...SIMULATED_TESTS,
  ],
  means: [...MEANS, CONFINT],
  pieces: [
    COEF,
    COEFFICIENTS,
    ...MIXED_PIECES,
    ...GET_ME,
    VCOV,
    ...PIECES,
    ...PREDICTIONS,
    ...INFLUENCE,
    ...MODEL_MATRIX,
    ...UPDATE,
    ...TIDY,
  ],
  designs: [DESIGN, ...DESIGN_TABLES, ...PLANNING, ...DESIGN_VIEWS],
  figures: [
    PLOT,
    MEANS_PLOT,
    EMMIP,
    INTERACTION_PLOT,
    QQ_PLOT,
    CHECK_MODEL,
    ...FIGURES,
    ...SIMULATED_FIGURES,
  ],
  pictures: [...GGPLOT2, ...GRAPHICS, ...DESPLOT],
  prose: PROSE,
};

/** Verbs by name. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  Object.values(VERB_GROUPS).flatMap((group) => group.map((verb) => [verb.name, verb])),
);
