/**
 * Pictures as R's packages of graphics draw them.
 *
 * @module
 */
import { GGPLOT2 } from "../ggplot2/words.ts";
import { GGTEXT } from "../ggtext/elements.ts";
import { COPLOT } from "../graphics/multivariate/coplot.ts";
import { CORRPLOT } from "../corrplot/corrplot.ts";
import { GGALLY } from "../GGally/pairs.ts";
import { GGCORRPLOT } from "../ggcorrplot/ggcorrplot.ts";
import { COWPLOT } from "../cowplot/words.ts";
import { GGPUBR } from "../ggpubr/words.ts";
import { GGREPEL } from "../ggrepel/words.ts";
import { GGRIDGES } from "../ggridges/words.ts";
import { GRID_EXTRA } from "../gridExtra/words.ts";
import { PATCHWORK } from "../patchwork/words.ts";
import type { Verb } from "../../evaluation/verb.ts";

/** Verbs by the manual's groups. */
export const VERBS: Readonly<Record<string, readonly Verb[]>> = {
  pictures: [
    ...GGPLOT2,
    ...PATCHWORK,
    ...COWPLOT,
    ...GGPUBR,
    ...GRID_EXTRA,
    ...GGREPEL,
    ...GGRIDGES,
    ...GGTEXT,
    ...COPLOT,
    ...CORRPLOT,
    ...GGCORRPLOT,
    ...GGALLY,
  ],
};
