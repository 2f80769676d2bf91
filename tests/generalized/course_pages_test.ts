/**
 * Analyses of counts, proportions and measurements in the manner of a course, on data drawn for them, beside
 * what R 4.2.2, lme4, glmmTMB, MASS, car, emmeans and multcomp print; `pages_record.R` wrote the text and
 * says how R was set. Lines are the same but for the last digit of a number, which an optimum that R does
 * not quite reach moves.
 */
import { comparePages } from "./page_comparison.ts";

await comparePages("course_pages", {
  explained: {
    // emmeans calls the offset by an internal name; it is the levels of `area` that are averaged over
    "Results are averaged over the levels of: .offset.":
      "Results are averaged over the levels of: area",
    "Results are averaged over the levels of: cover, .offset.":
      "Results are averaged over the levels of: cover, area",
  },
});
