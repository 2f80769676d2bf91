/**
 * Counts as areas: `pie mosaicplot`, and `plot` of a table or of two factors.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  dimNamesOf,
  dimOf,
  inherits,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import type { Ink, Place } from "../../../render/figure/grammar/types.ts";
import { inkOf } from "../../../render/figure/grammar/palettes.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { namesIn, opened } from "./drawing/opening.ts";
import { each, inksIn, look, penIn } from "./drawing/pens.ts";
import { groupsOf, numbersAt, variablesOf } from "./drawing/places.ts";

/** R's colours of slices. */
const SLICES: readonly (Ink | null)[] = [
  "white",
  "lightblue",
  "mistyrose",
  "lightcyan",
  "lavender",
  "cornsilk",
].map((c) => inkOf(c) ?? null);

export function pie(call: Call): Value {
  const given = call.value("x");
  const x = numbersAt(call, given, call.spanOf("x"));
  if (x.some((v) => !(v >= 0)) || x.length === 0) {
    fail("wrong-argument", "pie() takes numbers from 0 on", { span: call.spanOf("x") });
  }
  const own = toLanguage(given);
  const names = namesOf(own) ?? (dimOf(own)?.length === 1 ? dimNamesOf(own)?.[0] : null);
  const labels = namesIn(call, "labels") ?? x.map((_, i) => names?.[i] ?? String(i + 1));
  const total = x.reduce((a, b) => a + b, 0);
  const radius = call.has("radius") ? call.number("radius") : 0.8;
  const clockwise = call.has("clockwise") && call.flag("clockwise", false);
  const start = (call.has("init.angle") ? call.number("init.angle") : clockwise ? 90 : 0) / 360;
  const drawing = opened(call, {
    x: [-1.35, 1.35],
    y: [-1, 1],
    xlab: "",
    ylab: "",
    box: "n",
    axes: false,
    ratio: 1,
  });
  const fill = inksIn(call, "col", SLICES);
  const border = borderIn(call);
  const pen = penIn(call);
  let sum = 0;
  x.forEach((v, i) => {
    const angle = (share: number): number => 2 * Math.PI * (start + (clockwise ? -share : share));
    const [from, to] = [sum / total, (sum + v) / total];
    sum += v;
    if (v === 0) return;
    const steps = Math.max(2, Math.ceil(120 * (to - from)));
    const arc = Array.from({ length: steps + 1 }, (_, k): Place => {
      const a = angle(from + (to - from) * k / steps);
      return [radius * Math.cos(a), radius * Math.sin(a)];
    });
    const middle = angle((from + to) / 2);
    drawing.put(
      "slices of a pie",
      {
        mark: "areas",
        areas: [x.length === 1 ? arc : [[0, 0], ...arc]],
        look: areaLook(each(fill, i), each(border, i), pen),
      },
      {
        mark: "lines",
        lines: [[1, 1.05].map((k): Place => [
          k * radius * Math.cos(middle),
          k * radius * Math.sin(middle),
        ])],
        look: look({ className: "s5" }),
      },
      {
        mark: "words",
        at: [[1.1 * radius * Math.cos(middle), 1.1 * radius * Math.sin(middle)]],
        texts: [labels[i] ?? ""],
        size: 14,
        angle: 0,
        adjust: Math.cos(middle) < 0 ? 1 : 0,
        rise: 0,
        shift: 0,
        font: 1,
        look: look({ className: "s5" }),
      },
    );
  });
  drawing.keep("slices", [
    { name: "slice", numbers: null, texts: labels },
    { name: written(call, "x"), numbers: x, texts: null },
    { name: "share", numbers: x.map((v) => v / total), texts: null },
  ]);
  return NULL;
}

/** Counts by two factors. */
interface Counts {
  rows: string[];
  columns: string[];
  /** By row. */
  values: number[][];
  names: [string, string];
}

function countsOf(call: Call, own: LanguageValue, words: string): Counts | null {
  const dim = dimOf(own);
  if (dim?.length !== 2 || (own.type !== "integer" && own.type !== "double")) return null;
  const all = Array.from(asDouble(own).values), [n, k] = [dim[0]!, dim[1]!];
  const sides = dimNamesOf(own);
  const heads = own.attributes?.get("dimnames");
  const names = heads ? namesOf(heads) : null;
  if (all.some((v) => !(v >= 0))) {
    fail("wrong-argument", `${call.verb.name}() takes counts`, { span: call.spanOf("x") });
  }
  return {
    rows: Array.from({ length: n }, (_, i) => sides?.[0]?.[i] ?? String.fromCharCode(65 + i)),
    columns: Array.from({ length: k }, (_, j) => sides?.[1]?.[j] ?? String.fromCharCode(65 + j)),
    values: Array.from(
      { length: n },
      (_, i) => Array.from({ length: k }, (_, j) => all[j * n + i]!),
    ),
    names: [names?.[0] || (names ? "" : words), names?.[1] || ""],
  };
}

/** Counts of two factors of a formula: those on the left lie along x where there is one. */
export function countsOfFactors(
  x: { levels: string[]; codes: number[] },
  y: { levels: string[]; codes: number[] },
  names: [string, string],
): Counts {
  const values = x.levels.map(() => y.levels.map(() => 0));
  x.codes.forEach((c, i) => {
    if (c >= 0 && (y.codes[i] ?? -1) >= 0) values[c]![y.codes[i]!]!++;
  });
  return { rows: x.levels, columns: y.levels, values, names };
}

/** Greys from light to dark of the columns. */
function shades(n: number): Ink[] {
  return Array.from({ length: n }, (_, j) => ({
    className: "s6",
    share: 0.75 - 0.6 * (n === 1 ? 0 : j / (n - 1)),
  }));
}

export function drawMosaic(call: Call, counts: Counts, spine: boolean): void {
  const { rows, columns, values, names } = counts;
  const sums = values.map((row) => row.reduce((a, b) => a + b, 0));
  const total = sums.reduce((a, b) => a + b, 0);
  const gapX = spine ? 0.02 : 0.03, gapY = spine ? 0 : 0.015;
  let left = 0;
  const at: number[] = [];
  const tiles: { ring: Place[]; column: number }[] = [];
  let first: number[] | null = null;
  values.forEach((row, i) => {
    const width = sums[i]! / total;
    at.push(left + width / 2);
    let up = 0;
    const middles: number[] = [];
    const order = row.map((_, j) => row.length - 1 - j);
    for (const j of order) {
      const h = sums[i]! === 0 ? 0 : row[j]! / sums[i]!;
      middles[j] = up + h / 2;
      tiles.push({
        ring: [[left, up], [left + width, up], [left + width, up + h], [left, up + h]],
        column: j,
      });
      up += h + gapY;
    }
    first ??= middles;
    left += width + gapX;
  });
  const names0 = first ?? [];
  const drawing = opened(call, {
    x: [0, left - gapX],
    y: [0, 1 + gapY * (columns.length - 1)],
    xlab: names[0],
    ylab: names[1],
    main: spine ? "" : written(call, "x"),
    xNames: { at, labels: rows },
    yNames: { at: columns.map((_, j) => names0[j]!), labels: columns },
    bareX: true,
    bareY: true,
    box: "n",
  });
  const fill = inksIn(
    call,
    "col",
    call.has("color") && call.value("color").kind !== "logical"
      ? inksIn(call, "color", shades(columns.length))
      : shades(columns.length),
  );
  const border = borderIn(call);
  const pen = penIn(call);
  for (const { ring, column } of tiles) {
    drawing.put("tiles as large as the counts", {
      mark: "areas",
      areas: [ring],
      look: {
        // colours of a spine plot begin below, where the last level is
        ...areaLook(
          each(fill, spine ? columns.length - 1 - column : column),
          each(border, 0),
          pen,
        ),
        width: 1,
      },
    });
  }
  drawing.keep("counts", [
    {
      name: names[0] || "row",
      numbers: null,
      texts: rows.flatMap((r) => columns.map(() => r)),
    },
    {
      name: names[1] || "column",
      numbers: null,
      texts: rows.flatMap(() => columns),
    },
    { name: "count", numbers: values.flat(), texts: null },
  ]);
}

export function mosaicplot(call: Call): Value {
  const x = call.has("formula") ? call.value("formula") : call.value("x");
  if (x.kind === "formula") {
    const { left, right } = variablesOf(call, x);
    const all = [...right, ...(left ? [left] : [])];
    if (all.length !== 2) {
      fail("wrong-argument", "mosaicplot() takes two factors here", {
        span: call.span,
        hint: "mosaicplot(~ a + b, data = d), or mosaicplot(table(a, b))",
      });
    }
    const [a, b] = all.map((v) => groupsOf(v.value));
    drawMosaic(call, countsOfFactors(a!, b!, [all[0]!.words, all[1]!.words]), false);
    return NULL;
  }
  const counts = countsOf(call, toLanguage(x), "");
  if (!counts) {
    return call.wrong("x", "counts by two factors", x, "mosaicplot(table(a, b))");
  }
  drawMosaic(call, counts, false);
  return NULL;
}

/** `plot` of a table: needles of one factor, tiles of two; false of anything else. */
export function plotTable(call: Call, own: LanguageValue): boolean {
  if (!inherits(own, "table")) return false;
  const dim = dimOf(own);
  if (dim?.length === 2) {
    drawMosaic(call, countsOf(call, own, "")!, false);
    return true;
  }
  if (dim?.length !== 1) return false;
  const y = Array.from(asDouble(own as LanguageValue).values);
  const names = dimNamesOf(own)?.[0]?.map((n) => n ?? "") ?? y.map((_, i) => String(i + 1));
  const numeric = names.every((n) => n !== "" && Number.isFinite(Number(n)));
  const at = numeric ? names.map(Number) : names.map((_, i) => i + 1);
  const heads = own.attributes?.get("dimnames");
  const word = heads ? namesOf(heads)?.[0] ?? "" : "";
  const drawing = opened(call, {
    x: at,
    y: [0, ...y],
    xNames: { at, labels: names },
    xlab: word,
    ylab: written(call, "x"),
    box: "n",
  });
  const pen = penIn(call, { width: [2] });
  drawing.put("needles", {
    mark: "lines",
    lines: y.map((v, i) => [[at[i]!, 0], [at[i]!, v]]),
    look: look(each(pen.col, 0), null, each(pen.width, 0) * 1.3),
  });
  drawing.keep("counts", [
    { name: word || "value", numbers: null, texts: names },
    { name: "count", numbers: y, texts: null },
  ]);
  return true;
}
