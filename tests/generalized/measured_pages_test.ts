/**
 * Measurements with zeros among them, and with some that lie far out: Tweedie's distributions, the gamma
 * distribution beside zeros of another part, Student's t; pages beside what R 4.2.2, glmmTMB 1.1.5, car and
 * emmeans print. `baits.csv` was drawn by `baits.R` beside it; `pages_record.R` wrote the text.
 */
import { comparePages } from "./page_comparison.ts";

await comparePages("measured_pages", {
  explained: {},
  // roots to R's tolerance: as shares of the wider one
  ofLine: "confint(m1, parm",
});
