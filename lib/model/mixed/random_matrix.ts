/**
 * The matrices of the random part as lme4 orders them: terms by their numbers of levels, within a term
 * level by level, within a level column by column.
 *
 * @module
 */
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "./core.ts";

/** One random term in lme4's numbers. */
export interface RandomBlock {
  /** lme4's name of the group. */
  readonly group: string;
  /** Names of what varies over its levels. */
  readonly columns: readonly string[];
  readonly levels: readonly string[];
  /** Level of each row used. */
  readonly codes: Int32Array;
  /** By column, of each row used. */
  readonly values: readonly Float64Array[];
  /** λ, the relative covariance factor of one level: rows. */
  readonly factor: readonly Float64Array[];
  /** By level, the predicted effects of its columns. */
  readonly effects: readonly Float64Array[];
}

/** The random terms of a model. */
export function randomBlocks(fit: LinearMixedModel): RandomBlock[] {
  const { layout, problem: { residual: { cells }, scales } } = coreOf(fit);
  const first = firstEffects(fit);
  let parameter = 0;
  return layout.terms.map((term, t): RandomBlock => {
    const c = term.columns.length;
    const factor = term.columns.map(() => new Float64Array(c));
    for (let j = 0; j < c; j++) {
      for (let i = j; i < c; i++) factor[i]![j] = fit.theta[parameter++]!;
    }
    const row = (i: number): number => cells.of ? cells.of[i]! : i;
    return {
      group: term.group,
      columns: term.columns.map((column) => column.name),
      levels: term.levels,
      codes: Int32Array.from({ length: fit.n }, (_, i) => term.codes[row(i)]!),
      values: term.columns.map(({ values }, a) =>
        Float64Array.from(
          { length: fit.n },
          (_, i) => (values ? values[row(i)]! : 1) * scales[t]![a]!,
        )
      ),
      factor,
      effects: term.levels.map((_, l) =>
        Float64Array.from(
          term.columns,
          (_, a) => fit.randomEffects[first[t]! + a * term.levels.length + l]!.estimate,
        )
      ),
    };
  });
}

/** Where the effects of each term begin among those of the fit. */
function firstEffects(fit: LinearMixedModel): number[] {
  const first: number[] = [];
  let at = 0;
  for (const group of coreOf(fit).layout.groups) {
    for (const { term, width } of group.terms) {
      first[term] = at;
      at += width * group.levels.length;
    }
  }
  return first;
}
