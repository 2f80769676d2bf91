/**
 * Tables within tables, and rows repeated: `nest unnest unnest_longer unnest_wider uncount`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { scopeOf } from "../base/functions/scopes.ts";
import { byRow } from "../dplyr/grouping.ts";
import { groupNames } from "../tidyselect/context.ts";
import { type Column, columnsIn, tableOf, tibbleOf, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { heightOf } from "../frames/columns.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { strict } from "../tibble/strict.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { missingLike, stackedParts } from "../tibble/combining.ts";
import { repairedNames } from "../tibble/names.ts";
import { refuseLong } from "../values/size.ts";
import { asDouble, asList, describe } from "../values/coerce.ts";
import {
  characters,
  type Frame,
  integers,
  isFrame,
  isVector,
  listOf,
  namesOf,
  rowsOf,
  share,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { rowsByCode } from "../dplyr/codes.ts";
import { chosenAt, distinctRows, oneColumn, rebuilt, rowsAt } from "./tables.ts";

/** Rows of some columns as a tibble for each group. */
function packed(columns: readonly Column[], groups: readonly Int32Array[]): Value {
  return listOf(groups.map((rows) => share(tibbleOf(rowsAt(columns, rows), rows.length))));
}

function nest(call: Call): Value {
  const given = tableOf(call);
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const heads = headsOf(frame);
  const key = call.text(".key", "data");
  const groups = groupNames(given);
  const by = call.has(".by") ? chosenAt(call, ".by", frame) : groups.map((g) => heads.indexOf(g));
  const asked = call.dots.map((d) => ({
    name: d.name ?? key,
    at: Array.from(selectColumns(call, [{ ...d, name: null }], frame).at),
  }));
  const inner = asked.length > 0
    ? asked
    : [{ name: key, at: heads.map((_, k) => k).filter((k) => !by.includes(k)) }];
  const going = new Set(inner.flatMap((i) => i.at));
  const outer = call.has(".by") || asked.length === 0
    ? by
    : heads.map((_, k) => k).filter((k) => !going.has(k));
  const codes = distinctRows(outer.map((k) => frame.values[k]!), rowsOf(frame), false, call.span);
  const rows = rowsByCode(codes);
  const columns: Column[] = [
    ...outer.map((k): Column => [heads[k]!, rowsOfColumn(frame.values[k]!, codes.first)]),
    ...inner.map((i): Column => [i.name, packed(i.at.map((k) => all[k]!), rows)]),
  ];
  return rebuilt(given, columns, rows.length, call.span, true);
}

/** `nest_by`: a row for each group, one by one. */
function nestBy(call: Call): Value {
  const given = tableOf(call);
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const at = call.dots.length > 0
    ? Array.from(selectColumns(call, call.dots, frame).at)
    : groupNames(given).map((g) => headsOf(frame).indexOf(g));
  const codes = distinctRows(at.map((k) => frame.values[k]!), rowsOf(frame), true, call.span);
  const keep = call.flag(".keep", false);
  const inner = all.filter((_, k) => keep || !at.includes(k));
  const none = new Int32Array(0);
  const tables = withAttribute(
    withAttribute(packed(inner, rowsByCode(codes)), "ptype", tibbleOf(rowsAt(inner, none), 0)),
    "class",
    characters(["vctrs_list_of", "vctrs_vctr", "list"]),
  );
  const keys = at.map((k): Column => [all[k]![0], rowsOfColumn(all[k]![1], codes.first)]);
  const made = tibbleOf([...keys, [call.text(".key", "data"), tables]], codes.size);
  return byRow(made, keys.map(([name]) => name), call.span);
}

/** The values of one row of a column of lists as columns. */
function opened(call: Call, x: Value, name: string): Column[] {
  if (isFrame(x)) return columnsIn(x);
  if (isVector(x)) return [[name, x]];
  return call.fail(
    "wrong-argument",
    `"${name}" holds ${describe(x)}, which is no vector and no table`,
    "lapply() makes tables of them first",
  );
}

function unnest(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const lists = all.map(([, v], k) => v.type === "list" && !isFrame(v) ? k : -1).filter((k) =>
    k >= 0
  );
  if (!call.has("cols") && call.dots.length === 0) {
    call.warn("cols says which columns are unnested: all lists are", "all-lists");
  }
  const at = call.has("cols")
    ? chosenAt(call, "cols", frame)
    : call.dots.length > 0
    ? Array.from(selectColumns(call, call.dots, frame).at)
    : lists;
  return spreadOut(call, given, at, call.flag("keep_empty", false), namesBetween(call));
}

function namesBetween(call: Call): string | null {
  const sep = call.optional("names_sep");
  return sep && sep.type !== "NULL" ? call.text("names_sep") : null;
}

/** Cells of columns of lists opened into rows. */
function spreadOut(
  call: Call,
  given: Frame,
  at: readonly number[],
  keepEmpty: boolean,
  sep: string | null,
): Value {
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  const n = rowsOf(frame);
  const cells = at.map((k) => {
    const [name, v] = all[k]!;
    const list = v.type === "list" && !isFrame(v) ? v.values : asList(v).values;
    return list.map((x) => x.type === "NULL" ? null : opened(call, x, name));
  });
  const sizes = Array.from({ length: n }, (_, i) => {
    const own = cells.map((c) => c[i] === null ? null : c[i]![0] ? heightOf(c[i]![0]![1]) : 0);
    const told = own.filter((s) => s !== null);
    const size = told.find((s) => s !== 1) ?? (told.length > 0 ? 1 : 0);
    const odd = told.find((s) => s !== size && s !== 1);
    if (odd !== undefined) {
      call.fail(
        "wrong-length",
        `Row ${i + 1} has ${size} and ${odd} values in its lists`,
        "They are as many in each",
      );
    }
    return size === 0 && keepEmpty ? 1 : size;
  });
  const order = Int32Array.from(sizes.flatMap((s, i) => new Array<number>(s).fill(i)));
  const columns = all.flatMap(([name, v], k): Column[] => {
    const j = at.indexOf(k);
    if (j < 0) return [[name, rowsOfColumn(v, order)]];
    const own = cells[j]!;
    const heads = [...new Set(own.flatMap((c) => c?.map(([h]) => h) ?? []))];
    return heads.map((head): Column => {
      const model = own.find((c) => c?.some(([h]) => h === head))!.find(([h]) => h === head)![1];
      const parts = own.map((c, i): Value => {
        const size = sizes[i]!;
        const value = c?.find(([h]) => h === head)?.[1];
        if (value === undefined || heightOf(value) === 0) return missingLike(model, size);
        return heightOf(value) === size ? bareOf(value) : rowsOfColumn(value, new Int32Array(size));
      });
      const single = head === name && !own.some((c) => c && (c.length !== 1 || c[0]![0] !== name));
      return [
        sep === null || single ? head : `${name}${sep}${head}`,
        stackedParts(parts, head, call.span),
      ];
    });
  });
  const heads = repairedNames(call, columns.map(([c]) => c), "check_unique", "names_repair");
  return rebuilt(given, columns.map(([, v], k) => [heads[k]!, v]), order.length, call.span, true);
}

function bareOf(x: Value): Value {
  return isVector(x) && !isFrame(x) && namesOf(x) ? withNames(x, null) : x;
}

function unnestLonger(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const k = oneColumn(call, "col", frame);
  const [name, v] = columnsIn(frame)[k]!;
  const list = asList(v).values;
  const named = list.some((x) => namesOf(x) !== null && !isFrame(x));
  const to = call.text("values_to", name);
  const ids = call.text("indices_to", `${to}_id`);
  const wantsIds = call.optional("indices_include");
  const include = wantsIds && wantsIds.type !== "NULL"
    ? call.flag("indices_include", named)
    : named;
  const cells = list.map((x): Value => {
    if (!isVector(x) || isFrame(x)) return x;
    const n = x.values.length;
    const labels = named
      ? characters(Array.from(namesOf(x) ?? new Array<string>(n).fill("")))
      : integers(Int32Array.from({ length: n }, (_, i) => i + 1));
    const columns: Column[] = [[to, x.type === "list" ? simplest(call, x, to) : bareOf(x)]];
    if (include) columns.push([ids, labels]);
    return tibbleOf(columns, n);
  });
  const at = columnsIn(frame).map(([n, x], i): Column => i === k ? [n, listOf(cells)] : [n, x]);
  const opened = rebuilt(given, at, rowsOf(frame), call.span);
  return spreadOut(call, opened, [k], call.flag("keep_empty", false), null);
}

/** A list of single values as a vector; else as it is. */
function simplest(call: Call, x: Value & { type: "list" }, name: string): Value {
  const single = x.values.every((v) =>
    isVector(v) && !isFrame(v) && v.type !== "list" && v.values.length === 1
  );
  return single ? stackedParts(x.values, name, call.span) : x;
}

function unnestWider(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const k = oneColumn(call, "col", frame);
  const all = columnsIn(frame);
  const [name, v] = all[k]!;
  const sep = namesBetween(call);
  const cells = asList(v).values.map((x) => isVector(x) ? asList(x) : listOf([]));
  const headsOfCell = cells.map((c) => {
    const names = namesOf(c);
    if (!names && sep === null && c.values.length > 0) {
      call.fail(
        "wrong-argument",
        `Elements of "${name}" have no names`,
        'names_sep = "_" numbers them',
      );
    }
    return (names ?? c.values.map((_, i) => String(i + 1))).map((h, i) => h || String(i + 1));
  });
  const heads = [...new Set(headsOfCell.flat())];
  const made = heads.map((head): Column => {
    const values = cells.map((c, i) => c.values[headsOfCell[i]!.indexOf(head)] ?? null);
    const model = values.find((x) => x !== null)!;
    const single = values.every((x) =>
      x === null || isVector(x) && !isFrame(x) && x.type !== "list" && x.values.length === 1
    );
    const column = single
      ? stackedParts(values.map((x) => x ?? missingLike(model, 1)), head, call.span)
      : listOf(values.map((x) => x ?? { ...model, type: "NULL", attributes: null } as Value));
    return [sep === null ? head : `${name}${sep}${head}`, column];
  });
  const columns = all.flatMap((c, i): Column[] => i === k ? made : [c]);
  const names = repairedNames(call, columns.map(([c]) => c), "check_unique", "names_repair");
  return rebuilt(given, columns.map(([, x], i) => [names[i]!, x]), rowsOf(frame), call.span);
}

function uncount(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const expr = call.quoted("weights");
  const scope = scopeOf(frame, call.scope) ?? call.scope;
  const weights = expr ? call.interpreter.evaluate(expr, scope) : call.value("weights");
  const counts = asDouble(weights).values;
  const n = rowsOf(frame);
  if (
    counts.length !== 1 && counts.length !== n ||
    !counts.every((c) => c >= 0 && Number.isInteger(c))
  ) {
    fail("wrong-argument", "weights are whole numbers from 0, one for each row", {
      span: call.spanOf("weights"),
    });
  }
  const times = Array.from({ length: n }, (_, i) => counts[counts.length === 1 ? 0 : i]!);
  refuseLong(times.reduce((a, b) => a + b, 0) * Math.max(1, frame.values.length), call.span);
  const order = Int32Array.from(times.flatMap((k, i) => new Array<number>(k).fill(i)));
  const gone = expr?.kind === "name" && call.flag(".remove", true) ? expr.name : null;
  const columns = rowsAt(columnsIn(frame).filter(([name]) => name !== gone), order);
  const id = call.optional(".id");
  if (id && id.type !== "NULL") {
    const seen = Int32Array.from(times.flatMap((k) => Array.from({ length: k }, (_, j) => j + 1)));
    columns.push([call.text(".id"), integers(seen)]);
  }
  return rebuilt(given, columns, order.length, call.span);
}

export const NESTING: readonly Builtin[] = [
  special("nest", ".data, ..., .by, .key, .names_sep!NULL", nest),
  special("nest_by", ".data, ..., .key, .keep", nestBy),
  special(
    "unnest",
    "data, cols, ..., keep_empty, ptype!NULL, names_sep, names_repair",
    unnest,
  ),
  special(
    "unnest_longer",
    "data, col, values_to, indices_to, indices_include, keep_empty, names_repair, simplify!TRUE",
    unnestLonger,
  ),
  special(
    "unnest_wider",
    "data, col, names_sep, names_repair, simplify!TRUE, strict!FALSE",
    unnestWider,
  ),
  special("uncount", "data, weights, ..., .remove, .id", strict(uncount)),
];
