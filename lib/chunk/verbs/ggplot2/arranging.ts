/**
 * Pictures beside and below each other, built: places, marks, keys together.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type {
  ArrangedFigure,
  ArrangedPart,
  LayerKey,
  LayerPanel,
  LayersFigure,
} from "../../../render/figure/grammar/types.ts";
import type { ShownFigure } from "../../../render/shown.ts";
import type { Arrangement, PlotValue } from "../../values/plot.ts";
import { built } from "./building.ts";

interface Place {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

/** Places that an author draws with letters: `"AB\nCC"`. */
function designed(design: string, n: number, plot: PlotValue): Place[] {
  const rows = design.split("\n").map((r) => r.trim()).filter((r) => r !== "");
  const letters = [...new Set(rows.join("").replace(/#/g, ""))].sort();
  if (letters.length < n) {
    fail("wrong-argument", `The design has ${letters.length} places for ${n} pictures`, {
      span: plot.span,
      hint: "Each picture has a letter of its own",
    });
  }
  return letters.slice(0, n).map((letter) => {
    const at = rows.flatMap((r, i) =>
      [...r].flatMap((c, j) => c === letter ? [[i, j] as const] : [])
    );
    const is = at.map(([i]) => i), js = at.map(([, j]) => j);
    const [row, column] = [least(is), least(js)];
    return {
      row,
      column,
      rows: greatest(is) - row + 1,
      columns: greatest(js) - column + 1,
    };
  });
}

/** Places of n pictures. */
function placesOf(own: Arrangement, n: number, plot: PlotValue): Place[] {
  const { columns, rows, byRow = true, design } = own.layout;
  if (design) return designed(design, n, plot);
  const asked = columns ?? (rows ? Math.ceil(n / rows) : null);
  const wide = asked ??
    (own.how === "row"
      ? n
      : own.how === "column"
      ? 1
      : n <= 3
      ? n
      : n <= 6
      ? Math.ceil(n / 2)
      : n <= 12
      ? Math.ceil(n / 3)
      : Math.ceil(Math.sqrt(n)));
  const deep = rows ?? Math.ceil(n / wide);
  return Array.from({ length: n }, (_, i) => ({
    row: byRow ? Math.floor(i / wide) : i % deep,
    column: byRow ? i % wide : Math.floor(i / deep),
    rows: 1,
    columns: 1,
  }));
}

const ROMAN: readonly [number, string][] = [[10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];

function roman(n: number): string {
  let left = n, text = "";
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      text += sign;
      left -= value;
    }
  }
  return text;
}

/** The k-th mark from 0 of a kind such as "A", "a", "1", "I" or "i". */
function markOf(kind: string, k: number): string {
  switch (kind) {
    case "A":
      return String.fromCharCode(65 + k);
    case "a":
      return String.fromCharCode(97 + k);
    case "1":
      return String(k + 1);
    case "i":
      return roman(k + 1);
    case "I":
      return roman(k + 1).toUpperCase();
  }
  return kind;
}

function withoutKeys(figure: LayersFigure, taken: Map<string, LayerKey>): LayersFigure {
  for (const key of figure.keys) {
    taken.set(JSON.stringify([key.title, key.entries, key.tones]), key);
  }
  return { ...figure, keys: [] };
}

interface Marks {
  next: number;
}

function figureOf(
  plot: PlotValue,
  marks: Marks | null,
  above: Arrangement,
  taken: Map<string, LayerKey> | null,
): { figure: ArrangedPart["figure"]; alt: string } {
  if (plot.arranged) return arrangementOf(plot, marks, above, taken);
  const shown = built(plot);
  if (shown.data.figure !== "layers") return { figure: null, alt: "" };
  let figure = shown.data;
  if (taken) figure = withoutKeys(figure, taken);
  const { tags = [], prefix = "", suffix = "" } = above.annotation;
  if (marks) {
    const k = marks.next++;
    const tag = tags.length > 1 ? tags[k] : tags[0] === undefined ? undefined : markOf(tags[0], k);
    if (tag !== undefined) figure = { ...figure, tag: `${prefix}${tag}${suffix}` };
  }
  return { figure, alt: `${figure.tag ? `${figure.tag}: ` : ""}${shown.alt}` };
}

function arrangementOf(
  plot: PlotValue,
  marks: Marks | null,
  above: Arrangement,
  taken: Map<string, LayerKey> | null,
): { figure: ArrangedFigure; alt: string } {
  const own = plot.arranged!;
  const words = Object.keys(own.annotation).length > 0 ? own : above;
  const gathered = taken ?? (own.layout.collect ? new Map<string, LayerKey>() : null);
  const places = placesOf(own, own.plots.length, plot);
  const alts: string[] = [];
  const parts = own.plots.map((p, i): ArrangedPart => {
    if (!p) return { figure: null, ...places[i]! };
    const { figure, alt } = figureOf(p, marks, words, gathered);
    if (alt !== "") alts.push(alt);
    return { figure, ...places[i]! };
  });
  for (const { plot: small, place } of own.insets ?? []) {
    const { figure, alt } = figureOf(small, marks, words, gathered);
    if (alt !== "") alts.push(`On it: ${alt}`);
    parts.push({ figure, ...places[0]!, inset: place });
  }
  const { title = "", subtitle = "", caption = "" } = own.annotation;
  const { keysAt } = own;
  return {
    figure: {
      figure: "arranged",
      title,
      subtitle,
      caption,
      parts,
      widths: own.layout.widths ? [...own.layout.widths] : null,
      heights: own.layout.heights ? [...own.layout.heights] : null,
      keys: taken || !gathered || keysAt === "none" ? [] : [...gathered.values()],
      keysAt: keysAt === null || keysAt === "none" ? "top" : keysAt,
    },
    alt: `${title === "" ? "" : `${title}. `}${alts.join(". ")}`,
  };
}

/** How many pictures there are, those of arrangements within counted. */
function picturesOf({ arranged }: PlotValue): number {
  if (!arranged) return 1;
  const small = (arranged.insets ?? []).map((i) => i.plot);
  return [...arranged.plots, ...small].reduce((n, p) => n + (p ? picturesOf(p) : 0), 0);
}

/** All against all: one picture whose panels of a row and of a column share their axes. */
function matrixShown({ plots, annotation }: Arrangement, names: readonly string[]): ShownFigure {
  const n = names.length;
  const figures = plots.map((p) => p ? built(p).data as LayersFigure : null);
  const first = figures[0]!;
  const panels = figures.flatMap((figure, k): LayerPanel[] => {
    const panel = figure?.panels[0], row = Math.floor(k / n), column = k % n;
    if (!panel) return [];
    return [{
      ...panel,
      row,
      column,
      top: row === 0 ? names[column]! : "",
      right: column === n - 1 ? names[row]! : "",
      // a density and a count have a scale of their own, which is no column's
      y: row === column ? { ...panel.y, ticks: [] } : panel.y,
    }];
  });
  const table = new Map<string, LayersFigure["table"][number]>();
  for (const figure of figures) {
    for (const column of figure?.table ?? []) {
      if (names.includes(column.name)) table.set(column.name, column);
    }
  }
  const { title = "", subtitle = "", caption = "" } = annotation;
  const data: LayersFigure = {
    ...first,
    title,
    subtitle,
    caption,
    x: "",
    y: "",
    panels,
    keys: [],
    shares: { x: true, y: true, grid: true },
    table: [...table.values()],
  };
  const what = `${n} variables against each other: ${names.join(", ")}`;
  return {
    kind: "figure",
    figure: "layers",
    data,
    alt: title === "" ? what : `${title}: ${what}`,
    width: null,
    height: null,
  };
}

/** Pictures beside each other as they are shown. */
export function arrangementShown(plot: PlotValue): ShownFigure {
  const own = plot.arranged!;
  if (own.matrix) return matrixShown(own, own.matrix);
  const marks = own.annotation.tags === undefined && !own.plots.some((p) => p?.arranged)
    ? null
    : { next: 0 };
  const { figure, alt } = arrangementOf(plot, marks, own, null);
  const words = `${picturesOf(plot)} pictures. ${alt}`;
  return {
    kind: "figure",
    figure: "arranged",
    data: figure,
    alt: words,
    width: null,
    height: null,
  };
}
