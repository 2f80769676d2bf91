/**
 * A picture as its author asks for it: data by aesthetic, layers, scales, panels.
 *
 * @module
 */

import type { Design } from "./stats/lines.ts";

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
  /** Each thing keeps the width that it has where there are most. */
  single?: boolean;
  /** Part of the width that is left free between things. */
  padding?: number;
  /** Where in its part of a stack a thing stands, 0 to 1. */
  vjust?: number;
  /** What the draws begin with; absent where they go on from the page's. */
  seed?: number;
}

/** A smooth line: how it is fitted. */
export type SmoothSpec =
  | { method: "local"; span: number; degree: 0 | 1 | 2 }
  | { method: "straight"; design: Design }
  | { method: "generalized"; design: Design; law: string; link: string };

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
  /** The line through points, of `stat_smooth`. */
  smooth?: SmoothSpec | null;
  /** Begins draws at random that have no seed of their own. */
  seed?: () => number;
  /** What `stat_function` draws. */
  curve: ((x: number[]) => ArrayLike<number>) | null;
  /** Whether the key tells of it. */
  key: boolean;
  /** Takes a remark. */
  note(code: string, text: string): void;
}

/** A transformation of an axis. */
export interface Trans {
  name: string;
  to(x: number): number;
  from(x: number): number;
  /** Values that are written on an axis over a range; absent: round numbers. */
  breaks?: (low: number, high: number, n: number) => number[];
  /** The least that it leads to; absent where there is none. */
  least?: number;
}

/** Steps of time. */
export interface TimeStep {
  unit: "day" | "week" | "month" | "year";
  count: number;
}

/** A second axis across from the first. */
export interface SecondAxis {
  /** Null: the same values. */
  of: ((values: number[]) => ArrayLike<number>) | null;
  /** Null: none; absent: the first axis's. */
  name?: string | null;
  breaks?: readonly number[] | null;
  labels?: readonly string[] | null;
  labelsOf?: (breaks: (number | string)[]) => string[];
}

/** Colours of a scale. */
export type PaletteSpec =
  | { kind: "own" }
  | { kind: "manual"; values: readonly string[]; names: readonly string[] | null }
  | { kind: "colours"; colours: readonly string[]; at: readonly number[] | null; between: boolean }
  /** Colours, one for each of n names. */
  | { kind: "counted"; of: (n: number) => readonly string[] }
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
  /** Values beyond the limits lie at them. */
  squish?: boolean;
  /** Colours by classes between breaks: that of the middle of a class. */
  binned?: boolean;
  /** The axis stands across from where it does else. */
  across?: boolean;
  /** About how many breaks. */
  count?: number;
  /** The colour of what is missing or beyond the limits. */
  missing?: string;
  second?: SecondAxis;
  step?: TimeStep;
  /** Format of dates, as in R's `strftime`. */
  dates?: string;
  /** Limits made of the range of the data. */
  limitsOf?: (range: [number, number]) => ArrayLike<number>;
  /** Levels that do not occur stay. */
  undropped?: boolean;
  /** What is missing has neither a place nor a colour: its rows are left out. */
  untranslated?: boolean;
  /** What the key of this scale is told. */
  guide?: GuideSpec;
  midpoint?: number;
}

/** What an author says of a key. */
export interface GuideSpec {
  title?: string | null;
  rows?: number;
  columns?: number;
  reverse?: boolean;
  order?: number;
  byRow?: boolean;
  /** Looks of the swatches alone. */
  instead?: ReadonlyMap<string, number | string>;
  /** Whether a scale of colours has a key of swatches; absent: a band. */
  swatches?: boolean;
  /** A band of colours by steps between its values. */
  steps?: boolean;
  /** The key has no words. */
  wordless?: boolean;
  along?: "horizontal" | "vertical";
  /** Of an axis: how its texts are turned, and whether it stands across from where it does else. */
  angle?: number;
  across?: boolean;
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
  /** Words of a value of a variable, where a function makes them. */
  labelOf?: (value: string, variable: string) => string;
  /** Widths or heights of panels follow their ranges. */
  spaceX?: boolean;
  spaceY?: boolean;
  /** Panels of all values together besides: of every variable, or of some. */
  margins?: boolean | readonly string[];
  /** Values that do not occur have panels. */
  undropped?: boolean;
  /** From below up. */
  upwards?: boolean;
  /** Panels follow each other down columns. */
  down?: boolean;
  /** Where the words of panels stand: of columns and of rows, or of all wrapped ones. */
  stripX?: "top" | "bottom";
  stripY?: "left" | "right";
}

/** Coordinates about a middle: which axis is the angle, in radians from above, and which way round it goes. */
export interface PolarSpec {
  theta: "x" | "y";
  start: number;
  direction: 1 | -1;
}

/** A whole picture. */
export interface PlotSpec {
  layers: readonly LayerSpec[];
  scales: ReadonlyMap<string, ScaleSpec>;
  facet: FacetSpec;
  flip: boolean;
  /** Transformations of the coordinates, after all is computed. */
  bent?: { x: Trans; y: Trans } | null;
  polar?: PolarSpec | null;
  ratio: number | null;
  /** Ranges that are shown, all data kept. */
  zoom: { x: [number, number] | null; y: [number, number] | null; expand: boolean };
  /** Words by aesthetic, and `title`, `subtitle`, `caption`; null for none. */
  labels: ReadonlyMap<string, string | null>;
  theme: {
    keys: "top" | "bottom" | "right" | "left" | "none";
    /** Place of the keys on the panels, from 0 to 1 each way. */
    keysOn?: readonly [number, number] | null;
    angle: number | null;
    hideX: boolean;
    hideY: boolean;
    noTitleX: boolean;
    noTitleY: boolean;
    noKeyTitle: boolean;
    noStrips: boolean;
    /** Height over width of panels. */
    aspect?: number | null;
    /** Lines of the grid that are not drawn. */
    noGridX?: boolean;
    noGridY?: boolean;
    grid: boolean;
    /** Neither lines of a grid nor of axes. */
    bare?: boolean;
    /** A line around each panel. */
    border?: boolean;
    /** Where the words above and below stand, 0 to 1. */
    titleAt?: number;
    subtitleAt?: number;
    captionAt?: number;
    noTitle?: boolean;
    noSubtitle?: boolean;
    noCaption?: boolean;
    noTag?: boolean;
    noKeyTexts?: boolean;
    /** Whether the swatches of keys stand beside each other or below each other. */
    keysAlong?: "horizontal" | "vertical";
    /** Which part of the keys stands at their place, 0 to 1 each way. */
    keysBy?: readonly [number, number];
    /** Words of panels in columns of a grid that stand beside them are left out, or level. */
    noStripsBeside?: boolean;
    stripsLevel?: boolean;
    /** Room between panels in pixels. */
    gapX?: number;
    gapY?: number;
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
  /** Range of y, likewise. */
  other: [number, number];
}
