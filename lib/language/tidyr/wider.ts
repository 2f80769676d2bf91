/**
 * `pivot_wider`: values that stand below each other side by side, in columns named by others.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { type Column, columnsIn, tableOf, ungrouped } from "../dplyr/tables.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { missingLike, stackedParts } from "../tibble/combining.ts";
import { strict } from "../tibble/strict.ts";
import { repairedNames } from "../tibble/names.ts";
import { refuseLong } from "../values/size.ts";
import { Scope } from "../values/scope.ts";
import {
  characters,
  type Frame,
  listOf,
  rowsOf,
  share,
  text,
  type Value,
} from "../values/value.ts";
import { crossedRows, levelsIn } from "./crossing.ts";
import { glued } from "./glue.ts";
import { transforming } from "./longer.ts";
import { chosenAt, distinctRows, entryFor, labels, likeColumn, rebuilt } from "./tables.ts";

/** The distinct values of the columns that names come from, and which of them each row has. */
interface Keys {
  readonly columns: readonly Column[];
  readonly size: number;
  readonly of: Int32Array;
}

function keysOf(call: Call, frame: Frame, from: readonly Column[]): Keys {
  const n = rowsOf(frame);
  const columns = from.map(([, v]) => v);
  const sorted = call.flag("names_sort", false);
  const found = distinctRows(columns, n, sorted, call.span);
  const unique = from.map(([name, v]): Column => [name, rowsOfColumn(v, found.first)]);
  if (!call.flag("names_expand", false)) {
    return { columns: unique, size: found.size, of: found.codes };
  }
  const all = crossedRows(unique.map(([name, v]): Column[] => [[name, levelsIn(v, call.span)]]));
  const codes = distinctRows(
    all.columns.map(([name, v], k) => stackedParts([v, from[k]![1]], name, call.span)),
    all.rows + n,
    false,
    call.span,
  ).codes;
  return { columns: all.columns, size: all.rows, of: codes.subarray(all.rows) };
}

/** Names of the new columns: for each column of values, those of all keys. */
function headsFor(call: Call, keys: Keys, values: readonly string[]): string[][] {
  const sep = call.text("names_sep", "_");
  const prefix = call.text("names_prefix", "");
  const own = keys.columns.map(([, v]) => labels(v));
  const plain = Array.from(
    { length: keys.size },
    (_, k) => prefix + own.map((texts) => texts[k]!).join(sep),
  );
  const glue = call.optional("names_glue");
  if (glue && glue.type !== "NULL") {
    return values.map((value) => {
      const scope = new Scope(call.scope);
      for (const [name, v] of keys.columns) scope.set(name, share(v));
      scope.set(".value", text(value));
      scope.set(".name", characters(plain));
      return glued(call, call.text("names_glue"), scope, keys.size, call.spanOf("names_glue"));
    });
  }
  return values.map((value) =>
    plain.map((name) => values.length > 1 ? `${value}${sep}${name}` : name)
  );
}

/** Cells of one column of values: of each row and key the place of its value, −1 without one. */
interface Layout {
  readonly rows: number;
  readonly keys: number;
  /** Rows of the data in each cell. */
  readonly cells: readonly (readonly number[])[];
}

function filled(call: Call, name: string, x: Value, layout: Layout): Value[] {
  const { rows, keys, cells } = layout;
  const fill = entryFor(call.optional("values_fill"), name);
  const f = transforming(call, "values_fn", name);
  const twice = cells.some((c) => c.length > 1);
  let source: Value;
  let at: (cell: number) => number;
  if (f || twice) {
    const used = cells.map((_, c) => c).filter((c) => cells[c]!.length > 0);
    const made = used.map((c) => {
      const part = rowsOfColumn(x, Int32Array.from(cells[c]!));
      return f ? call.apply(f, [part]) : part;
    });
    const place = new Map(used.map((c, k) => [c, k]));
    source = f ? stackedParts(made, name, call.spanOf("values_fn")) : listOf(made.map(share));
    at = (c) => place.get(c) ?? -1;
  } else {
    source = x;
    at = (c) => cells[c]![0] ?? -1;
  }
  const more = fill && !(twice && !f)
    ? likeColumn(source, fill, name, call.spanOf("values_fill"))
    : missingLike(source, 1);
  const size = sizeOf(source);
  const both = fill ? stackedParts([source, more], name, call.span) : source;
  return Array.from({ length: keys }, (_, k) =>
    rowsOfColumn(
      both,
      Int32Array.from({ length: rows }, (_, r) => {
        const place = at(r * keys + k);
        return place < 0 ? (fill ? size : -1) : place;
      }),
    ));
}

function sizeOf(x: Value): number {
  return "values" in x ? x.values.length : 0;
}

function pivotWider(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const heads = headsOf(frame);
  const chosen = (name: string, otherwise: string): number[] => {
    if (call.has(name)) return chosenAt(call, name, frame);
    const k = heads.indexOf(otherwise);
    if (k >= 0) return [k];
    return call.fail(
      "missing-argument",
      `pivot_wider() needs ${name}`,
      `They are columns: ${heads.slice(0, 8).join(", ")}`,
    );
  };
  const from = chosen("names_from", "name");
  const values = chosen("values_from", "value");
  const used = new Set([...from, ...values]);
  const ids = call.has("id_cols")
    ? chosenAt(call, "id_cols", frame)
    : heads.map((_, k) => k).filter((k) => !used.has(k));
  const both = ids.find((k) => used.has(k));
  if (both !== undefined) {
    fail("wrong-argument", `"${heads[both]}" cannot be among id_cols and give names or values`, {
      span: call.spanOf("id_cols"),
    });
  }
  const all = columnsIn(frame);
  const keys = keysOf(call, frame, from.map((k) => all[k]!));
  const n = rowsOf(frame);
  const groups = distinctRows(ids.map((k) => frame.values[k]!), n, false, call.span);
  refuseLong(groups.size * keys.size * values.length, call.span);
  const cells = Array.from({ length: groups.size * keys.size }, (): number[] => []);
  for (let i = 0; i < n; i++) cells[groups.codes[i]! * keys.size + keys.of[i]!]!.push(i);
  const layout = { rows: groups.size, keys: keys.size, cells };
  const several = cells.some((c) => c.length > 1);
  const names = values.map((k) => heads[k]!);
  if (several && names.some((name) => transforming(call, "values_fn", name) === null)) {
    call.warn(
      "Some cells hold several values, and are lists; values_fn = mean (or another) makes one of them",
      "several-values",
    );
  }
  const made = values.map((k, v) => filled(call, names[v]!, frame.values[k]!, layout));
  const titles = headsFor(call, keys, names);
  const slowest = call.has("names_vary") &&
    call.choice("names_vary", ["fastest", "slowest"]) === "slowest";
  const places = slowest
    ? Array.from({ length: keys.size }, (_, k) => values.map((_, v) => [v, k] as const)).flat()
    : values.flatMap((_, v) => Array.from({ length: keys.size }, (_, k) => [v, k] as const));
  const columns: Column[] = [
    ...ids.map((k): Column => [heads[k]!, rowsOfColumn(frame.values[k]!, groups.first)]),
    ...places.map(([v, k]): Column => [titles[v]![k]!, made[v]![k]!]),
  ];
  const repaired = repairedNames(call, columns.map(([c]) => c), "check_unique", "names_repair");
  return rebuilt(given, columns.map(([, v], k) => [repaired[k]!, v]), groups.size, call.span, true);
}

export const WIDER: readonly Builtin[] = [
  special(
    "pivot_wider",
    "data, ..., id_cols, id_expand!FALSE, names_from, names_prefix, names_sep, names_glue, names_sort, " +
      "names_vary, names_expand, names_repair, values_from, values_fill, values_fn, unused_fn!NULL",
    strict(pivotWider),
  ),
];
