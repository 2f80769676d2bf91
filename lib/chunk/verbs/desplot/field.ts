/**
 * Plots of a field: where they are, the lines between them, what is written in them.
 *
 * @module
 */
import type { Value } from "../../values/value.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";

/** Plots of one panel by their numbers among all rows. */
export interface Plots {
  x: readonly number[];
  y: readonly number[];
  rows: readonly number[];
}

/** Lines between plots of different groups, and about the field. */
export function outline({ x, y, rows }: Plots, of: (row: number) => string | null): Place[][] {
  const at = new Map(rows.map((i) => [`${x[i]} ${y[i]}`, of(i)]));
  const out: Place[][] = [];
  for (const i of rows) {
    const [v, w] = [x[i]!, y[i]!];
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      const key = `${v + dx} ${w + dy}`;
      const there = at.has(key);
      // a line between two plots is drawn once
      if ((there && at.get(key) === of(i)) || (there && dx + dy < 0)) continue;
      out.push([
        [v + dx / 2 - dy / 2, w + dy / 2 - dx / 2],
        [v + dx / 2 + dy / 2, w + dy / 2 + dx / 2],
      ]);
    }
  }
  return joined(out);
}

/** Pieces of one line that meet become one. */
function joined(lines: readonly Place[][]): Place[][] {
  const level = (l: Place[]): boolean => l[0]![1] === l[1]![1];
  const sorted = lines.map((l): Place[] =>
    l[0]![0] > l[1]![0] || l[0]![1] > l[1]![1] ? [l[1]!, l[0]!] : [...l]
  );
  const out: Place[][] = [];
  const along = (k: 0 | 1, list: Place[][]): void => {
    const other = 1 - k;
    list.sort((a, b) => a[0]![other]! - b[0]![other]! || a[0]![k] - b[0]![k]);
    for (const line of list) {
      const last = out.at(-1);
      const meets = last && last[0]![other] === line[0]![other] && level(last) === level(line) &&
        last[1]![k] === line[0]![k];
      if (meets) last[1] = line[1]!;
      else out.push(line);
    }
  };
  along(0, sorted.filter(level));
  along(1, sorted.filter((l) => !level(l)));
  return out;
}

/** A cell of the field. */
export function cell(x: number, y: number): Place[] {
  return [[x - 0.5, y - 0.5], [x + 0.5, y - 0.5], [x + 0.5, y + 0.5], [x - 0.5, y + 0.5]];
}

/** The shares of values between two colours with the midpoint in the middle. */
export function shareOf(value: number, low: number, middle: number, high: number): number {
  if (value <= middle) return middle > low ? 0.5 * (value - low) / (middle - low) : 0.5;
  return high > middle ? 0.5 + 0.5 * (value - middle) / (high - middle) : 0.5;
}

/** In which of the bins between breakpoints a value lies; null where in none. */
export function binOf(value: number, at: readonly number[]): number | null {
  if (!(value >= at[0]! && value <= at.at(-1)!)) return null;
  let k = 0;
  while (k < at.length - 2 && value > at[k + 1]!) k++;
  return k;
}

/** The middle of values by name, or a number. */
export function middleOf(values: readonly number[], rule: string | number): number | null {
  if (typeof rule === "number") return rule;
  const own = [...values].sort((a, b) => a - b), n = own.length;
  switch (rule) {
    case "median":
      return n === 0 ? NaN : (own[(n - 1) >> 1]! + own[n >> 1]!) / 2;
    case "mean":
      return own.reduce((a, b) => a + b, 0) / n;
    case "midrange":
      return (own[0]! + own[n - 1]!) / 2;
    default:
      return null;
  }
}

/** A variable of the field. */
export interface Variable {
  name: string;
  value: Value;
  levels: string[];
  codes: number[];
}

/** The field: its plots, and what is shown of each. */
export interface Field {
  x: number[];
  y: number[];
  names: { x: string; y: string };
  fill: Variable | null;
  by: Variable | null;
}
