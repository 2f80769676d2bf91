/**
 * Bars: `barplot(heights)`, with the places of their middles.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import {
  dimNamesOf,
  dimOf,
  doubles,
  integers,
  withAttributes,
} from "../../../language/values/value.ts";
import type { Ink, Place } from "../../../render/figure/grammar/types.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { numeric, type Value } from "../../values/value.ts";
import { borderIn } from "./hatches.ts";
import { areaMarks, hatchesIn } from "./hatches.ts";
import { keyIn } from "./legend.ts";
import { namesIn, opened } from "./drawing/opening.ts";
import { each, inksIn, look, numbersIn, penIn } from "./drawing/pens.ts";
import { groupsOf, numbersAt, variablesOf } from "./drawing/places.ts";
import { pictureIn } from "./drawing/screen.ts";

/** Heights by column; a vector is a row of columns of one. */
interface Heights {
  columns: number[][];
  rows: string[];
  names: string[];
  matrix: boolean;
  xlab: string;
  ylab: string;
}

function heightsOfFormula(call: Call, value: Value & { kind: "formula" }): Heights {
  const { left, right } = variablesOf(call, value);
  if (!left || right.length === 0 || right.length > 2) {
    fail("wrong-argument", "barplot() takes a formula such as y ~ group or y ~ a + b", {
      span: call.span,
    });
  }
  const y = numbersAt(call, left.value, left.span);
  const [first, second] = right.map((r) => groupsOf(r.value));
  const cells = second ? second : first!;
  const rows = second ? first! : { levels: [""], codes: y.map(() => 0) };
  const columns = cells.levels.map(() => rows.levels.map(() => 0));
  const seen = new Set<string>();
  y.forEach((v, i) => {
    const [c, r] = [cells.codes[i]!, rows.codes[i]!];
    if (c < 0 || r < 0) return;
    if (seen.has(`${c} ${r}`)) {
      fail("wrong-argument", "barplot() takes one height for each bar, and there are several", {
        span: call.spanOf("height"),
        hint: "barplot(tapply(d$y, d$group, mean)) has the means",
      });
    }
    seen.add(`${c} ${r}`);
    columns[c]![r] = v;
  });
  return {
    columns,
    rows: rows.levels,
    names: cells.levels,
    matrix: second !== undefined,
    xlab: right.at(-1)!.words,
    ylab: left.words,
  };
}

function heightsOf(call: Call): Heights {
  const name = call.has("formula") ? "formula" : "height";
  const value = call.value(name);
  if (value.kind === "formula") return heightsOfFormula(call, value);
  const own = toLanguage(value);
  const dim = dimOf(own);
  const none = { xlab: "", ylab: "" };
  if (dim?.length === 2) {
    const all = numbersAt(call, fromLanguage(withAttributes(own, null)), call.spanOf(name));
    const [n, k] = [dim[0]!, dim[1]!];
    const sides = dimNamesOf(own);
    return {
      columns: Array.from({ length: k }, (_, j) => all.slice(j * n, (j + 1) * n)),
      rows: Array.from({ length: n }, (_, i) => sides?.[0]?.[i] ?? ""),
      names: Array.from({ length: k }, (_, j) => sides?.[1]?.[j] ?? ""),
      matrix: true,
      ...none,
    };
  }
  if (value.kind === "frame" || value.kind === "list" || value.kind === "character") {
    return call.wrong(
      name,
      "heights",
      value,
      "barplot(table(d$group)) counts; barplot(tapply(d$y, d$group, mean)) has means",
    );
  }
  const y = numbersAt(call, value, call.spanOf(name));
  const names = value.kind === "numeric" ? value.names : null;
  return {
    columns: y.map((v) => [v]),
    rows: [""],
    names: y.map((_, i) => names?.[i] ?? ""),
    matrix: false,
    ...none,
  };
}

/** Greys from dark to light, as R's `gray.colors` steps them. */
function greys(n: number): Ink[] {
  return Array.from({ length: n }, (_, i) => {
    const [a, b] = [0.3 ** 2.2, 0.9 ** 2.2];
    const v = Math.round(255 * (n === 1 ? a : a + (b - a) * i / (n - 1)) ** (1 / 2.2));
    return { className: "", colour: `rgb(${v},${v},${v})` };
  });
}

/** Where bars stand: left ends and widths, column by column. */
function placesOf(call: Call, heights: Heights, beside: boolean) {
  const k = heights.columns.length, n = beside ? heights.rows.length : 1;
  const asked = call.has("space") && call.value("space").kind !== "null"
    ? [...call.numbers("space")]
    : beside && heights.matrix
    ? [0, 1]
    : [0.2];
  const width = numbersIn(call, "width", [1]);
  const bars = k * n;
  const widths = Array.from({ length: bars }, (_, i) => each(width, i));
  const mean = widths.reduce((a, b) => a + b, 0) / bars;
  const gap = (i: number): number =>
    asked.length === 2 && n > 1
      ? asked[i % n === 0 ? 1 : 0]!
      : asked.length === bars
      ? asked[i]!
      : asked[0]!;
  let end = 0;
  const left = widths.map((w, i) => {
    const from = end + gap(i) * mean;
    end = from + w;
    return from;
  });
  return { left, widths, end, first: left[0] ?? 0 };
}

export function barplot(call: Call): Value {
  const heights = heightsOf(call);
  const beside = heights.matrix && call.has("beside") && call.flag("beside", false);
  const lying = call.has("horiz") && call.flag("horiz", false);
  const { left, widths, end, first } = placesOf(call, heights, beside);
  const n = heights.rows.length;
  const middles = left.map((l, i) => l + widths[i]! / 2);
  const value = beside
    ? fromLanguage(
      withAttributes(
        doubles(middles),
        new Map([["dim", integers([n, heights.columns.length])]]),
      ),
    )
    : numeric(middles);
  if (call.has("plot") && !call.flag("plot", true)) return value;
  const offset = numbersIn(call, "offset", [0])[0]!;
  // each bar from and to where, by column and row
  const bars = heights.columns.flatMap((column, j) => {
    let [up, down] = [offset, offset];
    return column.map((v, i) => {
      const h = Number.isNaN(v) ? 0 : v;
      const at = beside ? j * n + i : j;
      if (beside || !heights.matrix) {
        return { from: offset, to: offset + h, at, row: heights.matrix ? i : j, missing: v !== v };
      }
      const from = h >= 0 ? up : down;
      const to = from + h;
      if (h >= 0) up = to;
      else down = to;
      return { from, to, at, row: i, missing: v !== v };
    });
  });
  const log = call.has("log") && call.text("log") !== "";
  const reach = [...bars.flatMap((b) => log ? [b.to] : [b.from, b.to]), ...(log ? [] : [offset])];
  const [low, high] = [least(reach), greatest(reach)];
  const along: [number, number] = [low < 0 ? low * 1.01 : low - 0.01 * (high - low), high];
  const across: [number, number] = [first, end];
  const room = 0.04 * (across[1] - across[0]);
  const wide: [number, number] = [across[0] - room, across[1] + room];
  const given = namesIn(call, "names.arg") ??
    (heights.names.some((t) => t !== "") ? heights.names : null);
  const labelled = !(call.has("axisnames") && !call.flag("axisnames", true));
  const columns = heights.columns.map((_, j) =>
    beside ? (middles[j * n]! + middles[j * n + n - 1]!) / 2 : middles[j]!
  );
  const places = given && beside && given.length === middles.length ? middles : columns;
  if (given && given.length !== places.length) {
    fail("bad-length", `barplot() has ${places.length} bars and ${given.length} names`, {
      span: call.spanOf("names.arg"),
      hint: `names.arg takes ${places.length} names`,
    });
  }
  const words = given && labelled ? { at: places, labels: given } : { at: [], labels: [] };
  const add = call.has("add") && call.flag("add", false);
  const drawing = add ? pictureIn(call) : opened(call, {
    x: lying ? reach : wide,
    y: lying ? wide : reach,
    ...(lying
      ? { exactX: along, exactY: wide, bareY: true, yNames: words }
      : { exactX: wide, exactY: along, bareX: true, xNames: words }),
    xlab: lying ? heights.ylab : heights.xlab,
    ylab: lying ? heights.xlab : heights.ylab,
    box: "n",
  });
  const scale = lying ? drawing.scales.x : drawing.scales.y;
  const foot = least(scale.domain);
  const at = (v: number): number => scale.log ? (v > 0 ? Math.log10(v) : foot) : v;
  const usual: (Ink | null)[] = heights.matrix ? greys(n) : [{ className: "s6", share: 0.5 }];
  const fill = inksIn(call, "col", usual);
  const border = borderIn(call);
  const pen = penIn(call);
  const hatch = hatchesIn(call);
  for (const bar of bars) {
    if (bar.missing) continue;
    const [a, b] = [left[bar.at]!, left[bar.at]! + widths[bar.at]!];
    const [from, to] = [scale.log ? foot : at(bar.from), at(bar.to)];
    const ring: Place[] = lying
      ? [[from, a], [from, b], [to, b], [to, a]]
      : [[a, from], [b, from], [b, to], [a, to]];
    drawing.put(
      "bars",
      areaMarks(ring, {
        fill: each(fill, bar.row),
        border: each(border, bar.row),
        pen,
        hatch: hatch(heights.matrix ? bar.row : bar.at),
        width: 1,
      }),
    );
  }
  legendOfRows(call, heights, fill, beside, hatch);
  drawing.keep("bars", [
    ...(given && places === columns
      ? [{
        name: heights.xlab || "bar",
        numbers: null,
        texts: heights.columns.flatMap((c, j) => c.map(() => given[j]!)),
      }]
      : []),
    ...(heights.matrix && heights.rows.some((t) => t !== "")
      ? [{ name: "row", numbers: null, texts: heights.columns.flatMap(() => heights.rows) }]
      : []),
    { name: heights.ylab || "height", numbers: heights.columns.flat(), texts: null },
  ]);
  return value;
}

/** The key of `legend.text`: the names of the rows, or texts. */
function legendOfRows(
  call: Call,
  heights: Heights,
  fill: (Ink | null)[],
  beside: boolean,
  hatch: ReturnType<typeof hatchesIn>,
): void {
  if (!call.has("legend.text")) return;
  const value = call.value("legend.text");
  if (value.kind === "null" || (value.kind === "logical" && value.values[0] !== 1)) return;
  const texts = value.kind === "logical" ? heights.rows : namesIn(call, "legend.text")!;
  const border = borderIn(call);
  const entries = texts.map((text, i) => {
    const lines = hatch(i);
    return {
      text,
      sign: null,
      line: null,
      fill: look(each(border, i), lines ? null : each(fill, i), 1),
      ...(lines ? { hatch: { ...lines, look: look(each(fill, i), null, 1) } } : {}),
    };
  });
  // the key of bars upon each other begins with the uppermost
  keyIn(call, beside || !heights.matrix ? entries : entries.reverse(), "args.legend");
}
