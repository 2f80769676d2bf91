/**
 * `tabyl`: counts of one, two or three columns as a data frame that knows what it counts.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { refuseLong } from "../values/size.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Column, tableOf, ungrouped } from "../dplyr/tables.ts";
import { type Argument, type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { levelsIn } from "../tidyr/crossing.ts";
import { distinctRows, labels, missingAt } from "../tidyr/tables.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { stackedParts } from "../tibble/combining.ts";
import {
  characters,
  doubles,
  type Frame,
  frameOf,
  integers,
  isFactor,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  namedList,
  rowsOf,
  text,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";

/** A data frame that knows how it was counted. */
export function asTabyl(
  columns: readonly Column[],
  rows: number,
  kind: "one_way" | "two_way",
  vars: { row: string; col: string } | null,
): Frame {
  let out: Value = frameOf(columns, rows);
  const core = out;
  out = withAttribute(out, "class", characters(["tabyl", "data.frame"]));
  out = withAttribute(out, "core", core);
  out = withAttribute(out, "tabyl_type", text(kind));
  if (vars) {
    out = withAttribute(
      out,
      "var_names",
      namedList([["row", text(vars.row)], ["col", text(vars.col)]]),
    );
  }
  return out as Frame;
}

/** The values of a column that are counted, and which of them each row has. */
interface Sides {
  readonly values: Value;
  readonly names: readonly string[];
  readonly of: Int32Array;
}

function sidesOf(call: Call, x: Value, levels: boolean): Sides {
  const n = lengthOf(x);
  const seen = rowsOfColumn(x, distinctRows([x], n, true, call.span).first);
  const values = levels && isFactor(x) ? levelsIn(x, call.span) : seen;
  const size = lengthOf(values);
  const both = stackedParts([values, x], "", call.span);
  const { codes } = distinctRows([both], size + n, false, call.span);
  const gone = missingAt(values);
  return {
    values,
    names: labels(values).map((name, i) => gone(i) ? "NA_" : name),
    of: codes.subarray(size),
  };
}

function oneWay(call: Call, x: Value, name: string, levels: boolean): Value {
  const sides = sidesOf(call, x, levels);
  const size = sides.names.length;
  const counts = new Int32Array(size);
  for (const k of sides.of) counts[k]!++;
  const all = counts.reduce((a, b) => a + b, 0);
  const gone = missingAt(sides.values);
  const valid = counts.reduce((a, b, i) => a + (gone(i) ? 0 : b), 0);
  const count = name === "n" ? "n_n" : "n";
  const share = name === "percent" ? "percent_percent" : "percent";
  const columns: Column[] = [
    [name, sides.values],
    [count, integers(counts)],
    [share, doubles(Float64Array.from(counts, (k) => k / all))],
  ];
  if (Array.from(counts.keys()).some(gone)) {
    columns.push([
      "valid_percent",
      doubles(Float64Array.from(counts, (k, i) => gone(i) ? NaN : k / valid)),
    ]);
  }
  return asTabyl(columns, size, "one_way", null);
}

function twoWay(
  rows: Sides,
  cols: Sides,
  at: readonly number[],
  names: { row: string; col: string },
  span: Span,
): Frame {
  refuseLong(cols.names.length * rows.names.length, span);
  const counts = cols.names.map(() => new Int32Array(rows.names.length));
  for (const i of at) counts[cols.of[i]!]![rows.of[i]!]!++;
  return asTabyl(
    [[names.row, rows.values], ...cols.names.map((n, k): Column => [n, integers(counts[k]!)])],
    rows.names.length,
    "two_way",
    names,
  );
}

/** The columns of a data frame that are counted. */
function columnsCounted(call: Call, frame: Frame): Column[] {
  return ["var1", "var2", "var3"].flatMap((name): Column[] => {
    if (!call.has(name)) return [];
    const argument: Argument = {
      name: null,
      expr: call.quoted(name),
      value: call.quoted(name) ? null : call.value(name),
      span: call.spanOf(name),
    };
    const { at, names } = selectColumns(call, [argument], frame);
    if (at.length !== 1) {
      fail("wrong-argument", "tabyl() counts one column here", { span: argument.span });
    }
    return [[names[0]!, frame.values[at[0]!]!]];
  });
}

function tabyl(call: Call): Value {
  const dat = call.value("dat");
  const showMissing = call.flag("show_na", true);
  const levels = call.flag("show_missing_levels", true);
  if (!isFrame(dat)) {
    if (!isVector(dat) || dat.type === "list") {
      return call.wrong("dat", "a data frame or a vector", dat);
    }
    const expr = call.quoted("dat");
    const gone = missingAt(dat);
    const at = Array.from({ length: lengthOf(dat) }, (_, i) => i).filter((i) =>
      showMissing || !gone(i)
    );
    const kept = withNames(rowsOfColumn(dat, Int32Array.from(at)) as typeof dat, null);
    return oneWay(call, kept, expr ? deparse(expr) : "dat", levels);
  }
  const frame = ungrouped(tableOf(call, "dat"));
  const found = columnsCounted(call, frame);
  if (found.length === 0) {
    return call.fail(
      "missing-argument",
      "tabyl() of a data frame needs a column that it counts",
      "For example tabyl(data, treatment)",
    );
  }
  const gone = found.map(([, v]) => missingAt(v));
  const at = Int32Array.from(
    Array.from({ length: rowsOf(frame) }, (_, i) => i).filter((i) =>
      showMissing || !gone.some((g) => g(i))
    ),
  );
  const columns = found.map(([name, v]): Column => [name, rowsOfColumn(v, at)]);
  const [first, second, third] = columns as [Column, Column | undefined, Column | undefined];
  if (!second) return oneWay(call, first[1], first[0], levels);
  const names = { row: first[0], col: second[0] };
  const all = Array.from(at.keys());
  if (!third) {
    return twoWay(
      sidesOf(call, first[1], levels),
      sidesOf(call, second[1], levels),
      all,
      names,
      call.span,
    );
  }
  const parts = sidesOf(call, third[1], levels);
  const [rows, cols] = [sidesOf(call, first[1], levels), sidesOf(call, second[1], levels)];
  const made = parts.names.map((_, k) => {
    const own = all.filter((i) => parts.of[i] === k);
    if (levels) return twoWay(rows, cols, own, names, call.span);
    const sub = (v: Value): Sides => sidesOf(call, rowsOfColumn(v, Int32Array.from(own)), false);
    return twoWay(sub(first[1]), sub(second[1]), Array.from(own.keys()), names, call.span);
  });
  return withNames(listOf(made), parts.names);
}

export const TABYL: readonly Builtin[] = [
  special("tabyl", "dat, var1, var2, var3, show_na, show_missing_levels", tabyl),
];
