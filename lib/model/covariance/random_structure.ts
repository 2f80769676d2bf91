/**
 * Random terms gathered by grouping factor, and the layout of θ and γ.
 *
 * Terms on the same factor share its levels, so the relative covariance factor of one level is one
 * lower-triangular matrix λ of width c (all columns of all terms), with zeros between terms.
 * The parameters are the entries of λ that may differ from zero (θ) or, in the same order, the
 * entries of G = λλ' (γ, relative to σ²): row ≥ column within a term, column by column.
 *
 * @module
 */
import { addAll } from "../../lists.ts";

/** One random-effects term, as numbers. */
export interface RandomTermData {
  /** lme4's name of the group, e.g. `Variety:Block`. */
  group: string;
  levels: readonly string[];
  /** n: index of the level of each row. */
  codes: Int32Array;
  /** What varies over the levels; `values` null means one throughout. */
  columns: readonly { name: string; values: Float64Array | null }[];
}

/** A grouping factor with all columns that vary over its levels. */
export interface MixedGroup {
  name: string;
  levels: readonly string[];
  codes: Int32Array;
  /** c, columns per level. */
  width: number;
  /** c arrays of length n; null means one throughout. */
  values: readonly (Float64Array | null)[];
  /** Indices of its terms, and where each begins among the c columns. */
  terms: readonly { term: number; offset: number; width: number }[];
  /** Indices of its parameters. */
  parameters: Int32Array;
}

/** An entry (row, column) of λ, or of G, of one group. */
export interface RandomParameter {
  group: number;
  term: number;
  row: number;
  column: number;
}

/** Groups and parameters of a model. Terms are in lme4's order. */
export interface RandomLayout {
  terms: readonly RandomTermData[];
  groups: readonly MixedGroup[];
  /** Where γₖ stands in G. */
  parameters: readonly RandomParameter[];
  /** By term: which of its columns is first, second … in the triangle of λ. */
  orders: readonly Int32Array[];
  /** Where θₖ stands in λ: as γₖ unless a term's order is not 0, 1, 2 … */
  places: readonly { row: number; column: number }[];
}

/**
 * The same layout with λ triangular in another order of columns. A triangle whose first pivot goes to
 * zero while others do not is a bad coordinate system; in descending order of variances it is not.
 */
export function reordered(layout: RandomLayout, orders: readonly Int32Array[]): RandomLayout {
  const first = layout.terms.map(() => 0);
  for (const g of layout.groups) for (const t of g.terms) first[t.term] = t.offset;
  return {
    ...layout,
    orders,
    places: layout.parameters.map(({ term, row, column }) => ({
      row: first[term]! + orders[term]![row - first[term]!]!,
      column,
    })),
  };
}

/**
 * The order in which no pivot of a pivoted Cholesky factorization comes before a larger one: the
 * exchanges of columns are what is wanted, not the factor.
 */
export function pivotOrders(layout: RandomLayout, gamma: ArrayLike<number>): Int32Array[] {
  let at = 0;
  return layout.terms.map((term) => {
    const c = term.columns.length;
    const g = new Float64Array(c * c);
    for (let j = 0; j < c; j++) {
      for (let i = j; i < c; i++) g[i * c + j] = g[j * c + i] = gamma[at++]!;
    }
    const order = Int32Array.from({ length: c }, (_, i) => i);
    for (let k = 0; k < c; k++) {
      let best = k;
      for (let i = k + 1; i < c; i++) {
        if (g[order[i]! * c + order[i]!]! > g[order[best]! * c + order[best]!]!) best = i;
      }
      const held = order[k]!;
      order[k] = order[best]!;
      order[best] = held;
      const p = order[k]!;
      const pivot = g[p * c + p]!;
      if (!(pivot > 0)) break;
      for (let i = k + 1; i < c; i++) {
        const a = order[i]!;
        const f = g[a * c + p]! / pivot;
        for (let j = k + 1; j < c; j++) g[a * c + order[j]!]! -= f * g[p * c + order[j]!]!;
      }
    }
    return order;
  });
}

/** Gathers terms (already in lme4's order) by the name of their group. */
export function randomLayout(terms: readonly RandomTermData[]): RandomLayout {
  const names = [...new Set(terms.map((t) => t.group))];
  const parameters: RandomParameter[] = [];
  const placed = terms.map((t) => ({ group: names.indexOf(t.group), offset: 0 }));
  const groups = names.map((name) => {
    const own = terms.map((term, index) => ({ term, index })).filter((x) => x.term.group === name);
    const values: (Float64Array | null)[] = [];
    const parts = own.map(({ term, index }) => {
      const offset = values.length;
      placed[index]!.offset = offset;
      addAll(values, term.columns.map((c) => c.values));
      return { term: index, offset, width: term.columns.length };
    });
    const first = own[0]!.term;
    return { name, levels: first.levels, codes: first.codes, width: values.length, values, parts };
  });
  terms.forEach((t, term) => {
    const { group, offset } = placed[term]!;
    for (let j = 0; j < t.columns.length; j++) {
      for (let i = j; i < t.columns.length; i++) {
        parameters.push({ group, term, row: offset + i, column: offset + j });
      }
    }
  });
  return {
    terms,
    parameters,
    places: parameters,
    orders: terms.map((t) => Int32Array.from(t.columns, (_, i) => i)),
    groups: groups.map(({ parts, ...g }, index) => ({
      ...g,
      terms: parts,
      parameters: Int32Array.from(
        parameters.flatMap((p, k) => p.group === index ? [k] : []),
      ),
    })),
  };
}

/** λ (c × c, row-major) of each group at θ. */
export function lambdas(layout: RandomLayout, theta: ArrayLike<number>): Float64Array[] {
  const out = layout.groups.map((g) => new Float64Array(g.width * g.width));
  layout.places.forEach((p, k) => {
    const { group } = layout.parameters[k]!;
    out[group]![p.row * layout.groups[group]!.width + p.column] = theta[k]!;
  });
  return out;
}

/** γ (relative to σ²) at θ: entries of λλ'. */
export function gammaOf(layout: RandomLayout, theta: ArrayLike<number>): Float64Array {
  const lambda = lambdas(layout, theta);
  return Float64Array.from(layout.parameters, (p) => {
    const c = layout.groups[p.group]!.width;
    const l = lambda[p.group]!;
    let sum = 0;
    for (let m = 0; m < c; m++) sum += l[p.row * c + m]! * l[p.column * c + m]!;
    return sum;
  });
}

/**
 * θ from γ: the Cholesky factor of each term's G. A pivot that is not above zero (to rounding) gives
 * a column of exact zeros, so a semidefinite G has one answer, where `choleskyLower` has none.
 *
 * @returns null if some G is not positive semidefinite
 */
export function thetaOf(layout: RandomLayout, gamma: ArrayLike<number>): Float64Array | null {
  const theta = new Float64Array(layout.parameters.length);
  let at = 0;
  for (let t = 0; t < layout.terms.length; t++) {
    const c = layout.terms[t]!.columns.length;
    const g = new Float64Array(c * c);
    const place = at;
    const position = new Int32Array(c);
    layout.orders[t]!.forEach((column, i) => position[column] = i);
    for (let j = 0; j < c; j++) {
      for (let i = j; i < c; i++) {
        const [a, b] = [position[i]!, position[j]!];
        g[Math.max(a, b) * c + Math.min(a, b)] = gamma[at++]!;
      }
    }
    for (let j = 0, k = place; j < c; j++) {
      const size = g[j * c + j]!;
      let pivot = size;
      for (let m = 0; m < j; m++) pivot -= g[j * c + m]! ** 2;
      if (pivot < -1e-12 * Math.max(size, 1e-300) || size < 0) return null;
      const zero = pivot <= 1e-14 * size;
      const d = zero ? 0 : Math.sqrt(pivot);
      for (let i = j; i < c; i++, k++) {
        let v = g[i * c + j]!;
        for (let m = 0; m < j; m++) v -= g[i * c + m]! * g[j * c + m]!;
        if (zero && i > j && v * v > 1e-10 * g[i * c + i]! * Math.max(size, 1e-300)) return null;
        g[i * c + j] = zero ? 0 : i === j ? d : v / d;
        theta[k] = g[i * c + j]!;
      }
    }
  }
  return theta;
}

/**
 * ∂γ/∂θ, row = γ, column = θ, row-major.
 *
 * @param m rows and columns of the matrix, which begins with these parameters
 */
export function gammaJacobian(
  layout: RandomLayout,
  theta: ArrayLike<number>,
  m: number = layout.parameters.length,
): Float64Array {
  const lambda = lambdas(layout, theta);
  const jacobian = new Float64Array(m * m);
  layout.parameters.forEach((g, i) => {
    const c = layout.groups[g.group]!.width;
    const l = lambda[g.group]!;
    layout.places.forEach((t, k) => {
      if (layout.parameters[k]!.term !== g.term) return;
      let v = 0;
      if (g.row === t.row) v += l[g.column * c + t.column]!;
      if (g.column === t.row) v += l[g.row * c + t.column]!;
      jacobian[i * m + k] = v;
    });
  });
  return jacobian;
}

/**
 * Adds Σᵢ gradient_i ∂²γᵢ/∂θ∂θ' to a matrix.
 *
 * @param m its rows and columns; it begins with these parameters
 */
export function addGammaCurvature(
  layout: RandomLayout,
  gradient: ArrayLike<number>,
  hessian: Float64Array,
  m: number = layout.parameters.length,
): void {
  const { parameters, places } = layout;
  places.forEach((a, k) => {
    const { term } = parameters[k]!;
    places.forEach((b, l) => {
      if (term !== parameters[l]!.term || a.column !== b.column) return;
      const row = Math.max(a.row, b.row);
      const column = Math.min(a.row, b.row);
      const i = parameters.findIndex((g) =>
        g.term === term && g.row === row && g.column === column
      );
      hessian[k * m + l]! += (a.row === b.row ? 2 : 1) * gradient[i]!;
    });
  });
}

/** Names of terms: the group, with `.1`, `.2` … for further terms on it. */
export function groupLabels(terms: readonly RandomTermData[]): string[] {
  const seen = new Map<string, number>();
  return terms.map(({ group }) => {
    const times = seen.get(group) ?? 0;
    seen.set(group, times + 1);
    return times === 0 ? group : `${group}.${times}`;
  });
}
