/**
 * Shares of the levels of a factor: `spineplot cdplot`, and `plot` of a factor against anything.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { doubles } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { composed } from "../../evaluation/composed.ts";
import type { Drawing } from "./drawing/screen.ts";
import { histogramBounds } from "./histograms.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { axisOf, opened } from "./drawing/opening.ts";
import { each, inksIn, penIn } from "./drawing/pens.ts";
import { groupsOf, member, numbersAt, type Variable, variablesOf } from "./drawing/places.ts";
import { shades } from "./drawing/shades.ts";

type Groups = ReturnType<typeof groupsOf>;

/** Counts of the levels of y in columns: x's levels, or bins between bounds. */
interface Columns {
  /** By column, by level. */
  counts: number[][];
  /** Names of the columns, or the bounds between them. */
  words: string[];
  binned: boolean;
}

function columnsOf(call: Call, x: Variable, y: Groups): Columns {
  const count = (codes: readonly number[], k: number): number[][] => {
    const counts = Array.from({ length: k }, () => y.levels.map(() => 0));
    codes.forEach((c, i) => {
      if (c >= 0 && (y.codes[i] ?? -1) >= 0) counts[c]![y.codes[i]!]!++;
    });
    return counts;
  };
  const { kind } = x.value;
  if (kind === "factor" || kind === "character" || kind === "logical") {
    const groups = groupsOf(x.value);
    return {
      counts: count(groups.codes, groups.levels.length),
      words: groups.levels,
      binned: false,
    };
  }
  const values = numbersAt(call, x.value, x.span);
  const bounds = histogramBounds(call, values.filter(Number.isFinite));
  const codes = values.map((v) => {
    if (!(v >= bounds[0]! && v <= bounds.at(-1)!)) return -1;
    // a bin holds its right end, the first also its left
    return Math.max(0, bounds.findIndex((b) => b >= v) - 1);
  });
  return {
    counts: count(codes, bounds.length - 1),
    words: bounds.map((b) => String(Number(b.toPrecision(12)))),
    binned: true,
  };
}

/** Levels in the order in which they are drawn from above. */
function ordered(call: Call, y: Groups): Groups {
  if (!call.has("ylevels") || call.value("ylevels").kind === "null") return y;
  const value = call.value("ylevels");
  const names = value.kind === "character"
    ? value.values.map((v) => v ?? "")
    : [...call.numbers("ylevels")].map((k) => y.levels[k - 1] ?? "");
  const unknown = names.find((n) => !y.levels.includes(n));
  if (unknown !== undefined || new Set(names).size !== names.length) {
    fail("wrong-argument", "ylevels takes the levels of y, each once", {
      span: call.spanOf("ylevels"),
      hint: `They are ${y.levels.join(", ")}`,
    });
  }
  return { levels: names, codes: y.codes.map((c) => c < 0 ? -1 : names.indexOf(y.levels[c]!)) };
}

/** Where the names of levels stand beside the first strip; evenly where one is thin. */
function namesAlong(ends: readonly number[]): number[] {
  const n = ends.length - 1;
  const thin = ends.slice(1).some((e, j) => e - ends[j]! < 0.05);
  return ends.slice(1).map((e, j) => thin ? (j + 0.5) / n : (ends[j]! + e) / 2);
}

/** An axis of shares to the right, where there are axes. */
function sharesAxis(call: Call, { panel }: Drawing): void {
  if (panel.axes.length > 0) {
    panel.axes.push({ ...axisOf(call, 4, 0, null), at: [0, 0.2, 0.4, 0.6, 0.8, 1] });
  }
}

/** Strips as wide as x has rows, divided by the shares of the levels of y. */
export function drawSpine(call: Call, x: Variable, y: Variable): void {
  const groups = ordered(call, groupsOf(y.value)), { levels } = groups;
  const n = levels.length;
  const { counts, words, binned } = columnsOf(call, x, groups);
  const sums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const total = sums.reduce((a, b) => a + b, 0);
  if (total === 0) {
    fail("no-numbers", `${call.verb.name}() has no rows to show`, { span: call.span });
  }
  const given = call.has("off") && call.value("off").kind !== "null"
    ? call.number("off") / 100
    : 0.02;
  const gap = binned ? 0 : given;
  const strips: { from: number; to: number; ends: number[] }[] = [];
  let left = 0;
  counts.forEach((row, i) => {
    const to = left + sums[i]! / total;
    // from below: the last level first
    const ends = [0];
    for (let j = n - 1; j >= 0; j--) {
      ends.push(ends.at(-1)! + (sums[i] === 0 ? 1 : row[j]! / sums[i]!));
    }
    strips.push({ from: left, to, ends: ends.map((e) => Math.min(1, e)) });
    left = to + gap;
  });
  const drawing = opened(call, {
    x: [0, left - gap],
    y: [0, 1],
    exactX: [0, 1 + gap * (counts.length - 1)],
    exactY: [0, 1],
    xlab: x.words,
    ylab: y.words,
    xNames: binned
      ? { at: [0, ...strips.map((s) => s.to)], labels: words }
      : { at: strips.map((s) => (s.from + s.to) / 2), labels: words },
    yNames: { at: namesAlong(strips[0]!.ends), labels: [...levels].reverse() },
    bareX: !binned,
    bareY: true,
    box: "n",
  });
  // bounds that would stand on each other are left out
  if (binned) drawing.panel.axes.forEach((a) => a.names &&= a.side !== 1);
  sharesAxis(call, drawing);
  const fill = inksIn(call, "col", shades(n));
  const border = borderIn(call);
  const pen = penIn(call);
  for (const { from, to, ends } of strips) {
    if (to === from) continue;
    for (let j = 0; j < n; j++) {
      drawing.put("strips of shares", {
        mark: "areas",
        areas: [[[from, ends[j]!], [to, ends[j]!], [to, ends[j + 1]!], [from, ends[j + 1]!]]],
        look: { ...areaLook(each(fill, j), each(border, 0), pen), width: 1 },
      });
    }
  }
  drawing.keep("counts", [
    {
      name: x.words || "x",
      numbers: null,
      texts: counts.flatMap((_, i) =>
        levels.map(() => binned ? `${words[i]} to ${words[i + 1]}` : words[i]!)
      ),
    },
    { name: y.words || "y", numbers: null, texts: counts.flatMap(() => levels) },
    { name: "count", numbers: counts.flat(), texts: null },
    {
      name: "share",
      numbers: counts.flatMap((row, i) => row.map((v) => sums[i] === 0 ? NaN : v / sums[i]!)),
      texts: null,
    },
  ]);
}

/** x and y of a call: of a formula, or two arguments. */
function sidesOf(call: Call): [Variable, Variable] {
  const given = call.has("formula") ? call.value("formula") : call.value("x");
  if (given.kind === "formula") {
    const { left, right } = variablesOf(call, given);
    if (left && right.length === 1) return [right[0]!, left];
    return fail("wrong-argument", `${call.verb.name}() takes a formula such as group ~ x`, {
      span: call.span,
    });
  }
  if (!call.has("y")) {
    return fail("missing-argument", `${call.verb.name}() needs y`, {
      span: call.span,
      hint: `${call.verb.name}(group ~ x, data = d)`,
    });
  }
  return [
    { value: given, words: written(call, "x"), span: call.spanOf("x") },
    { value: call.value("y"), words: written(call, "y"), span: call.spanOf("y") },
  ];
}

export function spineplot(call: Call): Value {
  const [x, y] = sidesOf(call);
  if (y.value.kind === "numeric") {
    return call.wrong(
      call.has("formula") ? "formula" : "x",
      "a factor on the left",
      y.value,
      `spineplot(factor(${y.words}) ~ ${x.words})`,
    );
  }
  drawSpine(call, x, y);
  return NULL;
}

/** Places and heights of the density of some numbers, by the word of the language. */
function densityOf(
  call: Call,
  x: readonly number[],
  more: string,
): { x: number[]; y: number[]; bw: number } {
  const bw = call.has("bw") ? toLanguage(call.value("bw")) : null;
  const made = toLanguage(
    composed(call, `density(.x${bw && !more.includes("bw") ? ", bw = .bw" : ""}${more})`, {
      ".x": doubles(Float64Array.from(x)),
      ...(bw ? { ".bw": bw } : {}),
    }),
  );
  const part = (name: string): number[] => Array.from(asDouble(member(made, name)!).values);
  return { x: part("x"), y: part("y"), bw: part("bw")[0]! };
}

/** Shares of the levels of y along x, by densities of x within them. */
export function cdplot(call: Call): Value {
  const [x, y] = sidesOf(call);
  if (y.value.kind !== "factor") {
    return call.wrong(
      call.has("formula") ? "formula" : "x",
      "a factor on the left",
      y.value,
      `cdplot(factor(${y.words}) ~ ${x.words})`,
    );
  }
  const { levels, codes } = ordered(call, groupsOf(y.value)), k = levels.length;
  const values = numbersAt(call, x.value, x.span);
  const n = call.number("n", 512);
  const ends = (["from", "to"] as const).map((e) =>
    call.has(e) ? `, ${e} = ${call.number(e)}` : ""
  );
  const all = densityOf(call, values, `, n = ${n}${ends.join("")}`);
  const own = `, bw = ${all.bw}, n = ${n}, from = ${all.x[0]}, to = ${all.x.at(-1)}`;
  const low = least(values), high = greatest(values);
  const kept = all.x.flatMap((v, i) => v >= low && v <= high ? [i] : []);
  // from below: the last level first
  const lines: number[][] = [kept.map(() => 0)];
  for (let j = k - 1; j > 0; j--) {
    const some = values.filter((_, i) => codes[i]! >= j);
    const { y: part } = densityOf(call, some, own);
    lines.push(kept.map((i) => part[i]! / all.y[i]! * some.length / values.length));
  }
  lines.push(kept.map(() => 1));
  const at = kept.map((i) => all.x[i]!);
  const names = namesAlong(lines.map((l) => l[0]!));
  const drawing = opened(call, {
    x: at,
    y: [0, 1],
    exactX: [at[0]!, at.at(-1)!],
    exactY: [0, 1],
    xlab: x.words,
    ylab: y.words,
    yNames: { at: names, labels: [...levels].reverse() },
    bareY: true,
  });
  sharesAxis(call, drawing);
  const fill = inksIn(call, "col", shades(k)), border = borderIn(call), pen = penIn(call);
  for (let j = 0; j < k; j++) {
    const ring = (l: number[]): Place[] => at.map((v, i): Place => [v, l[i]!]);
    drawing.put("areas of shares", {
      mark: "areas",
      areas: [[...ring(lines[j]!), ...ring(lines[j + 1]!).reverse()]],
      look: { ...areaLook(each(fill, j), each(border, 0), pen), width: 1 },
    });
  }
  drawing.keep("shares", [
    { name: x.words || "x", numbers: at, texts: null },
    ...[...levels].reverse().map((name, j) => ({
      name: `share of ${name}`,
      numbers: at.map((_, i) => lines[j + 1]![i]! - lines[j]![i]!),
      texts: null,
    })),
  ]);
  return NULL;
}
