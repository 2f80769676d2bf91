/**
 * Predictions of a mixed model for given levels of its groups.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import { fail } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Table } from "../../data/table.ts";
import { Evaluator } from "../formula/evaluate.ts";
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "./core.ts";

/** Options of `predictConditional`. */
export interface ConditionalOptions {
  /** Places of the random terms that take part, in the order of the formula; all if absent. */
  terms?: ReadonlySet<number>;
  /** A group that the fit has not seen has the effect 0, the mean of all groups. */
  allowNewLevels?: boolean;
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
  const effects = new Map<string, number>();
  for (const e of fit.randomEffects) {
    const key = JSON.stringify([e.group, e.level, e.term]);
    effects.set(key, (effects.get(key) ?? 0) + e.estimate); // a column may stand in two terms
  }
  const { built } = coreOf(fit).problem;
  const evaluator = new Evaluator(table, built.frame.state, false);
  const done = new Set<string>();
  for (const [place, { term, left, group }] of built.random.entries()) {
    if (options.terms && !options.terms.has(place)) continue;
    const known = new Set(group.levels);
    const factors = term.group.factors.map((e) => {
      const value = evaluator.evaluate(e);
      return value.kind === "matrix" || value.kind === "constant" ? null : asFactor(value);
    });
    const z = left.rowsFor(table);
    left.names.forEach((name, column) => {
      const once = JSON.stringify([group.name, name]);
      if (done.has(once)) return;
      done.add(once);
      for (let i = 0; i < out.length; i++) {
        const level = factors.map((f) => f ? f.levels[f.codes[i]!] ?? "" : "").join(":");
        if (!options.allowNewLevels && !known.has(level)) {
          fail("unknown-level", `The fit has no level "${level}" of ${group.name}`, {
            hint: suggestion(level, [...known]) ??
              "allow.new.levels = TRUE gives the value of an average level",
          });
        }
        out[i]! += z[i]![column]! * (effects.get(JSON.stringify([group.name, level, name])) ?? 0);
      }
    });
  }
  return Array.from(out);
}
