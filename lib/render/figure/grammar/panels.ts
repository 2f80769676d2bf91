/**
 * Panels by the values of variables.
 *
 * @module
 */
import { levelsOf } from "./scales.ts";
import type { FacetSpec, LayerSpec, PlotSpec } from "./spec.ts";

/** A panel: its place and the names of its variables' values; null stands for all of them. */
export interface PanelPlace {
  row: number;
  column: number;
  top: string;
  right: string;
  bottom: string;
  left: string;
  values: (string | null)[];
}

/** Panels. */
export interface Arranged {
  panels: PanelPlace[];
}

type Combination = (string | null)[];

function combinations(levels: readonly Combination[]): Combination[] {
  return levels.reduce<Combination[]>((all, own) => all.flatMap((a) => own.map((l) => [...a, l])), [
    [],
  ]);
}

/** The values of each row's variables, as one text. */
export function valuesOf(layer: LayerSpec, i: number): (string | null)[] {
  return layer.facets.map((f) =>
    f === null ? null : f.kind === "names" ? f.levels[f.codes[i]!] ?? null : String(f.values[i])
  );
}

const NOWHERE: PanelPlace = {
  row: 0,
  column: 0,
  top: "",
  right: "",
  bottom: "",
  left: "",
  values: [],
};

function wordOf(facet: FacetSpec): (value: string | null, k: number) => string {
  return (value, k) => {
    if (value === null) return "(all)";
    const name = facet.names[k]!;
    if (facet.labelOf) return facet.labelOf(value, name);
    return facet.labels?.get(`${name}\0${value}`) ?? facet.labels?.get(value) ??
      (facet.both ? `${name}: ${value}` : value);
  };
}

/** The panels of a picture. */
export function arrange(plot: PlotSpec): Arranged {
  const { facet, layers } = plot;
  if (facet.kind === "none" || facet.names.length === 0) return { panels: [NOWHERE] };
  const levels = facet.names.map((_, k) =>
    levelsOf(layers.flatMap((l) => l.facets[k] ?? []), {
      kind: "discrete",
      undropped: facet.undropped === true,
    })
  );
  return { panels: facet.kind === "grid" ? grid(facet, levels) : wrapped(facet, levels, layers) };
}

function grid(facet: FacetSpec, levels: readonly string[][]): PanelPlace[] {
  const word = wordOf(facet);
  const whole = levels.map((own, k): Combination => {
    const asked = facet.margins === true ||
      Array.isArray(facet.margins) && facet.margins.includes(facet.names[k]!);
    return asked ? [...own, null] : own;
  });
  const rows = combinations(whole.slice(0, facet.rows));
  const columns = combinations(whole.slice(facet.rows));
  const below = facet.stripX === "bottom", before = facet.stripY === "left";
  return rows.flatMap((r, i) =>
    columns.map((c, j): PanelPlace => {
      const row = facet.upwards ? rows.length - 1 - i : i;
      const across = c.map((v, k) => word(v, facet.rows + k)).join(", ");
      const beside = r.map(word).join(", ");
      return {
        ...NOWHERE,
        row,
        column: j,
        top: row === 0 && !below ? across : "",
        bottom: row === rows.length - 1 && below ? across : "",
        right: j === columns.length - 1 && !before ? beside : "",
        left: j === 0 && before ? beside : "",
        values: [...r, ...c],
      };
    })
  );
}

/** Rows and columns of n panels. */
function dimensions(facet: FacetSpec, n: number): { rows: number; columns: number } {
  const { columns, rowsAsked: rows } = facet;
  if (columns !== null) return { columns, rows: rows ?? Math.ceil(n / columns) };
  if (rows !== null) return { rows, columns: Math.ceil(n / rows) };
  const wide = n <= 3
    ? n
    : n <= 6
    ? Math.ceil(n / 2)
    : n <= 12
    ? Math.ceil(n / 3)
    : Math.ceil(Math.sqrt(n));
  return { columns: wide, rows: Math.ceil(n / wide) };
}

function wrapped(
  facet: FacetSpec,
  levels: readonly string[][],
  layers: readonly LayerSpec[],
): PanelPlace[] {
  const word = wordOf(facet);
  const used = new Set(
    layers.flatMap((l) =>
      l.facets.every((f) => f === null)
        ? []
        : Array.from({ length: l.n }, (_, i) => JSON.stringify(valuesOf(l, i)))
    ),
  );
  const there = combinations(levels).filter((c) => facet.undropped || used.has(JSON.stringify(c)));
  const asked = facet.down
    ? dimensions({ ...facet, columns: facet.rowsAsked, rowsAsked: facet.columns }, there.length)
    : dimensions(facet, there.length);
  const side = facet.stripY ?? facet.stripX ?? "top";
  return there.map((c, i): PanelPlace => {
    const line = Math.floor(i / asked.columns), place = i % asked.columns;
    const first = facet.upwards ? asked.rows - 1 - line : line;
    const [row, column] = facet.down ? [place, first] : [first, place];
    return { ...NOWHERE, row, column, [side]: c.map(word).join(", "), values: c };
  });
}
