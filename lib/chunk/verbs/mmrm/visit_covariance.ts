/**
 * The covariance of the visits as a value: a matrix, or a list of one for each group.
 *
 * @module
 */
import type { LinearMixedModel } from "../../../model/fit.ts";
import { visitCovariances } from "../../../model/repeated/visit_covariances.ts";
import { list, type MatrixValue, type Value } from "../../values/value.ts";

/** As mmrm's `VarCorr` has it. */
export function visitCovarianceValue(fit: LinearMixedModel): Value {
  const all = visitCovariances(fit).map(({ group, visits, matrix }) => {
    const names = [...visits];
    const value: MatrixValue = {
      kind: "matrix",
      rowNames: names,
      columnNames: names,
      values: names.map((_, i) => matrix.slice(i * names.length, (i + 1) * names.length)),
    };
    return { name: group, value };
  });
  return all.length === 1 ? all[0]!.value : list(all);
}
