/**
 * The intercept of a balanced trial with three rooms: its stratum has exactly 2 df.
 *
 * @module
 */
import { object, type ReferenceCase, rows } from "../reference_case.ts";
import type { RightValues } from "./right.ts";

const TWO_DF = "pbkrtest's moment formulas divide 0 by 0 at 2 df and lose their digits nearby";

/** df and p of the intercept; with 1 and 2 df the tail of F is 1 − √(F/(F + 2)). */
export function exactTwo({ id, json }: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  if (id !== "fecal_grcbd" && id !== "fecal_grcbd_pen") return values;
  const table = object(object(json.anova).car_III_KR_contr_sum);
  const f = Number(rows(table.rows).find((r) => r.term === "(Intercept)")?.F);
  for (const name of ["car_III_KR_contr_sum", "type3"]) {
    const field = `anova.${name}.(Intercept)`;
    values.set(`${field}.ddf`, { value: 2, reason: TWO_DF });
    values.set(`${field}.p`, { value: 1 - Math.sqrt(f / (f + 2)), reason: TWO_DF });
  }
  return values;
}
