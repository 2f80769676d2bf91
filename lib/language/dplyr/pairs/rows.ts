/**
 * Rows of a table changed by those of another with the same keys: `rows_insert rows_append rows_update
 * rows_patch rows_upsert rows_delete`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { isMissingAt } from "../../base/elements.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { headsOf } from "../../frames/naming.ts";
import { unknownColumn } from "../../tidyselect/selection.ts";
import { type Frame, isVector, rowsOf, type Value } from "../../values/value.ts";
import { columnNamed, rowCodes } from "../codes.ts";
import { combined, frames } from "../combining.ts";
import { regrouped } from "../grouping.ts";
import { remark } from "../remarks.ts";
import { columnsIn, remade, rowsOfTable, slice, tableOf, ungrouped } from "../tables.ts";

/** Two tables and, for each row of the second, the row of the first with its key; −1 without one. */
interface Matched {
  readonly x: Frame;
  readonly y: Frame;
  readonly by: readonly string[];
  readonly at: Int32Array;
}

function keysOf(call: Call, x: Frame, y: Frame): string[] {
  const given = call.optional("by");
  if (given && given.type !== "NULL") {
    const by = call.texts("by").map((v) => v ?? "NA");
    for (const frame of [x, y]) {
      const odd = by.find((name) => !headsOf(frame).includes(name));
      if (odd !== undefined) unknownColumn(odd, headsOf(frame), call.spanOf("by"));
    }
    return by;
  }
  const [first] = headsOf(y);
  if (first === undefined || !headsOf(x).includes(first)) {
    return call.fail("wrong-argument", "The tables have no key in common", 'by = "plot"');
  }
  remark(call, `Matching, by = "${first}"`);
  return [first];
}

function matched(call: Call, subset = true): Matched {
  const [x, y] = [ungrouped(tableOf(call, "x")), ungrouped(tableOf(call, "y"))];
  const odd = subset ? headsOf(y).find((h) => !headsOf(x).includes(h)) : undefined;
  if (odd !== undefined) unknownColumn(odd, headsOf(x), call.spanOf("y"));
  const by = keysOf(call, x, y);
  const keys = by.map((name) =>
    combined([columnNamed(x, name)!, columnNamed(y, name)!], name, call.span)
  );
  const [m, n] = [rowsOf(x), rowsOf(y)];
  const { codes, size } = rowCodes(keys, m + n, false, call.span);
  const owner = new Int32Array(size).fill(-1);
  const twice = new Set<number>();
  for (let i = 0; i < n; i++) {
    const code = codes[m + i]!;
    if (twice.has(code)) {
      return fail("wrong-argument", "Two rows of y have the same key", {
        span: call.spanOf("y"),
        hint: "distinct() keeps the first of each",
      });
    }
    twice.add(code);
  }
  for (let i = m - 1; i >= 0; i--) owner[codes[i]!] = i;
  return { x, y, by, at: Int32Array.from({ length: n }, (_, j) => owner[codes[m + j]!]!) };
}

/** Refuses rows that there are, or are not, unless they are to be passed over. */
function lenient(call: Call, name: "conflict" | "unmatched", odd: boolean): void {
  if (call.choice(name, ["error", "ignore"]) === "ignore" || !odd) return;
  const there = name === "conflict";
  fail("wrong-argument", `Some keys of y are ${there ? "in x already" : "not in x"}`, {
    span: call.spanOf("y"),
    hint: `${name} = "ignore" passes them over`,
  });
}

/** Values of `y` in the rows of `x` that have its keys; `gaps`: only where there is none. */
function updated(call: Call, { x, y, by, at }: Matched, gaps: boolean): Frame {
  const keys = new Set(by);
  const columns = columnsIn(x).map(([name, value]) => {
    const other = keys.has(name) ? null : columnNamed(y, name);
    if (!other) return [name, value] as const;
    const m = rowsOf(x);
    const both = combined([value, other], name, call.span);
    const from = Int32Array.from({ length: m }, (_, i) => i);
    at.forEach((i, j) => {
      if (i >= 0 && (!gaps || isVector(value) && isMissingAt(value, i))) from[i] = m + j;
    });
    return [name, slice(both, from)] as const;
  });
  return remade(x, columns);
}

function rowsWithout(frame: Frame, at: Int32Array, wanted: (k: number) => boolean): Frame {
  return rowsOfTable(frame, Int32Array.from(at.keys()).filter((j) => wanted(at[j]!)));
}

function like(call: Call, out: Frame): Value {
  return regrouped(out, tableOf(call, "x"), call.span);
}

function update(call: Call, gaps: boolean): Value {
  const found = matched(call);
  lenient(call, "unmatched", found.at.some((i) => i < 0));
  return like(call, updated(call, found, gaps));
}

export const TABLE_ROWS: readonly Builtin[] = [
  word("rows_append", "x, y, ...", (call) => {
    const [x, y] = [ungrouped(tableOf(call, "x")), ungrouped(tableOf(call, "y"))];
    const odd = headsOf(y).find((h) => !headsOf(x).includes(h));
    if (odd !== undefined) unknownColumn(odd, headsOf(x), call.spanOf("y"));
    return like(call, frames([x, y], call.span));
  }),
  word("rows_insert", "x, y, by, ..., conflict, copy?, in_place!FALSE", (call) => {
    const { x, y, at } = matched(call);
    lenient(call, "conflict", at.some((i) => i >= 0));
    return like(call, frames([x, rowsWithout(y, at, (i) => i < 0)], call.span));
  }),
  word(
    "rows_update",
    "x, y, by, ..., unmatched, copy?, in_place!FALSE",
    (call) => update(call, false),
  ),
  word(
    "rows_patch",
    "x, y, by, ..., unmatched, copy?, in_place!FALSE",
    (call) => update(call, true),
  ),
  word("rows_upsert", "x, y, by, ..., copy?, in_place!FALSE", (call) => {
    const found = matched(call);
    const fresh = rowsWithout(found.y, found.at, (i) => i < 0);
    return like(call, frames([updated(call, found, false), fresh], call.span));
  }),
  word("rows_delete", "x, y, by, ..., unmatched, copy?, in_place!FALSE", (call) => {
    const { x, at } = matched(call, false);
    lenient(call, "unmatched", at.some((i) => i < 0));
    const gone = new Set(at);
    const stay = Int32Array.from({ length: rowsOf(x) }, (_, i) => i).filter((i) => !gone.has(i));
    return like(call, rowsOfTable(x, stay));
  }),
];
