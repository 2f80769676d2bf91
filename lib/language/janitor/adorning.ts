/**
 * Tables of counts dressed up: `adorn_totals adorn_percentages adorn_pct_formatting adorn_rounding
 * adorn_ns adorn_title`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { round, toFixed } from "../../render/number/number_format.ts";
import { type Column, columnsIn, remade, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { factorOf } from "../values/factor.ts";
import {
  characters,
  doubles,
  type Frame,
  inherits,
  integers,
  isFactor,
  isFrame,
  levelsOf,
  namesOf,
  NULL,
  rowsOf,
  textsAttribute,
  type Value,
  withAttribute,
  withAttributes,
} from "../values/value.ts";

function isNumber(x: Value): boolean {
  return (x.type === "double" || x.type === "integer") && !isFactor(x) && !inherits(x, "Date");
}

/** Runs on a table, or on each of a list of tables as three columns give. */
function onTables(run: (call: Call, frame: Frame) => Value): (call: Call) => Value {
  return (call) => {
    const dat = call.value("dat");
    if (isFrame(dat)) return run(call, ungrouped(dat));
    if (dat.type === "list" && dat.values.length > 0 && dat.values.every(isFrame)) {
      const values = dat.values.map((v) => run(call, v as Frame));
      return withAttributes({ ...dat, values }, dat.attributes);
    }
    return call.wrong("dat", "a data frame", dat, "For example tabyl(data, a, b)");
  };
}

/** Places of the columns that are dressed: numbers beside the first column, or those that are chosen. */
function dressed(call: Call, frame: Frame, except: readonly string[] = []): number[] {
  const heads = columnsIn(frame);
  if (call.dots.length > 0) {
    return Array.from(selectColumns(call, call.dots, frame).at).filter((k) =>
      isNumber(heads[k]![1])
    );
  }
  return heads.map((_, k) => k).filter((k) =>
    k > 0 && isNumber(heads[k]![1]) && !except.includes(heads[k]![0])
  );
}

function totalsOf(frame: Frame): readonly string[] {
  return (textsAttribute(frame, "totals") ?? []).map((t) => t ?? "");
}

/** A column with one more element, a text. */
function withText(x: Value, added: string): Value {
  if (isFactor(x)) {
    const levels = levelsOf(x);
    const k = levels.indexOf(added);
    const all = k < 0 ? [...levels, added] : levels;
    return factorOf([...x.values, k < 0 ? all.length : k + 1], all, inherits(x, "ordered"));
  }
  return characters([...asCharacter(x).values, added]);
}

function sum(values: Iterable<number>, drop: boolean): number {
  let total = 0;
  for (const v of values) if (!drop || !Number.isNaN(v)) total += v;
  return total;
}

function adornTotals(call: Call, frame: Frame): Value {
  const where = call.has("where") ? call.texts("where").map((w) => w ?? "") : ["row"];
  const wrong = where.find((w) => !["row", "col", "both"].includes(w));
  if (wrong !== undefined) {
    fail("wrong-argument", `adorn_totals() has no where "${wrong}"`, {
      span: call.spanOf("where"),
      hint: 'where is "row", "col" or c("row", "col")',
    });
  }
  const wants = (w: string): boolean => where.includes(w) || where.includes("both");
  const drop = call.flag("na.rm", true);
  const names = call.has("name") ? call.texts("name").map((n) => n ?? "NA") : ["Total"];
  const fill = call.text("fill", "-");
  let columns = columnsIn(frame);
  const chosen = dressed(call, frame);
  const at = new Set(chosen);
  const n = rowsOf(frame);
  if (at.size === 0) {
    return call.fail("wrong-argument", "There is no column of numbers to add up");
  }
  const whole = chosen.every((k) => columns[k]![1].type === "integer");
  if (wants("row")) {
    columns = columns.map(([name, v], k): Column => {
      if (k === 0) return [name, withText(v, names[0]!)];
      if (!at.has(k)) return [name, withText(v, fill)];
      const own = asDouble(v).values;
      const all = Float64Array.from([...own, sum(own, drop)]);
      return [name, v.type === "integer" ? integers(Int32Array.from(all)) : doubles(all)];
    });
  }
  const rows = wants("row") ? n + 1 : n;
  if (wants("col")) {
    const parts = chosen.map((k) => asDouble(columns[k]![1]).values);
    const all = Float64Array.from({ length: rows }, (_, i) => sum(parts.map((p) => p[i]!), drop));
    columns = [...columns, [
      names[1] ?? names[0]!,
      whole ? integers(Int32Array.from(all)) : doubles(all),
    ]];
  }
  const told = [...totalsOf(frame), ...["row", "col"].filter(wants)];
  const made = remade(frame, columns, rows);
  return withAttribute(tabylLike(made, frame), "totals", characters(told));
}

/** A table that has its counts as `core` from now on, if it has none yet. */
function tabylLike(made: Frame, before: Frame): Frame {
  if (inherits(made, "tabyl") || inherits(made, "tbl_df")) return made;
  const core = withAttribute(
    withAttribute(made, "class", characters([...textsAttribute(made, "class") ?? []])),
    "core",
    before,
  );
  const kind = characters(["tabyl", ...(textsAttribute(made, "class") ?? []).map((c) => c ?? "")]);
  return withAttribute(core, "class", kind) as Frame;
}

function adornPercentages(call: Call, frame: Frame): Value {
  const by = call.has("denominator") ? call.choice("denominator", ["row", "col", "all"]) : "row";
  const columns = columnsIn(frame);
  const at = dressed(call, frame);
  const totals = totalsOf(frame);
  const n = rowsOf(frame);
  const rowTotal = totals.includes("row");
  const colTotal = totals.includes("col") ? columns.length - 1 : -1;
  const values = new Map(at.map((k) => [k, asDouble(columns[k]![1]).values]));
  const drop = call.flag("na.rm", true);
  const counted = at.filter((k) => k !== colTotal);
  const countedRows = Array.from({ length: rowTotal ? n - 1 : n }, (_, i) => i);
  const rowSum = (i: number): number => sum(counted.map((k) => values.get(k)![i]!), drop);
  const colSum = (k: number): number => sum(countedRows.map((i) => values.get(k)![i]!), drop);
  const all = sum(counted.map(colSum), drop);
  const out = columns.map(([name, v], k): Column => {
    const own = values.get(k);
    if (!own) return [name, v];
    const base = by === "col" ? colSum(k) : all;
    return [
      name,
      doubles(
        Float64Array.from({ length: n }, (_, i) => own[i]! / (by === "row" ? rowSum(i) : base)),
      ),
    ];
  });
  return tabylLike(remade(frame, out), frame);
}

/** Halves away from zero, as spreadsheets round. */
export function roundHalfUp(x: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.sign(x) * Math.trunc(Math.abs(x) * scale + 0.5 + 1.5e-8) / scale;
}

function rounder(call: Call): (x: number, digits: number) => number {
  const way = call.has("rounding")
    ? call.choice("rounding", ["half to even", "half up"])
    : "half to even";
  return way === "half up" ? roundHalfUp : round;
}

function adornFormatting(call: Call, frame: Frame): Value {
  const digits = call.number("digits", 1);
  const sign = call.flag("affix_sign", true) ? "%" : "";
  const rounded = rounder(call);
  const oneWay = textsAttribute(frame, "tabyl_type")?.[0] === "one_way";
  const at = new Set(dressed(call, frame, oneWay ? ["n"] : []));
  if (at.size === 0) {
    return call.fail("wrong-argument", "There is no column of numbers to write as percentages");
  }
  const columns = columnsIn(frame).map(([name, v], k): Column => {
    if (!at.has(k)) return [name, v];
    const texts = Array.from(asDouble(v).values, (x) => {
      if (!Number.isFinite(x)) return sign === "" ? null : "-";
      return toFixed(rounded(x * 100, digits), Math.max(0, digits)) + sign;
    });
    return [name, characters(texts)];
  });
  return remade(frame, columns);
}

function adornRounding(call: Call, frame: Frame): Value {
  const digits = call.number("digits", 1);
  const rounded = rounder(call);
  const at = new Set(dressed(call, frame));
  return remade(
    frame,
    columnsIn(frame).map(([name, v], k): Column => [
      name,
      at.has(k) ? doubles(Float64Array.from(asDouble(v).values, (x) => rounded(x, digits))) : v,
    ]),
  );
}

/** The counts behind a table, with the totals that it has. */
function countsOf(call: Call, frame: Frame): Frame {
  const given = call.has("ns") ? call.value("ns") : frame.attributes.get("core") ?? NULL;
  if (!isFrame(given)) {
    return call.fail(
      "wrong-argument",
      "adorn_ns() knows no counts of this table",
      "tabyl() keeps them; ns = gives them",
    );
  }
  const totals = totalsOf(frame);
  if (call.has("ns") || totals.length === 0) return given;
  const made = call.interpreter.call("adorn_totals", [given, characters([...totals])], call.span);
  return isFrame(made) ? made : given;
}

/** Counts in brackets, all of one width, the room before the bracket. */
function bracketed(texts: readonly string[]): string[] {
  const width = texts.reduce((m, t) => Math.max(m, t.length), 0);
  return texts.map((t) => `${" ".repeat(width - t.length)}(${t})`);
}

function adornNs(call: Call, frame: Frame): Value {
  const front = call.choice("position", ["rear", "front"]) === "front";
  const counts = countsOf(call, frame);
  const columns = columnsIn(frame);
  const own = columnsIn(counts);
  if (own.length !== columns.length || rowsOf(counts) !== rowsOf(frame)) {
    fail(
      "wrong-length",
      `The table is ${rowsOf(frame)} × ${columns.length}, and its counts are ${
        rowsOf(counts)
      } × ${own.length}`,
      { span: call.has("ns") ? call.spanOf("ns") : call.span },
    );
  }
  const at = call.dots.length > 0
    ? Array.from(selectColumns(call, call.dots, frame).at)
    : columns.map((_, k) => k).filter((k) => k > 0 && k < own.length);
  const chosen = new Set(at);
  const written = columns.map(([name, v], k): Column => {
    const count = own[k]?.[1];
    if (!chosen.has(k) || count === undefined) return [name, v];
    const shown = asCharacter(v).values.map((t) => t ?? "NA");
    const texts = isNumber(count)
      ? Array.from(asDouble(count).values, (x) => commas(x))
      : asCharacter(count).values.map((t) => t ?? "NA");
    const inFront = bracketed(shown);
    const behind = bracketed(texts);
    return [
      name,
      characters(
        shown.map((t, i) => front ? `${texts[i]} ${inFront[i]}` : `${t} ${behind[i]}`),
      ),
    ];
  });
  return remade(frame, written);
}

function commas(x: number): string {
  return Number.isNaN(x) ? "NA" : String(x).replace(/\B(?=(\d{3})+$)/g, ",");
}

function adornTitle(call: Call, frame: Frame): Value {
  const placement = call.choice("placement", ["top", "combined"]);
  const known = frame.attributes.get("var_names");
  const own = (name: string): string | null => {
    const k = known ? namesOf(known)?.indexOf(name) ?? -1 : -1;
    const value = known?.type === "list" ? known.values[k] : undefined;
    return value?.type === "character" ? value.values[0] ?? null : null;
  };
  const columns = columnsIn(frame);
  const row = call.has("row_name") ? call.text("row_name") : own("row") ?? columns[0]?.[0] ?? "";
  const col = call.has("col_name") ? call.text("col_name") : own("col");
  if (col === null) {
    return call.fail(
      "missing-argument",
      "adorn_title() needs col_name, for this is no tabyl of two columns",
    );
  }
  if (placement === "combined") {
    return remade(
      frame,
      columns.map(([name, v], k): Column => [k === 0 ? `${row}/${col}` : name, v]),
    );
  }
  const titled = columns.map(([name, v], k): Column => [
    k === 1 ? col : "",
    characters([
      k === 0 ? row : name,
      ...asCharacter(rowsOfColumn(v, Int32Array.from({ length: rowsOf(frame) }, (_, i) => i)))
        .values,
    ]),
  ]);
  return remade(frame, titled, rowsOf(frame) + 1);
}

export const ADORNING: readonly Builtin[] = [
  special("adorn_totals", "dat, where, fill, na.rm, name, ...", onTables(adornTotals)),
  special("adorn_percentages", "dat, denominator, na.rm, ...", onTables(adornPercentages)),
  special(
    "adorn_pct_formatting",
    "dat, digits, rounding, affix_sign, ...",
    onTables(adornFormatting),
  ),
  special("adorn_rounding", "dat, digits, rounding, ...", onTables(adornRounding)),
  special("adorn_ns", "dat, position, ns, format_func!NULL, ...", onTables(adornNs)),
  special("adorn_title", "dat, placement, row_name, col_name", onTables(adornTitle)),
];
