/**
 * `gls` and `lme` whose rows are weighted by a variance function, which is estimated with the model.
 *
 * @module
 */
import { spanOf } from "../../diagnostic.ts";
import type { NumericColumn } from "../../data/column.ts";
import { Table } from "../../data/table.ts";
import { deparseName } from "../../syntax/deparse.ts";
import type { Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { Coding } from "../fixed/codings.ts";
import { calleeName } from "../formula/formula.ts";
import type { ResidualClause } from "../formula/residual_clause.ts";
import { type MixedClass, weighed } from "../mixed/capabilities.ts";
import { fitMixed } from "../mixed/lmer.ts";
import type { NlmeVariance, NlmeWritten } from "../nlme_written.ts";
import { varianceFunctions, variancesAt } from "./variance_functions.ts";
import { searchVariances } from "./variance_search.ts";
import { varianceSpread } from "./variance_spread.ts";

/** The variance function that weighs rows; null for none, or for strata, which the engine knows. */
export function weighingOf(
  { weights }: { weights?: string | Expr | undefined },
): Expr | null {
  if (weights === undefined) return null;
  const expr = typeof weights === "string" ? parseExpression(weights) : weights;
  return calleeName(expr) === "varIdent" ? null : expr;
}

/** A column of the data that no author names. */
const WEIGHTS = ".variance function";

/** A model without its weights. */
export interface Unweighed {
  /** The formula that the engine takes. */
  readonly model: string | Expr;
  readonly fixed: Expr;
  readonly levels: NlmeWritten["levels"];
  readonly own: MixedClass;
  /** What correlates the residuals; null for nothing. */
  readonly clause: ResidualClause | null;
  readonly correlation: NlmeWritten["correlation"];
}

/** By which criterion, and with what codings. */
interface Criterion {
  readonly reml: boolean;
  readonly contrasts?: Record<string, Coding>;
}

/**
 * The fit at the estimates of its variance function.
 *
 * @throws DiagnosticError `nlme-argument`, `no-optimum`
 */
export function weighedFit(
  data: Table,
  asked: Unweighed,
  weighing: Expr,
  criterion: Criterion,
): LinearMixedModel {
  const { model, fixed, levels, own, clause, correlation } = asked;
  const residual = clause ? { residual: { ...clause, weighed: true } } : {};
  const functions = varianceFunctions(weighing, data);
  const fitAt = (values: Float64Array, as: MixedClass): LinearMixedModel => {
    const column: NumericColumn = { kind: "numeric", name: WEIGHTS, values, integer: false };
    const weights = deparseName(WEIGHTS);
    return fitMixed(model, new Table([...data.columns, column]), {
      weights,
      as,
      ...residual,
      ...criterion,
    });
  };
  const written = { fixed, levels, correlation, variance: null };
  const bare: MixedClass = { ...weighed(own), written };
  const found = searchVariances(
    functions,
    data.nrow,
    (values) => fitAt(values, bare),
    spanOf(weighing),
  );
  const word = calleeName(weighing);
  const variance: NlmeVariance = {
    word: word === "~" || !word ? "varFixed" : word,
    formula: functions[0]!.formula,
    strata: null,
    functions: variancesAt(functions, found.x),
    spread: () => varianceSpread(found.x, found.units, (x) => fitAt(found.weightsAt(x), bare)),
  };
  return fitAt(found.weights, {
    ...bare,
    written: { ...written, variance },
    weighing: found.x.length,
    again: (reml) => weighedFit(data, asked, weighing, { ...criterion, reml }),
  });
}
