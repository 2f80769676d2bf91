/**
 * A sheet of base graphics: panels in a grid, each with its axes, the words about it, and what was
 * drawn on it, one after another.
 *
 * @module
 */
import type { LayerKey, LayerMark, Look, Place } from "../grammar/types.ts";

/** Plotting characters by R's number, or any one character. */
export interface Signs {
  /** Tells the kinds of marks apart. */
  mark: "signs";
  /** Where it stands, on the scales of the panel. */
  at: Place[];
  /** The number of a plotting character, or any one character. */
  sign: number | string;
  /** So many lines from the place instead, the first turned by a share of the way to the next. */
  rays?: { n: number; turn: number };
  /** Pixels. */
  radius: number;
  /** Colours and lines. */
  look: Look;
}

/** Texts at places. */
export interface Words {
  /** Tells the kinds of marks apart. */
  mark: "words";
  /** Where it stands, on the scales of the panel. */
  at: Place[];
  /** What is written, one a place. */
  texts: string[];
  /** Height of the letters, in pixels. */
  size: number;
  /** Turned by so many degrees. */
  angle: number;
  /** 0 to 1: where along the text its place is. */
  adjust: number;
  /** Up from the middle, in heights of a line; null for the middle. */
  rise: number;
  /** Pixels across. */
  shift: number;
  /** Plain, bold, slanted or both. */
  font: Font;
  /** Width of the cell that each stands in, on the scale of the panel: letters are as small as it asks. */
  cell?: number;
  /** Colours and lines. */
  look: Look;
}

/** 1 plain, 2 bold, 3 slanted, 4 both. */
export type Font = 1 | 2 | 3 | 4;

/** Segments with heads. */
export interface Arrows {
  /** Tells the kinds of marks apart. */
  mark: "arrows";
  /** Lines by the places that they lead through. */
  lines: [Place, Place][];
  /** Heads at the beginning, at the end. */
  heads: [boolean, boolean];
  /** Pixels. */
  length: number;
  /** Degrees between shaft and head. */
  angle: number;
  /** Colours and lines. */
  look: Look;
}

/** Straight lines between places that end before them. */
export interface Links {
  /** Tells the kinds of marks apart. */
  mark: "links";
  /** Lines by the places that they lead through. */
  lines: Place[][];
  /** Pixels between a place and its line. */
  gap: number;
  /** Colours and lines. */
  look: Look;
}

/** Lines that cover an area. */
export interface Hatch {
  /** Lines an inch. */
  density: number;
  /** Degrees anticlockwise from the horizontal. */
  angle: number;
}

/** Areas that are covered with lines. */
export interface Hatched extends Hatch {
  /** Tells the kinds of marks apart. */
  mark: "hatch";
  /** Corners of each. */
  areas: Place[][];
  /** Colours and lines. */
  look: Look;
}

/** Short ticks on a side of the panel. */
export interface Rug {
  /** Tells the kinds of marks apart. */
  mark: "rug";
  /** Where it stands, on the scales of the panel. */
  at: number[];
  /** On which side of the panel. */
  side: Side;
  /** Share of the panel. */
  length: number;
  /** Colours and lines. */
  look: Look;
}

/** What is drawn on a panel. */
export type SheetMark =
  | Exclude<LayerMark, { mark: "points" } | { mark: "texts" }>
  | Signs
  | Words
  | Arrows
  | Links
  | Hatched
  | Rug;

/** 1 below, 2 to the left, 3 above, 4 to the right. */
export type Side = 1 | 2 | 3 | 4;

/** A scale: its ends in what is drawn, which is the power of ten on a logarithmic one. */
export interface SheetScale {
  /** Its ends. */
  domain: [number, number];
  /** Whether it is logarithmic. */
  log: boolean;
}

/** An axis. */
export interface SheetAxis {
  /** On which side of the panel. */
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
  /** Whether the ticks are drawn. */
  ticks: boolean;
  /** Height of the letters, in pixels. */
  size: number;
  /** Colours and lines. */
  look: Look;
  /** A value of the other axis where it crosses; null at the side. */
  crosses: number | null;
  /** Lines outwards. */
  out: number;
}

/** Words in the margin. */
export interface MarginText {
  /** On which side of the panel. */
  side: Side;
  /** The words. */
  text: string;
  /** What they are about the panel. */
  kind: "title" | "subtitle" | "label" | "text";
  /** Which line of the margin; null where it is the title of an axis. */
  line: number | null;
  /** Along the side, in values of the first scale; null by `adjust`. */
  at: number | null;
  /** 0 to 1: where along the side they stand. */
  adjust: number;
  /** Height of the letters, in pixels. */
  size: number;
  /** Plain, bold, slanted or both. */
  font: Font;
  /** Colours and lines. */
  look: Look;
}

/** One entry of a key. */
export interface KeyEntry {
  /** The words. */
  text: string;
  /** The number of a plotting character, or any one character. */
  sign: { sign: number | string; radius: number; look: Look } | null;
  /** A line, if there is one. */
  line: Look | null;
  /** A filled box, if there is one. */
  fill: Look | null;
  /** Lines that cover the box instead. */
  hatch?: Hatch & { look: Look };
}

/** A key on a panel. */
export interface SheetKey {
  /** Words above it; empty for none. */
  title: string;
  /** What it tells apart. */
  entries: KeyEntry[];
  /** How many columns. */
  columns: number;
  /** The lines about it. */
  box: boolean;
  /** Height of the letters, in pixels. */
  size: number;
  /** A word such as `topright`, or the place of its upper left corner. */
  at: string | Place;
  /** Shares of the panel from its edge. */
  inset: [number, number];
  /** It stands to the right of this value, and the horizontal scale ends where it has room for that. */
  after?: number;
}

/** A thing with the scale that it lies on. */
export interface Placed {
  /** Which of the scales. */
  on: number;
  /** Tells the kinds of marks apart. */
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
  /** The first column of the grid. */
  column: number;
  /** How many rows it takes. */
  rows: number;
  /** How many columns. */
  columns: number;
  /** The scales of x and y, one pair a time that something was drawn over it. */
  scales: { x: SheetScale; y: SheetScale }[];
  /** Length of a unit of y over that of x; null where they are free. */
  ratio: number | null;
  /** The lines about it. */
  box: BoxType;
  /** Its axes. */
  axes: SheetAxis[];
  /** Words about it. */
  margins: MarginText[];
  /** What is drawn on it, from back to front. */
  marks: Placed[];
  /** Its keys. */
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
  /** The panels. */
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
