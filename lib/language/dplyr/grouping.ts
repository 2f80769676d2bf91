/**
 * Groups of a table's rows: which columns make them, their values and the rows of each.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { headsOf } from "../frames/naming.ts";
import { groupNames } from "../tidyselect/context.ts";
import { unknownColumn } from "../tidyselect/selection.ts";
import {
  type Attributes,
  characters,
  type Frame,
  inherits,
  integers,
  isFactor,
  levelsOf,
  listOf,
  logical,
  rowsOf,
  type Value,
  withAttribute,
} from "../values/value.ts";
import { factorOf } from "../values/factor.ts";
import { columnNamed, rowCodes, rowsByCode } from "./codes.ts";
import { isGrouped, rowsOfTable, slice, TIBBLE, tibbleOf, ungrouped } from "./tables.ts";

/** Groups of rows. */
export interface Grouping {
  readonly vars: readonly string[];
  /** A column for each of `vars`, with a row for each group. */
  readonly keys: readonly Value[];
  /** Rows of each group, from 0. */
  readonly rows: readonly Int32Array[];
  /** Groups that no row is in are left out. */
  readonly drop: boolean;
  readonly rowwise: boolean;
}

/** What is known of a table's `groups`, and of which columns it was made. */
interface Known {
  readonly grouping: Grouping;
  readonly made: readonly unknown[];
  readonly n: number;
}

const KNOWN = new WeakMap<Value, Known>();

function storages(frame: Frame, vars: readonly string[]): unknown[] {
  return vars.map((v) => (columnNamed(frame, v) as { values?: unknown } | null)?.values);
}

/** Groups of a table; null if it has none. Rows that were moved by other words are found anew. */
export function groupingOf(frame: Frame, span: Span): Grouping | null {
  const attribute = frame.attributes.get("groups");
  if (!attribute || !isGrouped(frame)) return null;
  const known = KNOWN.get(attribute);
  const vars = groupNames(frame);
  const now = storages(frame, vars);
  const same = known && known.n === rowsOf(frame) && now.length === known.made.length &&
    now.every((s, i) => s === known.made[i]);
  if (same) {
    return known.grouping;
  }
  const here = vars.filter((v) => columnNamed(frame, v) !== null);
  return computed(frame, here, dropsEmpty(frame), inherits(frame, "rowwise_df"), span);
}

/** Whether groups without rows are left out. */
export function dropsEmpty(frame: Frame): boolean {
  const groups = frame.attributes.get("groups");
  const drop = groups?.attributes?.get(".drop");
  return drop?.type !== "logical" || drop.values[0] !== 0;
}

function computed(
  frame: Frame,
  vars: readonly string[],
  drop: boolean,
  rowwise: boolean,
  span: Span,
): Grouping {
  const columns = vars.map((v) => columnNamed(frame, v) ?? unknownColumn(v, headsOf(frame), span));
  const n = rowsOf(frame);
  if (rowwise) {
    const rows = Array.from({ length: n }, (_, i) => Int32Array.of(i));
    return { vars, keys: columns, rows, drop: true, rowwise };
  }
  const codes = rowCodes(columns, n, true, span);
  const rows = rowsByCode(codes);
  const keys = columns.map((c) => slice(c, codes.first));
  if (drop || !columns.some(isFactor)) return { vars, keys, rows, drop, rowwise };
  return { vars, ...expanded(keys, rows), drop, rowwise };
}

/** Groups with those that levels would make, though no row has them. */
function expanded(
  keys: readonly Value[],
  rows: readonly Int32Array[],
): { keys: Value[]; rows: Int32Array[] } {
  const codes = keys.map((key) => {
    const own = rowCodes([key], rows.length, true, { start: 0, end: 0 });
    return isFactor(key) ? Int32Array.from(key.values, (v) => v < 0 ? -1 : v - 1) : own.codes;
  });
  const out: { at: (number | null)[]; level: number[]; rows: Int32Array }[] = [];
  const walk = (depth: number, groups: readonly number[], level: readonly number[]): void => {
    if (depth === keys.length) {
      const [g] = groups;
      out.push({
        at: keys.map(() => g ?? null),
        level: [...level],
        rows: g === undefined ? new Int32Array(0) : rows[g]!,
      });
      return;
    }
    const key = keys[depth]!;
    const own = codes[depth]!;
    const byCode = new Map<number, number[]>();
    for (const g of groups) {
      const members = byCode.get(own[g]!);
      if (members) members.push(g);
      else byCode.set(own[g]!, [g]);
    }
    if (isFactor(key)) {
      levelsOf(key).forEach((_, k) => walk(depth + 1, byCode.get(k) ?? [], [...level, k]));
      if (byCode.has(-1)) walk(depth + 1, byCode.get(-1)!, [...level, -1]);
    } else if (groups.length === 0) walk(depth + 1, [], [...level, -1]);
    else for (const members of byCode.values()) walk(depth + 1, members, [...level, members[0]!]);
  };
  walk(0, rows.map((_, g) => g), []);
  const made = keys.map((key, d): Value => {
    if (!isFactor(key)) return slice(key, Int32Array.from(out, (o) => o.level[d]!));
    const all = Int32Array.from(out, (o) => o.level[d]! < 0 ? -2147483648 : o.level[d]! + 1);
    return factorOf(all, levelsOf(key), inherits(key, "ordered"));
  });
  return { keys: made, rows: out.map((o) => o.rows) };
}

/** Rows of groups as R keeps them: a list of whole numbers from 1. */
function rowsList(rows: readonly Int32Array[]): Value {
  return listOf(
    rows.map((r) => integers(r.map((i) => i + 1))),
    new Map<string, Value>([
      ["ptype", integers(new Int32Array(0))],
      ["class", characters(["vctrs_list_of", "vctrs_vctr", "list"])],
    ]),
  );
}

/** A tibble of the groups: their values, and their rows in `.rows`. */
export function groupData(grouping: Grouping): Frame {
  const { vars, keys, rows } = grouping;
  const data = tibbleOf(
    [...vars.map((v, i) => [v, keys[i]!] as const), [".rows", rowsList(rows)]],
    rows.length,
  );
  return grouping.rowwise ? data : withAttribute(data, ".drop", logical(grouping.drop)) as Frame;
}

/** The table with groups by columns; without any it has none. */
export function grouped(frame: Frame, vars: readonly string[], drop: boolean, span: Span): Frame {
  const plain = ungrouped(frame);
  if (vars.length === 0) return asTibble(plain);
  return withGroups(plain, computed(plain, vars, drop, false, span), "grouped_df");
}

/** The table with a group for each row. */
export function byRow(frame: Frame, vars: readonly string[], span: Span): Frame {
  const plain = ungrouped(frame);
  return withGroups(plain, computed(plain, vars, true, true, span), "rowwise_df");
}

/** A table with groups that are known already. */
export function withGroups(plain: Frame, grouping: Grouping, kind: string): Frame {
  const data = groupData(grouping);
  const attributes: Attributes = new Map(plain.attributes);
  attributes.set("class", characters([kind, ...TIBBLE]));
  attributes.set("groups", data);
  const out = listOf(plain.values, attributes) as Frame;
  for (const v of plain.values) v.exclusive = false;
  KNOWN.set(data, { grouping, made: storages(out, grouping.vars), n: rowsOf(out) });
  const names = out.attributes.get("row.names");
  if (names?.type !== "integer" || names.values.length !== 2) {
    out.attributes.set("row.names", tibbleOf([], rowsOf(plain)).attributes.get("row.names")!);
  }
  return out;
}

/** A data frame as a tibble, names of rows left out. */
export function asTibble(frame: Frame): Frame {
  if (inherits(frame, "tbl_df")) return frame;
  const attributes: Attributes = new Map(frame.attributes);
  attributes.set("class", characters([...TIBBLE]));
  attributes.set("row.names", tibbleOf([], rowsOf(frame)).attributes.get("row.names")!);
  return listOf(frame.values, attributes) as Frame;
}

/** A table whose rows or columns changed, with the groups that another had. */
export function regrouped(frame: Frame, like: Frame, span: Span): Frame {
  if (!isGrouped(like)) return frame;
  const heads = new Set(headsOf(frame));
  const vars = groupNames(like).filter((v) => heads.has(v));
  return inherits(like, "rowwise_df")
    ? byRow(frame, vars, span)
    : grouped(frame, vars, dropsEmpty(like), span);
}

/**
 * Some rows of a table with the groups that it had. Groups that have no rows any more are left out,
 * unless they are to be kept or empty ones were wanted from the beginning.
 */
export function rowsWithGroups(
  frame: Frame,
  at: Int32Array,
  span: Span,
  preserve = false,
): Frame {
  const out = rowsOfTable(frame, at);
  const grouping = groupingOf(frame, span);
  if (!grouping || grouping.rowwise) return regrouped(out, frame, span);
  const group = new Int32Array(rowsOf(frame));
  grouping.rows.forEach((rows, g) => rows.forEach((i) => group[i] = g));
  const rows = rowsByCode({ codes: at.map((i) => group[i]!), size: grouping.rows.length });
  if (preserve || !grouping.drop) return withGroups(out, { ...grouping, rows }, "grouped_df");
  const left = Int32Array.from(rows.keys()).filter((g) => rows[g]!.length > 0);
  return withGroups(out, {
    ...grouping,
    keys: grouping.keys.map((k) => slice(k, left)),
    rows: Array.from(left, (g) => rows[g]!),
  }, "grouped_df");
}
