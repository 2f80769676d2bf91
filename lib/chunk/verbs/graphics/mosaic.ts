/**
 * Counts as tiles: `mosaicplot`, and `plot` of a table of factors.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest } from "../../../lists.ts";
import {
  dimNamesOf,
  dimOf,
  namesOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import type { Ink, Place } from "../../../render/figure/grammar/types.ts";
import type { KeyEntry, Side } from "../../../render/figure/sheet/types.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { NULL, type Value } from "../../values/value.ts";
import { written } from "../heddle/figure_value.ts";
import { areaLook, borderIn } from "./hatches.ts";
import { axisOf, marginText, opened } from "./drawing/opening.ts";
import { each, inksIn, look, penIn } from "./drawing/pens.ts";
import { groupsOf, variablesOf } from "./drawing/places.ts";
import { shades } from "./drawing/shades.ts";

/** Counts by factors; the first of them changes fastest. */
interface Counts {
  names: string[];
  levels: string[][];
  values: number[];
}

/** Counts of a table of one to four factors; null of anything else. */
function countsOf(call: Call, own: LanguageValue): Counts | null {
  const dim = dimOf(own);
  if (!dim || (own.type !== "integer" && own.type !== "double")) return null;
  if (dim.length > 4) {
    fail("wrong-argument", `${call.verb.name}() takes four factors at most`, {
      span: call.spanOf("x"),
      hint: "margin.table(x, 1:3) has the counts of some of them",
    });
  }
  const values = Array.from(asDouble(own).values);
  if (values.some((v) => !(v >= 0))) {
    fail("wrong-argument", `${call.verb.name}() takes counts`, { span: call.spanOf("x") });
  }
  const sides = dimNamesOf(own), heads = own.attributes?.get("dimnames");
  const names = heads ? namesOf(heads) : null;
  return {
    names: Array.from(dim, (_, k) => names?.[k] ?? ""),
    levels: Array.from(
      dim,
      (n, k) => Array.from({ length: n }, (_, i) => sides?.[k]?.[i] ?? String.fromCharCode(65 + i)),
    ),
    values,
  };
}

/** Counts of the factors of a formula, its left side first, as a table of them has it. */
function countsOfFormula(call: Call, formula: Value & { kind: "formula" }): Counts {
  const { left, right } = variablesOf(call, formula);
  const all = [...(left ? [left] : []), ...right];
  if (all.length === 0 || all.length > 4) {
    fail("wrong-argument", "mosaicplot() takes one to four factors", {
      span: call.span,
      hint: "mosaicplot(~ a + b, data = d), or mosaicplot(table(a, b))",
    });
  }
  const groups = all.map((v) => groupsOf(v.value));
  const values = new Array<number>(groups.reduce((n, g) => n * g.levels.length, 1)).fill(0);
  groups[0]!.codes.forEach((_, i) => {
    let at = 0, step = 1;
    for (const { levels, codes } of groups) {
      if (!((codes[i] ?? -1) >= 0)) return;
      at += codes[i]! * step;
      step *= levels.length;
    }
    values[at]!++;
  });
  return { names: all.map((v) => v.words), levels: groups.map((g) => g.levels), values };
}

/** A tile: its corners, and which cell it shows. */
interface Tile {
  from: Place;
  to: Place;
  cell: number;
}

/** Middles of the names of a factor along its side. */
type Middles = { at: number[]; labels: string[] };

/**
 * Tiles of cells: the first factor divides the width, the second each strip's height, and so on by turns;
 * `gaps` are shares of what is divided, as R has them.
 */
function tilesOf(counts: Counts, gaps: readonly number[]): { tiles: Tile[]; middles: Middles[] } {
  const { levels, values } = counts;
  const middles = levels.map((): Middles => ({ at: [], labels: [] }));
  const steps = levels.map((_, k) => levels.slice(0, k).reduce((n, l) => n * l.length, 1));
  /** Counts of the cells of which the first factors have the levels in `cell`. */
  const sum = (k: number, cell: number): number => {
    if (k === levels.length) return values[cell]!;
    let all = 0;
    for (let i = 0; i < levels[k]!.length; i++) all += sum(k + 1, cell + i * steps[k]!);
    return all;
  };
  const tiles: Tile[] = [];
  const divide = (k: number, cell: number, from: Place, to: Place, edge: boolean[]): void => {
    if (k === levels.length) {
      tiles.push({ from, to, cell });
      return;
    }
    const across = k % 2 === 0, way = across ? 0 : 1;
    const own = levels[k]!, whole = sum(k, cell), length = to[way] - from[way];
    const gap = gaps[k]! * length / Math.max(1, own.length - 1);
    let at = 0;
    own.forEach((name, i) => {
      const next = cell + i * steps[k]!;
      const share = whole === 0 ? 0 : sum(k + 1, next) / whole;
      const size = (own.length === 1 ? 1 : 1 - gaps[k]!) * share * length;
      const [a, b]: [Place, Place] = across
        ? [[from[0] + at, from[1]], [from[0] + at + size, to[1]]]
        : [[from[0], to[1] - at - size], [to[0], to[1] - at]];
      at += size + gap;
      if (edge[k]) {
        middles[k]!.at.push((a[way] + b[way]) / 2);
        middles[k]!.labels.push(name);
      }
      // names of later factors stand once, along the side where their first or last strip lies
      const deeper = edge.map((e, later) =>
        e &&
        (later <= k || later % 2 === k % 2 || i === (later < 2 || later === 2 ? 0 : own.length - 1))
      );
      divide(k + 1, next, a, b, deeper);
    });
  };
  divide(0, 0, [0, 0], [1, 1], levels.map(() => true));
  return { tiles, middles };
}

/** Counts that independent factors would have: the product of their shares. */
function independent({ levels, values }: Counts): number[] {
  const total = values.reduce((a, b) => a + b, 0);
  let step = 1;
  const expected = values.map(() => total);
  for (const own of levels) {
    const sums = own.map(() => 0);
    values.forEach((v, i) => sums[Math.floor(i / step) % own.length]! += v);
    expected.forEach((_, i) => expected[i]! *= sums[Math.floor(i / step) % own.length]! / total);
    step *= own.length;
  }
  return expected;
}

const KINDS = ["pearson", "deviance", "FT"] as const;

/** Residuals of the counts from those that independent factors would have. */
function residualsOf(call: Call, counts: Counts): number[] {
  const kind = call.choice("type", KINDS, "pearson");
  const expected = independent(counts);
  return counts.values.map((x, i) => {
    const e = expected[i]!;
    if (kind === "pearson") return (x - e) / Math.sqrt(e);
    if (kind === "FT") return Math.sqrt(x) + Math.sqrt(x + 1) - Math.sqrt(4 * e + 1);
    const part = Math.sqrt(Math.max(0, 2 * ((x === 0 ? 0 : x * Math.log(x / e)) - (x - e))));
    return x > e ? part : -part;
  });
}

/** Where the classes of residuals end; null where tiles are not shaded. */
function shadeIn(call: Call): number[] | null {
  if (!call.has("shade")) return null;
  const value = call.value("shade");
  if (value.kind === "logical") return call.flag("shade", false) ? [2, 4] : null;
  const ends = [...call.numbers("shade")].sort((a, b) => a - b);
  if (ends.length === 0 || ends.length > 5 || ends.some((v) => !(v > 0))) {
    fail("wrong-argument", "shade takes one to five numbers above 0", {
      span: call.spanOf("shade"),
      hint: "shade = c(2, 4)",
    });
  }
  return ends;
}

/** The look of residuals by class: red and dashed below 0, blue above, deeper farther out. */
function shadedLooks(ends: readonly number[]): { ink: Ink | null; dash: string; words: string }[] {
  const all = [...ends].reverse().map((v) => -v).concat(0, ends);
  const shown = (v: number): string => String(Number(v.toFixed(2))).replace("-", "\u2212");
  return Array.from({ length: all.length + 1 }, (_, k) => {
    const below = k <= ends.length;
    const depth = (below ? ends.length - k : k - ends.length - 1) / ends.length;
    return {
      ink: depth === 0 ? null : { className: below ? "s2" : "s1", share: 0.25 + 0.55 * depth },
      dash: below ? "4 3" : "",
      words: k === 0
        ? `below ${shown(all[0]!)}`
        : k === all.length
        ? `above ${shown(all.at(-1)!)}`
        : `${shown(all[k - 1]!)} to ${shown(all[k]!)}`,
    };
  });
}

/** Gaps as shares: as R has them, twice the gaps of two factors, or a tenth. */
function gapsIn(call: Call, { levels }: Counts): number[] {
  const usual = levels.map((l) => levels.length === 2 ? 2 * (l.length - 1) : 10);
  const given = call.has("off") && call.value("off").kind !== "null"
    ? [...call.numbers("off")]
    : usual;
  const own = levels.map((_, k) => each(given, k)), most = greatest(own);
  return own.map((v) => (most > 50 ? v * 50 / most : v) / 100);
}

function drawMosaic(call: Call, counts: Counts, main: string): void {
  const { names, levels, values } = counts;
  const { tiles, middles } = tilesOf(counts, gapsIn(call, counts));
  const ends = shadeIn(call);
  const drawing = opened(call, {
    x: [0, 1],
    y: [0, 1],
    xlab: names[0]!,
    ylab: names[1] ?? "",
    main,
    exactX: [0, 1],
    exactY: [0, 1],
    xNames: middles[0]!,
    yNames: middles[1] ?? { at: [], labels: [] },
    bareX: true,
    bareY: true,
    box: "n",
  });
  const { panel } = drawing;
  if (panel.axes.length > 0) {
    for (const k of [2, 3]) {
      const own = middles[k];
      if (!own) continue;
      const side = (k + 1) as Side;
      const { at, labels } = own;
      // a name that would stand on its neighbour's is left out
      const room = k === 2 ? 0.03 : 0.045;
      const shown = at.flatMap((v, i) =>
        at.slice(0, i).some((u) => Math.abs(u - v) < room) ? [] : [i]
      );
      const words = { at: shown.map((i) => at[i]!), labels: shown.map((i) => labels[i]!) };
      panel.axes.push({ ...axisOf(call, side, 0, words), line: false, ticks: false });
      if (names[k]) panel.margins.push(marginText(call, "label", side, names[k]!));
    }
  }
  const last = levels.at(-1)!.length, step = values.length / last;
  const coloured = call.has("color") ? call.value("color") : null;
  const fill = inksIn(
    call,
    coloured && coloured.kind !== "logical" && coloured.kind !== "null" ? "color" : "col",
    coloured?.kind === "logical"
      ? call.flag("color", false) ? shades(last) : [null]
      : [{ className: "s6", share: 0.35 }],
  );
  const border = borderIn(call);
  const pen = penIn(call);
  const residuals = ends ? residualsOf(call, counts) : null;
  const looks = ends ? shadedLooks(ends) : [];
  const all = ends ? [...ends].reverse().map((v) => -v).concat(0, ends) : [];
  for (const { from, to, cell } of tiles) {
    const shown = residuals && looks[all.filter((v) => residuals[cell]! > v).length]!;
    // what is not there has a broken line for its place
    if (values[cell] === 0) {
      drawing.put(null, {
        mark: "lines",
        lines: [[from, to]],
        look: { ...look({ className: "s5" }, null, 1), dash: "3 3" },
      });
      continue;
    }
    drawing.put("tiles as large as the counts", {
      mark: "areas",
      areas: [[from, [to[0], from[1]], to, [from[0], to[1]]]],
      look: {
        ...areaLook(
          shown ? shown.ink : each(fill, Math.floor(cell / step)),
          each(border, 0),
          pen,
        ),
        width: 1,
        ...(shown ? { dash: shown.dash } : {}),
      },
    });
  }
  if (ends) {
    const entries = looks.map(({ ink, dash, words }): KeyEntry => ({
      text: words,
      sign: null,
      line: null,
      fill: { ...look({ className: "s5" }, ink, 1), dash },
    })).reverse();
    drawing.key({
      title: "Residuals",
      entries,
      columns: 1,
      box: false,
      size: 13,
      at: "right",
      inset: [0, 0],
      after: 1,
    });
  }
  let per = 1;
  drawing.keep("counts", [
    ...levels.map((own, k) => {
      const size = per;
      per *= own.length;
      return {
        name: names[k] || (k === 0 ? "row" : k === 1 ? "column" : `factor ${k + 1}`),
        numbers: null,
        texts: values.map((_, i) => own[Math.floor(i / size) % own.length]!),
      };
    }),
    { name: "count", numbers: values, texts: null },
    ...(residuals ? [{ name: "residual", numbers: residuals, texts: null }] : []),
  ]);
}

export function mosaicplot(call: Call): Value {
  const x = call.has("formula") ? call.value("formula") : call.value("x");
  if (x.kind === "formula") {
    drawMosaic(call, countsOfFormula(call, x), call.has("data") ? written(call, "data") : "");
    return NULL;
  }
  const counts = countsOf(call, toLanguage(x));
  if (!counts) return call.wrong("x", "counts by factors", x, "mosaicplot(table(a, b))");
  drawMosaic(call, counts, written(call, "x"));
  return NULL;
}

/** `plot` of a table of two factors or more; false of anything else. */
export function plotMosaic(call: Call, own: LanguageValue): boolean {
  if ((dimOf(own)?.length ?? 0) < 2) return false;
  drawMosaic(call, countsOf(call, own)!, written(call, "x"));
  return true;
}
