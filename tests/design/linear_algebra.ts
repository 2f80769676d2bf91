/** Dense projections for checking, written apart from the code that they check. */
import type { Design } from "../../lib/design/declared/design.ts";
import { planOf } from "../../lib/design/declared/plan.ts";

export type Columns = Float64Array[];

/** Indicator columns of the classification by some factors. */
export function indicators(
  plan: ReadonlyMap<string, Int32Array>,
  names: readonly string[],
  n: number,
): Columns {
  const keys = Array.from({ length: n }, (_, i) => names.map((name) => plan.get(name)![i]).join());
  const distinct = [...new Set(keys)];
  const place = new Map(distinct.map((key, k) => [key, k]));
  const columns = distinct.map(() => new Float64Array(n));
  keys.forEach((key, i) => columns[place.get(key)!]![i] = 1);
  return columns;
}

/** Orthonormal basis of what `columns` add to `basis` (which is orthonormal): Gram–Schmidt twice. */
export function added(basis: Columns, columns: Columns): Columns {
  const own: Columns = [];
  for (const column of columns) {
    const v = column.slice();
    const before = Math.sqrt(v.reduce((s, x) => s + x * x, 0));
    for (let pass = 0; pass < 2; pass++) {
      for (const b of [...basis, ...own]) {
        let dot = 0;
        for (let i = 0; i < v.length; i++) dot += b[i]! * v[i]!;
        for (let i = 0; i < v.length; i++) v[i]! -= dot * b[i]!;
      }
    }
    const after = Math.sqrt(v.reduce((s, x) => s + x * x, 0));
    if (after > 1e-8 * before) own.push(v.map((x) => x / after));
  }
  return own;
}

/** Sum over the columns q of q'ZZ'q, for the classification that Z indicates. */
export function quadratic(columns: Columns, classes: Columns): number {
  let total = 0;
  for (const q of columns) {
    for (const z of classes) {
      let dot = 0;
      for (let i = 0; i < q.length; i++) dot += q[i]! * z[i]!;
      total += dot * dot;
    }
  }
  return total;
}

/** Whether all columns lie in the span of an orthonormal basis. */
export function liesIn(columns: Columns, basis: Columns): boolean {
  return added(basis, columns).length === 0;
}

/** The mean and the spaces of a design's rows, each built from the plan alone. */
export function spacesOf(design: Design): {
  rows: Map<string, Columns>;
  classes: Map<string, Columns>;
} {
  const n = design.observations;
  const plan = planOf(design);
  const mean = [new Float64Array(n).fill(1 / Math.sqrt(n))];
  const { strata, fixed } = design.structure;
  const rows = new Map<string, Columns>();
  const classes = new Map<string, Columns>();
  const all: Columns = [...mean];
  strata.forEach((stratum, s) => {
    const z = indicators(plan, stratum.factors, n);
    if (stratum.component) classes.set(stratum.component, z);
    for (const term of fixed.filter((t) => t.stratum === s)) {
      const own = added(all, indicators(plan, term.factors, n));
      if (own.length > 0) rows.set(term.label, own);
      all.push(...own);
    }
    const own = added(all, z);
    if (own.length > 0) rows.set(stratum.lowest ? "Error" : stratum.unit, own);
    all.push(...own);
  });
  return { rows, classes };
}
