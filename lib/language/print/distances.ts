/**
 * Distances between rows (class `dist`): as a full matrix, and as R's console prints them.
 *
 * @module
 */
import {
  attribute,
  characters,
  doubles,
  type DoubleVector,
  integers,
  listOf,
  textsAttribute,
  type Value,
  withAttributes,
} from "../values/value.ts";
import { cellsOf, type PrintOptions } from "./cells.ts";
import { matrix } from "./matrices.ts";

/** How many rows there are, and their labels. */
function sizeOf(x: Value): { n: number; labels: string[] } {
  const size = attribute(x, "Size");
  const n = size?.type === "integer" ? size.values[0]! : 0;
  const labels = textsAttribute(x, "Labels")?.map((l) => l ?? "NA");
  return { n, labels: labels ?? Array.from({ length: n }, (_, i) => String(i + 1)) };
}

/** Where the distance of rows i > j stands. */
const placeOf = (i: number, j: number, n: number): number => j * n - j * (j + 1) / 2 + i - j - 1;

function named(rows: readonly string[], columns: readonly string[]): Map<string, Value> {
  return new Map<string, Value>([
    ["dim", integers([rows.length, columns.length])],
    ["dimnames", listOf([characters([...rows]), characters([...columns])])],
  ]);
}

/** All distances, those of rows from themselves 0. */
export function fullDistances(x: DoubleVector): DoubleVector {
  const { n, labels } = sizeOf(x);
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j + 1; i < n; i++) {
      out[j * n + i] = out[i * n + j] = x.values[placeOf(i, j, n)]!;
    }
  }
  return doubles(out, named(labels, labels));
}

export function distanceLines(x: DoubleVector, options: PrintOptions): string[] {
  const { n, labels } = sizeOf(x);
  const asked = (name: string): boolean => {
    const flag = attribute(x, name);
    return flag?.type === "logical" && flag.values[0] === 1;
  };
  const [diag, upper] = [asked("Diag"), asked("Upper")];
  const full = fullDistances(x);
  const cells = cellsOf(withAttributes(full, null), options);
  const whole = diag || upper;
  const [rows, columns] = [whole ? labels : labels.slice(1), whole ? labels : labels.slice(0, -1)];
  const shown = columns.flatMap((_, j) =>
    rows.map((_, r) => {
      const i = whole ? r : r + 1;
      return i > j || (i === j ? diag : upper) ? (i === j ? "0" : cells[j * n + i]!) : "";
    })
  );
  return matrix(characters(shown, named(rows, columns)), { ...options, quote: false }, true);
}
