/**
 * Points and lines through places: `plot(x, y)`, `lines points matplot matlines matpoints`.
 *
 * @module
 */
import { least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { SheetMark } from "../../../render/figure/sheet/types.ts";
import { inherits } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { opened } from "./drawing/opening.ts";
import {
  dashesIn,
  each,
  inksIn,
  lineLook,
  numbersIn,
  type Pen,
  penIn,
  signsOf,
} from "./drawing/pens.ts";
import { colourNumbered } from "./drawing/palette.ts";
import { amongColumns, type Places, placesIn } from "./drawing/places.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";
import { addSteps } from "./steps.ts";

/** How places are drawn. */
const TYPES = ["p", "l", "b", "c", "o", "h", "s", "S", "n"] as const;
export type DrawnAs = typeof TYPES[number];

/** The type that a call asks for. */
export function typeIn(call: Call, usual: DrawnAs): DrawnAs {
  if (!call.has("type")) return usual;
  const text = call.text("type");
  const found = TYPES.find((t) => t === text);
  return found ?? fail("wrong-argument", `There is no type "${text}"`, {
    span: call.spanOf("type"),
    hint: "p, l, b, c, o, h, s, S or n",
  });
}

/** Runs of places that are known. */
function runs(x: readonly number[], y: readonly number[]): Place[][] {
  const out: Place[][] = [];
  let open: Place[] | null = null;
  x.forEach((v, i) => {
    if (!Number.isFinite(v) || !Number.isFinite(y[i])) open = null;
    else if (open) open.push([v, y[i]!]);
    else out.push(open = [[v, y[i]!]]);
  });
  return out;
}

/** Stairs through places: across first, or up first. */
function stairs(line: readonly Place[], acrossFirst: boolean): Place[] {
  return line.flatMap((p, i): Place[] => {
    const before = line[i - 1];
    if (!before) return [p];
    return [acrossFirst ? [p[0], before[1]] : [before[0], p[1]], p];
  });
}

/** Draws places; on logarithmic axes they are given as they lie there. */
export function drawPlaces(
  drawing: Drawing,
  type: DrawnAs,
  pen: Pen,
  places: Pick<Places, "x" | "y">,
  from = 0,
): void {
  const { x: sx, y: sy } = drawing.scales;
  const x = sx.log ? places.x.map((v) => v > 0 ? Math.log10(v) : NaN) : places.x;
  const y = sy.log ? places.y.map((v) => v > 0 ? Math.log10(v) : NaN) : places.y;
  const line = lineLook(pen, from);
  const lines = (list: Place[][]): SheetMark => ({
    mark: "lines",
    lines: list.filter((l) => l.length > 1),
    look: line,
  });
  switch (type) {
    case "p":
      return drawing.put("points", signsOf(pen, x, y, from));
    case "l":
      return drawing.put("lines", lines(runs(x, y)));
    case "c":
      return drawing.put("lines", { mark: "links", lines: runs(x, y), gap: 8, look: line });
    case "b":
      drawing.put("points", { mark: "links", lines: runs(x, y), gap: 8, look: line });
      return drawing.put("lines", signsOf(pen, x, y, from));
    case "o":
      drawing.put("points", lines(runs(x, y)), signsOf(pen, x, y, from));
      return drawing.put("lines");
    case "h": {
      const foot = sy.log ? least(sy.domain) : 0;
      // each needle has its own colour
      const needles = new Map<string, SheetMark & { mark: "lines" }>();
      x.forEach((v, i) => {
        if (!Number.isFinite(v) || !Number.isFinite(y[i])) return;
        const own = lineLook(pen, i + from), key = JSON.stringify(own);
        const known = needles.get(key) ?? { mark: "lines", lines: [], look: own };
        known.lines.push([[v, foot], [v, y[i]!]]);
        needles.set(key, known);
      });
      return drawing.put("needles", [...needles.values()]);
    }
    case "s":
      return drawing.put("steps", lines(runs(x, y).map((l) => stairs(l, true))));
    case "S":
      return drawing.put("steps", lines(runs(x, y).map((l) => stairs(l, false))));
    case "n":
      return;
  }
}

/** `plot(x, y, …)`. */
export function plotPlaces(
  call: Call,
  places: Places,
  usual: DrawnAs = "p",
  main = "",
): void {
  const type = typeIn(call, usual);
  const drawing = opened(call, { ...places, main });
  drawPlaces(drawing, type, penIn(call), places);
  keepPlaces(drawing, "plot", places);
  if (call.has("panel.last")) call.value("panel.last");
}

/** Keeps places for the table behind a picture. */
export function keepPlaces(drawing: Drawing, layer: string, places: Places): void {
  const [x, y] = [places.xlab || "x", places.ylab || "y"];
  drawing.keep(layer, [
    { name: x, numbers: places.x, texts: null },
    { name: x === y ? `${y} (y)` : y, numbers: places.y, texts: null },
  ]);
}

/** `lines(…)` and `points(…)`. */
export function addPlaces(call: Call, usual: DrawnAs): Value {
  const drawing = pictureIn(call);
  const own = toLanguage(call.value("x"));
  if (inherits(own, "stepfun")) {
    addSteps(call, own);
    return NULL;
  }
  const places = placesIn(call);
  drawPlaces(drawing, typeIn(call, usual), penIn(amongColumns(call)), places);
  const first = drawing.panel.margins.filter((t) => t.kind === "label");
  const word = (side: 1 | 2): string | undefined => first.find((t) => t.side === side)?.text;
  keepPlaces(drawing, call.verb.name, {
    ...places,
    xlab: word(1) ?? places.xlab,
    ylab: word(2) ?? places.ylab,
  });
  return NULL;
}

/** Columns of a matrix, a table or a vector. */
function columnsOf(call: Call, name: string): { columns: number[][]; names: string[] } {
  const value = call.value(name);
  if (value.kind === "matrix") {
    const n = value.columnNames.length || (value.values[0]?.length ?? 0);
    return {
      columns: Array.from({ length: n }, (_, j) => value.values.map((row) => row[j]!)),
      names: Array.from({ length: n }, (_, j) => value.columnNames[j] ?? String(j + 1)),
    };
  }
  if (value.kind === "frame") {
    return {
      columns: value.table.columns.map((c) =>
        c.kind === "numeric"
          ? [...c.values]
          : call.wrong(name, "numbers", value, "Leave the other columns out")
      ),
      names: value.table.columns.map((c) => c.name),
    };
  }
  return { columns: [[...call.numbers(name)]], names: [written(call, name)] };
}

/** Columns against columns; the shorter list is recycled. */
export function matplot(call: Call, usual: DrawnAs, adding: boolean): Value {
  const a = columnsOf(call, "x");
  const b = call.has("y") ? columnsOf(call, "y") : null;
  const ys = b ?? a;
  const xs = b ? a : { columns: [a.columns[0]!.map((_, i) => i + 1)], names: [""] };
  const k = Math.max(xs.columns.length, ys.columns.length);
  if (xs.columns.some((c) => c.length !== ys.columns[0]!.length)) {
    fail("bad-length", `${call.verb.name}() has columns of different lengths`, { span: call.span });
  }
  const numbers = Array.from({ length: 5 }, (_, i) => i + 1);
  const pen: Pen = {
    ...penIn(call),
    col: call.has("col")
      ? inksIn(call, "col", [])
      : [1, 2, 3, 4, 5, 6].map((i) => colourNumbered(call, i)),
    dash: call.has("lty") ? dashesIn(call) : numbers.flatMap((v) => dashesIn(call, "", v)),
    width: numbersIn(call, "lwd", [1]),
  };
  if (!call.has("pch")) pen.sign = [..."1234567890abcdefghijklmnopqrstuvwxyz"];
  const add = adding || (call.has("add") && call.flag("add", false));
  const drawing = add ? pictureIn(call) : opened(call, {
    x: xs.columns.flat(),
    y: ys.columns.flat(),
    xlab: b ? written(call, "x") : "",
    ylab: written(call, b ? "y" : "x"),
  });
  const type = call.has("type") ? call.text("type") : usual;
  for (let j = 0; j < k; j++) {
    const own = type.length > 1 ? type[j % type.length]! : type;
    const found = TYPES.find((t) => t === own) ??
      fail("wrong-argument", `There is no type "${own}"`, { span: call.spanOf("type") });
    const one: Pen = {
      ...pen,
      col: [each(pen.col, j)],
      dash: [each(pen.dash, j)],
      sign: [each(pen.sign, j)],
      width: [each(pen.width, j)],
      cex: [each(pen.cex, j)],
    };
    const [x, y] = [each(xs.columns, j), each(ys.columns, j)];
    drawPlaces(drawing, found, one, { x, y });
    drawing.keep(each(ys.names, j), [
      { name: b ? written(call, "x") : "Index", numbers: x, texts: null },
      { name: "y", numbers: y, texts: null },
    ]);
  }
  return NULL;
}
