/**
 * Two tables joined by keys: `left_join right_join inner_join full_join semi_join anti_join cross_join`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { type Builtin, type Call, special, word } from "../../evaluation/builtin.ts";
import { isMissingAt } from "../../base/elements.ts";
import { headsOf } from "../../frames/naming.ts";
import { unknownColumn } from "../../tidyselect/selection.ts";
import {
  characters,
  type Frame,
  isVector,
  namesOf,
  rowsOf,
  type Value,
  withNames,
} from "../../values/value.ts";
import { columnNamed, rowCodes } from "../codes.ts";
import { combined } from "../combining.ts";
import { regrouped, rowsWithGroups } from "../grouping.ts";
import { type Column, remade, slice, tableOf, ungrouped } from "../tables.ts";
import { remark } from "../remarks.ts";

/** Names of the keys in both tables, pairwise. */
interface Keys {
  readonly x: readonly string[];
  readonly y: readonly string[];
}

function keysOf(call: Call, x: Frame, y: Frame): Keys {
  const by = call.optional("by");
  if (by === null || by.type === "NULL") {
    const heads = headsOf(y);
    const shared = headsOf(x).filter((h) => heads.includes(h));
    if (shared.length === 0) {
      return call.fail(
        "wrong-argument",
        "The tables have no column in common",
        'Say which columns belong together: by = c("plot" = "id")',
      );
    }
    const said = shared.map((h) => `"${h}"`).join(", ");
    remark(call, `Joining, by = ${shared.length > 1 ? `c(${said})` : said}`);
    return { x: shared, y: shared };
  }
  if (by.type !== "character") return call.wrong("by", "names of columns", by);
  const y_ = by.values.map((v) => v ?? "NA");
  const names = namesOf(by);
  const x_ = y_.map((v, i) => names?.[i] || v);
  for (const name of x_) if (!headsOf(x).includes(name)) unknown(call, name, x, "first");
  for (const name of y_) if (!headsOf(y).includes(name)) unknown(call, name, y, "second");
  return { x: x_, y: y_ };
}

function unknown(call: Call, name: string, frame: Frame, which: string): never {
  const heads = headsOf(frame);
  if (heads.length > 0) unknownColumn(name, heads, call.spanOf("by"));
  return fail("unknown-column", `The ${which} table has no column`, { span: call.spanOf("by") });
}

/** For each row of `x` the rows of `y` with the same key. */
interface Matches {
  readonly of: readonly (readonly number[])[];
  /** Keys of the rows of `x`, then of `y`, in their common type. */
  readonly keys: readonly Value[];
}

const NOBODY: readonly number[] = [];

function matches(call: Call, x: Frame, y: Frame, keys: Keys): Matches {
  const [m, n] = [rowsOf(x), rowsOf(y)];
  if (keys.x.length === 0) {
    const all = Array.from({ length: n }, (_, j) => j);
    return { of: Array.from({ length: m }, () => all), keys: [] };
  }
  const joined = keys.x.map((name, k) =>
    combined(
      [columnNamed(x, name)!, columnNamed(y, keys.y[k]!)!].map(plain),
      name,
      call.spanOf("by"),
    )
  );
  const { codes, size } = rowCodes(joined, m + n, false, call.span);
  const never = call.choice("na_matches", ["na", "never"]) === "never";
  const missing = (i: number): boolean =>
    never && joined.some((k) => isVector(k) && isMissingAt(k, i));
  const byCode: (number[] | undefined)[] = new Array(size);
  for (let j = 0; j < n; j++) {
    if (missing(m + j)) continue;
    const own = byCode[codes[m + j]!];
    if (own) own.push(j);
    else byCode[codes[m + j]!] = [j];
  }
  return {
    of: Array.from({ length: m }, (_, i) => missing(i) ? NOBODY : byCode[codes[i]!] ?? NOBODY),
    keys: joined,
  };
}

function plain(x: Value): Value {
  return isVector(x) && x.attributes?.has("names") ? withNames(x, null) : x;
}

/** Names of the columns that are no keys: those that both tables have are told apart. */
function told(call: Call, x: readonly string[], keys: readonly string[], y: readonly string[]): {
  x: string[];
  y: string[];
} {
  const suffix = call.has("suffix") ? call.texts("suffix").map((s) => s ?? "") : [".x", ".y"];
  if (suffix.length !== 2) return call.fail("wrong-argument", "suffix has two texts");
  const extended = (
    names: readonly string[],
    taken: ReadonlySet<string>,
    end: string,
  ): string[] => {
    const out: string[] = [];
    for (const name of names) {
      let made = name;
      while ((taken.has(made) || out.includes(made)) && end !== "") made += end;
      out.push(made);
    }
    return out;
  };
  return {
    x: extended(x, new Set(y), suffix[0]!),
    y: extended(y, new Set([...keys, ...x]), suffix[1]!),
  };
}

/** Rows of both tables side by side; −1 is a row that there is not. */
function sideBySide(
  call: Call,
  x: Frame,
  y: Frame,
  keys: Keys,
  found: Matches,
  rows: { x: Int32Array; y: Int32Array },
): Frame {
  const keep = call.has("keep") && call.optional("keep")!.type !== "NULL" &&
    call.flag("keep", false);
  const m = rowsOf(x);
  const keyNames = new Set(keep ? [] : keys.x);
  const dropped = new Set(keep ? [] : keys.y);
  const heads = headsOf(x);
  const own = heads.filter((h) => !keyNames.has(h));
  const others = headsOf(y).filter((h) => !dropped.has(h));
  const names = told(call, own, [...keyNames], others);
  const keyRows = Int32Array.from(rows.x, (i, r) => i >= 0 ? i : m + rows.y[r]!);
  const columns = heads.map((h): Column => {
    const k = keyNames.has(h) ? keys.x.indexOf(h) : -1;
    return k >= 0
      ? [h, slice(found.keys[k]!, keyRows)]
      : [names.x[own.indexOf(h)]!, slice(columnNamed(x, h)!, rows.x)];
  });
  others.forEach((h, k) => columns.push([names.y[k]!, slice(columnNamed(y, h)!, rows.y)]));
  const out = remade(ungrouped(x), columns, rows.x.length);
  return regrouped(out, x, call.span);
}

/** One of several rows with the same key, as `multiple` says. */
function chosen(call: Call, of: Matches["of"]): Matches["of"] {
  const way = call.choice("multiple", ["all", "first", "last", "any"]);
  if (way === "all") return of;
  return of.map((own) => own.length < 2 ? own : [way === "last" ? own[own.length - 1]! : own[0]!]);
}

/** Sees whether rows belong together as `relationship` says. */
function checkRelationship(call: Call, of: Matches["of"], rowsY: number): void {
  const given = call.optional("relationship");
  if (given === null || given.type === "NULL") return;
  const way = call.choice("relationship", [
    "one-to-one",
    "one-to-many",
    "many-to-one",
    "many-to-many",
  ]);
  const met = new Int32Array(rowsY);
  for (const own of of) for (const j of own) met[j]!++;
  const manyX = met.some((count) => count > 1);
  const manyY = of.some((own) => own.length > 1);
  if (!(way.startsWith("one") && manyX) && !(way.endsWith("one") && manyY)) return;
  fail(
    "wrong-argument",
    `A row of ${way.startsWith("one") && manyX ? "y" : "x"} has several partners`,
    {
      span: call.spanOf("relationship"),
      hint: `The tables are not ${way}: count() the keys to see which come more than once`,
    },
  );
}

/** Which rows stay: all of `x` (left), all of `y` (right). */
function join(call: Call, left: boolean, right: boolean): Value {
  const [x, y] = [tableOf(call, "x"), ungrouped(tableOf(call, "y"))];
  const keys = keysOf(call, x, y);
  const matched = matches(call, x, y, keys);
  const found = { ...matched, of: chosen(call, matched.of) };
  checkRelationship(call, found.of, rowsOf(y));
  const [rowsX, rowsY]: [number[], number[]] = [[], []];
  const met = new Uint8Array(rowsOf(y));
  found.of.forEach((own, i) => {
    if (own.length === 0 && left) {
      rowsX.push(i);
      rowsY.push(-1);
    }
    for (const j of own) {
      rowsX.push(i);
      rowsY.push(j);
      met[j] = 1;
    }
  });
  if (right) {
    met.forEach((was, j) => {
      if (was) return;
      rowsX.push(-1);
      rowsY.push(j);
    });
  }
  const rows = { x: Int32Array.from(rowsX), y: Int32Array.from(rowsY) };
  return sideBySide(call, x, y, keys, found, rows);
}

/** Rows of `x` that have, or have not, a row in `y` with the same key. */
function filtering(call: Call, wanted: boolean): Value {
  const [x, y] = [tableOf(call, "x"), ungrouped(tableOf(call, "y"))];
  const found = matches(call, x, y, keysOf(call, x, y));
  const at: number[] = [];
  found.of.forEach((own, i) => {
    if ((own.length > 0) === wanted) at.push(i);
  });
  return rowsWithGroups(x, Int32Array.from(at), call.span);
}

/** `join_by(a, b == c)` as names of columns. */
function joinBy(call: Call): Value {
  const pairs = call.dots.map((d): [string, string] => {
    const { expr } = d;
    if (expr?.kind === "name") return [expr.name, expr.name];
    if (expr?.kind === "string") return [expr.value, expr.value];
    const sides = expr?.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
        expr.callee.name === "=="
      ? expr.args.map((a) => a.value!)
      : null;
    const names = sides?.map((s) =>
      s.kind === "name" ? s.name : s.kind === "string" ? s.value : deparse(s).replace(/^[xy]\$/, "")
    );
    if (names) return [names[0]!, names[1]!];
    return fail("not-in-language", "Rows are joined where keys are equal", {
      span: d.span,
      hint: "For example join_by(plot, year == season); filter() the result for other conditions",
    });
  });
  return withNames(characters(pairs.map(([, y]) => y)), pairs.map(([x]) => x));
}

const PARAMETERS =
  'x, y, by, copy?, suffix, ..., keep, na_matches, multiple, unmatched!"drop", relationship';

export const JOINING: readonly Builtin[] = [
  word("left_join", PARAMETERS, (call) => join(call, true, false)),
  word("right_join", PARAMETERS, (call) => join(call, false, true)),
  word("inner_join", PARAMETERS, (call) => join(call, false, false)),
  word("full_join", PARAMETERS, (call) => join(call, true, true)),
  word("semi_join", "x, y, by, copy?, ..., na_matches", (call) => filtering(call, true)),
  word("anti_join", "x, y, by, copy?, ..., na_matches", (call) => filtering(call, false)),
  word("cross_join", "x, y, copy?, suffix", (call) => {
    const none = withNames(characters([]), []);
    const given = [call.value("x"), call.value("y"), none];
    const suffix = call.optional("suffix");
    return call.interpreter.call(
      "inner_join",
      suffix ? [...given, suffix] : given,
      call.span,
      [null, null, "by", "suffix"],
    );
  }),
  special("join_by", "...", joinBy),
];
