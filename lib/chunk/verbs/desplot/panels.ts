/**
 * Panels of a field, one for each of its parts.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import type { Font, SheetFigure, SheetPanel } from "../../../render/figure/sheet/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { look } from "../graphics/drawing/pens.ts";
import { written } from "./words.ts";

import type { Field } from "./field.ts";

/** Words above the field. */
export function titleOf(call: Call): SheetFigure["outer"] {
  const main = written(call, "main", "");
  return main === "" ? [] : [{
    side: 3,
    text: main,
    kind: "title",
    line: null,
    at: null,
    adjust: 0.5,
    size: 16,
    font: 2,
    look: look({ className: "s5" }),
  }];
}

/** Panels with their rows, in a grid. */
export function panelsOf(call: Call, field: Field) {
  const { by } = field;
  const groups = by ? by.levels.map((name, k) => ({ name, k })) : [{ name: "", k: 0 }];
  const layout = call.has("layout") ? [...call.numbers("layout")] : [];
  const columns = layout[0] || Math.min(groups.length, groups.length === 4 ? 2 : 3);
  const flip = call.has("flip") && call.flag("flip", false);
  const ticks = call.has("ticks") && call.flag("ticks", false);
  const labels = {
    x: written(call, "xlab", field.names.x),
    y: written(call, "ylab", field.names.y),
  };
  const list = groups.map(({ name, k }, i) => {
    const rows = field.x.flatMap((_, r) => !by || by.codes[r] === k ? [r] : [])
      .filter((r) => Number.isFinite(field.x[r]) && Number.isFinite(field.y[r]));
    const ends = (values: readonly number[]): [number, number] => {
      const own = rows.map((r) => values[r]!);
      return own.length === 0 ? [0, 1] : [least(own) - 0.5, greatest(own) + 0.5];
    };
    const [x, y] = [ends(field.x), ends(field.y)];
    const place = { row: Math.floor(i / columns), column: i % columns };
    const last = i + columns >= groups.length, first = place.column === 0;
    const panel: SheetPanel = {
      ...place,
      rows: 1,
      columns: 1,
      scales: [{
        x: { domain: x, log: false },
        y: { domain: flip ? [y[1], y[0]] : y, log: false },
      }],
      ratio: null,
      box: "o",
      axes: ticks ? [axis(1, x), axis(2, y)] : [],
      margins: [
        ...(name === "" ? [] : [label(3, name, 2)]),
        ...(last && labels.x !== "" ? [label(1, labels.x, 1)] : []),
        ...(first && labels.y !== "" ? [label(2, labels.y, 1)] : []),
      ],
      marks: [],
      keys: [],
      grid: [],
      tight: false,
    };
    return { panel, rows };
  });
  return { list, columns, rows: Math.ceil(groups.length / columns) };
}

function label(side: 1 | 2 | 3, text: string, font: Font): SheetPanel["margins"][number] {
  return {
    side,
    text,
    kind: "label",
    line: null,
    at: null,
    adjust: 0.5,
    size: 14,
    font,
    look: look({ className: "s5" }),
  };
}

/** Numbers of the plots along a side, where there is room for each. */
function axis(
  side: 1 | 2,
  [low, high]: readonly [number, number],
): SheetPanel["axes"][number] {
  return {
    side,
    on: 0,
    at: high - low <= 20
      ? Array.from(
        { length: Math.max(0, Math.floor(high) - Math.ceil(low) + 1) },
        (_, i) => Math.ceil(low) + i,
      )
      : null,
    labels: null,
    names: false,
    across: side === 2,
    line: true,
    ticks: true,
    size: 13,
    look: look({ className: "s5" }),
    crosses: null,
    out: 0,
  };
}
