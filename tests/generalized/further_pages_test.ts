/**
 * Further analyses as authors write them, of data that everybody has: warp breaks, insect sprays, tumours,
 * days of absence, bacteria, ticks, owls, salamanders; beside what R 4.2.2, lme4, glmmTMB, MASS, car, emmeans
 * and multcomp print. `pages_record.R` wrote the text and says how R was set.
 */
import { comparePages } from "./page_comparison.ts";

await comparePages("further_pages", {
  explained: {
    // tails by 1 − Φ in multcomp, whose digits are those of rounding
    "E - A == 0 -1.42139 0.17192 -8.268 2.22e-15 ***":
      "E - A == 0 -1.42139 0.17192 -8.268 1.37e-15 ***",
    "F - D == 0 1.22078 0.14815 8.240 2.22e-15 ***":
      "F - D == 0 1.22078 0.14815 8.240 1.55e-15 ***",
    // by second derivatives that TMB takes by differences
    "FoodTreatment 37.51 1 9.094e-10 ***": "FoodTreatment 37.51 1 9.097e-10 ***",
    // a variance at 0, which R ends near, and has no limits of
    "Std.Dev.(Intercept)|herd 0.000000 Inf 3.624601e-07":
      "Std.Dev.(Intercept)|herd NA NA 0.0000000",
    // a correlation at its bound, where glmmTMB gives no criterion
    "NA NA NA NA 227": "1267.8 1299.0 -624.9 1249.8 227",
  },
});
