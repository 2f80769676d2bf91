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

/** A random term on given rows. */
export interface TermRows {
  readonly design: BuiltModel["random"][number];
  /** By row, the columns of the left side. */
  readonly z: readonly Float64Array[];
  /** By row, the group that it names. */
  readonly level: readonly string[];
}

/**
 * The random terms on rows that need not be those of the fit.
 *
 * @param table has the columns of the random terms, group factors among them
 * @throws DiagnosticError `unknown-column`, `unknown-level`, `missing-value`
 */
export function termRows(
  { random, frame }: RandomRowsModel,
  table: Table,
  options: RandomRowsOptions,
): TermRows[] {
  const evaluator = new Evaluator(table, frame.state, false);
  return random.flatMap((design, place): TermRows[] => {
    const { term, left, group } = design;
    if (options.terms && !options.terms.has(place)) return [];
    const known = new Set(group.levels);
    const factors = term.group.factors.map((e) => {
      const value = evaluator.evaluate(e);
      return value.kind === "matrix" || value.kind === "constant" ? null : asFactor(value);
    });
    const level = Array.from(
      { length: table.nrow },
      (_, i) => factors.map((f) => f ? f.levels[f.codes[i]!] ?? "" : "").join(":"),
    );
    const unknown = options.allowNewLevels ? undefined : level.find((l) => !known.has(l));
    if (unknown !== undefined) {
      fail("unknown-level", `The fit has no level "${unknown}" of ${group.name}`, {
        hint: suggestion(unknown, [...known]) ??
          "allow.new.levels = TRUE gives the value of an average level",
      });
    }
    return [{ design, z: left.rowsFor(table), level }];
  });
}

/**
 * Adds the effects of the groups that each row names.
 *
 * @param table has the columns of the random terms, group factors among them
 * @param out by row, what the effects are added to
 * @throws DiagnosticError `unknown-column`, `unknown-level`, `missing-value`
 */
export function addRandomEffects(
  model: RandomRowsModel,
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
  const done = new Set<string>();
  for (const { design: { left, group }, z, level } of termRows(model, table, options)) {
    left.names.forEach((name, column) => {
      const once = JSON.stringify([group.name, name]);
      if (done.has(once)) return;
      done.add(once);
      for (let i = 0; i < out.length; i++) {
        out[i]! += z[i]![column]! *
          (effects.get(JSON.stringify([group.name, level[i]!, name])) ?? 0);
      }
    });
  }
}
