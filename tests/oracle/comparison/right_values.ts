/**
 * What is right where R's figure is not: each value by a computation that shares no code with the
 * product (`tests/oracle/dense/`), or from R's own unrounded figures. A figure listed here is
 * compared with the right value as strictly as all others are with R's.
 *
 * @module
 */
import { tukeyTail } from "../dense/tukey.ts";
import { confounded, emptyCellIntercept } from "./right/empty_cells.ts";
import { exactTwo } from "./right/exact_two.ts";
import { backTransformed } from "./right/back_transformed.ts";
import { shares } from "./right/shares.ts";
import type { RightValues } from "./right/right.ts";
import { weighted } from "./right/weighted.ts";
import { list, object, type ReferenceCase, rows } from "./reference_case.ts";

const SPLINE = "lme4 reads profile limits off a spline; the profile deviance by hand has its roots here";
const ROOT_SEARCH = "emmeans stops its root search for Dunnett limits at 5e-4";
const WHOLE_DF =
  "emmeans rounds df to whole numbers in Tukey's p-values where a contrast is not estimable";
const PTUKEY = "R's ptukey has errors of up to 5e-7 at five or six df";

/** Roots of the profile deviance (`dense_test.ts` finds them again). */
export const PROFILE_LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  fecal_grcbd: {
    ".sig01.upper": 6.194953678498,
    "(Intercept).lower": 10.693550722825,
    "(Intercept).upper": 18.972182610508,
  },
  oats_splitplot: { ".sig02.lower": 5.476570768271 },
  pastes: { ".sig01.upper": 4.053805117675 },
};

/** Families of pairs whose p-values R has wrong: number of means, and what is wrong. */
const PAIRS: Readonly<Record<string, readonly [place: number, means: number, reason: string][]>> = {
  fecal_missingcell: [[0, 6, WHOLE_DF], [1, 6, WHOLE_DF], [2, 6, WHOLE_DF], [3, 6, WHOLE_DF]],
  machines_unstructured: [[0, 3, PTUKEY], [1, 3, PTUKEY]],
  stripplot_sim: [[2, 3, PTUKEY], [3, 3, PTUKEY]],
};

/**
 * emmeans' approximation of Dunnett's critical value for three contrasts at 24 df and 0.95, its root
 * to the last digit: in R, `uniroot(function(x) emmeans:::.pdunnx(x, 3, 24) - 0.95, c(2, 3), tol =
 * 1e-14)$root`.
 */
const DUNNETT_ROOT = 2.522025841013037;

/** All right values of a case. */
export function rightValues(c: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  for (const [field, value] of Object.entries(PROFILE_LIMITS[c.id] ?? {})) {
    values.set(`fit.confint_profile.${field}`, { value, reason: SPLINE });
  }
  for (const [place, means, reason] of PAIRS[c.id] ?? []) {
    const { pairs } = object(list(c.json.emmeans)[place]);
    const published = list(object(object(object(pairs).adjust).tukey)["p.value"]);
    rows(object(pairs).rows).forEach((row, i) => {
      if (typeof row["t.ratio"] !== "number" || published[i] === null) return;
      const value = tukeyTail(Math.abs(row["t.ratio"]) * Math.SQRT2, means, Number(row.df));
      values.set(`emmeans[${place}].pairs.tukey[${i}].p`, { value, reason });
    });
  }
  if (c.id === "ergostool") dunnettLimits(values, c);
  for (const source of [weighted, exactTwo, emptyCellIntercept, confounded, backTransformed, shares]) {
    for (const [field, right] of source(c)) values.set(field, right);
  }
  return values;
}

function dunnettLimits(values: RightValues, c: ReferenceCase): void {
  const { dunnett } = object(list(c.json.emmeans)[0]);
  rows(object(dunnett).rows).forEach((row, i) => {
    const half = DUNNETT_ROOT * Number(row.SE);
    const field = `emmeans[0].dunnett.dunnettx[${i}]`;
    const centre = Number(row.estimate);
    values.set(`${field}.lower`, { value: centre - half, reason: ROOT_SEARCH });
    values.set(`${field}.upper`, { value: centre + half, reason: ROOT_SEARCH });
  });
}
