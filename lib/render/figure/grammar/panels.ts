/**
 * Panels by the values of variables.
 *
 * @module
 */
import { levelsOf } from "./scales.ts";
import type { LayerSpec, PlotSpec } from "./spec.ts";

/** A panel: its place and the names of its variables' values. */
export interface PanelPlace {
  row: number;
  column: number;
  top: string;
  right: string;
  values: string[];
  /** The panel whose axis it shares, where scales are free by row or column. */
  sharesX: null;
  sharesY: null;
}

/** Panels and the levels of their variables. */
export interface Arranged {
  panels: PanelPlace[];
  levels: string[][];
}

function combinations(levels: readonly string[][]): string[][] {
  return levels.reduce<string[][]>((all, own) => all.flatMap((a) => own.map((l) => [...a, l])), [
    [],
  ]);
}

/** The values of each row's variables, as one text. */
export function valuesOf(layer: LayerSpec, i: number): (string | null)[] {
  return layer.facets.map((f) =>
    f === null ? null : f.kind === "names" ? f.levels[f.codes[i]!] ?? null : String(f.values[i])
  );
}

/** The panels of a picture. */
export function arrange(plot: PlotSpec): Arranged {
  const { facet, layers } = plot;
  const one: PanelPlace = {
    row: 0,
    column: 0,
    top: "",
    right: "",
    values: [],
    sharesX: null,
    sharesY: null,
  };
  if (facet.kind === "none" || facet.names.length === 0) return { panels: [one], levels: [] };
  const levels = facet.names.map((_, k) => {
    const columns = layers.flatMap((l) => l.facets[k] ?? []);
    return levelsOf(columns, undefined);
  });
  const word = (value: string, k: number): string =>
    facet.labels?.get(value) ?? (facet.both ? `${facet.names[k]}: ${value}` : value);
  if (facet.kind === "grid") {
    const rows = combinations(levels.slice(0, facet.rows)),
      columns = combinations(levels.slice(facet.rows));
    const panels = rows.flatMap((r, i) =>
      columns.map((c, j): PanelPlace => ({
        ...one,
        row: i,
        column: j,
        top: i === 0 ? c.map((v, k) => word(v, facet.rows + k)).join(", ") : "",
        right: j === columns.length - 1 ? r.map(word).join(", ") : "",
        values: [...r, ...c],
      }))
    );
    return { panels, levels };
  }
  const used = new Set(
    layers.flatMap((l) =>
      l.facets.every((f) => f === null)
        ? []
        : Array.from({ length: l.n }, (_, i) => JSON.stringify(valuesOf(l, i)))
    ),
  );
  const there = combinations(levels).filter((c) => used.has(JSON.stringify(c)));
  const n = there.length;
  const columns = facet.columns ??
    (facet.rowsAsked
      ? Math.ceil(n / facet.rowsAsked)
      : n <= 3
      ? n
      : n <= 6
      ? Math.ceil(n / 2)
      : n <= 12
      ? Math.ceil(n / 3)
      : Math.ceil(Math.sqrt(n)));
  return {
    panels: there.map((c, i): PanelPlace => ({
      ...one,
      row: Math.floor(i / columns),
      column: i % columns,
      top: c.map(word).join(", "),
      values: c,
    })),
    levels,
  };
}
