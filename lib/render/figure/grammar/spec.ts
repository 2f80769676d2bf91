/**
 * A picture as its author asks for it: data by aesthetic, layers, scales, panels.
 *
 * @module
 */

/** Values of an aesthetic: numbers, or names in order with the code of each row (−1 where missing). */
export type Column =
  | { kind: "numbers"; values: ArrayLike<number>; time: "" | "date"; whole?: boolean }
  | { kind: "names"; levels: readonly string[]; codes: ArrayLike<number>; ordered: boolean };

/** Numbers by name, one row a place. */
export type Row = Record<string, number>;

/** How things that share a place are moved. */
export interface PositionSpec {
  name: "identity" | "dodge" | "dodge2" | "stack" | "fill" | "jitter" | "jitterdodge" | "nudge";
  width: number | null;
  height: number | null;
  /** Of `nudge`, and the width of dodging of `jitterdodge`. */
  x: number;
  y: number;
  reverse: boolean;
}

/** What a summary gives at a place. */
export interface Summary {
  y: number;
  ymin: number;
  ymax: number;
}

/** One layer. */
export interface LayerSpec {
  geom: string;
  stat: string;
  position: PositionSpec;
  /** Rows of its data. */
  n: number;
  /** Aesthetics that vary. */
  mapped: ReadonlyMap<string, Column>;
  /** Aesthetics that are set. */
  fixed: ReadonlyMap<string, number | string>;
  /** Aesthetics that are made of what the statistic gives. */
  after: ReadonlyMap<string, (made: ReadonlyMap<string, number[]>) => ArrayLike<number>>;
  /** By variable of the panels; null where the data have none. */
  facets: readonly (Column | null)[];
  params: Readonly<Record<string, number | string | boolean | readonly number[]>>;
  /** What `stat_summary` computes. */
  summary: ((values: number[]) => Summary) | null;
  /** What `stat_function` draws. */
  curve: ((x: number[]) => ArrayLike<number>) | null;
  /** Whether the key tells of it. */
  key: boolean;
  /** Takes a remark. */
  note(code: string, text: string): void;
}

/** A transformation of an axis. */
export interface Trans {
  name: "identity" | "log10" | "log2" | "log" | "sqrt" | "reverse";
  to(x: number): number;
  from(x: number): number;
}

/** Colours of a scale. */
export type PaletteSpec =
  | { kind: "own" }
  | { kind: "manual"; values: readonly string[]; names: readonly string[] | null }
  | { kind: "colours"; colours: readonly string[]; at: readonly number[] | null; between: boolean }
  | { kind: "sizes"; low: number; high: number }
  | { kind: "identity" };

/** What an author says of a scale. */
export interface ScaleSpec {
  kind: "continuous" | "discrete" | "either";
  /** Null: none; absent: the variable's name. */
  name?: string | null;
  limits?: readonly (number | string | null)[];
  breaks?: readonly (number | string)[] | null;
  breaksOf?: (limits: [number, number]) => ArrayLike<number>;
  labels?: readonly string[] | null;
  /** Texts by break, as a named vector gives them. */
  labelsBy?: ReadonlyMap<string, string>;
  labelsOf?: (breaks: (number | string)[]) => string[];
  trans?: Trans;
  /** Parts of the range and units at its low and its high end. */
  expand?: readonly [number, number, number, number];
  palette?: PaletteSpec;
  /** The key is left out. */
  hidden?: boolean;
  /** Values beyond the limits are drawn. */
  keep?: boolean;
  midpoint?: number;
}

/** How panels are made. */
export interface FacetSpec {
  kind: "none" | "wrap" | "grid";
  /** How many of the variables make rows; the rest make columns. */
  rows: number;
  names: readonly string[];
  freeX: boolean;
  freeY: boolean;
  columns: number | null;
  rowsAsked: number | null;
  /** Names with their variable. */
  both: boolean;
  /** Texts of strips by name of the level. */
  labels: ReadonlyMap<string, string> | null;
}

/** A whole picture. */
export interface PlotSpec {
  layers: readonly LayerSpec[];
  scales: ReadonlyMap<string, ScaleSpec>;
  facet: FacetSpec;
  flip: boolean;
  ratio: number | null;
  /** Ranges that are shown, all data kept. */
  zoom: { x: [number, number] | null; y: [number, number] | null; expand: boolean };
  /** Words by aesthetic, and `title`, `subtitle`, `caption`; null for none. */
  labels: ReadonlyMap<string, string | null>;
  theme: {
    keys: "top" | "bottom" | "right" | "none";
    angle: number | null;
    hideX: boolean;
    hideY: boolean;
    noTitleX: boolean;
    noTitleY: boolean;
    noKeyTitle: boolean;
    noStrips: boolean;
    grid: boolean;
  };
  /** The data with the words of their columns, for the table. */
  table: readonly { name: string; column: Column }[];
}

/** What a statistic knows besides the rows. */
export interface StatContext {
  layer: LayerSpec;
  /** Range of x over the picture, or the panel where scales are free. */
  range: [number, number];
  /** Whether x holds names. */
  names: boolean;
  /** Smallest distance of values of x. */
  resolution: number;
}
