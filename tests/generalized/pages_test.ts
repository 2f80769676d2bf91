/**
 * Whole pages of generalized models, as authors write them, beside what R 4.2.2, lme4, glmmTMB, MASS, car
 * and emmeans print; `pages_record.R` wrote the text and says how R was set. Lines are the same but for the
 * last digit of a number, which an optimum that R does not quite reach moves.
 */
import { comparePages } from "./page_comparison.ts";

await comparePages("pages", {
  explained: {
    // lme4's remark on an attribute of the value
    "with conditional variances for “herd”": null,
    // lme4 leaves the constant of the likelihood out where the nodes are more than one
    "110.0 120.1 -50.0 100.0 51": "194.0 204.1 -92.0 184.0 51",
  },
  // limits by profile are exact here, and between points of a curve in R: as shares of the wider one
  ofLine: "confint(m1)",
});
