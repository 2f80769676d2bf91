/**
 * Designs with empty or confounded cells: the intercept of SAS's Type III, and what effects of the
 * cells' means remain beside the terms.
 *
 * @module
 */
import { type DenseCells, denseCells } from "../../dense/models.ts";
import { inner } from "../../dense/matrix.ts";
import { object, type ReferenceCase, rows } from "../reference_case.ts";
import { type RightValues, tailOfF } from "./right.ts";

const EMPTY_CELL = "with an empty cell sum coding's intercept is another function than SAS's";
const ROUNDED_PARTS =
  "R makes the row (confounded) from F ratios that were rounded to three decimals before";

/** Fits of the cases here; each is made once. */
const made = new Map<string, DenseCells>();

function cellsOf({ id, json }: ReferenceCase): DenseCells {
  const found = made.get(id) ?? denseCells(json as unknown as Parameters<typeof denseCells>[0]);
  made.set(id, found);
  return found;
}

/** The test of the intercept of `fecal_missingcell`. */
export function emptyCellIntercept(c: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  if (c.id !== "fecal_missingcell") return values;
  const { mixed, intercept } = cellsOf(c);
  const { f, df } = mixed!.test([intercept]);
  const entries = { F: f, ddf: df, p: tailOfF(f, 1, df) };
  for (const [name, value] of Object.entries(entries)) {
    values.set(`anova.type3.(Intercept).${name}`, { value, reason: EMPTY_CELL });
  }
  return values;
}

/** F and p of the row `(confounded)`: what the cells' Wald statistic has beyond the terms'. */
export function confounded(c: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  if (!["fecal_missingcell", "npk_confounded", "warp_missingcell"].includes(c.id)) return values;
  const { beta, phi, mixed, allCells, ofTerms, wald } = cellsOf(c);
  const tables = mixed
    ? [["joint_tests.KR", "KR", mixed.adjusted], ["joint_tests.Satterthwaite", "Satterthwaite", phi]]
    : [["joint_tests", "", phi]];
  for (const [field, key, covariance] of tables as [string, string, Float64Array[]][]) {
    const joint = c.json.joint_tests;
    const row = rows(key === "" ? joint : object(joint)[key])
      .find((r) => r["model term"] === "(confounded)")!;
    const size = allCells.length - ofTerms.length;
    const f = (wald(allCells, covariance) - wald(ofTerms, covariance)) / size;
    const p = tailOfF(f, size, Number(row.df2));
    values.set(`${field}.(confounded).F`, { value: f, reason: ROUNDED_PARTS });
    values.set(`${field}.(confounded).p`, { value: p, reason: ROUNDED_PARTS });
  }
  if (inner(beta, beta) === 0) throw new Error("nothing was estimated");
  return values;
}
