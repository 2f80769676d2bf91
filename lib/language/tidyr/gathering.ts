/**
 * The older words for the same: `gather spread`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Column, columnsIn, tableOf, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { stackedParts } from "../tibble/combining.ts";
import { asCharacter, commonKind, type Kind } from "../values/coerce.ts";
import { join } from "../values/combine.ts";
import { factorOf } from "../values/factor.ts";
import { refuseLong } from "../values/size.ts";
import { memberRows } from "../values/rows.ts";
import {
  characters,
  inherits,
  integers,
  isFactor,
  isVector,
  lengthOf,
  NA_INTEGER,
  rowsOf,
  type Value,
  type Vector,
  withAttribute,
} from "../values/value.ts";
import { levelsIn } from "./crossing.ts";
import { distinctRows, likeColumn, missingAt, oneColumn, rebuilt, replacedAt } from "./tables.ts";
import { converted } from "./texts.ts";

/** A name that is written bare or as a text. */
export function nameGiven(call: Call, argument: string, otherwise: string): string {
  const expr = call.quoted(argument);
  if (!call.has(argument)) return otherwise;
  if (expr?.kind === "name") return expr.name;
  if (expr?.kind === "string") return expr.value;
  if (expr && expr.kind !== "call") {
    fail("wrong-argument", `${deparse(expr)} is no name for a column`, {
      span: call.spanOf(argument),
    });
  }
  return call.text(argument);
}

/** Columns below each other: factors among them become texts, kinds their most general one. */
function gathered(parts: readonly Vector[], call: Call): Value {
  const alike = parts.every((p) => p.attributes?.get("class") !== undefined) ||
    parts.every((p) => !p.attributes);
  if (alike && !parts.some(isFactor)) {
    const kinds = new Set(parts.map((p) => p.type));
    if (kinds.size === 1) return stackedParts(parts, "", call.span);
  }
  const plain = parts.map((p) => isFactor(p) ? asCharacter(p) : p);
  if (parts.some(isFactor)) {
    call.warn("Columns that are factors are gathered as texts", "factors-as-texts");
  }
  const kind = plain.reduce<Kind>((k, p) => commonKind(k, p.type), "logical");
  return join(plain, kind);
}

function gather(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const heads = headsOf(frame);
  const key = nameGiven(call, "key", "key");
  const value = nameGiven(call, "value", "value");
  const at = call.dots.length === 0
    ? heads.map((_, k) => k)
    : Array.from(selectColumns(call, call.dots, frame).at);
  const n = rowsOf(frame);
  const parts = at.map((k) => frame.values[k]!).filter(isVector);
  if (parts.length === 0) return given;
  const values = gathered(parts, call);
  const names = at.map((k) => heads[k]!);
  const codes = Array.from({ length: n * at.length }, (_, r) => Math.floor(r / n));
  let rows = codes.map((_, r) => r);
  if (call.flag("na.rm", false)) {
    const gone = missingAt(values);
    rows = rows.filter((r) => !gone(r));
  }
  const labelled: Value = call.flag("factor_key", false)
    ? factorOf(rows.map((r) => codes[r]! + 1), names, false)
    : call.flag("convert", false)
    ? memberRows(converted(names), rows.map((r) => codes[r]!))
    : characters(rows.map((r) => names[codes[r]!]!));
  const chosen = new Set(at);
  const columns: Column[] = [
    ...columnsIn(frame).filter(([name], k) => !chosen.has(k) && name !== key && name !== value).map(
      (
        [name, v],
      ): Column => [name, rowsOfColumn(v, Int32Array.from(rows, (r) => r % n))],
    ),
    [key, labelled],
    [value, rowsOfColumn(values, Int32Array.from(rows))],
  ];
  const made = rebuilt(given, columns, rows.length, call.span);
  if (inherits(made, "tbl_df") || rows.length === codes.length) return made;
  // Rows of a data frame keep the numbers that they had before some were left out.
  return withAttribute(made, "row.names", integers(Int32Array.from(rows, (r) => r + 1)));
}

/** The values and what fills their gaps, in one type; nothing fills where there are no gaps. */
function filledWith(
  call: Call,
  source: Value,
  cells: Int32Array,
): { source: Value; fill: Value | null } {
  const fill = call.optional("fill");
  if (!fill || lengthOf(fill) !== 1 || missingAt(fill)(0)) return { source, fill: null };
  const gone = missingAt(source);
  if (!cells.some((k) => k < 0 || gone(k))) return { source, fill: null };
  if (isFactor(source)) {
    return { source, fill: likeColumn(source, fill, "fill", call.spanOf("fill")) };
  }
  const both = stackedParts([source, fill], "fill", call.spanOf("fill"));
  const n = lengthOf(source);
  return {
    source: rowsOfColumn(both, Int32Array.from({ length: n }, (_, i) => i)),
    fill: rowsOfColumn(both, Int32Array.of(n)),
  };
}

function spread(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const k = oneColumn(call, "key", frame);
  const v = oneColumn(call, "value", frame);
  const n = rowsOf(frame);
  const others = all.filter((_, i) => i !== k && i !== v);
  const groups = distinctRows(others.map(([, x]) => x), n, true, call.span);
  const keyed = frame.values[k]!;
  const keys = distinctRows([keyed], n, true, call.span);
  const all_levels = isFactor(keyed) && !call.flag("drop", true);
  const values = all_levels ? levelsIn(keyed, call.span) : rowsOfColumn(keyed, keys.first);
  const names = asCharacter(values).values.map((v) => v ?? "<NA>");
  const place = all_levels && isFactor(keyed)
    ? (i: number): number =>
      keyed.values[i] === NA_INTEGER ? names.length - 1 : keyed.values[i]! - 1
    : (i: number): number => keys.codes[i]!;
  refuseLong(groups.size * names.length, call.span);
  const cells = new Int32Array(groups.size * names.length).fill(-1);
  for (let i = 0; i < n; i++) {
    const cell = groups.codes[i]! * names.length + place(i);
    if (cells[cell]! >= 0) {
      return call.fail(
        "wrong-argument",
        `Rows ${cells[cell]! + 1} and ${i + 1} would go into one cell`,
        "A column that tells such rows apart is wanted: pivot_wider(values_fn = …) joins them",
      );
    }
    cells[cell] = i;
  }
  const { source, fill } = filledWith(call, frame.values[v]!, cells);
  const sep = call.optional("sep");
  const columns: Column[] = [
    ...others.map(([name, x]): Column => [name, rowsOfColumn(x, groups.first)]),
    ...names.map((name, j): Column => {
      const at = Int32Array.from({ length: groups.size }, (_, r) => cells[r * names.length + j]!);
      let column = rowsOfColumn(source, at);
      if (fill) {
        const gone = missingAt(column);
        column = replacedAt(column, Array.from(at.keys()).filter((i) => gone(i)), fill, call.span);
      }
      if (call.flag("convert", false) && column.type === "character") {
        column = converted(column.values);
      }
      const title = sep && sep.type !== "NULL" ? `${all[k]![0]}${call.text("sep")}${name}` : name;
      return [title, column];
    }),
  ];
  return rebuilt(given, columns, groups.size, call.span);
}

export const GATHERING: readonly Builtin[] = [
  special("gather", "data, key, value, ..., na.rm, convert, factor_key", gather),
  special("spread", "data, key, value, fill, convert, drop, sep", spread),
];
