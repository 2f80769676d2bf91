/**
 * Pictures that are put together of pieces: what `ggplot()` and `+` make, before they are built.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Frame, Scope, Source, Value as LanguageValue } from "../../language/values/value.ts";
import type {
  Column,
  FacetSpec,
  GuideSpec,
  PlotSpec,
  PositionSpec,
  ScaleSpec,
  SecondAxis,
  SmoothSpec,
  Summary,
  Trans,
} from "../../render/figure/grammar/spec.ts";
import type { ShownFigure } from "../../render/shown.ts";
import type { Expr } from "../../syntax/expr.ts";

/** What a picture asks of the block that it was written in. */
export interface Surroundings {
  note(note: { code: string; text: string; span: Span }): void;
  /** The value of an expression. */
  valueOf(expr: Expr, scope: Scope): LanguageValue;
  /** The scope of the call. */
  scope(): Scope;
}

/** An expression of an aesthetic, or a value that stands for one. */
export interface Mapped {
  expr: Expr | null;
  value: LanguageValue | null;
  names: Scope;
  context: Surroundings;
  source: Source;
  span: Span;
}

/** Expressions by aesthetic. */
export type Mapping = ReadonlyMap<string, Mapped>;

/** Rows of a layer by aesthetic, with the variables of the panels. */
export interface LayerRows {
  n: number;
  mapped: Map<string, Column>;
  facets: readonly (Column | null)[];
}

/** A layer before its data are known. */
export interface LayerPiece {
  piece: "layer";
  geom: string;
  stat: string;
  position: PositionSpec;
  mapping: Mapping;
  /** Its own data; a function makes them of the picture's. Null: those of the picture. */
  data: Frame | ((whole: Frame) => Frame) | null;
  inherit: boolean;
  /** Aesthetics that are set: one value, or one a row. */
  fixed: ReadonlyMap<string, LanguageValue>;
  params: Readonly<Record<string, number | string | boolean | readonly number[]>>;
  summary: ((values: number[]) => Summary) | null;
  curve: ((x: number[]) => ArrayLike<number>) | null;
  smooth?: SmoothSpec | ((n: number) => SmoothSpec) | null;
  /** Puts other rows in the place of its own, such as the words of a test of them. */
  remade?: (rows: LayerRows) => LayerRows;
  key: boolean;
  span: Span;
  context: Surroundings;
}

/** An element of a theme, or a length. */
export interface ElementPiece {
  piece: "element";
  blank: boolean;
  angle: number | null;
  /** Where texts stand, 0 to 1. */
  at?: number;
  /** Of a length: in pixels, or a part of what it is measured against. */
  length?: number;
  part?: number;
  /** Which of its words were given. */
  said: readonly string[];
}

/** A part of a picture. */
export type Piece =
  | LayerPiece
  | { piece: "aes"; mapping: Mapping }
  /** A scale; a usual one is a layer's own, which any other replaces. */
  | { piece: "scale"; aes: readonly string[]; spec: ScaleSpec; usual?: true }
  | { piece: "facet"; spec: Omit<FacetSpec, "names">; by: readonly (Mapped & { name: string })[] }
  | {
    piece: "coord";
    flip?: boolean;
    ratio?: number;
    zoom?: Partial<PlotSpec["zoom"]>;
    bent?: PlotSpec["bent"];
    polar?: PlotSpec["polar"];
  }
  | { piece: "labels"; labels: ReadonlyMap<string, string | null> }
  | { piece: "theme"; theme: Partial<PlotSpec["theme"]>; whole: boolean }
  | { piece: "hidden"; aes: readonly string[] }
  | { piece: "data"; data: Frame }
  | ElementPiece
  | { piece: "position"; position: PositionSpec }
  | { piece: "guide"; guide: GuideSpec }
  | { piece: "guides"; guides: ReadonlyMap<string, GuideSpec> }
  | { piece: "second"; second: SecondAxis }
  | { piece: "trans"; trans: Trans }
  | { piece: "include"; aes: ReadonlyMap<string, LanguageValue> }
  | { piece: "labeller"; of: (value: string, variable: string) => string }
  | { piece: "layout"; layout: Partial<LayoutSpec> }
  | { piece: "annotation"; annotation: Partial<AnnotationSpec> }
  | { piece: "spacer" }
  | { piece: "inset"; plot: PlotValue; place: InsetPlace }
  | { piece: "arrow"; ends: "last" | "first" | "both" }
  | { piece: "none" };

/** Where a small picture lies on another: shares of its width and height from its lower left corner. */
export interface InsetPlace {
  left: number;
  bottom: number;
  right: number;
  top: number;
  /** What the shares are of: the panels, or the whole picture. */
  on: "panel" | "whole";
}

/** How pictures lie beside each other. */
export interface LayoutSpec {
  columns: number | null;
  rows: number | null;
  widths: readonly number[] | null;
  heights: readonly number[] | null;
  byRow: boolean;
  /** Keys of all pictures stand together. */
  collect: boolean;
  /** Places by letter, as an author draws them; null where there is none. */
  design: string | null;
}

/** Words of pictures that lie beside each other. */
export interface AnnotationSpec {
  title: string;
  subtitle: string;
  caption: string;
  /** Marks of the pictures, in turn; or the first of a kind of them. */
  tags: readonly string[];
  prefix: string;
  suffix: string;
}

/** Pictures beside and below each other. */
export interface Arrangement {
  how: "wrap" | "row" | "column";
  /** Null leaves a place free. */
  plots: readonly (PlotValue | null)[];
  layout: Partial<LayoutSpec>;
  annotation: Partial<AnnotationSpec>;
  keysAt: "top" | "bottom" | "right" | "left" | "none" | null;
  /** Small pictures on the last of them. */
  insets?: readonly { plot: PlotValue; place: InsetPlace }[];
  /** Names of the columns of a lattice of all against all, whose rows and columns share their axes. */
  matrix?: readonly string[];
}

/** A picture and its pieces. */
export interface PlotValue {
  kind: "plot";
  data: Frame | null;
  mapping: Mapping;
  pieces: readonly Piece[];
  context: Surroundings;
  span: Span;
  /** The pictures of an arrangement, which has no layers of its own. */
  arranged?: Arrangement;
  /** The picture, built. */
  shown(): ShownFigure;
}

/** Parts that are added to a picture. */
export interface PiecesValue {
  kind: "pieces";
  pieces: readonly Piece[];
}
