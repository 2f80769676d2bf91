/**
 * A condition for which no row holds: what the columns that it names hold instead.
 *
 * @module
 */
import { nearest } from "../../syntax/nearest.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Span } from "../../diagnostic.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import {
  isFactor,
  levelsOf,
  type ListVector,
  namesOf,
  rowsOf,
  type Value,
} from "../values/value.ts";

/** So many levels are named. */
const MOST = 12;

/** In words: that a condition leaves no row of a data frame, and what it has instead. */
function noRows(frame: ListVector, conditions: readonly (Expr | null)[]): string {
  const names = new Set<string>();
  const words = new Set<string>();
  for (const condition of conditions) if (condition) gather(condition, names, words);
  const held = [...names].flatMap((name) => {
    const values = valuesOf(frame, name);
    return values === null ? [] : [{ name, values }];
  });
  const says = held.map(({ name, values }) => {
    const shown = values.slice(0, MOST).join(", ") + (values.length > MOST ? ", …" : "");
    const near = [...words].flatMap((word) =>
      values.includes(word) ? [] : nearest(word, values) ?? []
    )[0];
    return `${name} has ${shown}${near === undefined ? "" : ` (did you mean "${near}"?)`}`;
  });
  return `The condition holds for no row${says.length === 0 ? "" : `: ${says.join("; ")}`}.`;
}

/** Says so where a condition that a frame has rows for leaves none of them. */
export function tellNoRows(
  interpreter: Interpreter,
  frame: ListVector,
  condition: Value | null,
  picked: ListVector,
  conditions: readonly (Expr | null)[],
  span: Span,
): void {
  if (condition?.type !== "logical" || rowsOf(frame) === 0 || rowsOf(picked) > 0) return;
  interpreter.warn("no-rows", noRows(frame, conditions), span);
}

function gather(expr: Expr, names: Set<string>, words: Set<string>): void {
  if (expr.kind === "name") names.add(expr.name);
  else if (expr.kind === "string") words.add(expr.value);
  else if (expr.kind === "call") {
    for (const { value } of expr.args) if (value) gather(value, names, words);
  }
}

/** What a column of words holds; null for numbers, and for what is no column. */
function valuesOf(frame: ListVector, name: string): string[] | null {
  const column = frame.values[(namesOf(frame) ?? []).indexOf(name)];
  if (!column) return null;
  const texts = isFactor(column)
    ? levelsOf(column)
    : column.type === "character"
    ? new Set(column.values)
    : null;
  return texts && [...texts].filter((text) => text !== null);
}
