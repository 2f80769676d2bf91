/**
 * The predicted random effects of given rows, summed row by row.
 *
 * @module
 */
import { asFactor } from "../../data/factor.ts";
import { fail } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { BuiltModel } from "./build.ts";
import { Evaluator } from "../formula/evaluate.ts";
import type { RandomEffect } from "../random_estimates.ts";

/** Which random effects take part. */
export interface RandomRowsOptions {
  /** Places of the random terms that take part, in the order of the formula; all if absent. */
  terms?: ReadonlySet<number>;
  /** A group that the fit has not seen has the effect 0, the mean of all groups. */
  allowNewLevels?: boolean;
}

/** Random terms on the data of a fit. */
export type RandomRowsModel = Pick<BuiltModel, "random"> & {
  readonly frame: Pick<BuiltModel["frame"], "state">;
};

/**
 * Adds the effects of the groups that each row names.
 *
 * @param table has the columns of the random terms, group factors among them
 * @param out by row, what the effects are added to
 * @throws DiagnosticError `unknown-column`, `unknown-level`, `missing-value`
 */
export function addRandomEffects(
  { random, frame }: RandomRowsModel,
  estimates: readonly RandomEffect[],
  table: Table,
  options: RandomRowsOptions,
  out: Float64Array,
): void {
  const effects = new Map<string, number>();
  for (const e of estimates) {
    const key = JSON.stringify([e.group, e.level, e.term]);
    effects.set(key, (effects.get(key) ?? 0) + e.estimate); // a column may stand in two terms
  }
  const evaluator = new Evaluator(table, frame.state, false);
  const done = new Set<string>();
  for (const [place, { term, left, group }] of random.entries()) {
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
}
