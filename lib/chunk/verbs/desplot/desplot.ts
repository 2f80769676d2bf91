/**
 * Fields by formula: `desplot(yield ~ col + row, data = d, out1 = block, text = gen)`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import {
  characters,
  doubles,
  type Frame,
  frameOf,
  isFrame,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import type { Column } from "../../../render/figure/grammar/spec.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { character } from "../../values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import type { LayerPiece, Mapped, Piece } from "../../values/plot.ts";
import type { FormulaValue, Value } from "../../values/value.ts";
import { plotOf } from "../ggplot2/adding.ts";
import { around, columnIn, rowsIn } from "../ggplot2/mapping.ts";

/** A layer of vectors. */
function layerOf(
  call: Call,
  geom: string,
  vectors: Readonly<Record<string, ArrayLike<number> | readonly string[] | string>>,
  params: LayerPiece["params"] = {},
): LayerPiece {
  const fixed = new Map<string, LanguageValue>();
  for (const [name, values] of Object.entries(vectors)) {
    if (typeof values === "string") fixed.set(name, toLanguage(character([values])));
    else if (values.length > 0 && typeof values[0] === "string") {
      fixed.set(name, toLanguage(character(values as readonly string[])));
    } else fixed.set(name, doubles(Float64Array.from(values as ArrayLike<number>)));
  }
  return {
    piece: "layer",
    geom,
    stat: geom === "boxplot" ? "boxplot" : "identity",
    position: { name: "identity", width: null, height: null, x: 0, y: 0, reverse: false },
    mapping: new Map(),
    data: null,
    inherit: false,
    fixed,
    params,
    summary: null,
    curve: null,
    key: geom === "boxplot" ? false : true,
    span: call.span,
    context: around(call),
  };
}

/** The parts of `value ~ x + y | panels`. */
interface Parts {
  value: Expr;
  x: Expr;
  y: Expr;
  by: Expr | null;
}

const isCallOf = (expr: Expr, ...names: string[]): boolean =>
  expr.kind === "call" && expr.callee.kind === "name" && names.includes(expr.callee.name);

function partsOf(call: Call, { expr }: FormulaValue): Parts {
  const [value, right] = expr.args.map((a) => a.value!);
  let places = right ?? null, by: Expr | null = null;
  if (places?.kind === "call" && isCallOf(places, "|")) {
    [places, by] = [places.args[0]!.value!, places.args[1]!.value!];
  }
  if (
    !value || places?.kind !== "call" || !isCallOf(places, "+", "*") || places.args.length !== 2
  ) {
    return fail("wrong-argument", "desplot() takes a formula such as yield ~ col + row", {
      span: call.spanOf("form"),
    });
  }
  return { value, x: places.args[0]!.value!, y: places.args[1]!.value!, by };
}

function mapped(call: Call, expr: Expr): Mapped {
  return {
    expr,
    value: null,
    names: call.scope.inner,
    context: around(call),
    source: call.context.source,
    span: { start: expr.start, end: expr.end },
  };
}

/** A column that an argument names, by name or as a text. */
function named(call: Call, name: string): Expr | null {
  const expr = call.quoted(name);
  if (!expr || expr.kind === "null") return null;
  return expr.kind === "string"
    ? { kind: "name", name: expr.value, start: expr.start, end: expr.end }
    : expr;
}

const numbersOf = (c: Column): number[] =>
  c.kind === "numbers" ? Array.from(c.values) : Array.from(c.codes, (k) => Number(c.levels[k]));
const keysOf = (c: Column): string[] =>
  c.kind === "numbers"
    ? Array.from(c.values, String)
    : Array.from(c.codes, (k) => c.levels[k] ?? "");

/** Where plots are, of which block, and in which panel. */
interface Plots {
  x: number[];
  y: number[];
  of: string[];
  by: string[];
}

/** Lines between plots of different blocks, and about the field, in each panel. */
function outline(
  call: Call,
  { x, y, of, by }: Plots,
  panels: string | null,
  width: number,
): LayerPiece {
  const at = new Map(x.map((v, i) => [`${v} ${y[i]} ${by[i]}`, of[i]!]));
  const ends: Record<"x" | "y" | "xend" | "yend", number[]> = { x: [], y: [], xend: [], yend: [] };
  const own: string[] = [];
  x.forEach((v, i) => {
    const w = y[i]!;
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const next = at.get(`${v + dx} ${w + dy} ${by[i]}`);
      // a line between two plots is drawn once
      if (next === of[i] || (next !== undefined && dx + dy < 0)) continue;
      ends.x.push(v + dx / 2 - dy / 2);
      ends.y.push(w + dy / 2 - dx / 2);
      ends.xend.push(v + dx / 2 + dy / 2);
      ends.yend.push(w + dy / 2 + dx / 2);
      own.push(by[i]!);
    }
  });
  if (panels === null) return layerOf(call, "segment", { ...ends, linewidth: [width] });
  const names = Object.keys(ends) as (keyof typeof ends)[];
  const frame = frameOf([
    ...names.map((n): [string, LanguageValue] => [n, doubles(Float64Array.from(ends[n]))]),
    [panels, characters(own)],
  ], own.length);
  const place = (name: string): Mapped => mapped(call, { kind: "name", name, ...call.span });
  return {
    ...layerOf(call, "segment", { linewidth: [width] }),
    data: frame as Frame,
    mapping: new Map(names.map((n) => [n, place(n)])),
  };
}

function desplot(call: Call): Value {
  const [a, b] = [call.optional("data"), call.optional("form")];
  const formula = a?.kind === "formula" ? a : b;
  const table = a?.kind === "formula" ? b : a;
  if (formula?.kind !== "formula") {
    return fail("missing-argument", "desplot() needs a formula", {
      span: call.span,
      hint: "desplot(yield ~ col + row, data = d)",
    });
  }
  const frame = table ? toLanguage(table) : null;
  if (!frame || !isFrame(frame)) {
    return fail("missing-argument", "desplot() needs data", { span: call.span });
  }
  const parts = partsOf(call, formula);
  const mapping = new Map([["x", mapped(call, parts.x)], ["y", mapped(call, parts.y)], [
    "fill",
    mapped(call, parts.value),
  ]]);
  const tile: LayerPiece = {
    ...layerOf(call, "tile", { colour: "white" }),
    mapping,
    data: frame,
    inherit: false,
    params: { width: 1, height: 1 },
  };
  const pieces: Piece[] = [
    tile,
    ...labels(call, parts),
    ...lines(call, frame, parts),
    ...texts(call, frame, mapping),
  ];
  if (parts.by) {
    const by = { ...mapped(call, parts.by), name: deparse(parts.by) };
    pieces.push({
      piece: "facet",
      by: [by],
      spec: {
        kind: "wrap",
        rows: 0,
        freeX: true,
        freeY: true,
        columns: null,
        rowsAsked: null,
        both: false,
        labels: null,
      },
    });
  }
  if (call.flag("flip", false)) {
    pieces.push({
      piece: "scale",
      aes: ["y"],
      spec: { kind: "continuous", trans: { name: "reverse", to: (v) => -v, from: (v) => -v } },
    });
  }
  if (!call.flag("show.key", true)) {
    pieces.push({ piece: "theme", theme: { keys: "none" }, whole: false });
  }
  pieces.push({ piece: "theme", theme: { grid: false }, whole: false });
  if (!call.flag("ticks", false)) {
    pieces.push({ piece: "theme", theme: { hideX: true, hideY: true }, whole: false });
  }
  return plotOf({
    data: frame,
    mapping: new Map(),
    pieces,
    context: around(call),
    span: call.span,
  });
}

function labels(call: Call, parts: Parts): Piece[] {
  const words = new Map<string, string | null>([["x", deparse(parts.x)], ["y", deparse(parts.y)], [
    "fill",
    deparse(parts.value),
  ]]);
  for (const [argument, name] of [["main", "title"], ["xlab", "x"], ["ylab", "y"]] as const) {
    if (!call.has(argument)) continue;
    const value = call.value(argument);
    words.set(name, value.kind === "character" ? value.values[0] ?? "" : "");
  }
  return [{ piece: "labels", labels: words }];
}

function lines(call: Call, frame: Frame, parts: Parts): Piece[] {
  return (["out1", "out2"] as const).flatMap((name, k): Piece[] => {
    const expr = named(call, name);
    if (!expr) return [];
    const n = rowsIn(frame);
    const of = (e: Expr): Column => columnIn(mapped(call, e), frame, n, deparse(e));
    const by = parts.by ? keysOf(of(parts.by)) : Array.from({ length: n }, () => "");
    const panels = parts.by ? deparse(parts.by) : null;
    const places = {
      x: numbersOf(of(parts.x)),
      y: numbersOf(of(parts.y)),
      of: keysOf(of(expr)),
      by,
    };
    return [outline(call, places, panels, k === 0 ? 1.1 : 0.5)];
  });
}

function texts(call: Call, frame: Frame, mapping: ReadonlyMap<string, Mapped>): Piece[] {
  const expr = named(call, "text") ?? named(call, "num") ?? named(call, "col");
  if (!expr) return [];
  const own = new Map([...mapping].filter(([name]) => name !== "fill"));
  own.set("label", mapped(call, expr));
  const size = call.has("cex") ? call.number("cex") : 0.4;
  return [{
    ...layerOf(call, "text", {}),
    mapping: own,
    data: frame,
    inherit: false,
    fixed: new Map([["size", doubles([Math.max(2.4, 5 * size)])]]),
    key: false,
  }];
}

const PARAMETERS =
  "data?, form?, num?, col?, text?, out1?, out2?, main?, xlab?, ylab?, cex?, flip?, ticks?, show.key?, gg~, " +
  "aspect~, shorten~, out1.gpar~, out2.gpar~, key.cex~, strip.cex~, subset!, at~, midpoint~, lab1~, col.regions~, col.text~, " +
  "text.cex~, dq~, layout~";

/** Words of `desplot`. */
export const DESPLOT: readonly Verb[] = ["desplot", "ggdesplot"].map((name) =>
  verbOf("desplot")(name, PARAMETERS, "a field by formula: yield ~ col + row", desplot)
);
