/**
 * Grids whose factors are combined into one, or one of them divided into several.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type GridVariable, type ReferenceGrid, stridesOf } from "./grid.ts";
import { cellsOf, withCellsAs } from "./means_cells.ts";
import type { MeansGrid } from "./means_grid.ts";
import { unknownVariable } from "./reference_grid.ts";

const placeIn = (cells: ReferenceGrid, i: number, v: number): number =>
  Math.floor(i / cells.strides[v]!) % cells.variables[v]!.values.length;

/**
 * The same cells with some factors as one, whose levels are their combinations, `A:L` (emmeans's
 * `comb_facs`). It stands last.
 *
 * @param occurring leaves out combinations that no row of the data has
 * @throws DiagnosticError `no-grid`, `unknown-variable`, `bad-value`
 */
export function combinedCells(
  table: MeansGrid,
  factors: readonly string[],
  name: string,
  occurring = false,
): MeansGrid {
  const cells = cellsOf(table);
  const names = cells.variables.map((v) => v.name);
  if (factors.length === 0 || names.includes(name)) {
    fail(
      "bad-value",
      factors.length === 0 ? "No factors are combined" : `${name} is there already`,
      {
        hint: 'Write comb_facs(g, c("A", "B"), newname = "cell")',
      },
    );
  }
  const own = factors.map((f) => {
    const v = names.indexOf(f);
    return v < 0 ? unknownVariable(f, names) : v;
  });
  const kept = cells.variables.map((_, v) => v).filter((v) => !own.includes(v));
  const sizes = own.map((v) => cells.variables[v]!.values.length);
  const count = sizes.reduce((n, k) => n * k, 1);
  const labels = Array.from({ length: count }, (_, k) => {
    let rest = k;
    return own.map((v, j) => {
      const label = String(cells.variables[v]!.values[rest % sizes[j]!]!);
      rest = Math.floor(rest / sizes[j]!);
      return label;
    }).join(":");
  });
  const combination = (i: number): number =>
    own.reduceRight((place, v, j) => place * sizes[j]! + placeIn(cells, i, v), 0);
  const heaviest = new Float64Array(count);
  for (let i = 0; i < cells.size; i++) {
    const k = combination(i);
    heaviest[k] = Math.max(heaviest[k]!, cells.weights[i]!);
  }
  const levels = labels.map((_, k) => k).filter((k) => !occurring || heaviest[k]! > 0);
  const variables: GridVariable[] = [
    ...kept.map((v) => cells.variables[v]!),
    { name, values: levels.map((k) => labels[k]!), counted: true },
  ];
  const strides = stridesOf(variables);
  const size = variables.reduce((n, v) => n * v.values.length, 1);
  const from = new Int32Array(size);
  for (let i = 0; i < cells.size; i++) {
    const level = levels.indexOf(combination(i));
    if (level < 0) continue;
    let to = level * strides[kept.length]!;
    kept.forEach((v, j) => to += placeIn(cells, i, v) * strides[j]!);
    from[to] = i;
  }
  const nesting = new Map<string, readonly string[]>();
  const shared = own.map((v) => cells.nesting.get(names[v]!) ?? []);
  const outside = shared[0]!.filter((o) =>
    shared.every((s) => s.includes(o)) && !factors.includes(o)
  );
  if (outside.length > 0) nesting.set(name, outside);
  for (const [inner, outer] of cells.nesting) {
    if (factors.includes(inner)) continue;
    const others = outer.filter((o) => !factors.includes(o));
    nesting.set(inner, others.length < outer.length ? [...others, name] : outer);
  }
  return rearranged(table, cells, variables, from, nesting);
}

/**
 * The same cells with a factor divided into several, whose combinations its levels are, the first of
 * them fastest (emmeans's `split_fac`).
 *
 * @throws DiagnosticError `no-grid`, `unknown-variable`, `bad-value`
 */
export function dividedCells(
  table: MeansGrid,
  factor: string,
  parts: readonly { readonly name: string; readonly values: readonly (string | number)[] }[],
): MeansGrid {
  const cells = cellsOf(table);
  const names = cells.variables.map((v) => v.name);
  const place = names.indexOf(factor);
  if (place < 0) unknownVariable(factor, names);
  const { values } = cells.variables[place]!;
  const count = parts.reduce((n, p) => n * p.values.length, 1);
  if (count !== values.length) {
    fail(
      "bad-value",
      `${factor} has ${values.length} levels, and the parts ${count} combinations`,
      {
        hint: `Its levels are ${values.join(", ")}`,
      },
    );
  }
  const variables = cells.variables.flatMap((v, k): GridVariable[] =>
    k === place ? parts.map((p) => ({ ...p, counted: true })) : [v]
  );
  const nesting = new Map<string, readonly string[]>();
  const inside = parts.map((p) => p.name);
  for (const [inner, outer] of cells.nesting) {
    const to = outer.includes(factor)
      ? [...outer.filter((o) => o !== factor), ...inside]
      : [...outer];
    for (const name of inner === factor ? inside : [inner]) nesting.set(name, to);
  }
  // the combinations stand in the order of the levels, so that no cell moves
  return rearranged(
    table,
    cells,
    variables,
    Int32Array.from({ length: cells.size }, (_, i) => i),
    nesting,
  );
}

/** Cells with other variables, each taken from an old one. */
function rearranged(
  table: MeansGrid,
  cells: ReferenceGrid,
  variables: readonly GridVariable[],
  from: Int32Array,
  nesting: ReferenceGrid["nesting"],
): MeansGrid {
  return withCellsAs(table, {
    variables,
    size: from.length,
    strides: stridesOf(variables),
    rows: Array.from(from, (i) => cells.rows[i]!),
    weights: Float64Array.from(from, (i) => cells.weights[i]!),
    known: Float64Array.from(from, (i) => cells.known[i]!),
    nesting,
  });
}
