/**
 * Fields by formula: `desplot(yield ~ col + row, data = d, out1 = block, text = gen)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import { addAll, greatest } from "../../../lists.ts";
import { blackOn, inkOf, isFixed, letterInk } from "../../../render/figure/grammar/palettes.ts";
import type { Ink, LayerKey, Place } from "../../../render/figure/grammar/types.ts";
import type { Placed, SheetFigure } from "../../../render/figure/sheet/types.ts";
import { altOfSheet } from "../../../render/figure/sheet/words.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { tableScope } from "../../values/mask.ts";
import type { Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { look } from "../graphics/drawing/pens.ts";
import { groupsOf, numbersAt } from "../graphics/drawing/places.ts";
import { figureValue } from "../heddle/figure_value.ts";
import { cell, outline } from "./field.ts";
import { outlineLook, shortened } from "./words.ts";

import { coloured, coloursIn, entry } from "./colours.ts";
import type { Field, Variable } from "./field.ts";
import { panelsOf, titleOf } from "./panels.ts";

const isCallOf = (expr: Expr, ...names: string[]): boolean =>
  expr.kind === "call" && expr.callee.kind === "name" && names.includes(expr.callee.name);

/** The data, in the first place or the second, without the rows that `subset` leaves out. */
function tableOf(call: Call, value: Value | null): Table {
  if (value?.kind !== "frame") {
    return fail("missing-argument", "desplot() needs data", {
      span: call.span,
      hint: "desplot(yield ~ col + row, data = d)",
    });
  }
  const { table } = value;
  const expr = call.quoted("subset");
  if (!expr) return table;
  const kept = call.context.evaluate(expr, tableScope(table, call.scope));
  if (kept.kind !== "logical") {
    return call.wrong("subset", "a condition", kept, 'subset = site == "A"');
  }
  const all = kept.values.length === 1;
  return table.filter(
    Uint8Array.from({ length: table.nrow }, (_, i) => kept.values[all ? 0 : i] === 1 ? 1 : 0),
  );
}

function variable(call: Call, table: Table, expr: Expr): Variable {
  const value = call.context.evaluate(expr, tableScope(table, call.scope));
  return { name: deparse(expr), value, ...groupsOf(value) };
}

/** A column that an argument names, by name, as a text, or by `….string`. */
function named(call: Call, table: Table, name: string): Variable | null {
  const own = call.has(`${name}.string`) ? `${name}.string` : name;
  const expr = call.quoted(own);
  if (!expr || expr.kind === "null") return null;
  return variable(
    call,
    table,
    expr.kind === "string"
      ? { kind: "name", name: expr.value, start: expr.start, end: expr.end }
      : expr,
  );
}

function fieldOf(call: Call, form: Expr & { kind: "call" }, table: Table): Field {
  const sides = form.args.map((a) => a.value!);
  const fill = sides.length === 2 ? sides[0]! : null;
  let places = sides.at(-1)!, by: Expr | null = null;
  if (places.kind === "call" && isCallOf(places, "|")) {
    [places, by] = [places.args[0]!.value!, places.args[1]!.value!];
  }
  if (places.kind !== "call" || !isCallOf(places, "+", "*") || places.args.length !== 2) {
    return fail("wrong-argument", "desplot() takes a formula such as yield ~ col + row", {
      span: call.spanOf("form"),
    });
  }
  const [across, up] = places.args.map((a) => a.value!);
  const numbers = (expr: Expr): number[] => {
    const own = variable(call, table, expr);
    // plots are numbered, also where their numbers were made a factor
    if (own.value.kind === "factor" || own.value.kind === "character") {
      const values = own.levels.map(Number);
      if (values.every(Number.isFinite)) return own.codes.map((c) => values[c] ?? NaN);
    }
    return numbersAt(call, own.value, { start: expr.start, end: expr.end });
  };
  return {
    x: numbers(across!),
    y: numbers(up!),
    names: { x: deparse(across!), y: deparse(up!) },
    fill: fill && fill.kind !== "null" ? variable(call, table, fill) : null,
    by: by && variable(call, table, by),
  };
}

/** What is written in the plots: their texts, the colours of these, and keys to both. */
function textsIn(call: Call, table: Table, ground: (row: number) => Ink | null) {
  const [text, num, col] = ["text", "num", "col"].map((n) => named(call, table, n));
  const keys: LayerKey[] = [];
  let word: ((row: number) => string) | null = null;
  const shorten = call.has("shorten") ? call.value("shorten") : null;
  const mode = shorten?.kind === "character"
    ? shorten.values[0] ?? "no"
    : shorten?.kind === "logical"
    ? "no"
    : "abb";
  if (text) {
    const levels = call.has("text.levels") ? call.texts("text.levels") : text.levels;
    const short = shortened(call, levels, mode);
    word = (row) => short[text.codes[row]!] ?? "";
    if (short.some((s, i) => s !== text.levels[i])) {
      keys.push({
        title: text.name,
        entries: short.map((s, i) => entry(`${s} = ${text.levels[i]}`, null)),
        tones: null,
      });
    }
  } else if (num) {
    word = (row) => num.codes[row]! < 0 ? "" : String(num.codes[row]! + 1);
    keys.push({
      title: num.name,
      entries: num.levels.map((l, i) => entry(`${i + 1} = ${l}`, null)),
      tones: null,
    });
  } else if (col) word = () => "x";
  let ink: (row: number) => Ink | null = (row) => letterInk(ground(row));
  if (col) {
    const own = coloursIn(call, "col.text", col.levels.length) ??
      ["black", "red3", "blue", "darkgreen", "darkorange", "purple", "brown", "deeppink"];
    const inks = col.levels.map((_, k) => inkOf(own[k % own.length]!) ?? null);
    // black is dark on a light ground and light on a dark one; no ink changes where its ground does not
    ink = (row) => {
      const own = inks[col.codes[row]!] ?? null, under = ground(row);
      if (own?.className === "s5") return letterInk(under);
      return own && isFixed(under) ? { ...own, fixed: true } : own;
    };
    keys.push({
      title: col.name,
      entries: col.levels.map((l, k) => {
        const row = col.codes.indexOf(k);
        return entry(l, row < 0 ? inks[k]! : ink(row));
      }),
      tones: null,
    });
  }
  return { word, ink, keys, columns: [text, num, col].filter((v) => v !== null) as Variable[] };
}

function desplot(call: Call): Value {
  const [a, b] = [call.optional("data"), call.optional("form")];
  const formula = a?.kind === "formula" ? a : b;
  if (formula?.kind !== "formula") {
    return fail("missing-argument", "desplot() needs a formula", {
      span: call.span,
      hint: "desplot(yield ~ col + row, data = d)",
    });
  }
  const table = tableOf(call, a?.kind === "formula" ? b : a);
  const field = fieldOf(call, formula.expr, table);
  const tones = field.fill && coloured(call, field.fill);
  const texts = textsIn(call, table, tones?.ink ?? (() => null));
  const outs = (["out1", "out2"] as const).flatMap((name, k) => {
    const own = named(call, table, name);
    return own ? [{ own, look: outlineLook(call, `${name}.gpar`, k === 0) }] : [];
  });
  // lines that are dark on light plots are so on a dark page as well
  const grounds = tones ? field.x.map((_, i) => tones.ink(i)).filter((g) => g !== null) : [];
  if (grounds.length > 0 && grounds.every(isFixed)) {
    for (const { look } of outs) look.stroke = blackOn(look.stroke, grounds[0]!);
  }
  const cex = call.has("cex") ? call.number("cex") : null;
  const panels = panelsOf(call, field);
  for (const { panel, rows } of panels.list) {
    const put = (mark: Placed["mark"]): void => {
      panel.marks.push({ on: 0, mark, beyond: true });
    };
    const cells = new Map<string, { ink: Ink; areas: Place[][] }>();
    for (const i of rows) {
      const ink = tones?.ink(i);
      if (!ink) continue;
      const key = JSON.stringify(ink);
      const known = cells.get(key) ?? { ink, areas: [] };
      known.areas.push(cell(field.x[i]!, field.y[i]!));
      cells.set(key, known);
    }
    for (const { ink, areas } of cells.values()) {
      put({ mark: "areas", areas, look: { ...look(null, ink), width: 0 } });
    }
    for (const { own, look: line } of [...outs].reverse()) {
      const lines = outline({ ...field, rows }, (i) => own.levels[own.codes[i]!] ?? null);
      put({ mark: "lines", lines, look: line });
    }
    if (texts.word) addAll(panel.marks, wordsOf(field, rows, texts, cex, panels.columns));
  }
  const figure: SheetFigure = {
    figure: "sheet",
    widths: Array.from({ length: panels.columns }, () => 1),
    heights: Array.from({ length: panels.rows }, () => 1),
    panels: panels.list.map((p) => p.panel),
    outer: titleOf(call),
    ...(call.has("show.key") && !call.flag("show.key", true)
      ? {}
      : { legends: [...(tones ? [tones.key] : []), ...texts.keys] }),
    ...(call.has("aspect") && call.value("aspect").kind === "numeric"
      ? { shape: call.number("aspect") }
      : {}),
    table: dataOf(field, texts.columns, outs.map((o) => o.own)),
  };
  const what = field.fill ? `a field coloured by ${field.fill.name}` : "a field";
  const more = [
    ...outs.map((o) => `outlined by ${o.own.name}`),
    ...texts.columns.map((c) => `with ${c.name} in the plots`),
  ];
  return figureValue({
    kind: "figure",
    figure: "sheet",
    data: figure,
    alt: altOfSheet(figure, panels.list.map(() => ({ things: [[what, ...more].join(", ")] }))),
    width: null,
    height: null,
  });
}

/** Width of a field in pixels. */
const WIDTH = 660;

/** The size of texts in plots: small as in R where they are long, and never too small to read. */
function sizeOf(words: readonly string[], plots: number, cex: number | null): number {
  if (cex !== null) return Math.max(8, Math.min(24, 15 * cex + 1));
  const longest = greatest(words.map((word) => word.length), 1);
  return Math.max(8, Math.min(12, WIDTH / plots / (0.65 * longest)));
}

/** Texts of plots, those of one colour together. */
function wordsOf(
  field: Field,
  rows: readonly number[],
  texts: ReturnType<typeof textsIn>,
  cex: number | null,
  panels: number,
): Placed[] {
  const columns = new Set(rows.map((i) => field.x[i]!)).size;
  const size = sizeOf(rows.map((i) => texts.word!(i)), columns * panels, cex);
  const groups = new Map<string, Placed & { mark: { mark: "words" } }>();
  for (const i of rows) {
    const [word, ink] = [texts.word!(i), texts.ink(i)];
    if (word === "" || !ink) continue;
    const key = JSON.stringify(ink);
    const known = groups.get(key);
    if (known) {
      known.mark.at.push([field.x[i]!, field.y[i]!]);
      known.mark.texts.push(word);
      continue;
    }
    groups.set(key, {
      on: 0,
      beyond: true,
      mark: {
        mark: "words",
        at: [[field.x[i]!, field.y[i]!]],
        texts: [word],
        size,
        angle: 0,
        adjust: 0.5,
        rise: 0,
        shift: 0,
        font: 1,
        cell: 1,
        look: look(ink),
      },
    });
  }
  return [...groups.values()];
}

/** Columns of the field that are shown, each once. */
function dataOf(field: Field, texts: Variable[], outs: Variable[]): SheetFigure["table"] {
  const column = (v: Variable): SheetFigure["table"][number] => {
    const numbers = numbersOf(v.value);
    if (numbers) {
      return {
        name: v.name,
        numbers: Array.from(numbers, (n) => Number.isFinite(n) ? n : null),
        texts: null,
      };
    }
    return { name: v.name, numbers: null, texts: v.codes.map((c) => v.levels[c] ?? null) };
  };
  const seen = new Set([field.names.x, field.names.y]);
  const others = [field.by, field.fill, ...texts, ...outs].filter((v): v is Variable =>
    v !== null && !seen.has(v.name) && seen.add(v.name) !== undefined
  );
  return [
    { name: field.names.x, numbers: field.x, texts: null },
    { name: field.names.y, numbers: field.y, texts: null },
    ...others.map(column),
  ];
}

const STRINGS = ["num", "col", "text", "out1", "out2"].map((n) => `${n}?, ${n}.string?`).join(", ");
const PARAMETERS = `data?, form?, ${STRINGS}, dq!NULL, dq.string!NULL, col.regions?, col.text?, ` +
  "text.levels?, out1.gpar?, out2.gpar?, at?, midpoint?, ticks?, flip?, main?, xlab?, ylab?, shorten?, " +
  "show.key?, key.cex~, cex?, strip.cex~, subset?, gg~, aspect?, layout?, scales~, par.settings~";

/** Words of `desplot`. */
export const DESPLOT: readonly Verb[] = ["desplot", "ggdesplot"].map((name) =>
  verbOf("desplot")(name, PARAMETERS, "a field by formula: yield ~ col + row", desplot)
);
