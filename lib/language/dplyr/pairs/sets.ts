/**
 * Rows of two tables as sets: `union intersect setdiff union_all setequal`. Vectors are left to
 * base R's words.
 *
 * @module
 */
import { EQUALITY } from "../../base/equality.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { headsOf } from "../../frames/naming.ts";
import { type Frame, isFrame, logical, rowsOf, type Value } from "../../values/value.ts";
import { columnNamed, rowCodes } from "../codes.ts";
import { combined, frames } from "../combining.ts";
import { regrouped } from "../grouping.ts";
import { remade, rowsOfTable, ungrouped } from "../tables.ts";

/** Two tables, the second with its columns in the order of the first. */
function pair(call: Call): { x: Frame; y: Frame } | null {
  const [x, y] = [call.value("x"), call.value("y")];
  if (!isFrame(x) || !isFrame(y)) return null;
  const heads = headsOf(x);
  const other = headsOf(y);
  const odd = heads.find((h) => !other.includes(h)) ?? other.find((h) => !heads.includes(h));
  if (odd !== undefined) {
    return call.fail(
      "unknown-column",
      `Only one of the tables has a column "${odd}"`,
      "select() the columns that both have",
    );
  }
  return {
    x: ungrouped(x),
    y: remade(ungrouped(y), heads.map((h) => [h, columnNamed(ungrouped(y), h)!])),
  };
}

/** Codes of the rows of both, those of the first before those of the second. */
function codesOf(call: Call, x: Frame, y: Frame): { x: Int32Array; y: Int32Array } {
  const heads = headsOf(x);
  const columns = heads.map((h, k) => combined([x.values[k]!, y.values[k]!], h, call.span));
  const { codes } = rowCodes(columns, rowsOf(x) + rowsOf(y), false, call.span);
  return { x: codes.subarray(0, rowsOf(x)), y: codes.subarray(rowsOf(x)) };
}

function firsts(codes: Int32Array, keep: (code: number) => boolean): Int32Array {
  const seen = new Set<number>();
  const at: number[] = [];
  codes.forEach((code, i) => {
    if (seen.has(code) || !keep(code)) return;
    seen.add(code);
    at.push(i);
  });
  return Int32Array.from(at);
}

type Made = (call: Call, x: Frame, y: Frame) => Value;

const both: Made = (call, x, y) => frames([x, y], call.span);

/** A word that takes tables; what takes vectors is the word of base R that has its name. */
function overTables(name: string, run: Made): Builtin {
  const plain = EQUALITY.find((w) => w.name === name);
  return word(name, "x, y, ...", (call) => {
    const tables = pair(call);
    if (tables) {
      const made = run(call, tables.x, tables.y);
      const x = call.value("x");
      return isFrame(made) && isFrame(x) ? regrouped(made, x, call.span) : made;
    }
    return plain
      ? call.apply(plain, [call.value("x"), call.value("y")])
      : call.wrong("x", "two data frames", call.value("x"));
  });
}

function filtered(wanted: boolean): Made {
  return (call, x, y) => {
    const codes = codesOf(call, x, y);
    const other = new Set(codes.y);
    return rowsOfTable(x, firsts(codes.x, (code) => other.has(code) === wanted));
  };
}

function distinctRows(call: Call, x: Frame): Frame {
  const { first } = rowCodes(x.values, rowsOf(x), false, call.span);
  return rowsOfTable(x, first);
}

export const TABLE_SETS: readonly Builtin[] = [
  overTables("union", (call, x, y) => distinctRows(call, both(call, x, y) as Frame)),
  overTables("union_all", both),
  overTables("intersect", filtered(true)),
  overTables("setdiff", filtered(false)),
  overTables("setequal", (call, x, y) => {
    const codes = codesOf(call, x, y);
    const [a, b] = [new Set(codes.x), new Set(codes.y)];
    return logical(a.size === b.size && [...a].every((code) => b.has(code)));
  }),
];
