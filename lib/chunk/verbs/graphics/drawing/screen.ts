/**
 * The sheet that base graphics draw on: a picture is shown where it begins, and changes while more is
 * added to it.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { addAll, greatest } from "../../../../lists.ts";
import type {
  MarginText,
  Placed,
  SheetFigure,
  SheetKey,
  SheetMark,
  SheetPanel,
} from "../../../../render/figure/sheet/types.ts";
import { altOfSheet } from "../../../../render/figure/sheet/words.ts";
import type { ShownFigure } from "../../../../render/shown.ts";
import type { Call } from "../../../evaluation/call.ts";
import type { Context } from "../../../evaluation/context.ts";
import { figureValue } from "../../heddle/figure_value.ts";
import { logical } from "../../../values/value.ts";
import { DependsOnFailure } from "../../../values/scope.ts";
import { setting, settings } from "./settings.ts";

/** A column of the table behind a picture. */
export interface DataColumn {
  name: string;
  numbers: readonly number[] | null;
  texts: readonly (string | null)[] | null;
}

/** Cells of a sheet in the order in which pictures fill them. */
export interface Grid {
  cells: { row: number; column: number; rows: number; columns: number }[];
  widths: number[];
  heights: number[];
}

/** What one picture on a sheet shows. */
interface Shows {
  things: string[];
}

interface Screen {
  grid: Grid;
  panels: SheetPanel[];
  shows: Shows[];
  outer: MarginText[];
  data: { panel: number; layer: string; columns: readonly DataColumn[] }[];
  /** Which panel is drawn on, and which of its scales. */
  now: number;
  on: number;
}

interface State {
  grid: Grid;
  screen: Screen | null;
}

const ONE: Grid = {
  cells: [{ row: 0, column: 0, rows: 1, columns: 1 }],
  widths: [1],
  heights: [1],
};
const STATES = new WeakMap<Context, State>();

function stateOf(context: Context): State {
  const known = STATES.get(context);
  if (known) return known;
  const made: State = { grid: ONE, screen: null };
  STATES.set(context, made);
  return made;
}

/** Says how sheets are divided from now on. */
export function divide(call: Call, grid: Grid): void {
  STATES.set(call.context, { grid, screen: null });
}

/** Columns of all that was drawn, side by side; what has no such column has nothing there. */
function tableOf({ data, panels }: Screen): SheetFigure["table"] {
  const several = panels.length > 1;
  const layers = new Set(data.map((d) => d.layer)).size > 1;
  const names: string[] = [];
  for (const d of data) {
    for (const c of d.columns) if (!names.includes(c.name)) names.push(c.name);
  }
  const rows = data.map((d) =>
    greatest(d.columns.map((c) => (c.numbers ?? c.texts ?? []).length), 0)
  );
  const texts = (name: string, of: (d: Screen["data"][number]) => string) => ({
    name,
    numbers: null,
    texts: data.flatMap((d, i) => Array.from({ length: rows[i]! }, () => of(d))),
  });
  const columns = names.map((name): SheetFigure["table"][number] => {
    const own = data.map((d) => d.columns.find((c) => c.name === name) ?? null);
    if (own.every((c) => c === null || c.numbers !== null)) {
      return {
        name,
        numbers: own.flatMap((c, i) =>
          Array.from({ length: rows[i]! }, (_, k) => {
            const v = c?.numbers?.[k];
            return v !== undefined && Number.isFinite(v) ? v : null;
          })
        ),
        texts: null,
      };
    }
    return {
      name,
      numbers: null,
      texts: own.flatMap((c, i) =>
        Array.from({ length: rows[i]! }, (_, k) => {
          const v = c?.numbers ? c.numbers[k] : c?.texts?.[k];
          return v === undefined || v === null || Number.isNaN(v) ? null : String(v);
        })
      ),
    };
  });
  return [
    ...(several ? [texts("panel", (d) => String(d.panel + 1))] : []),
    ...(layers ? [texts("layer", (d) => d.layer)] : []),
    ...columns,
  ];
}

function shownOf(screen: Screen): ShownFigure {
  const data: SheetFigure = {
    figure: "sheet",
    widths: screen.grid.widths,
    heights: screen.grid.heights,
    panels: screen.panels,
    outer: screen.outer,
    get table() {
      return tableOf(screen);
    },
  };
  return {
    kind: "figure",
    figure: "sheet",
    data,
    get alt() {
      return altOfSheet(data, screen.shows);
    },
    width: null,
    height: null,
  };
}

/** What a new picture is given by who begins it. */
export type Opening = Pick<
  SheetPanel,
  "scales" | "ratio" | "box" | "axes" | "margins" | "tight"
>;

/** Begins a picture: on the next cell of the sheet, over the last one, or on a new sheet. */
export function begin(call: Call, opening: Opening): void {
  const state = stateOf(call.context);
  const { screen } = state;
  const over = setting(call, "new");
  if (over.kind === "logical" && over.values[0] === 1 && screen && screen.panels.length > 0) {
    settings(call.context).set("new", logical(Int8Array.of(0)));
    overlay(screen, opening);
    return;
  }
  const fresh = !screen || screen.grid !== state.grid ||
    screen.panels.length >= screen.grid.cells.length;
  const own: Screen = fresh
    ? { grid: state.grid, panels: [], shows: [], outer: [], data: [], now: 0, on: 0 }
    : screen;
  const cell = own.grid.cells[own.panels.length]!;
  own.panels.push({ ...cell, ...opening, marks: [], keys: [], grid: [] });
  own.shows.push({ things: [] });
  [own.now, own.on] = [own.panels.length - 1, 0];
  state.screen = own;
  if (fresh) call.context.print(figureValue(shownOf(own)));
}

/** A picture over the one that is there has scales of its own. */
function overlay(screen: Screen, opening: Opening): void {
  const panel = screen.panels[screen.now]!;
  panel.scales.push(opening.scales[0]!);
  screen.on = panel.scales.length - 1;
  addAll(panel.axes, opening.axes.map((a) => ({ ...a, on: screen.on })));
  addAll(panel.margins, opening.margins);
}

/** A panel that is drawn on, with what is known of it. */
export interface Drawing {
  panel: SheetPanel;
  scales: SheetPanel["scales"][number];
  on: number;
  /** Draws something; the others of its kind are told of once. */
  put(thing: string | null, ...marks: (SheetMark | readonly SheetMark[])[]): void;
  /** Keeps the numbers of what was drawn. */
  keep(layer: string, columns: readonly DataColumn[]): void;
  key(key: SheetKey): void;
  outer: MarginText[];
}

/** The picture that was begun last in this block, or null. */
export function lastPicture(call: Call): Drawing | null {
  const { screen } = stateOf(call.context);
  const panel = screen?.panels[screen.now];
  if (!screen || !panel) return null;
  const [now, on] = [screen.now, screen.on];
  const beyond = setting(call, "xpd");
  const free = beyond.kind === "logical" && beyond.values[0] !== 0;
  return {
    panel,
    scales: panel.scales[on]!,
    on,
    put(thing, ...marks) {
      addAll(panel.marks, marks.flat().map((mark): Placed => ({ on, mark, beyond: free })));
      const { things } = screen.shows[now]!;
      if (thing !== null && !things.includes(thing)) things.push(thing);
    },
    keep: (layer, columns) => screen.data.push({ panel: now, layer, columns }),
    key: (key) => panel.keys.push(key),
    outer: screen.outer,
  };
}

/** The picture that a word adds to. */
export function pictureIn(call: Call): Drawing {
  const last = lastPicture(call);
  if (last) return last;
  if (call.context.failed) throw new DependsOnFailure("the picture");
  return fail(
    "no-picture",
    `${call.verb.name}() adds to a picture, and this block has drawn none`,
    { span: call.span, hint: "Draw one first in the same block: plot(x, y), hist(x) or curve(…)" },
  );
}

/** What is added from now on lies on the scales that the picture was given last. */
export function onLast(call: Call): void {
  const { screen } = stateOf(call.context);
  const panel = screen?.panels[screen.now];
  if (screen && panel) screen.on = panel.scales.length - 1;
}
