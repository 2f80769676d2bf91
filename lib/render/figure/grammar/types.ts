/**
 * A picture in layers, ready to be drawn: panels with axes, and in them points, lines, areas and texts.
 *
 * @module
 */
import type { Glyph } from "../shapes.ts";

/** A place on a panel, in units of its axes. */
export type Place = [number, number];

/** A colour: a class of the page's own colours, or what an author wrote. */
export interface Ink {
  /** `s1` … `s6`, `soft`, or empty. */
  className: string;
  /** A colour of CSS; absent of a class. */
  colour?: string;
  /** How much of it there is, 0 to 1. */
  share?: number;
  /** It lies on a ground that is the same on a light page and a dark one, and stays as it is. */
  fixed?: boolean;
}

/** How a mark looks. */
export interface Look {
  /** Of lines and borders; null for none. */
  stroke: Ink | null;
  /** Of areas; null for none. */
  fill: Ink | null;
  /** Width of lines in pixels. */
  width: number;
  /** SVG's dash array; empty for whole lines. */
  dash: string;
  /** 0 to 1. */
  opacity: number;
  /** A pale fill hides what lies under it. */
  solid?: boolean;
}

/** Things of one look on a panel. */
export type LayerMark =
  | { mark: "points"; at: Place[]; glyph: Glyph; radius: number; look: Look }
  | { mark: "lines"; lines: Place[][]; look: Look; arrow?: "last" | "first" | "both" }
  | { mark: "areas"; areas: Place[][]; look: Look }
  /**
   * Dots on each other: place along the axis of the bins and in the stack, in dots from its line. The line is the
   * lower edge, the middle, or a place on the other axis of each dot (`on`).
   */
  | {
    mark: "dots";
    at: Place[];
    diameter: number;
    ratio: number;
    base: "edge" | "middle" | "own";
    on?: number[];
    /** Which axis has the bins. */
    along: "x" | "y";
    look: Look;
  }
  | {
    mark: "texts";
    at: Place[];
    texts: string[];
    size: number;
    angle: number;
    anchor: "start" | "middle" | "end";
    /** In a box. */
    boxed?: boolean;
    /** Those that would lie on earlier ones are left out. */
    apart?: boolean;
    /** Those that would lie on earlier ones or on a point are moved. */
    moved?: boolean;
    bold?: boolean;
    italic?: boolean;
    /** Down from the middle, in heights of a line. */
    drop: number;
    /** To the right, in widths of the text. */
    shift?: number;
    look: Look;
  };

/** An axis of a panel. */
export interface LayerAxis {
  /** Ends of the axis. */
  domain: [number, number];
  /** Values that are written. */
  ticks: { at: number; text: string }[];
  /** Names at equal distances, and no numbers. */
  names: boolean;
  /** Whether ticks are written. */
  shown: boolean;
  /** Ends without the room beyond them. */
  inner?: [number, number];
  /** Values that are written across from them. */
  second?: { at: number; text: string }[];
}

/** One panel. */
export interface LayerPanel {
  /** Place among the panels, from 0. */
  row: number;
  /** Place among the panels of a row, from 0. */
  column: number;
  /** Words above it and beside it; empty for none. */
  top: string;
  /** Words beside it; empty for none. */
  right: string;
  /** Words below it and before it. */
  bottom?: string;
  /** Words before it; empty for none. */
  left?: string;
  /** The axis below. */
  x: LayerAxis;
  /** The axis beside. */
  y: LayerAxis;
  /** What is drawn, from back to front. */
  marks: LayerMark[];
}

/** A key: swatches with their names, or a band of tones with numbers. */
export interface LayerKey {
  /** What the key tells apart. */
  title: string;
  /** Swatches; of a band of tones its ends and some values between. */
  entries: {
    text: string;
    look: Look;
    glyph: Glyph | null;
    radius: number;
    line: boolean;
    /** Of a band of tones: where the number stands, 0 to 1. */
    at: number;
  }[];
  /** How many rows or columns of swatches are asked for. */
  rows?: number;
  /** How many columns. */
  columns?: number;
  /** Swatches follow each other along rows. */
  byRow?: boolean;
  /** Whether swatches stand beside each other or below each other, where it is said. */
  along?: "horizontal" | "vertical";
  /** Tones from low to high; null of swatches. */
  tones: Ink[] | null;
}

/** A picture in layers. */
export interface LayersFigure {
  /** Tells the kinds of figures apart. */
  figure: "layers";
  /** Words above the picture; empty for none. */
  title: string;
  /** Words below those; empty for none. */
  subtitle: string;
  /** Words below the picture; empty for none. */
  caption: string;
  /** Words of the axes; empty for none. */
  x: string;
  /** Beside the picture; empty for none. */
  y: string;
  /** Panels by row. */
  panels: LayerPanel[];
  /** Whether panels have the same axes, and stand in rows and columns of two variables. */
  shares?: { x: boolean; y: boolean; grid: boolean };
  /** Keys to colours, shapes and lines. */
  keys: LayerKey[];
  /** Where the keys stand. */
  keysAt: "top" | "bottom" | "right" | "left";
  /** Place of the keys on the panels, from 0 to 1 each way. */
  keysOn?: readonly [number, number];
  /** Words of the axes across from the first; empty for none. */
  x2?: string;
  /** Words of the axis across from the second; empty for none. */
  y2?: string;
  /** Widths of columns and heights of rows of panels against each other. */
  widths?: number[];
  /** Heights of the rows against each other. */
  heights?: number[];
  /** Height over width of panels. */
  aspect?: number;
  /** Lines of the grid along one axis alone. */
  gridAlong?: "x" | "y";
  /** A mark of the picture among others. */
  tag?: string;
  /** Length of a unit of y over that of x; null where they are free. */
  ratio: number | null;
  /** Angle of the texts below; null for what fits. */
  angle: number | null;
  /** Whether lines of a grid are drawn. */
  grid: boolean;
  /** Neither lines of a grid nor of axes. */
  bare?: boolean;
  /** A line around each panel. */
  border?: boolean;
  /** Where the words above stand: 0 at the left, 1 at the right. */
  titleAt?: number;
  /** Likewise of the words below those. */
  subtitleAt?: number;
  /** Likewise of the words below the picture. */
  captionAt?: number;
  /** Which part of the keys stands at their place, 0 to 1 each way. */
  keysBy?: readonly [number, number];
  /** Words beside panels stand level. */
  stripsLevel?: boolean;
  /** Room between panels in pixels. */
  gapX?: number;
  /** Likewise between rows of panels. */
  gapY?: number;
  /** The data, for the table behind the picture. */
  table: { name: string; numbers: (number | null)[] | null; texts: (string | null)[] | null }[];
}

/** One of the pictures of an arrangement, on a grid of rows and columns. */
export interface ArrangedPart {
  /** Null leaves its place free. */
  figure: LayersFigure | ArrangedFigure | null;
  /** Place from 0, and how many rows and columns it takes. */
  row: number;
  /** The first column of the grid. */
  column: number;
  /** How many rows it takes. */
  rows: number;
  /** How many columns. */
  columns: number;
  /** It lies on the picture of its place: shares of that picture's panels, or of all of it, from below left. */
  inset?: { left: number; bottom: number; right: number; top: number; on: "panel" | "whole" };
}

/** Pictures beside and below each other. */
export interface ArrangedFigure {
  /** Tells the kinds of figures apart. */
  figure: "arranged";
  /** Words above, below those, and below all of it; empty for none. */
  title: string;
  /** Words below the title; empty for none. */
  subtitle: string;
  /** Words below all of it; empty for none. */
  caption: string;
  /** The pictures. */
  parts: ArrangedPart[];
  /** Widths of columns and heights of rows against each other; null where all are the same. */
  widths: number[] | null;
  /** Heights of the rows against each other. */
  heights: number[] | null;
  /** Keys of all pictures together. */
  keys: LayerKey[];
  /** Where the keys stand. */
  keysAt: "top" | "bottom" | "right" | "left";
}
