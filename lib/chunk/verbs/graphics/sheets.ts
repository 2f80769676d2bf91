/**
 * How sheets are divided and pens set: `par layout plot.new`, and devices, which a page has none of.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import type { Call } from "../../evaluation/call.ts";
import { list, NULL, numeric, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { limitsOf, opened } from "./drawing/opening.ts";
import { divide, type Grid, lastPicture, onLast, pictureIn } from "./drawing/screen.ts";
import { settings, USUAL } from "./drawing/settings.ts";
import type { Supplied } from "../../evaluation/signature.ts";

/** What only a device knows, of the picture that was drawn last. */
function asked(call: Call, name: string, span: Supplied["span"]): Value {
  if (name === "usr") {
    const drawing = lastPicture(call);
    if (!drawing) return numeric([0, 1, 0, 1]);
    const { x, y } = drawing.scales;
    return numeric([...x.domain, ...y.domain]);
  }
  const found = settings(call.context).get(name);
  if (found) return found;
  if (["cin", "cra", "csi", "cxy", "din", "page", "pin", "fin"].includes(name)) {
    return fail("not-in-language", "par() asks a device of R's here, and a page has none", {
      span,
      hint: "Write the number itself",
    });
  }
  return unknown(name, span);
}

function unknown(name: string, span: Supplied["span"]): never {
  const hint = suggestion(name, [...Object.keys(USUAL), "usr"]);
  return fail("unknown-argument", `par() has no setting ${name}`, {
    span,
    ...(hint ? { hint } : {}),
  });
}

/** Cells in rows, or in columns. */
function cells(rows: number, columns: number, byColumn: boolean): Grid {
  return {
    cells: Array.from({ length: rows * columns }, (_, i) => ({
      row: byColumn ? i % rows : Math.floor(i / columns),
      column: byColumn ? Math.floor(i / rows) : i % columns,
      rows: 1,
      columns: 1,
    })),
    widths: Array.from({ length: columns }, () => 1),
    heights: Array.from({ length: rows }, () => 1),
  };
}

function change(call: Call, name: string, value: Value, span: Supplied["span"]): void {
  if (name === "usr") return changeEnds(call, value, span);
  if (!Object.hasOwn(USUAL, name)) unknown(name, span);
  if (name === "mfrow" || name === "mfcol") {
    const n = numbersOf(value);
    if (!n || n.length !== 2 || ![...n].every((v) => v >= 1 && v <= 12)) {
      fail("wrong-argument", `${name} takes a number of rows and a number of columns`, {
        span,
        hint: `${name} = c(1, 2)`,
      });
    }
    divide(call, cells(Math.trunc(n[0]!), Math.trunc(n[1]!), name === "mfcol"));
    for (const each of ["mfrow", "mfcol"]) settings(call.context).set(each, value);
    return;
  }
  if (name === "col" && value.kind === "character" && inkOf(value.values[0] ?? "") === undefined) {
    fail("wrong-argument", `There is no colour "${value.values[0]}"`, { span });
  }
  settings(call.context).set(name, value);
}

/** New ends of the axes of the picture that was drawn last. */
function changeEnds(call: Call, value: Value, span: Supplied["span"]): void {
  const n = numbersOf(value);
  if (!n || n.length !== 4) {
    fail("wrong-argument", "usr takes the ends of x and of y", {
      span,
      hint: "par(usr = c(0, 1, 0, 1))",
    });
  }
  const { panel, scales } = pictureIn(call);
  panel.scales.push({
    x: { domain: [n[0]!, n[1]!], log: scales.x.log },
    y: { domain: [n[2]!, n[3]!], log: scales.y.log },
  });
  onLast(call);
}

export function par(call: Call): Value {
  const before: { name: string; value: Value }[] = [];
  let only: Value | null = null;
  let sets = false;
  const set = (name: string, value: Value, span: Supplied["span"]): void => {
    before.push({ name, value: asked(call, name, span) });
    change(call, name, value, span);
    sets = true;
  };
  for (const arg of call.rest) {
    if (arg.name === "no.readonly") continue;
    const value = call.evaluate(arg);
    if (arg.name !== null) set(arg.name, value, arg.span);
    else if (value.kind === "list") {
      for (const item of value.items) {
        if (item.name && (Object.hasOwn(USUAL, item.name) || item.name === "usr")) {
          if (item.name !== "usr") set(item.name, item.value, arg.span);
        }
      }
      sets = true;
    } else if (value.kind === "character") {
      for (const name of value.values) {
        only = asked(call, name ?? "", arg.span);
        before.push({ name: name ?? "", value: only });
      }
    } else if (value.kind !== "null") {
      fail("wrong-argument", "par() takes settings by name", {
        span: arg.span,
        hint: "par(mfrow = c(1, 2))",
      });
    }
  }
  if (call.rest.every((a) => a.name === "no.readonly")) {
    const all = [...settings(call.context)].map(([name, value]) => ({ name, value }));
    // asking for all of them is how they are kept, and not how they are read
    call.hidden = true;
    return list(all);
  }
  call.hidden = sets;
  return before.length === 1 && only ? only : list(before);
}

/** Cells by the numbers of a matrix. */
export function layout(call: Call): Value {
  const given = call.value("mat");
  const rows = given.kind === "matrix"
    ? given.values.map((r) => [...r])
    : given.kind === "numeric"
    ? [...given.values].map((v) => [v])
    : call.wrong("mat", "a matrix of numbers", given, "layout(matrix(1:4, 2))");
  const used = new Set(rows.flat());
  const most = greatest([...used]);
  const whole = [...used].every((v) => Number.isInteger(v) && v >= 0);
  // as in R each number up to the last has a cell
  if (!whole || most < 1 || most > used.size) {
    fail("wrong-argument", "layout() takes a matrix of whole numbers in which none is left out", {
      span: call.spanOf("mat"),
      hint: "layout(matrix(1:4, 2)); 0 leaves a cell empty",
    });
  }
  const found: Grid["cells"] = [];
  for (let k = 1; k <= most; k++) {
    const at = rows.flatMap((r, i) => r.flatMap((v, j) => v === k ? [[i, j] as const] : []));
    if (at.length === 0) {
      fail("wrong-argument", `The matrix of layout() has no ${k}`, {
        span: call.spanOf("mat"),
        hint: "Each number up to the last has a cell",
      });
    }
    const [top, bottom] = [least(at.map((p) => p[0])), greatest(at.map((p) => p[0]))];
    const [left, right] = [least(at.map((p) => p[1])), greatest(at.map((p) => p[1]))];
    found.push({ row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 });
  }
  const shares = (name: string, n: number): number[] => {
    const value = call.has(name) ? call.value(name) : null;
    const numbers = value ? numbersOf(value) : null;
    return Array.from({ length: n }, (_, i) => numbers?.[i % numbers.length] ?? 1);
  };
  const columns = rows[0]?.length ?? 1;
  divide(call, {
    cells: found,
    widths: shares("widths", columns),
    heights: shares("heights", rows.length),
  });
  return numeric([found.length]);
}

/** An empty picture, of which `plot.window` says how far it reaches. */
export function plotNew(call: Call): Value {
  opened(call, {
    x: [0, 1],
    y: [0, 1],
    exactX: [0, 1],
    exactY: [0, 1],
    xlab: "",
    ylab: "",
    box: "n",
    axes: false,
  });
  return NULL;
}

export function plotWindow(call: Call): Value {
  const { panel } = pictureIn(call);
  const [x, y] = [limitsOf(call, "xlim"), limitsOf(call, "ylim")];
  if (!x || !y) {
    return fail("missing-argument", "plot.window() needs xlim and ylim", { span: call.span });
  }
  const text = call.has("log") ? call.text("log") : "";
  const ends = (which: "x" | "y", [low, high]: [number, number]) => {
    const log = text.includes(which);
    const [a, b] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
    const exact = call.has(`${which}axs`) && call.text(`${which}axs`) === "i";
    const room = exact ? 0 : 0.04 * (b - a);
    return { domain: [a - room, b + room] as [number, number], log };
  };
  panel.scales[panel.scales.length - 1] = { x: ends("x", x), y: ends("y", y) };
  if (call.has("asp") && call.value("asp").kind === "numeric") {
    const ratio = call.number("asp");
    panel.ratio = Number.isFinite(ratio) ? ratio : null;
  }
  return NULL;
}
