/**
 * A sheet of base graphics: panels in a grid, each with its axes, the words about it, and what was
 * drawn on it, one after another.
 *
 * @module
 */
import type { LayerKey, LayerMark, Look, Place } from "../grammar/types.ts";

/** Plotting characters by R's number, or any one character. */
export interface Signs {
  mark: "signs";
  at: Place[];
  sign: number | string;
  /** Pixels. */
  radius: number;
  look: Look;
}

/** Texts at places. */
export interface Words {
  mark: "words";
  at: Place[];
  texts: string[];
  size: number;
  angle: number;
  /** 0 to 1: where along the text its place is. */
  adjust: number;
  /** Up from the middle, in heights of a line; null for the middle. */
  rise: number;
  /** Pixels across. */
  shift: number;
  font: Font;
  look: Look;
}

/** 1 plain, 2 bold, 3 slanted, 4 both. */
export type Font = 1 | 2 | 3 | 4;

/** Segments with heads. */
export interface Arrows {
  mark: "arrows";
  lines: [Place, Place][];
  /** Heads at the beginning, at the end. */
  heads: [boolean, boolean];
  /** Pixels. */
  length: number;
  /** Degrees between shaft and head. */
  angle: number;
  look: Look;
}

/** Straight lines between places that end before them. */
export interface Links {
  mark: "links";
  lines: Place[][];
  /** Pixels between a place and its line. */
  gap: number;
  look: Look;
}

/** Short ticks on a side of the panel. */
export interface Rug {
  mark: "rug";
  at: number[];
  side: Side;
  /** Share of the panel. */
  length: number;
  look: Look;
}

/** What is drawn on a panel. */
export type SheetMark =
  | Exclude<LayerMark, { mark: "points" } | { mark: "texts" }>
  | Signs
  | Words
  | Arrows
  | Links
  | Rug;

/** 1 below, 2 to the left, 3 above, 4 to the right. */
export type Side = 1 | 2 | 3 | 4;

/** A scale: its ends in what is drawn, which is the power of ten on a logarithmic one. */
export interface SheetScale {
  domain: [number, number];
  log: boolean;
}

/** An axis. */
export interface SheetAxis {
  side: Side;
  /** Which of the panel's scales. */
  on: number;
  /** Where it has ticks, in values; null for round numbers. */
  at: number[] | null;
  /** What is written there; null for the numbers, empty for nothing. */
  labels: string[] | null;
  /** Names of things rather than numbers: none is left out. */
  names: boolean;
  /** Texts across the axis rather than along it; null for what reads best. */
  across: boolean | null;
  /** Whether the line and the ticks are drawn. */
  line: boolean;
  ticks: boolean;
  size: number;
  look: Look;
  /** A value of the other axis where it crosses; null at the side. */
  crosses: number | null;
  /** Lines outwards. */
  out: number;
}

/** Words in the margin. */
export interface MarginText {
  side: Side;
  text: string;
  kind: "title" | "subtitle" | "label" | "text";
  /** Which line of the margin; null where it is the title of an axis. */
  line: number | null;
  /** Along the side, in values of the first scale; null by `adjust`. */
  at: number | null;
  adjust: number;
  size: number;
  font: Font;
  look: Look;
}

/** One entry of a key. */
export interface KeyEntry {
  text: string;
  sign: { sign: number | string; radius: number; look: Look } | null;
  line: Look | null;
  fill: Look | null;
}

/** A key on a panel. */
export interface SheetKey {
  title: string;
  entries: KeyEntry[];
  columns: number;
  box: boolean;
  size: number;
  /** A word such as `topright`, or the place of its upper left corner. */
  at: string | Place;
  /** Shares of the panel from its edge. */
  inset: [number, number];
}

/** A thing with the scale that it lies on. */
export interface Placed {
  on: number;
  mark: SheetMark;
  /** Drawn beyond the panel. */
  beyond: boolean;
}

/** Sides of the box about a panel. */
export type BoxType = "o" | "l" | "7" | "c" | "u" | "]" | "n";

/** One panel. */
export interface SheetPanel {
  /** Cells of the grid, from 0. */
  row: number;
  column: number;
  rows: number;
  columns: number;
  /** The scales of x and y, one pair a time that something was drawn over it. */
  scales: { x: SheetScale; y: SheetScale }[];
  /** Length of a unit of y over that of x; null where they are free. */
  ratio: number | null;
  box: BoxType;
  axes: SheetAxis[];
  margins: MarginText[];
  marks: Placed[];
  keys: SheetKey[];
  /** Lines of a grid, behind everything. */
  grid: { x: number[] | null; y: number[] | null; look: Look }[];
  /** A matrix of panels has no room between them. */
  tight: boolean;
}

/** A sheet. */
export interface SheetFigure {
  /** Tells the kinds of figures apart. */
  figure: "sheet";
  /** Relative widths of the columns. */
  widths: number[];
  /** Relative heights of the rows. */
  heights: number[];
  panels: SheetPanel[];
  /** Words about the whole. */
  outer: MarginText[];
  /** Keys to all panels, above them. */
  legends?: LayerKey[];
  /** Height of a panel over its width; absent for what is usual. */
  shape?: number;
  /** The data, for the table behind the picture. */
  table: { name: string; numbers: (number | null)[] | null; texts: (string | null)[] | null }[];
}
