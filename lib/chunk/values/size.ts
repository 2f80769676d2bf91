/**
 * How large values are, so that none grows beyond its limit: what a page doubles forty times is
 * refused when it passes ten million and not when the memory is full.
 *
 * @module
 */
import { grouped, keepWithin, LIMITS } from "../../limits.ts";
import type { Span } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import { isVector, type Value } from "./value.ts";
import { lengthOf, namesOf, take } from "./vector.ts";

const nodes = new WeakMap<Expr, number>();

/** Names, constants and calls of an expression, each as often as it stands there when written out. */
function nodesOf(expr: Expr): number {
  if (expr.kind !== "call") return 1;
  let count = nodes.get(expr);
  if (count === undefined) {
    count = nodesOf(expr.callee);
    for (const { value } of expr.args) if (value) count += nodesOf(value);
    nodes.set(expr, count);
  }
  return count;
}

const sizes = new WeakMap<Value, number>();

/** Elements of a vector, of all parts of a list, cells of a table. */
function sizeOf(value: Value): number {
  if (value.kind === "frame") {
    return Math.max(value.table.nrow, 1) * value.table.columns.length;
  }
  if (value.kind === "captioned") return sizeOf(value.value);
  if (value.kind !== "list") {
    return isVector(value) || value.kind === "matrix" ? lengthOf(value) : 1;
  }
  let size = sizes.get(value);
  if (size === undefined) {
    size = value.items.reduce((sum, item) => sum + sizeOf(item.value), 1);
    sizes.set(value, size);
  }
  return size;
}

/** Characters of texts. */
export function charactersOf(texts: readonly (string | null)[]): number {
  let sum = 0;
  for (const text of texts) if (text !== null) sum += text.length;
  return sum;
}

/** Refuses a value beyond the limits. */
export function refuseHuge(value: Value, span: Span): void {
  keepWithin(LIMITS.values, sizeOf(value), "Elements of this value", {
    span,
    hint: "Take a part of it, or make it shorter before it is combined",
  });
  const texts = [
    ...(value.kind === "character" ? [value.values] : []),
    ...(isVector(value) ? [namesOf(value) ?? []] : []),
  ];
  for (const list of texts) {
    keepWithin(LIMITS.characters, charactersOf(list), "Characters of this value", {
      span,
      hint: "Join fewer texts, or shorter ones",
    });
  }
  if (value.kind === "formula") {
    keepWithin(LIMITS.formula, nodesOf(value.expr), "Names and operators of this formula", {
      span,
      hint: "Name the terms that matter; `.` stands for all columns",
    });
  }
}

/**
 * The beginning of a value as far as a page shows it, as R's `max.print` has it, and a remark on what
 * is left out of it.
 */
export function cutShort(value: Value): { value: Value; remark: string | null } {
  const { most } = LIMITS.shown;
  if (value.kind === "captioned") {
    const inner = cutShort(value.value);
    return { ...inner, value: { ...value, value: inner.value } };
  }
  if (sizeOf(value) <= most) return { value, remark: null };
  if (isVector(value)) return cut(most, lengthOf(value), "elements", (k) => take(value, first(k)));
  if (value.kind === "frame") {
    const { table, rowNames } = value;
    return cut(Math.floor(most / table.columns.length), table.nrow, "rows", (k) => ({
      kind: "frame",
      table: table.filter(first(k)),
      rowNames: rowNames && rowNames.slice(0, k),
    }));
  }
  if (value.kind === "matrix") {
    const { values, rowNames } = value;
    const width = Math.max(values[0]?.length ?? 1, 1);
    return cut(Math.floor(most / width), values.length, "rows", (k) => ({
      ...value,
      rowNames: rowNames.slice(0, k),
      values: values.slice(0, k),
    }));
  }
  if (value.kind !== "list") return { value, remark: null };
  let room: number = most;
  const items: typeof value.items[number][] = [];
  for (const item of value.items) {
    room -= sizeOf(item.value);
    if (room < 0) break;
    items.push(item);
  }
  return cut(items.length, value.items.length, "parts", () => ({ ...value, items }));
}

const first = (k: number): Int32Array => Int32Array.from({ length: k }, (_, i) => i);

function cut(
  kept: number,
  of: number,
  what: string,
  make: (kept: number) => Value,
): { value: Value; remark: string } {
  return {
    value: make(kept),
    remark: `The first ${grouped(kept)} of ${grouped(of)} ${what} are shown`,
  };
}
