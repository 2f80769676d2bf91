/**
 * Predictions of a mixed model for given levels of its groups.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "./core.ts";
import { addRandomEffects, type RandomRowsOptions } from "../fixed/random_rows.ts";

/** Options of `predictConditional`. */
export interface ConditionalOptions extends RandomRowsOptions {
  /** Without the fixed part. */
  randomOnly?: boolean;
}

function fixedPart({ fixed, beta }: LinearMixedModel, table: Table): Float64Array {
  const out = fixed.offsetFor(table);
  fixed.rowsFor(table).forEach((row, i) => {
    fixed.kept.forEach((j, k) => out[i]! += row[j]! * beta[k]!);
  });
  return out;
}

/**
 * The fixed part plus the predicted random effects of the groups that each row names.
 *
 * @param table has the columns that the formula's right side names, group factors among them
 * @throws DiagnosticError `unknown-column`, `unknown-level`, `missing-value`
 */
export function predictConditional(
  fit: LinearMixedModel,
  table: Table,
  options: ConditionalOptions = {},
): number[] {
  const out = options.randomOnly ? new Float64Array(table.nrow) : fixedPart(fit, table);
  addRandomEffects(coreOf(fit).problem.built, fit.randomEffects, table, options, out);
  return Array.from(out);
}
