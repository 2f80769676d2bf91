/**
 * Containment df (SAS/STAT, PROC MIXED, DDFM=CONTAIN).
 *
 * Among the random effects whose variables contain a fixed term, the least of their contributions to
 * the rank of [X Z]; if none contains it, n − rank[X Z]. A balanced split-plot gets its strata's df.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { fail } from "../../diagnostic.ts";
import { qr } from "../../math/algebra/qr.ts";
import type { RandomDesign } from "../../model/fixed/build.ts";
import { sourcesOf } from "../../model/fixed/fixed_design.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import type { DdfMethod } from "./ddf.ts";
import { waldMethod } from "./residual_df.ts";
import { coreOf } from "../../model/mixed/core.ts";

/** A random effect: the variables that name it, and its columns of Z. */
interface RandomEffectColumns {
  variables: Set<string>;
  columns: Float64Array[];
}

const LARGEST = 4e7;

/**
 * Containment df of a fit. Effects enter [X Z] by the number of their variables, as one writes
 * `Block Block*Variety`; a function of several terms has the least of their df, the intercept
 * belonging to every effect.
 *
 * @throws DiagnosticError `containment-size` if [X Z] is too large to take its rank
 */
export function containment(fit: LinearMixedModel): DdfMethod {
  const { fixed } = fit;
  const { built } = coreOf(fit).problem;
  const rows = built.cells().first;
  const effects = built.random.flatMap((r) => effectsOf(r, rows))
    .sort((a, b) => a.variables.size - b.variables.size);
  const { contributions, rank } = contributionsOf(fit, rows, effects);
  const rest = fit.n - rank;
  const dfOf = (variables: readonly string[]): number => {
    let least = Infinity;
    effects.forEach((e, i) => {
      if (contributions[i]! > 0 && variables.every((v) => e.variables.has(v))) {
        least = Math.min(least, contributions[i]!);
      }
    });
    return least === Infinity ? rest : least;
  };
  const byTerm = [
    dfOf([]),
    ...fixed.terms.map((t) => dfOf(sourcesOf(fixed, t.variables))),
  ];
  const byColumn = Float64Array.from(fixed.kept, (j) => byTerm[fixed.assign[j]!]!);
  return waldMethod(fit, "containment", (l) => leastInvolved(l, byColumn, rest));
}

/** The least df among the coefficients that a function involves. */
export function leastInvolved(
  l: ArrayLike<number>,
  df: Float64Array,
  otherwise: number,
): number {
  let largest = 0;
  for (let i = 0; i < l.length; i++) largest = Math.max(largest, Math.abs(l[i]!));
  let least = Infinity;
  for (let i = 0; i < l.length; i++) {
    if (Math.abs(l[i]!) > 1e-10 * largest) least = Math.min(least, df[i]!);
  }
  return least === Infinity ? otherwise : least;
}

/** The effects of one random term: its groups, and its groups times each term of the left side. */
function effectsOf(random: RandomDesign, rows: Int32Array): RandomEffectColumns[] {
  const { group, groupSources, left } = random;
  const x = left.rowsAt(rows);
  const m = rows.length;
  const terms = [
    ...(left.intercept ? [{ variables: [] as string[], columns: [0] }] : []),
    ...left.terms,
  ];
  return terms.map((t): RandomEffectColumns => {
    const sources = sourcesOf(left, t.variables);
    const columns: Float64Array[] = [];
    for (const j of t.columns) {
      const own = group.levels.map(() => new Float64Array(m));
      rows.forEach((row, i) => own[group.codes[row]!]![i] = x[j * m + i]!);
      addAll(columns, own);
    }
    return { variables: new Set([...groupSources, ...sources]), columns };
  });
}

/** How much each effect adds to the rank of X and the effects before it. */
function contributionsOf(
  fit: LinearMixedModel,
  rows: Int32Array,
  effects: readonly RandomEffectColumns[],
): { contributions: Int32Array; rank: number } {
  const { fixed } = fit;
  const m = rows.length;
  const all = effects.reduce((s, e) => s + e.columns.length, 0);
  const p = fixed.kept.length;
  if (m * (p + all) > LARGEST) {
    fail("containment-size", "The model has too many random effects for containment df", {
      hint: 'Ask for ddf = "kenward-roger" or "satterthwaite"',
    });
  }
  const matrix = new Float64Array(m * (p + all));
  const x = fixed.rowsAt(rows);
  fixed.kept.forEach((j, k) => matrix.set(x.subarray(j * m, (j + 1) * m), k * m));
  const owner = new Int32Array(p + all).fill(-1);
  let next = p;
  effects.forEach((e, i) => {
    for (const c of e.columns) {
      matrix.set(c, next * m);
      owner[next++] = i;
    }
  });
  const d = qr(matrix, m, p + all);
  const contributions = new Int32Array(effects.length);
  for (let k = 0; k < d.rank; k++) {
    const i = owner[d.pivot[k]!]!;
    if (i >= 0) contributions[i]!++;
  }
  return { contributions, rank: d.rank };
}
