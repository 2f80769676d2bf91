/**
 * The reference grid of a fit of several responses, `lm(cbind(y1, y2) ~ A)`.
 *
 * @module
 */
import type { EmmeansOptions } from "../../../inference/means/emmeans.ts";
import { responsesTogether } from "../../../inference/means/given_grids.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { inherits } from "../../../language/values/value.ts";
import type { Fit } from "../../../model/fit.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import type { ListValue, Value } from "../../values/value.ts";

/** Whether a value is a fit of several responses. */
export const isResponses = (value: Value): value is ListValue =>
  value.kind === "list" && inherits(toLanguage(value), "mlm");

/** The factor of responses, where no other name is given. */
export const REPEATED = "rep.meas";

const partOf = (value: ListValue, name: string): Value =>
  value.items.find((item) => item.name === name)!.value;

/** The reference grid of a fit of several responses. */
export function responsesGrid(
  call: Call,
  value: ListValue,
  options: (fit: Fit) => EmmeansOptions,
): MeansGrid {
  const one = partOf(value, "one");
  const coefficients = partOf(value, "coefficients");
  const residuals = partOf(value, "scaled");
  if (one.kind !== "fit" || coefficients.kind !== "matrix" || residuals.kind !== "matrix") {
    return call.wrong("object", "a model", value);
  }
  const { fit } = one;
  const q = coefficients.columnNames.length;
  const betas = Array.from(
    { length: q },
    (_, r) => Float64Array.from(fit.fixed.kept, (j) => coefficients.values[j]![r]!),
  );
  const spread = new Float64Array(q * q);
  for (const row of residuals.values) {
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < q; b++) spread[a * q + b]! += row[a]! * row[b]! / fit.residualDf;
    }
  }
  return responsesTogether({
    first: fit,
    betas,
    residuals: spread,
    responses: { name: REPEATED, levels: [...coefficients.columnNames] },
  }, options(fit));
}
